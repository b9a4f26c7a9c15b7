import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const settingsQueries = {
  all: ['settings'] as const,
  get: () => queryOptions({ queryKey: [...settingsQueries.all, 'get'], queryFn: () => api('settings.get', {}) }),
  /** The person may change it in the system's own settings meanwhile: asked anew whenever it is shown. */
  startAtLogin: () =>
    queryOptions({
      queryKey: [...settingsQueries.all, 'startAtLogin'],
      queryFn: () => api('settings.startAtLogin', {}),
      refetchOnMount: 'always',
    }),
};

export const environmentQueries = {
  all: ['environments'] as const,
  list: () => queryOptions({ queryKey: [...environmentQueries.all, 'list'], queryFn: () => api('environments.list', {}) }),
};
