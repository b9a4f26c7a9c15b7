/** @file Salary months as the salary that was actually seen suggests them. Pure. */
import type { SalaryMonths, SalarySuggestion } from '../../../shared/contract/cash-flow.ts';
import { type Day, daysBetween } from '../../../shared/domain/dates.ts';
import { gregorianMonthIndex, gregorianMonthText } from '../../../shared/domain/gregorian.ts';
import { isPossibleOverride, nominalStart, regularStart, WEEKEND_RULES, type WeekendRule } from '../../../shared/domain/salary-months.ts';
import type { SalaryRow } from './flow-rows.ts';

/** Two payments closer together are one salary with something beside it: a bonus, an allowance. */
const APART_DAYS = 15;
/** One payment makes no month. */
const MIN_SEEN = 2;

type Rule = { readonly startDay: number; readonly weekendRule: WeekendRule };

/** @param rows money in that is a salary, in any order. @returns null where too little was seen, or nothing repeats */
export function suggestSalaryMonths(rows: readonly SalaryRow[]): SalarySuggestion | null {
  const accounts = [...Map.groupBy(rows, (row) => row.accountId).values()].map(salariesOf);
  const seen = accounts.toSorted((a, b) => b.length - a.length || totalOf(b) - totalOf(a))[0] ?? [];
  if (seen.length < MIN_SEEN) return null;
  const days = seen.map((row) => row.day);
  const rule = bestRule(days);
  if (fitting(days, rule) < MIN_SEEN) return null;
  return {
    ...rule,
    overrides: overridesOf(days, rule),
    accountName: seen[0]?.accountName ?? '',
    seen: seen
      .map(({ day, title }) => ({ day, title, regularDay: nearestStart(day, rule), isRegular: nearestStart(day, rule) === day }))
      .toReversed(),
  };
}

/** One payment per month, the largest first come: what stands close to it is no salary of its own. Oldest first. */
function salariesOf(rows: readonly SalaryRow[]): SalaryRow[] {
  const kept: SalaryRow[] = [];
  for (const row of rows.toSorted((a, b) => b.amountMinor - a.amountMinor)) {
    if (kept.every((other) => Math.abs(daysBetween(other.day, row.day)) > APART_DAYS)) kept.push(row);
  }
  return kept.sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** The rule that meets most payments; of equals the plainest, which is the one without a weekend rule. */
function bestRule(days: readonly Day[]): Rule {
  const rules = WEEKEND_RULES.flatMap((weekendRule) => Array.from({ length: 31 }, (_, i): Rule => ({ startDay: i + 1, weekendRule })));
  const scored = rules.map((rule) => ({ rule, fits: fitting(days, rule) }));
  return scored.reduce((best, next) => (next.fits > best.fits ? next : best)).rule;
}

const fitting = (days: readonly Day[], rule: Rule): number => days.filter((day) => nearestStart(day, rule) === day).length;

function nearestIndex(day: Day, startDay: number): number {
  const month = gregorianMonthIndex(day);
  const away = (index: number) => Math.abs(daysBetween(nominalStart(index, startDay), day));
  return [month - 1, month, month + 1].reduce((best, index) => (away(index) < away(best) ? index : best));
}

function nearestStart(day: Day, rule: Rule): Day {
  return regularStart(nearestIndex(day, rule.startDay), rule);
}

/** Months whose salary came on another day start on that day. */
function overridesOf(days: readonly Day[], rule: Rule): SalaryMonths['overrides'] {
  const own = days
    .filter((day) => nearestStart(day, rule) !== day)
    .map((day) => ({ month: gregorianMonthText(nearestIndex(day, rule.startDay)), startOn: day }));
  return own.filter((override, i) => isPossibleOverride(override, rule.startDay) && own.findIndex((o) => o.month === override.month) === i);
}

function totalOf(rows: readonly SalaryRow[]): number {
  return rows.reduce((sum, row) => sum + row.amountMinor, 0);
}
