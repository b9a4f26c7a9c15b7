/** @file One account of a run: the first import page by page, later runs whole or not at all (R14). */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { addDays, type Day, type Instant, riyadhDay, toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import { type Db, toStoreError } from '../../db/open.ts';
import type { BankProvider, ProviderAccount, ReadPlan } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { FetchLedger } from '../fetch-ledger/fetch-ledger.ts';
import { createBalanceWriter } from '../ledger/balance-writer.ts';
import { findAccountFaults } from '../ledger/invariants.ts';
import type { WriteCounts } from '../ledger/ledger-batch.ts';
import { createRowMaker } from '../ledger/ledger-row.ts';
import { type AccountAnswer, createLedgerWriter, type WriteContext } from '../ledger/ledger-writer.ts';
import type { ReadPage } from '../ledger/read-page.ts';
import { type PageSource, readAll, readPages } from './page-reader.ts';
import type { CompletedAccount, SyncAccount, SyncRepo } from './sync-repo.ts';

/** R19: what the cursor passed is read again for this long, because items arrive late and out of order. */
const OVERLAP_DAYS = 3;
/** Where changes cannot be asked for, the booked rows of this many days are compared (API reference 10.3). */
const WINDOW_DAYS = 90;
/** R19: items can arrive with times older than the cursor, so once a week these booked days are compared as well. */
const COMPARED_DAYS = 40;
const COMPARE_EVERY_MS = 7 * 86_400_000;
/**
 * Pending items come complete whatever `since` says, so a short window keeps booked rows away. Two weeks and not a day, in case a
 * provider applies the window to them after all: card holds last about that long.
 */
const PENDING_DAYS = 14;

export type AccountTask = SyncAccount & { readonly listed: ProviderAccount };

export type AccountSyncDeps = {
  readonly db: Db;
  readonly provider: BankProvider;
  readonly repo: SyncRepo;
  readonly clock: Clock;
  readonly log: Log;
  readonly ledger: FetchLedger | undefined;
};

type Changes = Omit<AccountAnswer, 'pending'>;

export type RunScope = {
  readonly runId: number;
  readonly signal: AbortSignal;
  /** Called after each committed page of a first import. */
  readonly onRows: (rows: number) => void;
};

/** What an account had written when it ended, well or not. */
export type Tally = WriteCounts & { readonly quarantinedCount: number };
export const NOTHING: Tally = { newCount: 0, changedCount: 0, removedCount: 0, quarantinedCount: 0 };

export type AccountOutcome =
  | { readonly kind: 'done'; readonly tally: Tally }
  /** The provider has neither status, balance nor rows of it yet: it is still fetching from the bank. */
  | { readonly kind: 'not_ready' }
  | { readonly kind: 'failed'; readonly tally: Tally; readonly error: unknown };

function addUp(tally: Tally, counts: WriteCounts, quarantinedCount: number): Tally {
  return {
    newCount: tally.newCount + counts.newCount,
    changedCount: tally.changedCount + counts.changedCount,
    removedCount: tally.removedCount + counts.removedCount,
    quarantinedCount: tally.quarantinedCount + quarantinedCount,
  };
}

const isStatusMissing = ({ status, balance }: ProviderAccount): boolean =>
  status.syncedAt === null && status.succeededAt === null && status.message === null && balance === null;

const isRefused = (error: unknown): boolean => error instanceof AppError && error.code === 'provider_rejected';
const quarantinedOf = (pages: readonly ReadPage[]): number => pages.reduce((sum, page) => sum + page.quarantinedCount, 0);

/** Pending rows move no cursor: a booking of the same minute may not have been read yet. */
function newestCursor(before: Instant | null, answer: AccountAnswer): Instant | null {
  const times = [before, ...[...answer.changed, ...answer.covering].map((page) => page.cursorAt)];
  return times.reduce((newest, time) => (time !== null && time > (newest ?? '') ? time : newest), null);
}

export type AccountSync = ReturnType<typeof createAccountSync>;

export function createAccountSync(deps: AccountSyncDeps) {
  const { db, provider, repo, clock, log, ledger } = deps;
  const writer = createLedgerWriter(db);
  const balances = createBalanceWriter(db);
  const makeRow = createRowMaker();

  /** The fetch ledger names the account each page was read of. */
  const readFor =
    (accountId: string): BankProvider['readTransactions'] =>
    (...input) => {
      const read = () => provider.readTransactions(...input);
      return ledger ? ledger.forAccount(accountId, read) : read();
    };

  const sourceOf = (task: AccountTask, { signal }: RunScope): PageSource => ({
    provider: { readTransactions: readFor(task.accountId) },
    makeRow,
    accountId: task.accountId,
    providerId: task.listed.providerId,
    signal,
  });
  const contextOf = (task: AccountTask, { runId }: RunScope): WriteContext => {
    const nowMs = clock.now();
    return { accountId: task.accountId, runId, at: toInstant(nowMs), today: riyadhDay(nowMs) };
  };

  /** One transaction with the ledger lines of the calls that brought the data. */
  function commit<T>(scope: RunScope, write: () => T): T {
    scope.signal.throwIfAborted();
    let confirm = () => {};
    try {
      const result = db
        .transaction(() => {
          const written = write();
          confirm = ledger?.writeWithin() ?? confirm;
          return written;
        })
        .immediate();
      confirm();
      return result;
    } catch (error) {
      throw toStoreError(error);
    }
  }

  /** Everything that makes a run of an account complete, in the transaction that holds its rows. */
  function complete(
    task: AccountTask,
    { at, runId }: WriteContext,
    outcome: Pick<CompletedAccount, 'cursorAt' | 'isCompared'>,
    tally: Tally,
  ): void {
    const { accountId, listed } = task;
    const { quarantinedCount, ...counts } = tally;
    repo.completeAccount({ accountId, quarantined: quarantinedCount, at, ...outcome, ...listed.status });
    if (listed.balance) {
      balances.save({ accountId, balance: listed.balance, runId, at });
      repo.checkBalance(accountId, task.currency, listed.balance.minor);
    }
    repo.saveResult({ runId, accountId, errorCode: null, counts, quarantinedCount });
    const [fault] = findAccountFaults(db, accountId);
    if (fault === undefined) return;
    log.error('ledger.fault', { fault });
    throw new Error('the ledger contradicts itself');
  }

  function writeAnswer(task: AccountTask, scope: RunScope, answer: AccountAnswer, imported?: Tally): Tally {
    return commit(scope, () => {
      const context = contextOf(task, scope);
      const pages = [...answer.changed, ...answer.covering, ...answer.pending];
      const tally = addUp(imported ?? NOTHING, writer.apply(context, answer), quarantinedOf(pages));
      const cursorAt = imported ? repo.importCursor(task.accountId) : newestCursor(task.cursorAt, answer);
      complete(task, context, { cursorAt, isCompared: imported !== undefined || answer.coveredSince !== null }, tally);
      return tally;
    });
  }

  /** Every page is committed with the position after it; the pending set and the balance come with the end. */
  async function importFirst(task: AccountTask, scope: RunScope, onTally: (tally: Tally) => void): Promise<Tally | 'not_ready'> {
    const source = sourceOf(task, scope);
    let tally = NOTHING;
    let received = task.importOffset ?? 0;
    for await (const { page, offset } of readPages(source, (at) => ({ kind: 'all', offset: at }), received)) {
      if (offset === 0 && page.receivedCount === 0 && isStatusMissing(task.listed)) return 'not_ready';
      const counts = commit(scope, () => writer.importPage(contextOf(task, scope), page, offset));
      if (!counts) throw new Error('a page of the first import came out of order');
      // Only ids that are stored already: the bank has started over.
      if (page.rows.length > 0 && counts.newCount === 0) break;
      tally = addUp(tally, counts, page.quarantinedCount);
      onTally(tally);
      received = offset + page.receivedCount;
      scope.onRows(received);
      // Lets requests of the window in between pages that had all arrived already.
      await nextTurn();
    }
    return finishImport(task, { ...scope, onRows: (pending) => scope.onRows(received + pending) }, source, tally);
  }

  /** The day so long before today, or before the newest booking where the account has been quiet since. */
  function daysBack({ accountId }: AccountTask, days: number): Day {
    const today = riyadhDay(clock.now());
    const newest = repo.newestBookedDay(accountId);
    return addDays(newest !== undefined && newest < today ? newest : today, -days);
  }

  async function readPending(task: AccountTask, source: PageSource): Promise<readonly ReadPage[]> {
    const since = daysBack(task, PENDING_DAYS);
    try {
      return await readAll(source, (offset) => ({ kind: 'pending', since, offset }));
    } catch (error) {
      // A provider that never told of pending rows may not know the word; one that did is in trouble.
      if (!isRefused(error) || task.pendingCount > 0) throw error;
      return [];
    }
  }

  async function finishImport(task: AccountTask, scope: RunScope, source: PageSource, tally: Tally): Promise<Tally> {
    const pending = await readPending(task, source);
    scope.onRows(pending.reduce((sum, page) => sum + page.rows.length, 0));
    return writeAnswer(task, scope, { changed: [], covering: [], coveredSince: null, pending }, tally);
  }

  async function readBooked(source: PageSource, since: Day): Promise<Changes> {
    const covering = await readAll(source, (offset) => ({ kind: 'booked', since, offset }));
    return { changed: [], covering, coveredSince: since };
  }

  /**
   * The first day whose bookings must be read whole: once a week, where ids alone do not tell new rows from known ones (R17), and
   * every time where rows carry no times to ask by.
   */
  function coverageNeeded(task: AccountTask, changed: readonly ReadPage[]): Day | undefined {
    const ambiguousSince = writer.ambiguousSince(task.accountId, changed);
    const sinceMs = task.comparedAt === null ? Number.POSITIVE_INFINITY : Math.abs(clock.now() - Date.parse(task.comparedAt));
    const comparedSince = sinceMs >= COMPARE_EVERY_MS ? daysBack(task, COMPARED_DAYS) : undefined;
    const undatedSince = task.cursorAt === null ? daysBack(task, WINDOW_DAYS) : undefined;
    return [ambiguousSince, comparedSince, undatedSince].filter((day) => day !== undefined).sort()[0];
  }

  async function cover(task: AccountTask, source: PageSource, changed: readonly ReadPage[]): Promise<Changes> {
    const since = coverageNeeded(task, changed);
    if (since === undefined) return { changed, covering: [], coveredSince: null };
    try {
      return { ...(await readBooked(source, since)), changed };
    } catch (error) {
      if (!isRefused(error)) throw error;
      return { changed, covering: [], coveredSince: null };
    }
  }

  async function readChanges(task: AccountTask, source: PageSource): Promise<Changes> {
    const isNothingKnown = task.bookedCount === 0 && task.cursorAt === null;
    if (task.importOffset !== null || isNothingKnown) {
      const plan = (offset: number): ReadPlan => ({ kind: 'all', offset });
      return { changed: [], covering: await readAll(source, plan), coveredSince: '' };
    }
    const knownAt = task.cursorAt ?? task.comparedAt;
    if (knownAt === null) return readBooked(source, daysBack(task, WINDOW_DAYS));
    const since = addDays(knownAt.slice(0, 10), -OVERLAP_DAYS);
    try {
      return await cover(task, source, await readAll(source, (offset) => ({ kind: 'modified', since, offset })));
    } catch (error) {
      if (!isRefused(error)) throw error;
      return readBooked(source, daysBack(task, WINDOW_DAYS));
    }
  }

  async function update(task: AccountTask, scope: RunScope): Promise<Tally> {
    const source = sourceOf(task, scope);
    const pending = await readPending(task, source);
    const changes = await readChanges(task, source);
    return writeAnswer(task, scope, { ...changes, pending });
  }

  return {
    async run(task: AccountTask, scope: RunScope): Promise<AccountOutcome> {
      let tally = NOTHING;
      try {
        // An import that began under another id of the account cannot go on at its offset: it is read whole and matched.
        const isResumedElsewhere = (task.importOffset ?? 0) > 0 && task.aliasCount > 1;
        if (task.importOffset === null || isResumedElsewhere) return { kind: 'done', tally: await update(task, scope) };
        const result = await importFirst(task, scope, (done) => {
          tally = done;
        });
        return result === 'not_ready' ? { kind: 'not_ready' } : { kind: 'done', tally: result };
      } catch (error) {
        return { kind: 'failed', tally, error };
      }
    },
    /** The provider never told a status and has no rows: taken as an empty account; the next run reads it whole again. */
    async finishEmpty(task: AccountTask, scope: RunScope): Promise<AccountOutcome> {
      try {
        return { kind: 'done', tally: await finishImport(task, scope, sourceOf(task, scope), NOTHING) };
      } catch (error) {
        return { kind: 'failed', tally: NOTHING, error };
      }
    },
  };
}
