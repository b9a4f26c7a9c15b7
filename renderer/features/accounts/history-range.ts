export type HistoryRange = '3m' | '12m' | 'all';
export const HISTORY_RANGES = ['3m', '12m', 'all'] as const satisfies readonly HistoryRange[];
/** The contract's own upper bound stands for "all". */
export const RANGE_DAYS: Readonly<Record<HistoryRange, number>> = { '3m': 92, '12m': 365, all: 4000 };
