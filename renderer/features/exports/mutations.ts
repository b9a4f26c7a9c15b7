import { useMutation } from '@tanstack/react-query';
import type { EverythingFormat } from '../../../shared/contract/exports.ts';
import type { Input } from '../../../shared/contract/index.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';

/** How it goes on is told by `exports.changed`; a place not chosen is an answer, not a failure. */
function useStart<I>(start: (input: I) => Promise<{ readonly isStarted: boolean }>) {
  const t = useT();
  return useMutation({
    mutationFn: start,
    onError: (error) => {
      const { code } = failureOf(error);
      showToast({ text: code === 'busy' ? t('exports.busy') : t(`errors.${code}.title`), tone: 'warn' });
    },
  });
}

export const useStartExport = () => useStart((input: Input<'exports.start'>) => api('exports.start', input));
export const useStartEverything = () => useStart((format: EverythingFormat) => api('exports.startEverything', { format }));
export const useCancelExport = () => useMutation({ mutationFn: () => api('exports.cancel', {}) });
