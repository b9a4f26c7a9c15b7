/** @file The spans of days an export is asked for by name. */
import { addDays, type Day } from '../../../shared/domain/dates.ts';

export const RANGES = ['all', 'thisMonth', 'lastMonth', 'thisYear', 'lastYear', 'days'] as const;
export type Range = (typeof RANGES)[number];
export type Days = { readonly fromDay: Day; readonly toDay: Day };
export type Span = { readonly fromDay: Day | null; readonly toDay: Day | null };

/** First day of the month so many months before that of a day. */
function monthStart(day: Day, back: number): Day {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 10);
}

/** @param chosen what stands in the field, for `days` */
export function spanOf(range: Range, today: Day, chosen: Days): Span {
  const year = Number(today.slice(0, 4));
  switch (range) {
    case 'all':
      return { fromDay: null, toDay: null };
    case 'thisMonth':
      return { fromDay: monthStart(today, 0), toDay: addDays(monthStart(today, -1), -1) };
    case 'lastMonth':
      return { fromDay: monthStart(today, 1), toDay: addDays(monthStart(today, 0), -1) };
    case 'thisYear':
      return { fromDay: `${year}-01-01`, toDay: `${year}-12-31` };
    case 'lastYear':
      return { fromDay: `${year - 1}-01-01`, toDay: `${year - 1}-12-31` };
    case 'days':
      return chosen;
  }
}
