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
  /** Nothing could be read any more (tokens or access lost): a new access is what was asked for, whatever its end. */
  readonly wasLost: boolean;
};

const isLater = (a: Instant, b: Instant): boolean => Date.parse(a) > Date.parse(b);

/**
 * Only an end that moved forward proves a renewal, also on a new access. Where no end is told, data fetched since the start has to
 * do. A bank whose access was lost is connected again by the new access; its end may equal the old one, but not come before it.
 */
export function isProlonged({ endBefore, endAfter, succeededAt, startedAt, isNewAccess, wasLost }: RenewalFacts): boolean {
  if (endBefore !== null && endAfter !== null)
    return isLater(endAfter, endBefore) || (wasLost && isNewAccess && !isLater(endBefore, endAfter));
  return isNewAccess || (succeededAt !== null && isLater(succeededAt, startedAt));
}
