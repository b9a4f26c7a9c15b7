import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Input } from '../../../shared/contract/index.ts';
import { api } from '../../lib/api.ts';

export type TransactionFilter = { readonly search: string; readonly accountIds: readonly string[] };

const PAGE_ROWS = 200;

export const transactionQueries = {
  all: ['transactions'] as const,
  pages: (filter: TransactionFilter, limit = PAGE_ROWS) =>
    infiniteQueryOptions({
      queryKey: [...transactionQueries.all, 'pages', filter, limit],
      queryFn: ({ pageParam }) => api('transactions.page', { ...toInput(filter), cursor: pageParam, limit }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.nextCursor,
      // Rows stay while the next letter is searched for, so that the list does not flash.
      placeholderData: keepPreviousData,
    }),
  count: (filter: TransactionFilter) =>
    queryOptions({
      queryKey: [...transactionQueries.all, 'count', filter],
      queryFn: () => api('transactions.count', toInput(filter)),
      placeholderData: keepPreviousData,
    }),
  /** For whoever asks with a filter of their own, e.g. an export. */
  counting: (filter: Input<'transactions.count'>) =>
    queryOptions({
      queryKey: [...transactionQueries.all, 'counting', filter],
      queryFn: () => api('transactions.count', filter),
    }),
  latest: (accountId: string, limit: number) =>
    queryOptions({
      queryKey: [...transactionQueries.all, 'latest', { accountId, limit }],
      queryFn: () => api('transactions.page', { accountIds: [accountId], limit }),
    }),
  get: (id: number) =>
    queryOptions({
      queryKey: [...transactionQueries.all, 'get', { id }],
      queryFn: () => api('transactions.get', { id }),
    }),
};

function toInput(filter: TransactionFilter): { search: string; accountIds: string[] } {
  return { search: filter.search, accountIds: [...filter.accountIds] };
}
