import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const categoryQueries = {
  all: ['categories'] as const,
  list: () => queryOptions({ queryKey: [...categoryQueries.all, 'list'], queryFn: () => api('categories.list', {}) }),
  counts: () => queryOptions({ queryKey: [...categoryQueries.all, 'counts'], queryFn: () => api('categories.counts', {}) }),
  mappings: () => queryOptions({ queryKey: [...categoryQueries.all, 'mappings'], queryFn: () => api('categories.mappings', {}) }),
};
