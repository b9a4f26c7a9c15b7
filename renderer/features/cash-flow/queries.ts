import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { FlowSide } from '../../../shared/contract/cash-flow.ts';
import type { DaySpan } from '../../../shared/domain/periods.ts';
import { api } from '../../lib/api.ts';

export type PeriodCount = number | 'all';

const MERCHANTS = 8;

export const cashFlowQueries = {
  all: ['cashFlow'] as const,
  calendar: () => queryOptions({ queryKey: [...cashFlowQueries.all, 'calendar'], queryFn: () => api('cashFlow.calendar', {}) }),
  salarySuggestion: () =>
    queryOptions({ queryKey: [...cashFlowQueries.all, 'salarySuggestion'], queryFn: () => api('cashFlow.salarySuggestion', {}) }),
  overview: (periods: PeriodCount) =>
    queryOptions({
      queryKey: [...cashFlowQueries.all, 'overview', { periods }],
      queryFn: () => api('cashFlow.overview', { periods }),
      // Another range or calendar redraws the chart; the page must not blink for it.
      placeholderData: keepPreviousData,
    }),
  breakdown: ({ fromDay, toDay }: DaySpan, currency: string) =>
    queryOptions({
      queryKey: [...cashFlowQueries.all, 'breakdown', { fromDay, toDay, currency }],
      queryFn: () => api('cashFlow.breakdown', { fromDay, toDay, currency }),
      placeholderData: keepPreviousData,
    }),
  merchants: ({ fromDay, toDay }: DaySpan, currency: string, side: FlowSide) =>
    queryOptions({
      queryKey: [...cashFlowQueries.all, 'merchants', { fromDay, toDay, currency, side }],
      queryFn: () => api('cashFlow.merchants', { fromDay, toDay, currency, side, limit: MERCHANTS }),
      placeholderData: keepPreviousData,
    }),
  /** The person's own tree; the domain is `categories`, whose changes make it stale. */
  categories: () => queryOptions({ queryKey: ['categories', 'list'], queryFn: () => api('categories.list', {}) }),
};
