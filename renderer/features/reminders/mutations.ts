import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { reminderQueries } from './queries.ts';

export function useDismissReminder() {
  const client = useQueryClient();
  const t = useT();
  return useMutation({
    mutationFn: (consentId: string) => api('reminders.dismiss', { consentId }),
    onSuccess: (reminders) => client.setQueryData(reminderQueries.list().queryKey, reminders),
    onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
  });
}
