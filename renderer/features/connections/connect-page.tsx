import { useQuery } from '@tanstack/react-query';
import { useRoute } from '../../lib/router.ts';
import { ConnectFrame } from './connect-frame.tsx';
import { ConsentStep } from './consent-step.tsx';
import { FlowView } from './flow-view.tsx';
import { readRequest } from './mutations.ts';
import { connectionQueries } from './queries.ts';

/** `#/connect` shows the consent card, `#/connect/<flow>` what became of it. */
export function ConnectPage() {
  const { segments, params } = useRoute();
  const flowId = segments[1];
  const request = readRequest(params);
  const { isError: isUnknown } = useQuery({ ...connectionQueries.flow(flowId ?? ''), enabled: flowId !== undefined });
  return (
    <ConnectFrame step={flowId === undefined ? 2 : isUnknown ? undefined : 3} purpose={request?.purpose ?? 'connect'}>
      {flowId === undefined ? (
        <ConsentStep renewedId={request?.purpose === 'renew' ? request.connectionId : undefined} />
      ) : (
        <FlowView key={flowId} flowId={flowId} request={request} />
      )}
    </ConnectFrame>
  );
}
