/**
 * @file Months of any calendar as one thing: numbered periods that tile the time line. The next period has the next number and the
 * same one a year earlier has twelve less, in Gregorian, Hijri and salary months alike.
 */
import { addDays, type Day, daysBetween } from './dates.ts';
import { gregorianMonthIndex, gregorianMonthStart } from './gregorian.ts';
import { hijriMonthIndex, hijriMonthStart } from './hijri.ts';
import { type SalaryMonths, salaryMonths } from './salary-months.ts';

export const CALENDAR_KINDS = ['gregorian', 'hijri', 'salary'] as const;
export type CalendarKind = (typeof CALENDAR_KINDS)[number];
export type MonthCalendar = { readonly kind: 'gregorian' | 'hijri' } | { readonly kind: 'salary'; readonly salary: SalaryMonths };

/** Both days included. */
export type DaySpan = { readonly fromDay: Day; readonly toDay: Day };
export type Periods = {
  readonly kind: CalendarKind;
  /** Number of the period that holds a day. */
  indexOf(day: Day): number;
  at(index: number): DaySpan;
};

export function periodsOf(calendar: MonthCalendar): Periods {
  const { startOf, indexOf } = monthsOf(calendar);
  return {
    kind: calendar.kind,
    indexOf,
    at: (index) => ({ fromDay: startOf(index), toDay: addDays(startOf(index + 1), -1) }),
  };
}

function monthsOf(calendar: MonthCalendar): { startOf(index: number): Day; indexOf(day: Day): number } {
  switch (calendar.kind) {
    case 'gregorian':
      return { startOf: gregorianMonthStart, indexOf: gregorianMonthIndex };
    case 'hijri':
      return { startOf: hijriMonthStart, indexOf: hijriMonthIndex };
    case 'salary':
      return salaryMonths(calendar.salary);
  }
}

export function daysIn({ fromDay, toDay }: DaySpan): number {
  return daysBetween(fromDay, toDay) + 1;
}

/** The first `count` days of a span, or all of it where it is shorter: what an unfinished period is compared with. */
export function firstDays(span: DaySpan, count: number): DaySpan {
  return count >= daysIn(span) ? span : { fromDay: span.fromDay, toDay: addDays(span.fromDay, count - 1) };
}

export type Counterparts = { readonly previous: DaySpan; readonly yearAgo: DaySpan };

/**
 * What a span is compared with: whole periods with as many periods before them and the same ones a year earlier; any other
 * days with as many days before them and the same days a Gregorian year earlier.
 */
export function counterpartsOf(span: DaySpan, periods: Periods): Counterparts {
  const first = periods.indexOf(span.fromDay);
  const last = periods.indexOf(span.toDay);
  const isWhole = periods.at(first).fromDay === span.fromDay && periods.at(last).toDay === span.toDay;
  if (!isWhole) {
    const length = daysIn(span);
    return {
      previous: { fromDay: addDays(span.fromDay, -length), toDay: addDays(span.fromDay, -1) },
      yearAgo: { fromDay: yearBefore(span.fromDay), toDay: yearBefore(span.toDay) },
    };
  }
  const moved = (by: number): DaySpan => ({ fromDay: periods.at(first - by).fromDay, toDay: periods.at(last - by).toDay });
  return { previous: moved(last - first + 1), yearAgo: moved(12) };
}

/** 29 February has no day a year earlier: the 28th stands for it. */
function yearBefore(day: Day): Day {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0');
  return day.endsWith('-02-29') ? `${year}-02-28` : `${year}${day.slice(4)}`;
}
