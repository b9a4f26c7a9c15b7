import { useMemo } from 'react';
import type { CashFlowOverview } from '../../../shared/contract/cash-flow.ts';
import type { FlowPoint } from '../../charts/flow-chart.tsx';
import { unbroken } from '../../lib/bidi.ts';
import { useFormat, useT } from '../../lib/format.ts';

/** What the bars say, in words: averages, the dearest month, and what is not counted. */
export function useFlowSentence({ currencies }: CashFlowOverview, currency: string, points: readonly FlowPoint[]): string {
  const t = useT();
  const format = useFormat();
  return useMemo(() => {
    const average = currencies.find((one) => one.currency === currency)?.average ?? null;
    const amount = (minor: number) => unbroken(format.amount({ minor: Math.abs(minor), currency }, { withCode: currency !== 'SAR' }));
    const dearest = points.reduce<FlowPoint | undefined>(
      (most, point) => (point.flow !== null && point.flow.expenseMinor < (most?.flow?.expenseMinor ?? 0) ? point : most),
      undefined,
    );
    return [
      average === null
        ? t('cash-flow.chart.noAverage')
        : t('cash-flow.chart.average', { income: amount(average.incomeMinor), expense: amount(average.expenseMinor) }),
      ...(dearest?.flow ? [t('cash-flow.chart.most', { name: unbroken(dearest.name), amount: amount(dearest.flow.expenseMinor) })] : []),
      t('cash-flow.chart.transfers'),
    ].join(' ');
  }, [t, format, currencies, currency, points]);
}
