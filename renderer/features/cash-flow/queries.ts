import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { FlowSide } from '../../../shared/contract/cash-flow.ts';
import type { DaySpan } from '../../../shared/domain/periods.ts';
import { api } from '../../lib/api.ts';

export type PeriodCount = number | 'all';
/** Which money is looked at: of one currency, of one account or of all. */
export type FlowScope = { readonly currency: string; readonly accountId: string | undefined };

const MERCHANTS = 8;

export const cashFlowQueries = {
  all: ['cashFlow'] as const,
  calendar: () => queryOptions({ queryKey: [...cashFlowQueries.all, 'calendar'], queryFn: () => api('cashFlow.calendar', {}) }),
  salarySuggestion: () =>
    queryOptions({ queryKey: [...cashFlowQueries.all, 'salarySuggestion'], queryFn: () => api('cashFlow.salarySuggestion', {}) }),
  /** @param accountId of one account alone; of all that are not hidden when left out */
  overview: (periods: PeriodCount, accountId: string | undefined) =>
    queryOptions({
      queryKey: [...cashFlowQueries.all, 'overview', { periods, accountId }],
      queryFn: () => api('cashFlow.overview', { periods, accountIds: listOf(accountId) }),
      // Another range or calendar redraws the chart; the page must not blink for it.
      placeholderData: keepPreviousData,
    }),
  breakdown: ({ fromDay, toDay }: DaySpan, { currency, accountId }: FlowScope) =>
    queryOptions({
      queryKey: [...cashFlowQueries.all, 'breakdown', { fromDay, toDay, currency, accountId }],
      queryFn: () => api('cashFlow.breakdown', { fromDay, toDay, currency, accountIds: listOf(accountId) }),
      placeholderData: keepPreviousData,
    }),
  merchants: ({ fromDay, toDay }: DaySpan, { currency, accountId }: FlowScope, side: FlowSide) =>
    queryOptions({
      queryKey: [...cashFlowQueries.all, 'merchants', { fromDay, toDay, currency, accountId, side }],
      queryFn: () => api('cashFlow.merchants', { fromDay, toDay, currency, accountIds: listOf(accountId), side, limit: MERCHANTS }),
      placeholderData: keepPreviousData,
    }),
  /** The person's own tree; the domain is `categories`, whose changes make it stale. */
  categories: () => queryOptions({ queryKey: ['categories', 'list'], queryFn: () => api('categories.list', {}) }),
};

export function listOf(accountId: string | undefined): string[] {
  return accountId === undefined ? [] : [accountId];
}
