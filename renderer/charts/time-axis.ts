import type { Day } from '../../shared/domain/dates.ts';
import { addDays, daysBetween } from '../../shared/domain/dates.ts';

export type TimeTick = {
  readonly day: Day;
  /** Place along the axis in days after its first day. */
  readonly offset: number;
  /** `day` says the day of the month too, `year` the year alone (a January among many months). */
  readonly label: 'month' | 'day' | 'year';
};

/**
 * Ticks of a time axis: first days of months, thinned to at most `maxLabels`; days for spans of a few weeks.
 * The two ends are left out when a label there would stand outside the plot.
 */
export function timeTicks(from: Day, to: Day, maxLabels: number): TimeTick[] {
  const span = daysBetween(from, to);
  if (span <= 0) return [{ day: from, offset: 0, label: 'day' }];
  if (span <= 75) return dayTicks(from, span, Math.min(maxLabels, 6));
  const months = monthStarts(from, to);
  const stride = strideFor(months.length, maxLabels);
  const isLong = months.length > 14;
  return months
    .filter((day) => monthIndex(day) % stride === 0)
    .map((day) => ({ day, offset: daysBetween(from, day), label: isLong && day.slice(5, 7) === '01' ? 'year' : 'month' }));
}

function strideFor(months: number, maxLabels: number): number {
  return [1, 2, 3, 4, 6, 12, 24, 36, 60, 120].find((stride) => months / stride <= maxLabels) ?? 120;
}

/** Months since year 0, so that a stride of 2, 3, 4 or 6 always keeps January. */
function monthIndex(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function monthStarts(from: Day, to: Day): Day[] {
  const first = monthIndex(from) + (from.endsWith('-01') ? 0 : 1);
  const last = monthIndex(to);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => {
    const month = first + step;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  });
}

function dayTicks(from: Day, span: number, maxLabels: number): TimeTick[] {
  const stride = [1, 2, 7, 14, 21].find((days) => span / days <= maxLabels) ?? 28;
  const ticks: TimeTick[] = [];
  for (let offset = stride; offset <= span; offset += stride) {
    ticks.push({ day: addDays(from, offset), offset, label: 'day' });
  }
  return ticks;
}
