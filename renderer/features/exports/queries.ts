import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const exportQueries = {
  all: ['exports'] as const,
  status: () => queryOptions({ queryKey: [...exportQueries.all, 'status'], queryFn: () => api('exports.status', {}) }),
  /** Asked anew whenever the page is opened: nothing tells when a count changes. */
  inventory: () =>
    queryOptions({ queryKey: [...exportQueries.all, 'inventory'], queryFn: () => api('exports.inventory', {}), staleTime: 0, gcTime: 0 }),
};
