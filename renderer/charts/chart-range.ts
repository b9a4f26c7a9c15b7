import type { Translate } from '../lib/format.ts';

export type ChartRange = '3m' | '12m' | 'all';
export const CHART_RANGES = ['3m', '12m', 'all'] as const satisfies readonly ChartRange[];
/** "All" is the contract's own upper bound. */
export const RANGE_DAYS: Readonly<Record<ChartRange, number>> = { '3m': 92, '12m': 365, all: 4000 };
const MONTHS = { '3m': 3, '12m': 12 } as const;

/** Choices of a range control, with their digits as the reader wants them. */
export function rangeOptions(t: Translate): { readonly id: ChartRange; readonly label: string }[] {
  return CHART_RANGES.map((id) => ({
    id,
    label: id === 'all' ? t('overview.net.range.all') : t('overview.net.range.months', { count: MONTHS[id] }),
  }));
}

/** "over 12 months", or "since" the first day there is. */
export function rangeWords(range: ChartRange, firstDay: string, t: Translate): string {
  return range === 'all' ? t('overview.net.change.all', { date: firstDay }) : t('overview.net.change.months', { count: MONTHS[range] });
}
