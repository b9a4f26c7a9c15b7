import { useQuery } from '@tanstack/react-query';
import { CircleSlash } from 'lucide-react';
import type { Flow } from '../../../shared/contract/connections.ts';
import { assertNever } from '../../../shared/errors.ts';
import { useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ConnectCard } from './connect-card.tsx';
import styles from './flow.module.css';
import { FlowBusy } from './flow-busy.tsx';
import { FlowConfirmHost } from './flow-confirm-host.tsx';
import { FlowDone } from './flow-done.tsx';
import { FlowEnded } from './flow-ended.tsx';
import { FlowWaiting } from './flow-waiting.tsx';
import type { FlowRequest } from './mutations.ts';
import { connectionQueries } from './queries.ts';

/** Main ends a flow at its deadline only when asked, so a waiting page asks now and then. */
const WAITING_CHECK_MS = 15_000;

export type FlowViewProps = { readonly flowId: string; readonly request: FlowRequest | undefined };

export function FlowView({ flowId, request }: FlowViewProps) {
  const flow = useQuery({
    ...connectionQueries.flow(flowId),
    refetchInterval: (query) => (query.state.data?.phase === 'waiting' ? WAITING_CHECK_MS : false),
  });
  if (flow.isError) return <FlowUnknown />;
  if (!flow.data) return <Skeleton rows={3} rowHeight={48} />;
  return <FlowPhaseView flow={flow.data} request={request} />;
}

function FlowPhaseView({ flow, request }: { readonly flow: Flow; readonly request: FlowRequest | undefined }) {
  switch (flow.phase) {
    case 'creating_link':
    case 'exchanging':
      return <FlowBusy flow={flow} />;
    case 'confirm_host':
      return <FlowConfirmHost flow={flow} />;
    case 'waiting':
      return <FlowWaiting flow={flow} request={request} />;
    case 'importing':
    case 'done':
      return <FlowDone flow={flow} />;
    case 'not_completed':
    case 'timed_out':
    case 'cancelled':
    case 'failed':
    case 'not_prolonged':
      return <FlowEnded flow={flow} request={request} />;
    default:
      return assertNever(flow.phase);
  }
}

/** An address of an attempt this start of Mizan does not know. */
function FlowUnknown() {
  const t = useT();
  return (
    <ConnectCard
      mark={
        <span className={styles.calm}>
          <Icon of={CircleSlash} size={20} />
        </span>
      }
      title={t('connections.unknownFlow.title')}
      subtitle={t('connections.unknownFlow.body')}
      footer={
        <>
          <ButtonLink href={hrefTo('/overview')} variant="equal" size="lg">
            {t('connections.ended.leave')}
          </ButtonLink>
          <ButtonLink href={hrefTo('/connect')} variant="primary" size="lg">
            {t('connections.startAgain')}
          </ButtonLink>
        </>
      }
    />
  );
}
