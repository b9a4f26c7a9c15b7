import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const accountQueries = {
  all: ['accounts'] as const,
  list: (includeHidden = false) =>
    queryOptions({
      queryKey: [...accountQueries.all, 'list', { includeHidden }],
      queryFn: () => api('accounts.list', { includeHidden }),
    }),
  get: (id: string, days: number) =>
    queryOptions({
      queryKey: [...accountQueries.all, 'get', { id, days }],
      queryFn: () => api('accounts.get', { id, days }),
      // Only for another range of the same account: showing a different account's figures would be a lie.
      placeholderData: (previous, query) => (sameAccount(query?.queryKey, id) ? keepPreviousData(previous) : undefined),
    }),
};

function sameAccount(key: readonly unknown[] | undefined, id: string): boolean {
  const filter = key?.[2];
  return typeof filter === 'object' && filter !== null && 'id' in filter && filter.id === id;
}
