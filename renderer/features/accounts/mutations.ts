import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { accountQueries } from './queries.ts';

export type AccountUpdate = { readonly id: string; readonly name?: string | null; readonly isHidden?: boolean };

/** Renames, hides or shows an account. */
export function useUpdateAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (update: AccountUpdate) => api('accounts.update', update),
    // Main emits `accounts.changed` too; waiting here keeps the dialog open until the new name can be seen.
    onSuccess: () => client.invalidateQueries({ queryKey: accountQueries.all }),
  });
}
