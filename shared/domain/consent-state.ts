/** @file The life of a consent as a pure rule (R25): what is stored is the base state, what is shown depends on the clock. */
import type { Instant } from './dates.ts';

/** What the store keeps of a connection; `expiring` is never stored. */
export type BaseConnectionState = 'active' | 'expired' | 'error' | 'reconnect_required' | 'disconnected';
export type ShownConnectionState = BaseConnectionState | 'expiring';

const DAY_MS = 86_400_000;
/** A consent counts as ending soon in its last 14 days. */
export const EXPIRING_DAYS = 14;

/**
 * The state a person sees. What is definite in the store wins: a disconnected bank or a lost token set stays that whatever the date says;
 * a passed end date is `expired` even when the last run failed; an `error` outranks a mere warning that the end is near.
 * @param expiresAt end of the newest consent that is neither superseded nor revoked; null while unknown.
 * @param now epoch milliseconds.
 */
export function connectionStateOf(input: {
  readonly baseState: BaseConnectionState;
  readonly expiresAt: Instant | null;
  readonly now: number;
}): ShownConnectionState {
  const { baseState, expiresAt, now } = input;
  if (baseState === 'disconnected' || baseState === 'reconnect_required' || baseState === 'expired') return baseState;
  const leftMs = expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - now;
  if (leftMs <= 0) return 'expired';
  if (baseState === 'error') return 'error';
  return leftMs <= EXPIRING_DAYS * DAY_MS ? 'expiring' : 'active';
}

/** Whole days until the end, counted up: 1 on the last day, 0 once it has ended; null while the end is unknown. */
export function consentDaysLeft(expiresAt: Instant | null, now: number): number | null {
  if (expiresAt === null) return null;
  return Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / DAY_MS));
}
