import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const erasureQueries = {
  all: ['erasure'] as const,
  state: () => queryOptions({ queryKey: [...erasureQueries.all, 'state'], queryFn: () => api('erasure.receipt', {}) }),
  // Counted when it is looked at: what is stored changes with every sync.
  preview: (everyEnvironment: boolean) =>
    queryOptions({
      queryKey: [...erasureQueries.all, 'preview', { everyEnvironment }],
      queryFn: () => api('erasure.preview', { everyEnvironment }),
      staleTime: 0,
      gcTime: 0,
    }),
  account: (accountId: string) =>
    queryOptions({
      queryKey: [...erasureQueries.all, 'account', accountId],
      queryFn: () => api('erasure.previewAccount', { accountId }),
      gcTime: 0,
    }),
  connection: (connectionId: string) =>
    queryOptions({
      queryKey: [...erasureQueries.all, 'connection', connectionId],
      queryFn: () => api('erasure.previewConnection', { connectionId }),
      gcTime: 0,
    }),
};
