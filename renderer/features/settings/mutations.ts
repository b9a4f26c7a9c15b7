import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EnvironmentInput } from '../../../shared/contract/environments.ts';
import type { Settings } from '../../../shared/contract/settings.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { environmentQueries, settingsQueries } from './queries.ts';

/** Shown at once, before main answers: a theme or a language that lags behind the finger feels broken. */
export function useUpdateSettings() {
  const client = useQueryClient();
  const { queryKey } = settingsQueries.get();
  return useMutation({
    mutationFn: (change: Partial<Settings>) => api('settings.update', change),
    onMutate: (change) => {
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, { ...before, ...change });
      return { before };
    },
    onError: (_error, _change, context) => client.setQueryData(queryKey, context?.before),
    onSuccess: (settings) => client.setQueryData(queryKey, settings),
  });
}

/** The system may refuse: then the switch goes back and a toast says why. */
export function useSetStartAtLogin() {
  const client = useQueryClient();
  const t = useT();
  const { queryKey } = settingsQueries.startAtLogin();
  return useMutation({
    mutationFn: (isOn: boolean) => api('settings.setStartAtLogin', { isOn }),
    onMutate: (isOn) => client.setQueryData(queryKey, { isOffered: true, isOn }),
    onSuccess: (state) => client.setQueryData(queryKey, state),
    onError: (error) => {
      showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' });
      return client.invalidateQueries({ queryKey });
    },
  });
}

/** What the form saves: with an id it changes that environment, and a missing secret keeps the stored one. */
export type EnvironmentSave = Omit<EnvironmentInput, 'clientSecret'> & { readonly id?: string; readonly clientSecret?: string };

export function useSaveEnvironment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, clientSecret, ...fields }: EnvironmentSave) =>
      id === undefined
        ? api('environments.create', { ...fields, clientSecret: clientSecret ?? '' })
        : api('environments.update', { ...fields, id, ...(clientSecret === undefined ? {} : { clientSecret }) }),
    onSuccess: () => client.invalidateQueries({ queryKey: environmentQueries.all }),
  });
}

/** What does not belong to one environment. */
const SHARED_DOMAINS: ReadonlySet<unknown> = new Set(['settings', 'environments', 'app']);

/** Another environment means other accounts: what was read of the one before is forgotten, not shown until the new answer comes. */
export function useActivateEnvironment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api('environments.activate', { id }),
    onSuccess: () => {
      void client.resetQueries({ predicate: ({ queryKey }) => !SHARED_DOMAINS.has(queryKey[0]) });
      void client.invalidateQueries({ queryKey: ['app'] });
      return client.invalidateQueries({ queryKey: environmentQueries.all });
    },
  });
}

export function useTestEnvironment() {
  return useMutation({ mutationFn: (id: string) => api('environments.test', { id }) });
}

export function useOpenHelp() {
  return useMutation({ mutationFn: () => api('app.openHelp', { topic: 'credentials' }) });
}
