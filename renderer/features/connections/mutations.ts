import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Flow, RenewalWay } from '../../../shared/contract/connections.ts';
import type { Input } from '../../../shared/contract/index.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { hrefTo, navigate } from '../../lib/router.ts';
import { connectionQueries } from './queries.ts';

/** What a running flow was asked for; kept in its address so that it can be started again another way. */
export type FlowRequest =
  | { readonly purpose: 'connect'; readonly keepUpdating: boolean; readonly consentVersion: string }
  | { readonly purpose: 'sync'; readonly connectionId: string }
  /** Without a way Mizan chooses; `consentVersion` is the card that was read before. */
  | {
      readonly purpose: 'renew';
      readonly connectionId: string;
      readonly consentVersion: string | undefined;
      readonly way: RenewalWay | undefined;
    };
type Channel = NonNullable<Input<'connections.start'>['channel']>;

function flowHref(flow: Flow, request: FlowRequest): string {
  const path = `/connect/${flow.id}`;
  if (request.purpose === 'sync') return hrefTo(path, { sync: request.connectionId });
  if (request.purpose === 'renew') return hrefTo(path, { renew: request.connectionId, version: request.consentVersion, way: request.way });
  return hrefTo(path, { keep: request.keepUpdating ? '1' : '0', version: request.consentVersion });
}

/** Where a renewal begins: with the card, as every consent does (S32). */
export const renewHref = (connectionId: string): string => hrefTo('/connect', { renew: connectionId });

export function readRequest(params: URLSearchParams): FlowRequest | undefined {
  const connectionId = params.get('sync');
  if (connectionId !== null) return { purpose: 'sync', connectionId };
  const renewedId = params.get('renew');
  const consentVersion = params.get('version');
  if (renewedId !== null) {
    const way = params.get('way') === 'access' ? 'access' : undefined;
    return { purpose: 'renew', connectionId: renewedId, consentVersion: consentVersion ?? undefined, way };
  }
  return consentVersion === null ? undefined : { purpose: 'connect', keepUpdating: params.get('keep') === '1', consentVersion };
}

export function isConsentOutdated(error: unknown): boolean {
  return failureOf(error).fields.consentVersion !== undefined;
}

/** Starts a flow and goes to it. Without a channel main chooses the way back that works on this computer. */
export function useStartFlow() {
  const client = useQueryClient();
  const { language } = usePreferences();
  return useMutation({
    mutationFn: ({ request, channel }: { readonly request: FlowRequest; readonly channel?: Channel }) => {
      const way = channel === undefined ? {} : { channel };
      if (request.purpose === 'sync') return api('connections.startSync', { connectionId: request.connectionId, language, ...way });
      if (request.purpose === 'renew') {
        const { connectionId, consentVersion } = request;
        const chosen = request.way === undefined ? {} : { way: request.way };
        const agreed = consentVersion === undefined ? {} : { consentVersion };
        return api('connections.renew', { connectionId, language, ...agreed, ...chosen, ...way });
      }
      return api('connections.start', { language, keepUpdating: request.keepUpdating, consentVersion: request.consentVersion, ...way });
    },
    onSuccess: (flow, { request }) => {
      client.setQueryData(connectionQueries.flow(flow.id).queryKey, flow);
      navigate(flowHref(flow, request), { replace: window.location.hash.startsWith('#/connect') });
    },
    onError: (error, { request }) => {
      if (!isConsentOutdated(error)) return;
      // Back to the card as it reads now: nobody leaves for the bank on a text they have not seen.
      void client.invalidateQueries({ queryKey: connectionQueries.consentCards });
      navigate(request.purpose === 'renew' ? renewHref(request.connectionId) : '/connect', { replace: true });
    },
  });
}

function useFlowCommand<V>(run: (variables: V) => Promise<Flow>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (flow) => client.setQueryData(connectionQueries.flow(flow.id).queryKey, flow),
  });
}

export function useConfirmHost() {
  return useFlowCommand((flowId: string) => api('connections.confirmHost', { flowId }));
}

export function usePaste() {
  return useFlowCommand((input: { readonly flowId: string; readonly address: string }) => api('connections.paste', input));
}

export function useCancelFlow() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (flowId: string) => api('connections.cancel', { flowId }),
    onSettled: (_done, _error, flowId) => client.invalidateQueries({ queryKey: connectionQueries.flow(flowId).queryKey }),
  });
}
