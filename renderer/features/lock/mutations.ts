import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Input } from '../../../shared/contract/index.ts';
import type { LockState } from '../../../shared/contract/lock.ts';
import { api } from '../../lib/api.ts';
import { lockQueries } from './queries.ts';

/** Each answers with the state as it is then. */
function useLockCommand<V>(run: (input: V) => Promise<LockState>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (state) => client.setQueryData(lockQueries.state().queryKey, state),
    // How long to wait is part of the state.
    onError: () => client.invalidateQueries({ queryKey: lockQueries.all }),
  });
}

export function useSetPassphrase() {
  return useLockCommand((input: Input<'lock.set'>) => api('lock.set', input));
}

export function useRemoveLock() {
  return useLockCommand((input: Input<'lock.remove'>) => api('lock.remove', input));
}

export function useConfigureLock() {
  return useLockCommand((input: Input<'lock.configure'>) => api('lock.configure', input));
}

export function useUnlock() {
  return useLockCommand((passphrase: string) => api('lock.unlock', { passphrase }));
}

export function useUnlockWithTouchId() {
  return useMutation({ mutationFn: () => api('lock.unlockWithTouchId', {}) });
}

export function useLockNow() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api('lock.lock', {}),
    onSuccess: () => client.invalidateQueries({ queryKey: lockQueries.all }),
  });
}
