import { AlertTriangle, CircleSlash } from 'lucide-react';
import type { Flow } from '../../../shared/contract/connections.ts';
import { useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ConnectCard } from './connect-card.tsx';
import styles from './flow.module.css';
import { endCode, isCalmEnd, needsNewAccess, wayOn } from './flow-end.ts';
import { type FlowRequest, useStartFlow } from './mutations.ts';
import { RenewalOutcome } from './renewal-outcome.tsx';

export type FlowEndedProps = { readonly flow: Flow; readonly request: FlowRequest | undefined };

/** Ended without data: what happened, what it means, one way on. Whatever was connected before is untouched. */
export function FlowEnded({ flow, request }: FlowEndedProps) {
  const t = useT();
  const code = endCode(flow);
  return (
    <ConnectCard
      role="alert"
      mark={
        <span className={isCalmEnd(code) ? styles.calm : styles.failed}>
          <Icon of={isCalmEnd(code) ? CircleSlash : AlertTriangle} size={20} />
        </span>
      }
      title={t(`errors.${code}.title`)}
      subtitle={t(`errors.${code}.meaning`)}
      footer={
        <>
          <ButtonLink href={hrefTo('/overview')} variant="equal" size="lg">
            {t('connections.ended.leave')}
          </ButtonLink>
          <NextStep code={code} request={request} />
        </>
      }
    >
      <div className={styles.section}>
        {code === 'scope_missing' && <p>{t('connections.ended.scopeAffects')}</p>}
        <p>{t(`errors.${code}.next`)}</p>
        {flow.renewal !== undefined && flow.phase === 'not_prolonged' && <RenewalOutcome renewal={flow.renewal} />}
        <p className={styles.hint}>{t('connections.ended.nothingLost')}</p>
        {flow.ref !== null && (
          <p className={styles.hint}>
            <bdi>{t('common.error.ref', { ref: flow.ref })}</bdi>
          </p>
        )}
      </div>
    </ConnectCard>
  );
}

function NextStep({ code, request }: { readonly code: ReturnType<typeof endCode>; readonly request: FlowRequest | undefined }) {
  const t = useT();
  const restart = useStartFlow();
  const way = wayOn(code);
  if (way === 'settings') {
    return (
      <ButtonLink href={hrefTo('/settings/environment')} variant="primary" size="lg">
        {t('connections.ended.openSettings')}
      </ButtonLink>
    );
  }
  if (request?.purpose === 'renew' && way === 'again') {
    // What could not be prolonged is connected anew; a mere cancel starts over the same way.
    const again = needsNewAccess(code) ? { ...request, way: 'access' as const } : request;
    return (
      <Button variant="primary" size="lg" isPending={restart.isPending} onPress={() => restart.mutate({ request: again })}>
        {t(needsNewAccess(code) ? 'connections.ended.connectAnew' : 'connections.startAgain')}
      </Button>
    );
  }
  const canRestart = request !== undefined && (way === 'loopback' || request.purpose === 'sync');
  if (!canRestart) {
    return (
      <ButtonLink href={hrefTo('/connect')} variant="primary" size="lg">
        {t('connections.startAgain')}
      </ButtonLink>
    );
  }
  return (
    <Button
      variant="primary"
      size="lg"
      isPending={restart.isPending}
      onPress={() => restart.mutate({ request, ...(way === 'loopback' ? { channel: 'loopback' } : {}) })}
    >
      {t(way === 'loopback' ? 'connections.waiting.anotherWay' : 'connections.startAgain')}
    </Button>
  );
}
