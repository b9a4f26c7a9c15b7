/** @file Periods told from today, so that a saved view of "last month" is next month's last month too. Weeks begin on Sunday, as in Saudi Arabia. */
import { addDays, type Day, dayForIntl, isDay } from './dates.ts';
import { gregorianMonthIndex, gregorianMonthStart } from './gregorian.ts';

export const PERIODS = [
  'today',
  'yesterday',
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'last30Days',
  'thisYear',
  'lastYear',
] as const;
export type PeriodName = (typeof PERIODS)[number];
export type Unit = 'day' | 'week' | 'month' | 'year';
type Span = { readonly fromDay: Day; readonly toDay: Day };

const months = (index: number, count: number): Span => ({
  fromDay: gregorianMonthStart(index),
  toDay: addDays(gregorianMonthStart(index + count), -1),
});

/** The same date so many months earlier, or the last of that month where it is shorter. */
function monthsBefore(day: Day, count: number): Day {
  const start = gregorianMonthStart(gregorianMonthIndex(day) - count);
  const same = `${start.slice(0, 8)}${day.slice(8)}`;
  return isDay(same) ? same : addDays(gregorianMonthStart(gregorianMonthIndex(start) + 1), -1);
}

/** The last `count` units up to today. */
export function rollingSpan(count: number, unit: Unit, today: Day): Span {
  const isDays = unit === 'day' || unit === 'week';
  const fromDay = isDays
    ? addDays(today, 1 - count * (unit === 'week' ? 7 : 1))
    : addDays(monthsBefore(today, count * (unit === 'year' ? 12 : 1)), 1);
  return { fromDay, toDay: today };
}

export function periodSpan(period: PeriodName, today: Day): Span {
  const sunday = addDays(today, -dayForIntl(today).getUTCDay());
  const month = gregorianMonthIndex(today);
  const january = month - (month % 12);
  const spans: Readonly<Record<PeriodName, () => Span>> = {
    today: () => ({ fromDay: today, toDay: today }),
    yesterday: () => ({ fromDay: addDays(today, -1), toDay: addDays(today, -1) }),
    thisWeek: () => ({ fromDay: sunday, toDay: addDays(sunday, 6) }),
    lastWeek: () => ({ fromDay: addDays(sunday, -7), toDay: addDays(sunday, -1) }),
    thisMonth: () => months(month, 1),
    lastMonth: () => months(month - 1, 1),
    last30Days: () => rollingSpan(30, 'day', today),
    thisYear: () => months(january, 12),
    lastYear: () => months(january - 12, 12),
  };
  return spans[period]();
}
