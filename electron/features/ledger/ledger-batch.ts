/**
 * @file One account's writes of one transaction: rows, search index, daily totals, counters, earlier versions, raw pages and
 * categories stay in step because nothing else writes them (no triggers: they would run per row and hide the cost).
 */
import type { Day, Instant } from '../../../shared/domain/dates.ts';
import type { CategoryRef } from '../../ports/bank-provider.ts';
import type { KeptPage, LedgerFacts, LedgerRow } from './ledger-row.ts';
import type { LedgerStatements } from './ledger-statements.ts';

export type StoredRow = LedgerFacts & {
  readonly id: number;
  readonly providerId: string | null;
  readonly fingerprint: string;
  readonly occurrence: number;
  readonly day: Day;
  readonly searchText: string;
  readonly pageId: number;
  readonly place: number;
  readonly runId: number;
};

export type WriteCounts = { readonly newCount: number; readonly changedCount: number; readonly removedCount: number };

export type BatchContext = {
  readonly accountId: string;
  readonly runId: number;
  readonly at: Instant;
  /** Listed under this day when the bank names none. */
  readonly today: Day;
};

type Total = { readonly day: Day; readonly currency: string; inMinor: number; outMinor: number; count: number };

export type LedgerBatch = ReturnType<typeof createLedgerBatch>;

export function createLedgerBatch(statements: LedgerStatements, context: BatchContext, memory: { lastId: number }) {
  const { accountId, runId, at, today } = context;
  const pageIds = new Map<KeptPage, number>();
  const totals = new Map<string, Total>();
  const delta = { booked: 0, pending: 0 };
  const counts = { newCount: 0, changedCount: 0, removedCount: 0 };
  // The id of a row that was removed is not given again while this process lives: a page may still show it.
  const { id: highest } = statements.highestId.get() as { id: number }; // an aggregate always answers with one row
  let nextId = Math.max(highest, memory.lastId);

  /** Adds (or with −1 takes away) a row's share of the counters and, once booked, of its day. */
  function account(row: Pick<StoredRow, 'isPending' | 'day' | 'currency' | 'amountMinor'>, direction: 1 | -1): void {
    if (row.isPending) {
      delta.pending += direction;
      return;
    }
    delta.booked += direction;
    const key = row.day + row.currency;
    let total = totals.get(key);
    if (!total) {
      total = { day: row.day, currency: row.currency, inMinor: 0, outMinor: 0, count: 0 };
      totals.set(key, total);
    }
    if (row.amountMinor > 0) total.inMinor += direction * row.amountMinor;
    else total.outMinor += direction * row.amountMinor;
    total.count += direction;
  }

  function pageId(page: KeptPage): number {
    const known = pageIds.get(page);
    if (known !== undefined) return known;
    const { plan, receivedAt, itemCount, digest, packed } = page;
    const { lastInsertRowid } = statements.insertPage.run({ runId, accountId, plan, receivedAt, itemCount, digest, body: packed });
    const id = Number(lastInsertRowid);
    pageIds.set(page, id);
    return id;
  }

  function insert(row: LedgerRow, occurrence: number): void {
    nextId += 1;
    const day = row.day ?? today;
    statements.insert.run(
      nextId,
      accountId,
      row.providerId,
      row.fingerprint,
      occurrence,
      row.isPending,
      day,
      row.bookedOn,
      row.valueOn,
      row.amountMinor,
      row.currency,
      row.originalMinor,
      row.originalCurrency,
      row.title,
      row.counterparty,
      row.purpose,
      row.bookingText,
      row.counterpartyIban,
      row.kind,
      row.categoryId,
      row.searchText,
      row.createdAt,
      row.modifiedAt,
      at,
      pageId(row.page),
      row.place,
      runId,
    );
    statements.addToSearch.run(nextId, row.searchText);
    account({ isPending: row.isPending, day, currency: row.currency, amountMinor: row.amountMinor }, 1);
    counts.newCount += 1;
  }

  /** Replaces what a row shows; what it showed before stays findable as an observation. */
  function change(stored: StoredRow, row: LedgerRow, occurrence: number): void {
    const day = row.day ?? stored.day;
    const wasAuthorised = stored.isPending === 1 && row.isPending === 0 && stored.amountMinor !== row.amountMinor;
    statements.observe.run({ id: stored.id, pageId: stored.pageId, place: stored.place, runId: stored.runId, at });
    const { page, ...shown } = row;
    statements.update.run({
      ...shown,
      id: stored.id,
      providerId: row.providerId ?? stored.providerId,
      occurrence,
      day,
      pendingMinor: wasAuthorised ? stored.amountMinor : null,
      pageId: pageId(page),
      runId,
      at,
    });
    if (stored.searchText !== row.searchText) {
      statements.removeFromSearch.run(stored.id);
      statements.addToSearch.run(stored.id, row.searchText);
    }
    account(stored, -1);
    account({ isPending: row.isPending, day, currency: row.currency, amountMinor: row.amountMinor }, 1);
    counts.changedCount += 1;
  }

  function remove(stored: StoredRow): void {
    statements.remove.run({ id: stored.id });
    statements.removeFromSearch.run(stored.id);
    account(stored, -1);
    counts.removedCount += 1;
  }

  return {
    insert,
    change,
    remove,
    /** The bank knows the row under a new id (R17): nothing that is shown changes. */
    reissue(stored: StoredRow, providerId: string): void {
      statements.setProviderId.run({ id: stored.id, providerId });
    },
    saveCategories(categories: readonly CategoryRef[]): void {
      for (const { id, parentId, name } of categories) statements.upsertCategory.run({ id, parentId, name });
    },
    /** Stores a page although no row points to it: it holds items that could not be read. */
    keep: (page: KeptPage) => pageId(page),
    /** Writes totals and counters; the last call of a batch. */
    finish(): WriteCounts {
      for (const total of totals.values()) {
        if (total.count !== 0 || total.inMinor !== 0 || total.outMinor !== 0) statements.upsertTotal.run({ accountId, ...total });
      }
      if (counts.changedCount > 0 || counts.removedCount > 0) statements.dropEmptyTotals.run({ accountId });
      statements.count.run({ accountId, ...delta });
      memory.lastId = nextId;
      return counts;
    },
  };
}
