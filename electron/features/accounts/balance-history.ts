import { addDays, type Day } from '../../../shared/domain/dates.ts';

export type BalanceFacts = {
  readonly balanceMinor: number;
  /** The day the last known balance belongs to. */
  readonly balanceOn: Day;
  /** The first day whose balance can be known; nothing is told about earlier ones. */
  readonly firstOn: Day;
  /** Booked sum of each day that has one, in the account's own currency. */
  readonly netByDay: ReadonlyMap<Day, number>;
  /** What the bank itself said at the end of a day. */
  readonly snapshots: ReadonlyMap<Day, number>;
};

/**
 * Balance at the end of each of `days` (consecutive, ascending, the last one today), walked back from the last known balance over booked
 * rows. A day's own snapshot wins for that day. After the last known balance it stands: rows the bank has booked since are in no balance yet.
 * @returns one entry per day; undefined before the first known day.
 */
export function dailyBalances(facts: BalanceFacts, days: readonly Day[]): (number | undefined)[] {
  const balances = new Array<number | undefined>(days.length);
  let running = facts.balanceMinor;
  for (let i = days.length - 1; i >= 0; i--) {
    const day = days[i];
    if (day === undefined || day < facts.firstOn) break;
    balances[i] = facts.snapshots.get(day) ?? running;
    if (day <= facts.balanceOn) running -= facts.netByDay.get(day) ?? 0;
  }
  return balances;
}

/** Consecutive days, both ends included; empty when `from` is after `to`. */
export function daysFrom(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
