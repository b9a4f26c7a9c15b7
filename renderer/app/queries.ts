import { queryOptions } from '@tanstack/react-query';
import { api } from '../lib/api.ts';

export const appQueries = {
  all: ['app'] as const,
  status: () => queryOptions({ queryKey: [...appQueries.all, 'status'], queryFn: () => api('app.status', {}) }),
};
