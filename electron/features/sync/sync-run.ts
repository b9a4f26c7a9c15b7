/** @file One run over all accounts: list, reconcile, read a few accounts at a time, and say how it went (R15). */
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { toStoreError } from '../../db/open.ts';
import type { BankProvider, ProviderAccess, ProviderAccount } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { AccountRegistry } from '../accounts/account-registry.ts';
import type { AccountOutcome, AccountSync, AccountTask } from './account-sync.ts';
import type { createThrottledEmitter, SyncProgress } from './sync-progress.ts';
import type { SyncRepo } from './sync-repo.ts';

const PARALLEL_ACCOUNTS = 4;
/** Right after a connect the provider may still be fetching: asked again after these pauses, two minutes in all. */
const READY_DELAYS_MS = [2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000];

/** What would fail every further account the same way. */
const STOPS_RUN: ReadonlySet<ErrorCode> = new Set([
  'cancelled',
  'app_closing',
  'reconnect_required',
  'client_credentials_invalid',
  'environment_not_configured',
  'stand_in_runtime',
  'insecure_url',
  'secret_store_locked',
  'secret_store_unavailable',
  'secret_store_failed',
  'secret_missing',
  'disk_full',
  'disk_failed',
  'database_damaged',
]);
/** Not offering the list of accesses is allowed (API reference A7); any other failure of it is told, but keeps no account from being read. */
const NO_ACCESS_LIST: ReadonlySet<ErrorCode> = new Set(['scope_missing', 'forbidden', 'resource_gone', 'provider_rejected']);

export type SyncRunDeps = {
  readonly provider: BankProvider;
  readonly registry: AccountRegistry;
  readonly repo: SyncRepo;
  readonly accounts: AccountSync;
  readonly clock: Clock;
  readonly log: Log;
  readonly progress: SyncProgress;
  readonly emitter: ReturnType<typeof createThrottledEmitter>;
};

export type AccountEnd = { readonly task: AccountTask; readonly code: ErrorCode | null };

/** The code a failure is recorded under. What is no AppError is a bug: logged here, once. */
export function codeOf(failure: unknown, signal: AbortSignal, log: Log): ErrorCode {
  if (signal.aborted) return 'cancelled';
  const error = toStoreError(failure);
  if (error instanceof AppError) return error.code;
  // SECURITY: the name alone; a message may quote what the bank sent.
  log.error('sync.bug', { kind: error instanceof Error ? error.name : typeof error });
  return 'internal';
}

export async function listAll(deps: SyncRunDeps, signal: AbortSignal) {
  const accounts = await deps.provider.listAccounts(signal);
  const none: readonly ProviderAccess[] = [];
  try {
    return { accounts, accesses: await deps.provider.listAccesses(signal), accessError: null };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'offline' || STOPS_RUN.has(error.code)) throw error;
    deps.log.warn('sync.no-access-list', { code: error.code });
    return { accounts, accesses: none, accessError: NO_ACCESS_LIST.has(error.code) ? null : error };
  }
}

export function createSyncRun(
  deps: SyncRunDeps,
  run: { readonly id: number; readonly signal: AbortSignal; readonly onFailure: (failure: unknown) => void },
) {
  const { repo, progress, emitter, clock, log } = deps;
  const { id: runId, signal } = run;
  const ends: AccountEnd[] = [];
  let stopCode: ErrorCode | null = null;
  let accessError: AppError | null = null;

  /** Lists and reconciles; the accounts to read, in the bank's order. */
  async function prepare(): Promise<readonly AccountTask[]> {
    const { accounts, accesses, ...listing } = await listAll(deps, signal);
    accessError = listing.accessError;
    signal.throwIfAborted();
    deps.registry.reconcile({ accounts, accesses, runId });
    emitter.tell('connections.changed', 'accounts.changed');
    return tasksOf(accounts);
  }

  function tasksOf(accounts: readonly ProviderAccount[]): readonly AccountTask[] {
    const tasks = new Map<string, AccountTask>();
    for (const listed of accounts) {
      const account = repo.findAccount(listed.providerId);
      // An old access may list it beside the one in use, and may be gone or stand still any moment.
      if (account && (!tasks.has(account.accountId) || listed.providerId === account.providerId))
        tasks.set(account.accountId, { ...account, listed });
    }
    return [...tasks.values()];
  }

  function recordFailure({ accountId }: AccountTask, outcome: Extract<AccountOutcome, { kind: 'failed' }>): ErrorCode {
    const code = codeOf(outcome.error, signal, log);
    run.onFailure(outcome.error);
    if (STOPS_RUN.has(code)) stopCode ??= code;
    const { quarantinedCount, ...counts } = outcome.tally;
    try {
      repo.saveResult({ runId, accountId, errorCode: code, counts, quarantinedCount });
      // Being offline or stopped is no fault of the account: no badge (R22).
      if (code !== 'offline' && code !== 'cancelled') repo.failAccount(accountId, code, toInstant(clock.now()));
    } catch (error) {
      // The disk that failed the account fails this note of it too; the run still says why.
      stopCode ??= codeOf(error, signal, log);
    }
    return code;
  }

  function end(task: AccountTask, outcome: AccountOutcome): void {
    if (outcome.kind === 'not_ready') return;
    const code = outcome.kind === 'failed' ? recordFailure(task, outcome) : null;
    ends.push({ task, code });
    if (code === null) progress.done(task.accountId);
    else progress.failed(task.accountId, code);
    emitter.tell('accounts.changed', 'transactions.changed', 'sync.changed');
  }

  const scopeOf = (task: AccountTask) => ({
    runId,
    signal,
    onRows: (rows: number) => {
      progress.rows(task.accountId, rows);
      emitter.tell('accounts.changed', 'transactions.changed', 'sync.changed');
    },
  });

  /** Works through the tasks a few at a time; those the provider is not ready for are returned. */
  async function work(tasks: readonly AccountTask[], read: AccountSync['run']): Promise<readonly AccountTask[]> {
    const waiting = [...tasks];
    const notReady: AccountTask[] = [];
    const workOn = async () => {
      for (let task = waiting.shift(); task; task = waiting.shift()) {
        progress.reading(task.accountId);
        emitter.tell('sync.changed');
        const outcome: AccountOutcome = stopCode
          ? { kind: 'failed', tally: { newCount: 0, changedCount: 0, removedCount: 0, quarantinedCount: 0 }, error: stopError(stopCode) }
          : await read(task, scopeOf(task));
        if (outcome.kind === 'not_ready') notReady.push(task);
        else end(task, outcome);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL_ACCOUNTS }, workOn));
    return notReady;
  }

  const stopError = (code: ErrorCode) => new AppError(code, 'the run was stopped by an earlier account');

  /** Asks again, with growing pauses, until the provider has fetched the rest from the bank. */
  async function awaitReady(tasks: readonly AccountTask[]): Promise<void> {
    let open = tasks;
    for (const delayMs of READY_DELAYS_MS) {
      if (open.length === 0) return;
      await clock.sleep(delayMs, signal);
      const ids = new Set(open.map((task) => task.accountId));
      open = await work(
        (await prepare()).filter((task) => ids.has(task.accountId)),
        deps.accounts.run,
      );
    }
    await work(open, deps.accounts.finishEmpty);
  }

  return {
    ends: ends as readonly AccountEnd[],
    async execute(): Promise<void> {
      const tasks = await prepare();
      for (const task of tasks) progress.add(task);
      emitter.tell('sync.changed');
      const notReady = await work(tasks, deps.accounts.run);
      if (notReady.length > 0) await awaitReady(notReady);
      if (accessError !== null) throw accessError;
    },
  };
}
