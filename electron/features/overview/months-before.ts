import { addDays, type Day } from '../../../shared/domain/dates.ts';

/** The same day `count` Gregorian months earlier, or that month's last day where it is shorter. */
export function monthsBefore(day: Day, count: number): Day {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  const months = year * 12 + (month - 1) - count;
  const first = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
  const last = addDays(`${addDays(first, 31).slice(0, 8)}01`, -1);
  return `${first.slice(0, 8)}${String(Math.min(dayOfMonth, Number(last.slice(8)))).padStart(2, '0')}`;
}
