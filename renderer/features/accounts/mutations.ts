import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Settings } from '../../../shared/contract/settings.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { useUndoToast } from '../undo/public.ts';
import type { AccountMove } from './account-moves.ts';
import { accountQueries } from './queries.ts';

export type AccountUpdate = {
  readonly id: string;
  readonly name?: string | null;
  readonly isHidden?: boolean;
  readonly isArchived?: boolean;
};

/** Renames, hides or archives an account, and takes that back. */
export function useUpdateAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (update: AccountUpdate) => api('accounts.update', update),
    // Main emits `accounts.changed` too; waiting here keeps the dialog open until the new name can be seen.
    onSuccess: () => client.invalidateQueries({ queryKey: accountQueries.all }),
  });
}

function useFailureToast() {
  const t = useT();
  return (error: unknown) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' });
}

/** Hides or archives an account, or shows it again; says so, with the way back. */
export function useSetAside() {
  const t = useT();
  const update = useUpdateAccount();
  const onError = useFailureToast();
  return (id: string, change: Pick<AccountUpdate, 'isHidden' | 'isArchived'>, done: string) => {
    const back = {
      ...(change.isHidden !== undefined && { isHidden: !change.isHidden }),
      ...(change.isArchived !== undefined && { isArchived: !change.isArchived }),
    };
    const onSuccess = () =>
      showToast({ text: done, action: { label: t('common.undo.action'), onPress: () => update.mutate({ id, ...back }, { onError }) } });
    update.mutate({ id, ...change }, { onSuccess, onError });
  };
}

export function useMoveAccounts() {
  const client = useQueryClient();
  const showUndo = useUndoToast();
  const onError = useFailureToast();
  return useMutation({
    mutationFn: ({ move }: { readonly move: AccountMove; readonly done: string }) => api('accounts.move', move),
    onSuccess: ({ undoToken }, { done }) => {
      showUndo(done, undoToken);
      return client.invalidateQueries({ queryKey: accountQueries.all });
    },
    onError,
  });
}

/** How accounts stand together is one choice for every list of them. */
export function useSetGrouping() {
  const onError = useFailureToast();
  return useMutation({
    mutationFn: (accountGrouping: Settings['accountGrouping']) => api('settings.update', { accountGrouping }),
    onError,
  });
}
