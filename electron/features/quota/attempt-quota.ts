/**
 * @file Attempts that may reach a bank (R20, API reference section 17). Each is written before its call, so that a crash in between
 * counts it rather than forgets it. User-present syncs are limited; connecting and renewing are written down, counted and never refused.
 */
import { addDays, type Instant, riyadhDay, toInstant } from '../../../shared/domain/dates.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import { createCountedTime } from './counted-time.ts';
import { type AttemptKind, createQuotaRepo } from './quota-repo.ts';

/** As often as the provider itself asks a bank for one access. */
export const DEFAULT_LIMIT = { attempts: 4, windowMs: 24 * 3_600_000 } as const;
/** A refusal just before midnight is not worth a new try just after it. */
const SHORTEST_BLOCK_MS = 3_600_000;
/** A widget link lives no longer (API reference 6.5), however late its flow was seen to end, e.g. after a sleep. */
const LONGEST_AT_BANK_MS = 30 * 60_000;
const RIYADH_MIDNIGHT = 'T00:00:00+03:00';

/** The request never left this computer: no bank can have been reached (R22). */
const NEVER_SENT: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'tls_failed',
  'insecure_url',
  'stand_in_runtime',
  'environment_not_configured',
]);

export type QuotaLimit = { readonly attempts: number; readonly windowMs: number };

export type AttemptQuota = {
  /** When a user-present sync of the connection is allowed again, by the wall clock; null = now. */
  nextSyncAt(connectionId: string): Instant | null;
  /** @throws AppError `sync_quota_exceeded` with `retryAtMs` */
  assertSyncAllowed(connectionId: string): void;
  /**
   * Writes the attempt down, then makes the call. A sync beyond the limit is refused instead.
   * @returns what the call gave, and `settle`, to be called once the person is through with the bank: that is when it was reached
   */
  attempt<T>(
    kind: AttemptKind,
    connectionId: string | null,
    call: () => Promise<T>,
  ): Promise<{ readonly result: T; readonly settle: () => void }>;
  /** A connect went to these banks: it counts as an attempt at each. Within the caller's transaction. */
  claimConnect(connectionIds: readonly string[]): void;
  /** Remembers how far time has come, so that a clock set back before the next start neither grants nor costs much. To be called often. */
  saveTime(): void;
};

export function createAttemptQuota(deps: { readonly db: Db; readonly clock: Clock; readonly limit?: QuotaLimit }): AttemptQuota {
  const { db, clock } = deps;
  const { attempts, windowMs } = deps.limit ?? DEFAULT_LIMIT;
  const repo = createQuotaRepo(db);
  const time = createCountedTime({ db, clock, onYounger: repo.makeYounger });

  /** In counted time; undefined = now. */
  function nextAllowedMs(connectionId: string, nowMs: number): number | undefined {
    const times = repo.listTimes(connectionId, attempts);
    const oldest = times.length < attempts ? undefined : times.at(-1);
    const afterWindowMs = oldest === undefined ? 0 : oldest + windowMs + 1;
    const allowedMs = Math.max(afterWindowMs, repo.findBlock(connectionId) ?? 0);
    return allowedMs > nowMs ? allowedMs : undefined;
  }

  /** By the wall clock, which may be wrong: what counts is how long it still takes. */
  function nextSyncMs(connectionId: string): number | undefined {
    const nowMs = time.now();
    const allowedMs = nextAllowedMs(connectionId, nowMs);
    return allowedMs === undefined ? undefined : clock.now() + (allowedMs - nowMs);
  }

  function assertSyncAllowed(connectionId: string): void {
    const retryAtMs = nextSyncMs(connectionId);
    if (retryAtMs !== undefined) throw new AppError('sync_quota_exceeded', 'the bank was asked often enough', { retryAtMs });
  }

  /** Nobody may be there any more to tell when the person was through: until told, it was as late as can be. */
  function write(kind: AttemptKind, connectionId: string | null): number {
    return db
      .transaction(() => {
        if (kind === 'sync' && connectionId !== null) assertSyncAllowed(connectionId);
        time.save();
        return repo.add({ kind, connectionId, at: toInstant(clock.now()), countedMs: time.now() + LONGEST_AT_BANK_MS });
      })
      .immediate();
  }

  /** 1020 without a time: not before the next day of the bank's clock (API reference 16.2). */
  function block(id: number, retryAtMs: number | undefined): void {
    const nowMs = time.now();
    const midnightMs = Date.parse(`${addDays(riyadhDay(nowMs), 1)}${RIYADH_MIDNIGHT}`);
    const nextDayMs = Math.max(midnightMs, nowMs + SHORTEST_BLOCK_MS);
    repo.block(id, retryAtMs === undefined ? nextDayMs : nowMs + Math.max(0, Math.ceil(retryAtMs - clock.now())));
  }

  /** There is no link a person could be at the bank with. */
  function takeBack(id: number, error: unknown): void {
    if (!(error instanceof AppError)) return;
    if (NEVER_SENT.has(error.code)) repo.remove(id);
    else repo.settle(id, time.now());
    if (error.code === 'sync_quota_exceeded') block(id, error.retryAtMs);
  }

  return {
    nextSyncAt(connectionId) {
      const nextMs = nextSyncMs(connectionId);
      return nextMs === undefined ? null : toInstant(nextMs);
    },
    assertSyncAllowed,
    async attempt(kind, connectionId, call) {
      const id = write(kind, connectionId);
      try {
        return { result: await call(), settle: () => void repo.settle(id, time.now()) };
      } catch (error) {
        takeBack(id, error);
        throw error;
      }
    },
    claimConnect(connectionIds) {
      const id = repo.findUnclaimed();
      if (id === undefined) return;
      repo.settle(id, time.now());
      repo.claim(id, connectionIds);
    },
    saveTime: () => time.saveIfDue(),
  };
}
