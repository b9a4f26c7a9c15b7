/** @file A provider's page made ready to be written, outside any transaction: rows, pages to keep, categories, cursor. */
import { createHash } from 'node:crypto';
import type { Instant } from '../../../shared/domain/dates.ts';
import { packBody } from '../../db/raw-body.ts';
import type { CategoryRef, ProviderTransaction, ReadPlan, TransactionsPage } from '../../ports/bank-provider.ts';
import type { KeptPage, LedgerRow, RowMaker } from './ledger-row.ts';

export type ReadPage = {
  readonly kept: KeptPage;
  /** Booked rows, or pending ones for the pending plan; a repeated id is kept once, as last sent. */
  readonly rows: readonly LedgerRow[];
  readonly categories: readonly CategoryRef[];
  readonly deletedIds: readonly string[];
  readonly receivedCount: number;
  readonly quarantinedCount: number;
  /** Largest modification time of the page, never later than its receipt (R6, R19). */
  readonly cursorAt: Instant | null;
};

function keepPage(page: TransactionsPage, plan: ReadPlan['kind']): KeptPage {
  return {
    plan,
    receivedAt: page.receivedAt,
    itemCount: page.receivedCount,
    digest: createHash('sha256').update(page.raw).digest(),
    packed: packBody(page.raw),
  };
}

function newestTime(page: TransactionsPage): Instant | null {
  let newest = '';
  for (const { modifiedAt, createdAt } of page.items) {
    if (modifiedAt !== null && modifiedAt > newest) newest = modifiedAt;
    if (createdAt !== null && createdAt > newest) newest = createdAt;
  }
  if (newest === '') return null;
  return newest < page.receivedAt ? newest : page.receivedAt;
}

/** Rows without an id are all kept: two of them may be two real purchases. */
export function withoutRepeatedIds(rows: readonly LedgerRow[]): readonly LedgerRow[] {
  const last = new Map<string, LedgerRow>();
  for (const row of rows) if (row.providerId !== null) last.set(row.providerId, row);
  return rows.filter((row) => row.providerId === null || last.get(row.providerId) === row);
}

/**
 * @param accountId ours; part of every fingerprint
 * @param providerId the account as the provider knows it now: items of other accounts are not taken
 */
export function toReadPage(
  makeRow: RowMaker,
  ids: { readonly accountId: string; readonly providerId: string },
  page: TransactionsPage,
  plan: ReadPlan['kind'],
): ReadPage {
  const kept = keepPage(page, plan);
  const isWanted = (item: ProviderTransaction) => item.accountId === ids.providerId && item.isBooked === (plan !== 'pending');
  const rows: LedgerRow[] = [];
  const categories = new Map<string, CategoryRef>();
  for (const item of page.items) {
    if (!isWanted(item)) continue;
    rows.push(makeRow(ids.accountId, item, kept));
    for (const category of item.categoryPath) categories.set(category.id, category);
  }
  return {
    kept,
    rows: withoutRepeatedIds(rows),
    categories: [...categories.values()],
    deletedIds: page.deletedIds,
    receivedCount: page.receivedCount,
    quarantinedCount: page.quarantined.length,
    cursorAt: newestTime(page),
  };
}
