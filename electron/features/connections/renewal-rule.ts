/** @file R25: when a renewal counts as done (API reference 12). Pure. */
import type { Instant } from '../../../shared/domain/dates.ts';

export type RenewalFacts = {
  /** The end the provider told before; null when it told none. */
  readonly endBefore: Instant | null;
  readonly endAfter: Instant | null;
  /** When the provider last got data from the bank, as told afterwards. */
  readonly succeededAt: Instant | null;
  readonly startedAt: Instant;
  /** The bank was connected anew: another access than before. */
  readonly isNewAccess: boolean;
};

const isLater = (a: Instant, b: Instant): boolean => Date.parse(a) > Date.parse(b);

/**
 * Only an end that moved forward proves a renewal. Where no end is told, data fetched since the start has to do. A new access is
 * a new grant: its end may equal the old one, given twice on one day, but not come before it.
 */
export function isProlonged({ endBefore, endAfter, succeededAt, startedAt, isNewAccess }: RenewalFacts): boolean {
  if (endBefore !== null && endAfter !== null) return isLater(endAfter, endBefore) || (isNewAccess && !isLater(endBefore, endAfter));
  return isNewAccess || (succeededAt !== null && isLater(succeededAt, startedAt));
}
