import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AppNotice } from '../../shared/contract/app.ts';
import { api } from '../lib/api.ts';
import { appQueries } from './queries.ts';

/** Opens the store again, e.g. after the key store was unlocked. */
export function useRetryStore() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api('app.retryStore', {}),
    onSuccess: (status) => client.setQueryData(appQueries.status().queryKey, status),
  });
}

export function useDismissNotice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (notice: AppNotice) => api('app.dismissNotice', { notice }),
    onSuccess: (status) => client.setQueryData(appQueries.status().queryKey, status),
  });
}
