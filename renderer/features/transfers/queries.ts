import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Transfer } from '../../../shared/contract/transfers.ts';
import { api } from '../../lib/api.ts';

const PAGE_ROWS = 50;

export const transferQueries = {
  all: ['transfers'] as const,
  pages: (state: Transfer['state']) =>
    infiniteQueryOptions({
      queryKey: [...transferQueries.all, 'pages', { state }],
      queryFn: ({ pageParam }) => api('transfers.list', { state, before: pageParam, limit: PAGE_ROWS }),
      initialPageParam: null as number | null,
      getNextPageParam: (page) => page.nextBefore,
      placeholderData: keepPreviousData,
    }),
  of: (transactionId: number) =>
    queryOptions({
      queryKey: [...transferQueries.all, 'of', { transactionId }],
      queryFn: () => api('transfers.of', { transactionId }),
    }),
  candidates: (transactionId: number) =>
    queryOptions({
      queryKey: [...transferQueries.all, 'candidates', { transactionId }],
      queryFn: () => api('transfers.candidates', { transactionId }),
    }),
};
