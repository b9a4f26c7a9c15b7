import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const backupQueries = {
  all: ['backups'] as const,
  state: () => queryOptions({ queryKey: [...backupQueries.all, 'state'], queryFn: () => api('backups.state', {}) }),
};

export const recoveryQueries = {
  all: ['recovery'] as const,
  state: () => queryOptions({ queryKey: [...recoveryQueries.all, 'state'], queryFn: () => api('recovery.state', {}) }),
};
