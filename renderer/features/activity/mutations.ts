import { useMutation } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';
import type { FetchScope } from './queries.ts';

/** Both proofs at once: no line of the fetch ledger altered, and the transactions exactly what was received. */
export function useVerify() {
  return useMutation({
    mutationFn: async () => ({ chain: await api('activity.verifyLedger', {}), ledger: await api('activity.compareLedger', {}) }),
  });
}

export function useExport(scope: FetchScope) {
  const t = useT();
  return useMutation({
    mutationFn: (format: 'csv' | 'json') => api('activity.exportLedger', { ...scope, format }),
    onSuccess: ({ saved }) => {
      if (saved) showToast({ text: t('activity.fetch.saved'), tone: 'news' });
    },
    onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
  });
}
