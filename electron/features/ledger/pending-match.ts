/** @file Which vanished pending row a newly booked one continues (R18). Pure. */
import { type Day, daysBetween } from '../../../shared/domain/dates.ts';
import { foldText } from '../../../shared/domain/fold.ts';

export type Comparable = {
  readonly day: Day;
  readonly amountMinor: number;
  readonly currency: string;
  readonly title: string;
  readonly counterparty: string;
  readonly purpose: string;
  readonly bookingText: string;
};

/** A booking is dated from a day before its authorisation to a week after. */
const EARLIEST_DAYS = -1;
const LATEST_DAYS = 7;

const wordsOf = (text: string): ReadonlySet<string> => new Set(foldText(text).match(/[\p{L}\p{N}]{2,}/gu));

/** 0 = nothing in common, 1 = the same words. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const smaller = Math.min(one.size, other.size);
  return smaller === 0 ? 0 : [...one].filter((word) => other.has(word)).length / smaller;
}

/** Half of the name, or most of everything: words like "purchase" alone are shared by any two card payments. */
const MIN_NAMES = 0.5;
const MIN_ALL = 0.6;

/** How well two rows tell the same story. Amount and date alone say nothing: without common words it is 0, and they stay two. */
function similarity(pending: Comparable, booked: Comparable): number {
  const names = overlap(wordsOf(`${pending.title} ${pending.counterparty}`), wordsOf(`${booked.title} ${booked.counterparty}`));
  const all = overlap(
    wordsOf(`${pending.title} ${pending.counterparty} ${pending.purpose} ${pending.bookingText}`),
    wordsOf(`${booked.title} ${booked.counterparty} ${booked.purpose} ${booked.bookingText}`),
  );
  return names >= MIN_NAMES || all >= MIN_ALL ? names + all : 0;
}

function scoreOf(pending: Comparable, booked: Comparable): number {
  if (pending.amountMinor !== booked.amountMinor || pending.currency !== booked.currency) return 0;
  const days = daysBetween(pending.day, booked.day);
  return days < EARLIEST_DAYS || days > LATEST_DAYS ? 0 : similarity(pending, booked);
}

/**
 * Pairs each booked row with at most one pending row, best likeness first; ties go to the oldest pending row.
 * @param pending rows that are no longer in the bank's pending set, in any order
 * @param booked rows not stored so far
 */
export function matchPending<P extends Comparable, B extends Comparable>(pending: readonly P[], booked: readonly B[]): ReadonlyMap<B, P> {
  const byAge = [...pending].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const pairs = byAge.flatMap((one) =>
    booked.map((other) => ({ one, other, score: scoreOf(one, other) })).filter(({ score }) => score > 0),
  );
  pairs.sort((a, b) => b.score - a.score);
  const taken = new Set<P>();
  const matches = new Map<B, P>();
  for (const { one, other } of pairs) {
    if (taken.has(one) || matches.has(other)) continue;
    taken.add(one);
    matches.set(other, one);
  }
  return matches;
}
