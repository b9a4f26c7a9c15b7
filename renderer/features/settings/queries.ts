import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const settingsQueries = {
  all: ['settings'] as const,
  get: () => queryOptions({ queryKey: [...settingsQueries.all, 'get'], queryFn: () => api('settings.get', {}) }),
};

export const environmentQueries = {
  all: ['environments'] as const,
  list: () => queryOptions({ queryKey: [...environmentQueries.all, 'list'], queryFn: () => api('environments.list', {}) }),
};
