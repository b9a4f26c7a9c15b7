/** @file The running month day by day against the usual, for the home screen. The figures are those of Cash flow. */
import type { Overview } from '../../../shared/contract/overview.ts';
import { addDays, type Day, daysBetween } from '../../../shared/domain/dates.ts';
import { type DaySpan, daysIn, firstDays, type Periods } from '../../../shared/domain/periods.ts';
import type { DayFlow } from './flow-sums.ts';
import { middleHalf, USUAL_PERIODS, usualOf } from './usual.ts';

export type MonthFacts = {
  readonly periods: Periods;
  readonly currency: string;
  readonly today: Day;
  /** Flows of the days of a span that have any. */
  readonly byDay: (span: DaySpan) => readonly DayFlow[];
  /** Whether every bank's rows reach back over all of it. */
  readonly isCovered: (span: DaySpan) => boolean;
};

type Curve = { readonly income: number; readonly spent: readonly number[] };

export function thisMonth({ periods, currency, today, byDay, isCovered }: MonthFacts): Overview['month'] {
  const index = periods.indexOf(today);
  const span = periods.at(index);
  const dayCount = daysIn(span);
  const daysSoFar = daysBetween(span.fromDay, today) + 1;
  const now = curveOf(span, byDay(span), daysSoFar);
  const before = Array.from({ length: USUAL_PERIODS }, (_, i) => periods.at(index - 1 - i)).filter(isCovered);
  const curves = before.map((past) => curveOf(past, byDay(past), daysSoFar));
  const usualSpent = Array.from({ length: dayCount }, (_, day) => usualBy(curves, day));
  return {
    kind: periods.kind,
    ...span,
    dayCount,
    daysSoFar,
    inMinor: now.income,
    outMinor: now.spent[daysSoFar - 1] ?? 0,
    currency,
    usualInMinor: usualOf(curves.map((curve) => curve.income)),
    usualOutMinor: usualSpent[daysSoFar - 1]?.medianMinor ?? null,
    spent: now.spent.slice(0, daysSoFar),
    usualSpent: usualSpent.every((point) => point !== null) ? usualSpent : null,
  };
}

/** Income of the first days, and what was spent by the end of each day of a span. */
function curveOf(span: DaySpan, flows: readonly DayFlow[], days: number): Curve {
  const byDay = new Map(flows.map((flow) => [flow.day, flow]));
  const lastDay = firstDays(span, days).toDay;
  const income = flows.reduce((sum, flow) => (flow.day <= lastDay ? sum + flow.incomeMinor : sum), 0);
  const spent: number[] = [];
  for (let i = 0, sum = 0; i < daysIn(span); i += 1) {
    sum += byDay.get(addDays(span.fromDay, i))?.expenseMinor ?? 0;
    spent.push(sum);
  }
  return { income, spent };
}

/** A month that was shorter stays at its end. */
function usualBy(curves: readonly Curve[], day: number) {
  const figures = curves.map(({ spent }) => spent[Math.min(day, spent.length - 1)] ?? 0);
  const medianMinor = usualOf(figures);
  if (medianMinor === null) return null;
  const { low, high } = middleHalf(figures);
  return { leastMinor: high, medianMinor, mostMinor: low };
}
