import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { navigate } from '../../lib/router.ts';
import { erasureQueries } from './queries.ts';
import { showRemoval } from './removal-host.tsx';

/** What the page read before is forgotten, not shown until the new answer comes. */
const KEPT: ReadonlySet<unknown> = new Set(['settings', 'environments', 'app', 'erasure']);

function forgetPage(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => !KEPT.has(queryKey[0]) });
}

export function useEraseEverything() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { confirmation: string; everyEnvironment: boolean }) => api('erasure.eraseEverything', input),
    onSuccess: () => {
      forgetPage(client);
      return client.invalidateQueries({ queryKey: erasureQueries.state().queryKey });
    },
  });
}

export function useForgetAccount() {
  return useMutation({
    mutationFn: (input: { accountId: string; confirmation: string }) => api('erasure.forgetAccount', input),
    onSuccess: (receipt) => {
      showRemoval(receipt);
      navigate('/accounts');
    },
  });
}

export function useDisconnect() {
  return useMutation({
    mutationFn: (input: { connectionId: string; keepHistory: boolean }) => api('erasure.disconnect', input),
    onSuccess: showRemoval,
  });
}

export function useSaveReceipt() {
  return useMutation({ mutationFn: () => api('erasure.saveReceipt', {}) });
}

export function useDismissReceipt() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api('erasure.dismissReceipt', {}),
    onSuccess: () => {
      // Here and not where it is asked for: the receipt may be gone from the page by now, and its own callbacks with it.
      navigate('/welcome', { replace: true });
      forgetPage(client);
      return client.invalidateQueries();
    },
  });
}
