import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const aboutQueries = {
  all: ['about'] as const,
  get: () => queryOptions({ queryKey: [...aboutQueries.all, 'get'], queryFn: () => api('about.get', {}) }),
  notices: () => queryOptions({ queryKey: [...aboutQueries.all, 'notices'], queryFn: () => api('about.notices', {}) }),
};
