import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Input, Output } from '../../../shared/contract/index.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { useUndoToast } from '../undo/public.ts';
import { categoryQueries } from './queries.ts';

type Command = 'categories.create' | 'categories.update' | 'categories.move' | 'categories.remove' | 'categories.map';
/** What was asked for, and the sentence that says it was done. */
export type CategoryChange<N extends Command> = { readonly input: Input<N>; readonly done: string };

/** Every change of the tree and the mappings answers with the tree and a way back. */
function useChange<N extends Command>(command: N, options: { readonly showsFailure: boolean }) {
  const t = useT();
  const client = useQueryClient();
  const showUndo = useUndoToast();
  return useMutation({
    mutationFn: ({ input }: CategoryChange<N>) => api<N>(command, input),
    onSuccess: (changed: Output<N>, { done }) => {
      client.setQueryData(categoryQueries.list().queryKey, changed.categories);
      showUndo(done, changed.undoToken);
    },
    onError: (error) => {
      if (options.showsFailure) showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' });
    },
  });
}

/** Forms show why they could not be saved themselves. */
export const useCreateCategory = () => useChange('categories.create', { showsFailure: false });
export const useEditCategory = () => useChange('categories.update', { showsFailure: false });
export const useRemoveCategory = () => useChange('categories.remove', { showsFailure: false });
export const useHideCategory = () => useChange('categories.update', { showsFailure: true });
export const useMoveCategory = () => useChange('categories.move', { showsFailure: true });
export const useMapCategory = () => useChange('categories.map', { showsFailure: true });
