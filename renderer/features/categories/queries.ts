import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const categoryQueries = {
  all: ['categories'] as const,
  /** The person's own tree, each parent followed by its children. */
  list: () => queryOptions({ queryKey: [...categoryQueries.all, 'list'], queryFn: () => api('categories.list', {}) }),
};
