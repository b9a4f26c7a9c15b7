/** @file "Usual": the median of the periods before, told only where enough of them are wholly known. Pure. */
import type { UsualFlow } from '../../../shared/contract/cash-flow.ts';
import { medianMinor } from '../../../shared/domain/money.ts';

/** Half a year: long enough for one odd month not to count, short enough for a raise to be usual soon. */
export const USUAL_PERIODS = 6;
/** The median of fewer is just one of them. */
const MIN_PERIODS = 3;

/** Median of what is known; null where too little is. */
export function usualOf(known: readonly number[]): number | null {
  return known.length < MIN_PERIODS ? null : medianMinor(known);
}

/** The middle half of some figures, ascending. */
export function middleHalf(figures: readonly number[]): { readonly low: number; readonly high: number } {
  const sorted = figures.toSorted((a, b) => a - b);
  const last = sorted.length - 1;
  return { low: sorted[Math.floor(last / 4)] ?? 0, high: sorted[Math.ceil((last * 3) / 4)] ?? 0 };
}

export function usualFlowOf(flows: readonly { readonly incomeMinor: number; readonly expenseMinor: number }[]): UsualFlow | null {
  const expenses = flows.map((flow) => flow.expenseMinor);
  const incomeMinor = usualOf(flows.map((flow) => flow.incomeMinor));
  const expenseMinor = usualOf(expenses);
  if (incomeMinor === null || expenseMinor === null) return null;
  const { low, high } = middleHalf(expenses);
  // Expense is below zero: the most of it is the lowest figure.
  return { incomeMinor, expenseMinor, leastExpenseMinor: high, mostExpenseMinor: low };
}
