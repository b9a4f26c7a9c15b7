import { useMemo } from 'react';
import { useFormat, useT } from '../lib/format.ts';
import { historySummary, type Point } from './history-summary.ts';

/** The chart in one sentence; undefined where there is no line yet. */
export function useChartSentence(points: readonly Point[], currency: string): string | undefined {
  const t = useT();
  const format = useFormat();
  const summary = useMemo(() => historySummary(points), [points]);
  if (!summary) return undefined;
  const { first, last, low, high } = summary;
  const amount = (point: Point) => format.amount({ minor: point.balanceMinor, currency }, { withCode: currency !== 'SAR' });
  const days = { firstDay: format.day(first.day), lastDay: format.day(last.day) };
  if (low.balanceMinor === high.balanceMinor) return t('overview.chart.flat', { ...days, last: amount(last) });
  return t('overview.chart.sentence', {
    ...days,
    first: amount(first),
    last: amount(last),
    low: amount(low),
    lowDay: format.day(low.day),
    high: amount(high),
    highDay: format.day(high.day),
  });
}
