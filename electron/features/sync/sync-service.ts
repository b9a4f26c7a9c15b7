/**
 * @file Keeps the local copy in step with the provider's store. One run at a time: a second request joins it (R24); every
 * account is isolated (R15); whatever fails, what is stored stays.
 */
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { SyncRun, SyncStatus } from '../../../shared/contract/sync.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { type Db, keepPages, toStoreError } from '../../db/open.ts';
import type { BankProvider } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import type { AccountRegistry } from '../accounts/account-registry.ts';
import type { FetchLedger } from '../fetch-ledger/fetch-ledger.ts';
import { createAccountSync } from './account-sync.ts';
import { bankStateOf } from './bank-state.ts';
import { createSyncProgress, createThrottledEmitter } from './sync-progress.ts';
import { createSyncRepo } from './sync-repo.ts';
import { type AccountEnd, codeOf, createSyncRun } from './sync-run.ts';

/** Reading more often brings nothing: the provider asks the bank four times a day (API reference 13.1). */
const USER_PAUSE_MS = 5 * 60_000;
/** R24: quitting waits this long for a page that is being written. */
const CLOSE_WAIT_MS = 3000;

export type SyncDeps = {
  readonly db: Db;
  readonly provider: BankProvider;
  readonly registry: AccountRegistry;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly emit: (topic: EventTopic) => void;
  readonly isOnline: () => boolean;
  /** Written with the data its calls brought; without it calls are not tied to runs. */
  readonly ledger?: FetchLedger;
  /** What is worked out from new rows, e.g. own transfers. Its failure is no failure of the run: the next one takes it up. */
  readonly afterReading?: (signal: AbortSignal) => Promise<void>;
  /** After every run, however it ended, before the window hears of it. */
  readonly onEnded?: () => void;
};

export type StartOptions = { readonly ignoreSchedule?: boolean };
type Trigger = SyncRun['trigger'];
type Running = { readonly id: number; readonly controller: AbortController; readonly finished: Promise<SyncRun> };
type Verdict = { readonly outcome: NonNullable<SyncRun['outcome']>; readonly errorCode: ErrorCode | null };

/** A new bank is not in the list a running run has read already. */
const NEEDS_OWN_RUN: ReadonlySet<Trigger> = new Set(['connect', 'renew']);

function verdictOf(ends: readonly AccountEnd[], runError: ErrorCode | null): Verdict {
  const codes = ends.map((end) => end.code);
  if (runError === 'cancelled' || codes.includes('cancelled')) return { outcome: 'cancelled', errorCode: 'cancelled' };
  const firstError = runError ?? codes.find((code) => code !== null) ?? null;
  if (firstError === null) return { outcome: 'ok', errorCode: null };
  return { outcome: codes.includes(null) ? 'partial' : 'failed', errorCode: firstError };
}

export class SyncService {
  readonly #deps: SyncDeps;
  readonly #repo: ReturnType<typeof createSyncRepo>;
  readonly #accounts: ReturnType<typeof createAccountSync>;
  readonly #progress = createSyncProgress();
  readonly #emitter: ReturnType<typeof createThrottledEmitter>;
  #running: Running | undefined;
  #followUp: Promise<SyncRun> | undefined;
  #isOffline = false;
  #retryAtMs: number | undefined;
  /** A run the store could not take note of, e.g. on a full disk: told all the same. */
  #unrecorded: SyncRun | undefined;
  #isClosed = false;
  #isHeld = false;

  constructor(deps: SyncDeps) {
    this.#deps = deps;
    this.#repo = createSyncRepo(deps.db);
    this.#accounts = createAccountSync({ ...deps, repo: this.#repo, ledger: deps.ledger });
    this.#emitter = createThrottledEmitter(deps.emit, deps.clock);
    this.#closeInterrupted();
  }

  /**
   * Reads the provider's store. Resolves when the run is over, however it ended; a running one is joined.
   * @throws AppError `busy` for a user's request too soon after the last, `app_closing`.
   */
  async start(trigger: Trigger, options: StartOptions = {}): Promise<SyncRun> {
    return this.#admit(trigger, options);
  }

  /** As `start`, but returns once the run has begun. */
  begin(trigger: Trigger, options: StartOptions = {}): void {
    this.#admit(trigger, options).catch((error: unknown) => {
      this.#deps.log.error('sync.crashed', { kind: error instanceof Error ? error.name : typeof error });
    });
  }

  status(): Omit<SyncStatus, 'nextReadAt'> {
    const running = this.#running;
    const run = running ? this.#repo.getRun(running.id) : null;
    return {
      isRunning: running !== undefined,
      isOffline: this.#isOffline || !this.#deps.isOnline(),
      run,
      lastRun: this.#unrecorded ?? this.#repo.findLastRun() ?? null,
      accounts: this.#progress.list(),
      ...this.#repo.dataAge(),
      nextUserSyncAt: this.#nextUserSyncAt(),
    };
  }

  /** Earliest time the provider named for another try, in the last run of this process. */
  retryAtMs(): number | undefined {
    return this.#retryAtMs;
  }

  /** Stops the running run; what it has committed stays. */
  cancel(): void {
    this.#running?.controller.abort();
  }

  /** Stops the running run, waits for its end, and lets none begin until `work` is over. */
  async exclusively<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isHeld) throw new AppError('busy', 'reading is held already');
    this.#isHeld = true;
    try {
      while (this.#running) {
        this.#running.controller.abort();
        await this.#running.finished;
      }
      return await work();
    } finally {
      this.#isHeld = false;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const running = this.#running;
    if (!running) return;
    running.controller.abort();
    const given = new AbortController();
    const waited = this.#deps.clock.sleep(CLOSE_WAIT_MS, given.signal).catch(() => {});
    await Promise.race([running.finished, waited]);
    given.abort();
  }

  #now(): string {
    return toInstant(this.#deps.clock.now());
  }

  #nextUserSyncAt(): string | null {
    const startedAt = this.#repo.lastCountedStart();
    if (startedAt === undefined) return null;
    const sinceMs = this.#deps.clock.now() - Date.parse(startedAt);
    // A clock set back must not lock the user out for as long.
    return sinceMs < 0 || sinceMs >= USER_PAUSE_MS ? null : toInstant(Date.parse(startedAt) + USER_PAUSE_MS);
  }

  #admit(trigger: Trigger, options: StartOptions): Promise<SyncRun> {
    if (this.#isClosed) throw new AppError('app_closing', 'the store is closing');
    if (this.#isHeld) throw new AppError('busy', 'data is being removed');
    if (this.#running) return NEEDS_OWN_RUN.has(trigger) ? this.#runAfterwards(trigger, this.#running) : this.#running.finished;
    const nextAt = trigger === 'user' && !options.ignoreSchedule ? this.#nextUserSyncAt() : null;
    if (nextAt !== null) throw new AppError('busy', 'asked again too soon', { retryAtMs: Date.parse(nextAt) });
    const controller = new AbortController();
    const id = this.#openRun(trigger);
    keepPages(this.#deps.db, 'writing');
    const finished = this.#execute(id, trigger, controller.signal).finally(() => {
      this.#running = undefined;
      this.#givePagesBack();
      this.#deps.onEnded?.();
      this.#emitter.tell('sync.changed');
      this.#emitter.flush();
    });
    this.#running = { id, controller, finished };
    this.#emitter.tell('sync.changed');
    return finished;
  }

  #givePagesBack(): void {
    // The store may have been closed while the last page was written.
    if (this.#deps.db.open) keepPages(this.#deps.db, 'rest');
  }

  /** A full disk must not keep anyone from reading what is stored: the note is made at a later start. */
  #closeInterrupted(): void {
    try {
      this.#repo.closeInterrupted(this.#now());
    } catch (error) {
      const failure = toStoreError(error);
      if (!(failure instanceof AppError)) throw error;
      this.#deps.log.warn('sync.not-recorded', { code: failure.code });
    }
  }

  #openRun(trigger: Trigger): number {
    try {
      const id = this.#repo.openRun(trigger, this.#now());
      this.#unrecorded = undefined;
      return id;
    } catch (error) {
      const failure = toStoreError(error);
      if (failure instanceof AppError) {
        this.#unrecorded = this.#runWithoutRow({ id: 0, trigger }, { outcome: 'failed', errorCode: failure.code });
        this.#emitter.tell('sync.changed');
      }
      throw failure;
    }
  }

  #runAfterwards(trigger: Trigger, running: Running): Promise<SyncRun> {
    this.#followUp ??= running.finished.then(() => {
      this.#followUp = undefined;
      return this.#admit(trigger, {});
    });
    return this.#followUp;
  }

  async #execute(id: number, trigger: Trigger, signal: AbortSignal): Promise<SyncRun> {
    const { clock, log, ledger } = this.#deps;
    const startedMs = clock.monotonic();
    this.#progress.clear();
    this.#retryAtMs = undefined;
    const onFailure = (failure: unknown) => {
      if (failure instanceof AppError && failure.retryAtMs !== undefined)
        this.#retryAtMs = Math.max(this.#retryAtMs ?? 0, failure.retryAtMs);
    };
    const run = createSyncRun(
      { ...this.#deps, repo: this.#repo, accounts: this.#accounts, progress: this.#progress, emitter: this.#emitter },
      { id, signal, onFailure },
    );
    let runError: ErrorCode | null = null;
    try {
      ledger?.enterRun(id);
      if (!this.#deps.isOnline()) throw new AppError('offline', 'no network');
      await run.execute();
    } catch (error) {
      runError = codeOf(error, signal, log);
      onFailure(error);
    }
    await this.#workOut(signal);
    const verdict = verdictOf(run.ends, runError);
    log.info('sync.ended', { ...verdict, accounts: run.ends.length, ms: Math.round(clock.monotonic() - startedMs) });
    try {
      this.#conclude(id, run.ends, verdict);
      return this.#repo.getRun(id);
    } catch (error) {
      // The store was closed meanwhile or its disk is full: the row is closed at the next start.
      const errorCode = verdict.errorCode ?? codeOf(error, signal, log);
      const outcome = verdict.outcome === 'ok' ? 'failed' : verdict.outcome;
      this.#unrecorded = this.#runWithoutRow({ id, trigger }, { outcome, errorCode });
      return this.#unrecorded;
    }
  }

  async #workOut(signal: AbortSignal): Promise<void> {
    try {
      if (!signal.aborted) await this.#deps.afterReading?.(signal);
    } catch (error) {
      if (!signal.aborted) this.#deps.log.warn('sync.not-worked-out', { kind: error instanceof Error ? error.name : typeof error });
    }
  }

  /** Connection states, data ages and the run's own row, in one transaction. */
  #conclude(id: number, ends: readonly AccountEnd[], verdict: Verdict): void {
    const { db, ledger } = this.#deps;
    const isTokenLost = verdict.errorCode === 'reconnect_required' || ends.some((end) => end.code === 'reconnect_required');
    db.transaction(() => {
      for (const [connectionId, group] of Map.groupBy(ends, (end) => end.task.connectionId)) {
        const state = bankStateOf(
          group.map((end) => end.code),
          group.map((end) => end.task.listed.status),
        );
        if (state) this.#repo.setBankState(connectionId, state);
        this.#repo.updateDataAge(connectionId);
      }
      if (isTokenLost) this.#repo.loseTokens();
      this.#repo.closeRun(id, this.#now(), verdict.outcome, verdict.errorCode);
    }).immediate();
    ledger?.enterRun(null);
    if (verdict.outcome !== 'cancelled') this.#isOffline = verdict.outcome === 'failed' && verdict.errorCode === 'offline';
    this.#emitter.tell('connections.changed', 'accounts.changed', 'transactions.changed');
  }

  #runWithoutRow(run: Pick<SyncRun, 'id' | 'trigger'>, verdict: Verdict): SyncRun {
    const at = this.#now();
    return { ...run, ...verdict, startedAt: at, endedAt: at, newCount: 0, changedCount: 0, removedCount: 0 };
  }
}
