import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const syncQueries = {
  all: ['sync'] as const,
  status: () => queryOptions({ queryKey: [...syncQueries.all, 'status'], queryFn: () => api('sync.status', {}) }),
};
