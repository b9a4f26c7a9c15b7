import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Input } from '../../../shared/contract/index.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { useUndoToast } from '../undo/public.ts';
import { transferQueries } from './queries.ts';

type Command = 'transfers.confirm' | 'transfers.reject' | 'transfers.link';

function useChange<N extends Command>(command: N, done: string, options: { readonly showsFailure: boolean }) {
  const t = useT();
  const client = useQueryClient();
  const showUndo = useUndoToast();
  return useMutation({
    mutationFn: (input: Input<N>) => api<N>(command, input),
    onSuccess: ({ undoToken }) => {
      showUndo(done, undoToken);
      return client.invalidateQueries({ queryKey: transferQueries.all });
    },
    onError: (error) => {
      if (!options.showsFailure) return;
      const { code } = failureOf(error);
      showToast({ text: code === 'busy' ? t('transfers.taken') : t(`errors.${code}.title`), tone: 'warn' });
    },
  });
}

export const useConfirmTransfer = () => useChange('transfers.confirm', useT()('transfers.confirm.done'), { showsFailure: true });
export const useRejectTransfer = () => useChange('transfers.reject', useT()('transfers.reject.done'), { showsFailure: true });
/** The dialog shows why two rows could not be linked itself. */
export const useLinkTransfer = () => useChange('transfers.link', useT()('transfers.link.done'), { showsFailure: false });
