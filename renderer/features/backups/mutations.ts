import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Input, OpName, Output } from '../../../shared/contract/index.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { recoveryQueries } from './queries.ts';

/** Another store is behind the page: what was read of the one before is forgotten. */
const SHARED: ReadonlySet<unknown> = new Set(['settings', 'environments', 'app', 'lock', 'erasure']);
function readAnew(client: QueryClient): void {
  void client.resetQueries({ predicate: ({ queryKey }) => !SHARED.has(queryKey[0]) });
  void client.invalidateQueries();
}

export function useMakeBackup() {
  const t = useT();
  return useMutation({
    mutationFn: () => api('backups.make', {}),
    onSuccess: () => showToast({ text: t('backups.automatic.made') }),
    onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
  });
}

export function useSaveBackup() {
  return useMutation({ mutationFn: (passphrase: string) => api('backups.save', { passphrase }) });
}

export function useChooseBackup() {
  return useMutation({ mutationFn: () => api('backups.chooseFile', {}) });
}

export function useForgetFile() {
  return useMutation({ mutationFn: (token: string) => api('backups.forgetFile', { token }) });
}

export function useRestoreFile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<'backups.restoreFile'>) => api('backups.restoreFile', input),
    onSuccess: () => readAnew(client),
  });
}

export function useRestoreAutomatic() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api('backups.restoreAutomatic', { id }),
    onSuccess: () => readAnew(client),
  });
}

type RecoveryOp = Extract<OpName, `recovery.${string}`>;
function useRecovery<I, N extends RecoveryOp>(run: (input: I) => Promise<Output<N>>, opensStore: boolean) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (state) => {
      client.setQueryData(recoveryQueries.state().queryKey, state);
      if (opensStore) readAnew(client);
    },
  });
}

export const useSetRecovery = () => useRecovery((passphrase: string) => api('recovery.set', { passphrase }), false);
export const useRemoveRecovery = () => useRecovery(() => api('recovery.remove', {}), false);
export const useDeclineRecovery = () => useRecovery(() => api('recovery.decline', {}), false);
export const useUnlockRecovery = () => useRecovery((passphrase: string) => api('recovery.unlock', { passphrase }), true);
export const useKeepNothing = () => useRecovery(() => api('recovery.keepNothing', {}), true);
export const useStartAgain = () => useRecovery(() => api('recovery.startAgain', {}), true);
