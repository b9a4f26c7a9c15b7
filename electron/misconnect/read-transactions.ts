/** @file One page of one account: the query of a reading plan, and the page from its answer (reference 10.1, 10.3, 10.4). */
import type { Day } from '../../shared/domain/dates.ts';
import type { ProviderTransaction, ReadPlan, TransactionsPage } from '../ports/bank-provider.ts';
import { parseAnswer } from './answers.ts';
import type { Answer } from './http-client.ts';
import { isObject } from './json.ts';
import { type MapContext, toTransaction } from './map-transaction.ts';
import { cleanText } from './text.ts';
import { WireTransactionPage } from './wire-transaction.ts';

/** Upper bound unknown; the default should be allowed, and a refusal is answered with the smaller size (A12). */
export const PAGE_SIZE = 1_000;
export const SMALL_PAGE_SIZE = 100;

export function transactionsQuery(plan: ReadPlan, pageSize: number): Readonly<Record<string, string>> {
  const paging = { count: String(pageSize), offset: String(plan.offset), sort: 'asc' };
  switch (plan.kind) {
    case 'all':
      return paging;
    case 'modified':
    case 'booked':
      return { ...paging, ...since(plan.kind, plan.since) };
    case 'pending':
      return { ...paging, ...since('booked', plan.since), include_pending: 'true' };
  }
}

/** `since_type` is always said: its default changed between generations of the platform. */
function since(type: 'booked' | 'modified', day: Day): Readonly<Record<string, string>> {
  return { since_type: type, since: day };
}

export function toPage(answer: Answer, plan: ReadPlan, context: MapContext): TransactionsPage {
  const wire = parseAnswer(answer, 'user', WireTransactionPage);
  const received = wire.transactions ?? [];
  const items: ProviderTransaction[] = [];
  const quarantined: { place: number; accountId: string | null; reason: string }[] = [];
  for (const [place, value] of received.entries()) {
    const mapped = toTransaction(value, place, context);
    if (mapped.kind === 'unreadable') quarantined.push({ place, accountId: mapped.accountId, reason: mapped.reason });
    // Each plan owns one set: the pending set is only ever replaced as a whole, so strays elsewhere would never leave (10.4).
    else if (mapped.item.isBooked !== (plan.kind === 'pending')) items.push(mapped.item);
  }
  return {
    items,
    quarantined,
    deletedIds: (wire.deleted ?? []).map(idOf).filter((id) => id !== ''),
    receivedCount: received.length,
    keys: received.map(keyOf),
    raw: answer.body,
    receivedAt: answer.receivedAt,
  };
}

function keyOf(value: unknown): string {
  if (!isObject(value)) return typeof value === 'object' ? 'list' : String(value);
  const id = typeof value.transaction_id === 'string' ? cleanText(value.transaction_id) : '';
  // Its plain fields are enough, and what is nested may be deeper than the stack.
  return id || JSON.stringify(Object.entries(value).filter(([, part]) => typeof part !== 'object'));
}

function idOf(entry: NonNullable<WireTransactionPage['deleted']>[number]): string {
  if (typeof entry !== 'object' || entry === null) return cleanText(entry);
  return cleanText(entry.transaction_id) || cleanText(entry.id);
}
