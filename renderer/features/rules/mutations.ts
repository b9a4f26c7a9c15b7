import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { useUndoToast } from '../undo/public.ts';
import { ruleQueries } from './queries.ts';

type Command = 'rules.create' | 'rules.update' | 'rules.move' | 'rules.remove';
/** What was asked for, and the sentence that says it was done, told how many rows changed. */
export type RuleChange<N extends Command> = { readonly input: Input<N>; readonly done: (changedCount: number) => string };

/** Every change of the rules answers with the list and a way back. */
function useChange<N extends Command>(command: N, options: { readonly showsFailure: boolean }) {
  const t = useT();
  const client = useQueryClient();
  const showUndo = useUndoToast();
  return useMutation({
    mutationFn: ({ input }: RuleChange<N>) => api<N>(command, input),
    onSuccess: (changed: Output<N>, { done }) => {
      client.setQueryData(ruleQueries.list().queryKey, changed.rules);
      showUndo(done(changed.changedCount), changed.undoToken);
    },
    onError: (error) => {
      if (options.showsFailure) showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' });
    },
  });
}

/** The dialog shows why a rule could not be saved itself. */
export const useCreateRule = () => useChange('rules.create', { showsFailure: false });
export const useEditRule = () => useChange('rules.update', { showsFailure: false });
export const usePauseRule = () => useChange('rules.update', { showsFailure: true });
export const useMoveRule = () => useChange('rules.move', { showsFailure: true });
export const useRemoveRule = () => useChange('rules.remove', { showsFailure: true });
