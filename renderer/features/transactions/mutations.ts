import { useMutation } from '@tanstack/react-query';
import type { EditChanges, EditOutcome, EditTarget } from '../../../shared/contract/transaction-edits.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { type Translate, useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';

export type Edit = {
  readonly target: EditTarget;
  readonly changes: EditChanges;
  /** What the toast says was done, e.g. "moved to Health"; left out where the change can be seen in place. */
  readonly done?: (count: number) => string;
};

/** Says something of rows. Main announces the change; the toast offers the way back. */
export function useEdit() {
  const t = useT();
  const undo = useUndo();
  return useMutation({
    mutationFn: ({ target, changes }: Edit) => api('transactions.edit', { target, changes }),
    onSuccess: (outcome, { done }) => announce(outcome, done, t, undo.mutate),
    onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
  });
}

function announce({ changed, skipped, undoToken }: EditOutcome, done: Edit['done'], t: Translate, undo: (token: number) => void): void {
  if (undoToken === null) showToast({ text: t(skipped > 0 ? 'transactions.edit.skipped' : 'transactions.edit.same'), tone: 'news' });
  else if (done)
    showToast({
      text: done(changed),
      action: { label: t('transactions.edit.undo'), onPress: () => undo(undoToken) },
    });
}

/** Takes back what was done last, or a certain edit. */
export function useUndo() {
  const t = useT();
  return useMutation({
    mutationFn: (token: number | null) => api('transactions.undo', { token }),
    onSuccess: ({ restored, kept, redoToken }) => {
      const text = kept === 0 ? t('transactions.edit.undone', { count: restored }) : t('transactions.edit.undoneSome', { restored, kept });
      const redo = () => void api('transactions.undo', { token: redoToken });
      showToast({ text, ...(redoToken === null ? {} : { action: { label: t('transactions.edit.redo'), onPress: redo } }) });
    },
    onError: (error) => {
      const { code } = failureOf(error);
      showToast({ text: code === 'not_found' ? t('transactions.edit.nothingToUndo') : t(`errors.${code}.title`), tone: 'news' });
    },
  });
}

const useQuietly = <I>(run: (input: I) => Promise<unknown>) => {
  const t = useT();
  return useMutation({
    mutationFn: run,
    onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
  });
};

export type TagChange =
  | { readonly kind: 'rename'; readonly id: number; readonly name: string }
  | { readonly kind: 'merge'; readonly id: number; readonly intoId: number }
  | { readonly kind: 'remove'; readonly id: number };

/** Renames, merges or removes a tag; each can be taken back. */
export function useChangeTag() {
  const t = useT();
  const undo = useUndo();
  return useMutation({
    mutationFn: ({ kind, ...input }: TagChange) => {
      if (kind === 'rename') return api('tags.rename', input as { id: number; name: string }); // the kind says which fields there are
      if (kind === 'merge') return api('tags.merge', input as { id: number; intoId: number });
      return api('tags.remove', { id: input.id });
    },
    onSuccess: ({ changed, undoToken }, { kind }) => {
      if (undoToken === null) return;
      showToast({
        text: t(`transactions.tags.done.${kind}`, { count: changed }),
        action: { label: t('transactions.edit.undo'), onPress: () => undo.mutate(undoToken) },
      });
    },
    onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
  });
}

export const useCreateView = () => useQuietly((input: { name: string; address: string }) => api('views.create', input));
export const useUpdateView = () => useQuietly((input: { id: number; name?: string; address?: string }) => api('views.update', input));
export const useReorderViews = () => useQuietly((ids: number[]) => api('views.reorder', { ids }));
export const useRemoveView = () => useQuietly((id: number) => api('views.remove', { id }));
