/** @file When the provider's store is read next (R12, R21, R22). Pure: time and randomness come in as numbers. */
import { z } from 'zod';
import type { ErrorCode } from '../../../shared/errors.ts';

export const INTERVAL_MS = 6 * 3_600_000;
const JITTER = 0.1;
const OFFLINE_BASE_MS = 60_000;
const OFFLINE_CAP_MS = 5 * 60_000;
const FAILURE_BASE_MS = 5 * 60_000;
/** A longer ban is asked about again tomorrow. */
const LONGEST_BAN_MS = 24 * 3_600_000;

/** Trying again soon changes nothing: the person, or a new day, has to. */
const WAITS_FOR_PERSON: ReadonlySet<ErrorCode> = new Set([
  'reconnect_required',
  'user_action_required',
  'user_locked',
  'client_credentials_invalid',
  'environment_not_configured',
  'stand_in_runtime',
  'insecure_url',
  'scope_missing',
  'sync_quota_exceeded',
  'cancelled',
  'app_closing',
]);

export const ReadPlan = z.object({
  dueMs: z.int(),
  /** What the server asked for with Retry-After; 0 = nothing. */
  notBeforeMs: z.int(),
  /** In a row; being offline counts apart and never makes the others wait longer. */
  failures: z.int().min(0),
  offline: z.int().min(0),
  /** The newest run already taken into account. */
  seenRunId: z.int(),
});
export type ReadPlan = z.infer<typeof ReadPlan>;

export type EndedRun = {
  readonly id: number;
  readonly outcome: 'ok' | 'partial' | 'failed' | 'cancelled';
  readonly errorCode: ErrorCode | null;
  readonly retryAtMs: number | undefined;
};

export const FIRST_PLAN: ReadPlan = { dueMs: 0, notBeforeMs: 0, failures: 0, offline: 0, seenRunId: 0 };

/** @param fraction randomness in [0, 1) */
function regularWait(fraction: number): number {
  return Math.round(INTERVAL_MS * (1 - JITTER + 2 * JITTER * fraction));
}

function backoff(failures: number, fraction: number): number {
  const ceiling = Math.min(INTERVAL_MS, FAILURE_BASE_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round((ceiling * (1 + fraction)) / 2);
}

export function planAfter(plan: ReadPlan, run: EndedRun, nowMs: number, fraction: number): ReadPlan {
  const seen = { ...plan, seenRunId: run.id, notBeforeMs: 0 };
  if (run.outcome === 'failed' && run.errorCode === 'offline') {
    const offline = plan.offline + 1;
    return { ...seen, offline, dueMs: nowMs + Math.min(OFFLINE_CAP_MS, OFFLINE_BASE_MS * 2 ** Math.min(offline - 1, 10)) };
  }
  const isQuiet = run.outcome === 'ok' || run.outcome === 'cancelled' || (run.errorCode !== null && WAITS_FOR_PERSON.has(run.errorCode));
  const failures = isQuiet ? 0 : plan.failures + 1;
  const waitMs = isQuiet ? regularWait(fraction) : backoff(failures, fraction);
  const banMs = run.retryAtMs === undefined ? 0 : Math.min(Math.max(0, run.retryAtMs - nowMs), LONGEST_BAN_MS);
  return {
    ...seen,
    failures,
    offline: 0,
    notBeforeMs: banMs === 0 ? 0 : Math.ceil(nowMs + banMs),
    dueMs: Math.ceil(nowMs + Math.max(waitMs, banMs)),
  };
}

/** Without a token set there is nothing to read; connecting starts its own run. */
export function planLater(plan: ReadPlan, nowMs: number, fraction: number): ReadPlan {
  return { ...plan, dueMs: nowMs + regularWait(fraction) };
}

/** A clock set back must not put the next read off by as much. */
export function withinReach(plan: ReadPlan, nowMs: number): ReadPlan {
  const latestBanMs = nowMs + LONGEST_BAN_MS;
  const notBeforeMs = Math.min(plan.notBeforeMs, latestBanMs);
  const latestDueMs = Math.max(nowMs + Math.ceil(INTERVAL_MS * (1 + JITTER)), notBeforeMs);
  return plan.dueMs <= latestDueMs && plan.notBeforeMs <= latestBanMs
    ? plan
    : { ...plan, notBeforeMs, dueMs: Math.min(plan.dueMs, latestDueMs) };
}
