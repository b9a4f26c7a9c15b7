import { useMutation } from '@tanstack/react-query';
import type { Input } from '../../../shared/contract/index.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { listOf, type PeriodCount } from './queries.ts';

/** The months all figures are counted by, here and on the overview. */
export function useSetCalendar() {
  const t = useT();
  return useMutation({
    mutationFn: (calendar: Input<'cashFlow.setCalendar'>) => api('cashFlow.setCalendar', calendar),
    onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
  });
}

export function useExportFlows(periods: PeriodCount, accountId: string | undefined) {
  const t = useT();
  return useMutation({
    mutationFn: () => api('cashFlow.export', { periods, accountIds: listOf(accountId) }),
    onSuccess: ({ saved }) => {
      if (saved) showToast({ text: t('cash-flow.table.saved') });
    },
    onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
  });
}
