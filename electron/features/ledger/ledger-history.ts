/**
 * @file What happened to a row, told from the observations and the items they point to: held, booked, changed, removed.
 * Nothing is stored for it: the raw pages are the record.
 */
import type { LedgerEvent, LedgerEventKind } from '../../../shared/contract/transactions.ts';
import { type Instant, riyadhDay } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import type { PageParser } from '../../ports/bank-provider.ts';
import type { ObservationKind } from './ledger-batch.ts';
import type { LedgerRow } from './ledger-row.ts';
import { createStoredItems } from './stored-items.ts';

/** One observation of one row. */
export type ObservedStep = {
  readonly observationId: number;
  readonly transactionId: number;
  readonly accountId: string;
  readonly runId: number;
  readonly at: Instant;
  readonly kind: ObservationKind;
  readonly pageId: number | null;
  readonly place: number | null;
};

/** A page's purpose may be a megabyte; a change is told by its beginning. */
const MAX_TEXT = 400;

const COLUMNS = `o.id AS observationId, :id AS transactionId, o.account_id AS accountId, o.run_id AS runId, o.at, o.kind,
  o.page_id AS pageId, o.place + :id - o.transaction_id AS place`;
// Rows added one after the other share an observation: the last one that starts at or before the row may reach it.
const STEPS = `
  SELECT ${COLUMNS} FROM observations o WHERE o.transaction_id = :id
  UNION ALL
  SELECT ${COLUMNS}
  FROM (SELECT * FROM observations WHERE transaction_id < :id AND kind = 'added' ORDER BY transaction_id DESC LIMIT 1) o
  WHERE o.transaction_id + o.count > :id
  ORDER BY 1`;

export type LedgerHistory = ReturnType<typeof createLedgerHistory>;

const clip = (text: string): string => (text.length <= MAX_TEXT ? text : text.slice(0, MAX_TEXT).toWellFormed());

function kindOf(kind: ObservationKind, before: LedgerRow | undefined, after: LedgerRow): LedgerEventKind {
  switch (kind) {
    case 'added':
      return after.isPending === 1 ? 'held' : 'booked';
    case 'changed':
      return before?.isPending === 1 && after.isPending === 0 ? 'booked' : 'changed';
    case 'removed':
      return after.isPending === 1 ? 'released' : 'removed';
    case 'restored':
    case 'reissued':
      return kind;
  }
}

export function createLedgerHistory(db: Db, parse: PageParser) {
  const steps = db.prepare(STEPS);
  const categoryName = db.prepare('SELECT provider_name AS name FROM categories WHERE id = ?');
  const items = createStoredItems(db, parse);

  function nameOf(categoryId: string | null): string {
    const found = categoryId === null ? undefined : (categoryName.get(categoryId) as { name: string } | undefined); // column as selected
    return found?.name ?? '';
  }

  function changesOf(before: LedgerRow, after: LedgerRow): LedgerEvent['changes'] {
    const all: readonly (readonly [string, string | null, string | null])[] = [
      ['title', before.title, after.title],
      ['bookedOn', before.bookedOn, after.bookedOn],
      ['valueOn', before.valueOn, after.valueOn],
      ['counterparty', before.counterparty, after.counterparty],
      ['counterpartyIban', before.counterpartyIban, after.counterpartyIban],
      ['purpose', before.purpose, after.purpose],
      ['bookingText', before.bookingText, after.bookingText],
      ['kind', before.kind, after.kind],
      ['category', nameOf(before.categoryId), nameOf(after.categoryId)],
    ];
    return all.flatMap(([field, from, to]) => (from === to ? [] : [{ field, from: clip(from ?? ''), to: clip(to ?? '') }]));
  }

  function eventOf(step: ObservedStep, before: LedgerRow | undefined, after: LedgerRow): LedgerEvent {
    const kind = kindOf(step.kind, before, after);
    const isSettled = step.kind === 'changed' && kind === 'booked';
    const isSameId = before?.providerId === after.providerId && after.providerId !== null;
    return {
      kind,
      at: step.at,
      runId: step.runId,
      day: step.kind === 'removed' ? riyadhDay(Date.parse(step.at)) : (after.day ?? riyadhDay(Date.parse(step.at))),
      amountMinor: after.amountMinor,
      currency: after.currency,
      beforeMinor: before && before.amountMinor !== after.amountMinor ? before.amountMinor : null,
      changes: before && step.kind !== 'removed' ? changesOf(before, after) : [],
      link: isSettled ? (isSameId ? 'same_id' : 'matched') : null,
    };
  }

  /** Every step of a row with the event it is, oldest first. */
  function stepsOf(
    transactionId: number,
  ): readonly { readonly step: ObservedStep; readonly event: LedgerEvent; readonly row: LedgerRow }[] {
    let before: LedgerRow | undefined;
    return (steps.all({ id: transactionId }) as ObservedStep[]).flatMap((step) => {
      // What a removed row showed last is what was removed.
      const isShown = step.pageId !== null && step.place !== null && step.kind !== 'removed';
      const row = isShown ? items.row(step.accountId, step.pageId, step.place) : before;
      if (!row) return [];
      const event = eventOf(step, before, row);
      before = row;
      return [{ step, event, row }];
    });
  }

  return {
    stepsOf,
    of: (transactionId: number): LedgerEvent[] => stepsOf(transactionId).map(({ event }) => event),
  };
}
