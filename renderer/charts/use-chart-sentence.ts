import { useMemo } from 'react';
import { unbroken } from '../lib/bidi.ts';
import { useFormat, useT } from '../lib/format.ts';
import { historySummary, type Point } from './history-summary.ts';

/** The chart in one sentence; undefined where there is no line yet. */
export function useChartSentence(points: readonly Point[], currency: string): string | undefined {
  const t = useT();
  const format = useFormat();
  const summary = useMemo(() => historySummary(points), [points]);
  if (!summary) return undefined;
  const { first, last, low, high } = summary;
  const amount = (point: Point) => unbroken(format.amount({ minor: point.balanceMinor, currency }, { withCode: currency !== 'SAR' }));
  const day = (point: Point) => unbroken(format.day(point.day));
  const days = { firstDay: day(first), lastDay: day(last) };
  if (low.balanceMinor === high.balanceMinor) return t('overview.chart.flat', { ...days, last: amount(last) });
  return t('overview.chart.sentence', {
    ...days,
    first: amount(first),
    last: amount(last),
    low: amount(low),
    lowDay: day(low),
    high: amount(high),
    highDay: day(high),
  });
}
