import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { syncQueries } from './queries.ts';

/** Reads the provider's store now. Asked again too early it says when; failures of a run stay on the page as a banner. */
export function useStartSync() {
  const client = useQueryClient();
  const t = useT();
  const format = useFormat();
  return useMutation({
    mutationFn: () => api('sync.start', {}),
    onSuccess: (status) => client.setQueryData(syncQueries.status().queryKey, status),
    onError: async (error) => {
      const status = await client.fetchQuery({ ...syncQueries.status(), staleTime: 0 });
      const { code } = failureOf(error);
      const isEarly = code === 'busy' && status.nextUserSyncAt !== null;
      showToast({
        text: isEarly ? t('common.sync.wait', { time: format.time(status.nextUserSyncAt ?? '') }) : t(`errors.${code}.title`),
        tone: isEarly ? 'news' : 'warn',
      });
    },
  });
}

export function useCancelSync() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api('sync.cancel', {}),
    onSuccess: (status) => client.setQueryData(syncQueries.status().queryKey, status),
  });
}
