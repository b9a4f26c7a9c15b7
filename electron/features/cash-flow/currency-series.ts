/** @file Flows of consecutive periods, each currency on its own, with what is usual and average of them. Pure. */
import type { CashFlowOverview, CashFlowPeriod, Flow } from '../../../shared/contract/cash-flow.ts';
import { meanMinor } from '../../../shared/domain/money.ts';
import type { CurrencyFlow } from './flow-sums.ts';
import { USUAL_PERIODS, usualFlowOf } from './usual.ts';

type Series = {
  /** The periods shown, and before them as many as the usual is taken from. */
  readonly periods: readonly CashFlowPeriod[];
  /** Per period, the currencies with rows in it. */
  readonly flows: readonly (readonly CurrencyFlow[])[];
  /** A first import runs: nothing is usual or average while rows are missing everywhere. */
  readonly isIncomplete: boolean;
};

const HOME_CURRENCY = 'SAR';
/** The average of one period is that period. */
const MIN_AVERAGED = 2;
const NOTHING = { incomeMinor: 0, expenseMinor: 0 };

export function currencySeries(series: Series): CashFlowOverview['currencies'] {
  const counts = new Map<string, number>();
  for (const { currency, count } of series.flows.flat()) counts.set(currency, (counts.get(currency) ?? 0) + count);
  return [...counts]
    .filter(([, count]) => count > 0)
    .sort(([a, ofA], [b, ofB]) => Number(b === HOME_CURRENCY) - Number(a === HOME_CURRENCY) || ofB - ofA || (a < b ? -1 : 1))
    .map(([currency, count]) => ({ currency, count, ...ofCurrency(series, currency) }));
}

function ofCurrency({ periods, flows, isIncomplete }: Series, currency: string) {
  const own = flows.map((rows) => rows.find((row) => row.currency === currency) ?? NOTHING);
  const shown = own.slice(USUAL_PERIODS);
  const period = (i: number) => periods[USUAL_PERIODS + i];
  const settled = shown.filter((_, i) => period(i)?.coverage === 'full' && period(i)?.isUnfinished === false);
  return {
    flows: shown.map((flow, i) => (period(i)?.coverage === 'none' ? null : toFlow(flow.incomeMinor, flow.expenseMinor))),
    usual: shown.map((_, i) => {
      const before = own.slice(i, i + USUAL_PERIODS).filter((_flow, j) => periods[i + j]?.coverage === 'full');
      return isIncomplete ? null : usualFlowOf(before);
    }),
    average: isIncomplete || settled.length < MIN_AVERAGED ? null : averageOf(settled, currency),
  };
}

function averageOf(flows: readonly { readonly incomeMinor: number; readonly expenseMinor: number }[], currency: string): Flow {
  const mean = (of: (flow: (typeof flows)[number]) => number) => meanMinor(flows.map(of), currency);
  return toFlow(
    mean((flow) => flow.incomeMinor),
    mean((flow) => flow.expenseMinor),
  );
}

function toFlow(incomeMinor: number, expenseMinor: number): Flow {
  return { incomeMinor, expenseMinor, netMinor: incomeMinor + expenseMinor };
}
