import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const lockQueries = {
  all: ['lock'] as const,
  state: () => queryOptions({ queryKey: [...lockQueries.all, 'state'], queryFn: () => api('lock.state', {}) }),
};
