/**
 * @file Writes what a bank sent into the ledger. Identity is the provider's id; rows whose ids are missing or were issued anew
 * are found by fingerprint and occurrence (R17); pending rows become booked ones in place (R18); rows go only when the bank
 * lists them as deleted (R19). Every function runs inside the caller's transaction.
 */
import type { Day, Instant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import { createAnnotations } from '../annotations/annotations.ts';
import { createCategoriser } from '../categories/categoriser.ts';
import { type BatchContext, createLedgerBatch, type LedgerBatch, type StoredRow, type WriteCounts } from './ledger-batch.ts';
import { hasSameFacts, type KeptPage, type LedgerRow } from './ledger-row.ts';
import { fingerprintsOf, type LedgerStatements, prepareLedgerStatements } from './ledger-statements.ts';
import { matchPending } from './pending-match.ts';
import { type ReadPage, withoutRepeatedIds } from './read-page.ts';

export type WriteContext = {
  readonly accountId: string;
  readonly runId: number;
  readonly at: Instant;
  readonly today: Day;
};

/** Everything a later run read of one account. */
export type AccountAnswer = {
  /** What changed since the cursor. */
  readonly changed: readonly ReadPage[];
  /** All booked rows of a range of days, read when ids alone did not settle what is new; empty otherwise. */
  readonly covering: readonly ReadPage[];
  /** First day of `covering`; '' = the whole history. */
  readonly coveredSince: Day | null;
  /** The complete current pending set. */
  readonly pending: readonly ReadPage[];
};

export type LedgerWriter = {
  /** A page of the first import. @returns undefined when the page is not the one that comes next: it was written before (R16). */
  importPage(context: WriteContext, page: ReadPage, offset: number): WriteCounts | undefined;
  /** The earliest day on which a row under a new id may be one stored under another; then the days since must be read whole. */
  ambiguousSince(accountId: string, pages: readonly ReadPage[]): Day | undefined;
  apply(context: WriteContext, answer: AccountAnswer): WriteCounts;
};

type Work = {
  readonly statements: LedgerStatements;
  readonly batch: LedgerBatch;
  readonly accountId: string;
  readonly today: Day;
  /** Stored rows that found their counterpart in the answer. */
  readonly claimed: Set<number>;
};

const rowsOf = (pages: readonly ReadPage[]): readonly LedgerRow[] => withoutRepeatedIds(pages.flatMap((page) => page.rows));
const idsOf = (rows: readonly LedgerRow[]): readonly string[] => rows.flatMap((row) => (row.providerId === null ? [] : [row.providerId]));

function storedByIds(statements: LedgerStatements, accountId: string, ids: readonly string[]): ReadonlyMap<string | null, StoredRow> {
  if (ids.length === 0) return new Map();
  const rows = statements.byProviderIds.all({ accountId, ids: JSON.stringify(ids) }) as StoredRow[]; // columns as selected
  return new Map(rows.map((row) => [row.providerId, row]));
}

/** Stored booked rows by fingerprint, in the order of their occurrence. */
function storedByFingerprint(statements: LedgerStatements, rows: readonly LedgerRow[]): Map<string, StoredRow[]> {
  if (rows.length === 0) return new Map();
  return Map.groupBy(statements.byFingerprints.all(fingerprintsOf(rows)) as StoredRow[], (row) => row.fingerprint); // columns as selected
}

/** Gives out the next free number of each fingerprint. */
function occurrenceCounter(statements: LedgerStatements, rows: readonly LedgerRow[]): (fingerprint: string) => number {
  const found = statements.occurrences.all(fingerprintsOf(rows)) as { fingerprint: string; highest: number }[]; // columns as selected
  const highest = new Map(found.map((row) => [row.fingerprint, row.highest]));
  return (fingerprint) => {
    const next = (highest.get(fingerprint) ?? 0) + 1;
    highest.set(fingerprint, next);
    return next;
  };
}

function removedByIds({ statements, accountId }: Work, rows: readonly LedgerRow[]): Map<string | null, StoredRow> {
  const removed = statements.removedByIds.all({ accountId, ids: JSON.stringify(idsOf(rows)) }) as StoredRow[]; // columns as selected
  return new Map(removed.map((row) => [row.providerId, row]));
}

/** Writes rows nobody knew; one whose id the bank had taken back is that row again. */
function insertAll(work: Work, rows: readonly LedgerRow[]): void {
  if (rows.length === 0) return;
  const nextOccurrence = occurrenceCounter(work.statements, rows);
  const removed = removedByIds(work, rows);
  for (const row of rows) {
    const known = row.providerId === null ? undefined : removed.get(row.providerId);
    if (known) work.batch.restore(known, row, nextOccurrence(row.fingerprint));
    else work.batch.insert(row, nextOccurrence(row.fingerprint));
  }
}

/** The stored row is this one: rewrites it when something it shows differs, else at most notes its new id. */
function settle(work: Work, stored: StoredRow, row: LedgerRow): void {
  work.claimed.add(stored.id);
  const isSame = hasSameFacts(stored, row);
  if (!isSame) {
    const isMoved = stored.fingerprint !== row.fingerprint;
    work.batch.change(stored, row, isMoved ? occurrenceCounter(work.statements, [row])(row.fingerprint) : stored.occurrence);
  } else if (row.providerId !== null && row.providerId !== stored.providerId) {
    work.batch.reissue(stored, row, row.providerId);
  }
}

/** Rows whose id is stored are settled; the others are returned. */
function settleById(work: Work, rows: readonly LedgerRow[]): readonly LedgerRow[] {
  const stored = storedByIds(work.statements, work.accountId, idsOf(rows));
  return rows.filter((row) => {
    const match = row.providerId === null ? undefined : stored.get(row.providerId);
    if (match) settle(work, match, row);
    return match === undefined;
  });
}

/** The k-th row of a fingerprint takes the place of the k-th stored one that the answer does not name; surplus rows are returned. */
function settleByFingerprint(work: Work, rows: readonly LedgerRow[], stored: ReadonlyMap<string, StoredRow[]>): readonly LedgerRow[] {
  const free = new Map([...stored].map(([fingerprint, list]) => [fingerprint, list.filter((row) => !work.claimed.has(row.id))]));
  return rows.filter((row) => {
    const match = free.get(row.fingerprint)?.shift();
    if (match) settle(work, match, row);
    return match === undefined;
  });
}

/** Vanished pending rows live on in the booked rows that continue them; the rest of both is returned to be written or removed. */
function settlePending(work: Work, vanished: readonly StoredRow[], booked: readonly LedgerRow[]): readonly LedgerRow[] {
  const dated = booked.map((row) => ({ ...row, row, day: row.day ?? work.today }));
  const matches = matchPending(vanished, dated);
  for (const [{ row }, pending] of matches) settle(work, pending, row);
  return dated.filter((entry) => !matches.has(entry)).map((entry) => entry.row);
}

function removeListed(work: Work, pages: readonly ReadPage[]): void {
  const listedIn = new Map<string | null, KeptPage>(pages.flatMap((page) => page.deletedIds.map((id) => [id, page.kept] as const)));
  const ids = pages.flatMap((page) => page.deletedIds);
  for (const stored of storedByIds(work.statements, work.accountId, ids).values()) {
    work.batch.remove(stored, listedIn.get(stored.providerId) ?? null);
  }
}

/** The changed rows the covering read does not hold: by id, and of those without one the days it does not reach. */
function bookedRows(answer: AccountAnswer): readonly LedgerRow[] {
  const covering = rowsOf(answer.covering);
  if (answer.coveredSince === null) return rowsOf(answer.changed);
  const since = answer.coveredSince;
  const ids = new Set(idsOf(covering));
  const others = rowsOf(answer.changed).filter((row) =>
    row.providerId === null ? (row.bookedOn ?? '') < since : !ids.has(row.providerId),
  );
  return [...covering, ...others];
}

function applyAnswer(work: Work, answer: AccountAnswer): void {
  const { statements, accountId, claimed } = work;
  const storedPending = statements.pending.all({ accountId }) as StoredRow[]; // columns as selected
  const booked = bookedRows(answer);
  const bookedIds = new Set(idsOf(booked));
  // Read first, so a row may have been booked since: then it is booked.
  const pending = rowsOf(answer.pending).filter((row) => row.providerId === null || !bookedIds.has(row.providerId));

  const unknownBooked = settleById(work, booked);
  const unknownPending = settleById(work, pending);
  const byFingerprint = (row: StoredRow) => row.fingerprint;
  const newPending = settleByFingerprint(work, unknownPending, Map.groupBy(storedPending, byFingerprint));
  const unplaced = settleByFingerprint(work, unknownBooked, storedByFingerprint(statements, unknownBooked));
  const isVanished = (row: StoredRow) => !claimed.has(row.id);
  const newBooked = settlePending(work, storedPending.filter(isVanished), unplaced);
  insertAll(work, newBooked);
  insertAll(work, newPending);
  for (const row of storedPending.filter(isVanished)) work.batch.remove(row, null);
  removeListed(work, [...answer.changed, ...answer.covering]);
}

function keepSideEffects(batch: LedgerBatch, pages: readonly ReadPage[]): void {
  for (const page of pages) {
    batch.saveCategories(page.categories);
    if (page.quarantinedCount > 0) batch.keep(page.kept);
  }
}

export function createLedgerWriter(db: Db): LedgerWriter {
  const statements = prepareLedgerStatements(db);
  const categoriser = createCategoriser(db);
  const annotations = createAnnotations(db);
  const memory = { lastId: 0 };
  const begin = (context: BatchContext): Work => {
    categoriser.refresh();
    return {
      statements,
      batch: createLedgerBatch({ statements, categoriser, annotations }, context, memory),
      accountId: context.accountId,
      today: context.today,
      claimed: new Set(),
    };
  };

  return {
    importPage(context, page, offset) {
      const { accountId } = context;
      const { importOffset } = statements.account.get({ accountId }) as { importOffset: number | null }; // the account exists: its id is ours
      if (importOffset !== offset) return undefined;
      const work = begin(context);
      keepSideEffects(work.batch, [page]);
      // Nothing but this import wrote here: a row with an unknown id is new, however much it looks like another.
      insertAll(work, settleById(work, page.rows));
      const counts = work.batch.finish();
      statements.stepImport.run({
        accountId,
        offset: offset + page.receivedCount,
        quarantined: page.quarantinedCount,
        cursorAt: page.cursorAt,
      });
      return counts;
    },

    ambiguousSince(accountId, pages) {
      const rows = rowsOf(pages);
      const named = storedByIds(statements, accountId, idsOf(rows));
      const deleted = new Set(pages.flatMap((page) => page.deletedIds));
      const unknown = rows.filter((row) => row.providerId === null || !named.has(row.providerId));
      const stored = storedByFingerprint(statements, unknown);
      const isUnclear = (row: StoredRow) => row.providerId === null || !(named.has(row.providerId) || deleted.has(row.providerId));
      const days = unknown.flatMap((row) => (row.bookedOn !== null && stored.get(row.fingerprint)?.some(isUnclear) ? [row.bookedOn] : []));
      return days.sort()[0];
    },

    apply(context, answer) {
      const work = begin(context);
      keepSideEffects(work.batch, [...answer.changed, ...answer.covering, ...answer.pending]);
      applyAnswer(work, answer);
      const counts = work.batch.finish();
      statements.dropUnusedPendingPages.run({ accountId: context.accountId });
      return counts;
    },
  };
}
