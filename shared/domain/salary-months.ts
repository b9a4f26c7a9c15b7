/**
 * @file Salary months: they start on the day the salary comes, numbered by the Gregorian month that day belongs to. A weekend (Friday
 * and Saturday) may move a start, and a single month may have a start of its own.
 */
import { addDays, type Day, daysBetween, weekdayOf } from './dates.ts';
import { gregorianMonthIndex, gregorianMonthStart } from './gregorian.ts';

export const WEEKEND_RULES = ['none', 'before', 'after'] as const;
/** Where a start on a Friday or Saturday goes: nowhere, to the Thursday before, to the Sunday after. */
export type WeekendRule = (typeof WEEKEND_RULES)[number];

/** `month` is the Gregorian month (`YYYY-MM`) the start belongs to, also when it falls outside of it. */
export type SalaryOverride = { readonly month: string; readonly startOn: Day };
export type SalaryMonths = {
  /** 1–31; in a month without that day, its last day. */
  readonly startDay: number;
  readonly weekendRule: WeekendRule;
  readonly overrides: readonly SalaryOverride[];
};

const FRIDAY = 5;
const SATURDAY = 6;

/**
 * How far an own start may be from the day the month would otherwise start on. Usual starts are at least 28 days apart, so
 * two that were moved towards each other still keep their order and a day between them.
 */
export const MAX_OVERRIDE_DAYS = 13;

/** The start day as written, before weekends. */
export function nominalStart(index: number, startDay: number): Day {
  const first = gregorianMonthStart(index);
  const length = daysBetween(first, gregorianMonthStart(index + 1));
  return addDays(first, Math.min(startDay, length) - 1);
}

/** A day moved off the weekend as the rule says. */
export function offWeekend(day: Day, rule: WeekendRule): Day {
  const weekday = weekdayOf(day);
  if (rule === 'none' || (weekday !== FRIDAY && weekday !== SATURDAY)) return day;
  if (rule === 'before') return addDays(day, weekday === FRIDAY ? -1 : -2);
  return addDays(day, weekday === FRIDAY ? 2 : 1);
}

/** Where a month starts by the rule alone. */
export function regularStart(index: number, { startDay, weekendRule }: Pick<SalaryMonths, 'startDay' | 'weekendRule'>): Day {
  return offWeekend(nominalStart(index, startDay), weekendRule);
}

/** Whether a month may start on that day; what may not is no override (`salaryMonths` passes it over). */
export function isPossibleOverride({ month, startOn }: SalaryOverride, startDay: number): boolean {
  return Math.abs(daysBetween(nominalStart(gregorianMonthIndex(`${month}-01`), startDay), startOn)) <= MAX_OVERRIDE_DAYS;
}

/** First day of each salary month, and the month of each day. */
export function salaryMonths(rule: SalaryMonths) {
  const own = new Map(
    rule.overrides
      .filter((override) => isPossibleOverride(override, rule.startDay))
      .map(({ month, startOn }) => [gregorianMonthIndex(`${month}-01`), startOn]),
  );
  const startOf = (index: number): Day => own.get(index) ?? regularStart(index, rule);
  return {
    startOf,
    indexOf(day: Day): number {
      const month = gregorianMonthIndex(day);
      // A start lies at most 44 days into its month or 13 before it, so the month of a day is one of three.
      const found = [month + 1, month, month - 1].find((index) => startOf(index) <= day);
      return found ?? month - 2;
    },
  };
}
