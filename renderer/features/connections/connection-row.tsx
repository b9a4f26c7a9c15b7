import { RefreshCw, Unplug } from 'lucide-react';
import { useState } from 'react';
import type { Connection } from '../../../shared/contract/connections.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { BankMonogram } from '../../ui/bank-monogram.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Exact } from '../../ui/exact.tsx';
import { Icon } from '../../ui/icon.tsx';
import { DisconnectDialog } from '../erasure/public.ts';
import styles from './connection-row.module.css';
import { renewHref, useStartFlow } from './mutations.ts';

const TONES: Readonly<Record<Connection['state'], BadgeTone>> = {
  active: 'neutral',
  expiring: 'warn',
  expired: 'danger',
  error: 'warn',
  reconnect_required: 'danger',
  disconnected: 'neutral',
};

export function ConnectionRow({ connection }: { readonly connection: Connection }) {
  const t = useT();
  const format = useFormat();
  const name = format.bank(connection);
  return (
    <article className={styles.row} aria-label={name}>
      <BankMonogram name={name} seed={connection.bankName} size="lg" />
      <div className={styles.text}>
        <p className={styles.head}>
          <strong className={styles.name}>
            <bdi>{name}</bdi>
          </strong>
          <span className={styles.muted}>{t('connections.list.accounts', { count: connection.accountCount })}</span>
          <Badge tone={TONES[connection.state]}>{t(`connections.state.${connection.state}`)}</Badge>
        </p>
        <EndLine connection={connection} />
        <TimesLine connection={connection} />
        {connection.stateReason !== null && (
          <p className={styles.reason}>
            {t(`errors.${connection.stateReason}.title`)}. {t(`errors.${connection.stateReason}.next`)}
          </p>
        )}
      </div>
      <div className={styles.actions}>
        <RefreshButton connection={connection} />
        <DisconnectButton connection={connection} />
      </div>
    </article>
  );
}

/** Both calendars wherever something ends; an estimate says that it is one. */
function EndLine({ connection }: { readonly connection: Connection }) {
  const t = useT();
  const format = useFormat();
  if (connection.expiresAt === null) return <p className={styles.line}>{t('connections.list.endUnknown')}</p>;
  const day = format.dayOf(connection.expiresAt);
  const isOver = connection.state === 'expired';
  const key = isOver ? 'ended' : connection.isExpiryEstimated ? 'endsAbout' : 'ends';
  return <p className={styles.line}>{t(`connections.list.${key}`, { date: format.bothCalendars(day, 'date') })}</p>;
}

function TimesLine({ connection }: { readonly connection: Connection }) {
  const t = useT();
  const format = useFormat();
  const bank =
    connection.bankDataAt === null
      ? t('connections.list.noData')
      : t('connections.list.dataAsOf', { time: format.asOf(connection.bankDataAt) });
  const asked =
    connection.askedAt === null ? (
      t('connections.list.neverAsked')
    ) : (
      <Exact exact={format.exactly(connection.askedAt)} takesFocus>
        {t('connections.list.asked', { ago: format.ago(connection.askedAt) })}
      </Exact>
    );
  return (
    <p className={styles.line}>
      {bank} · {asked} · {t(connection.isAutosync ? 'connections.list.automatic' : 'connections.list.byHand')}
    </p>
  );
}

/** As easy to find as connecting (S32). A bank that is disconnected may still have history to erase. */
function DisconnectButton({ connection }: { readonly connection: Connection }) {
  const t = useT();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button icon={<Icon of={Unplug} />} onPress={() => setIsAsking(true)}>
        {t(connection.state === 'disconnected' ? 'erasure.eraseHistory.menu' : 'erasure.disconnect.menu')}
      </Button>
      {isAsking && <DisconnectDialog connection={connection} onClose={() => setIsAsking(false)} />}
    </>
  );
}

function RefreshButton({ connection }: { readonly connection: Connection }) {
  const t = useT();
  const format = useFormat();
  const start = useStartFlow();
  const needsConsent = connection.state === 'expired' || connection.state === 'reconnect_required' || connection.state === 'disconnected';
  const renew = (key: 'renew' | 'reconnect') => <ButtonLink href={renewHref(connection.id)}>{t(`connections.list.${key}`)}</ButtonLink>;
  if (needsConsent) return <div className={styles.action}>{renew('reconnect')}</div>;
  const code = start.error === null ? undefined : failureOf(start.error).code;
  return (
    <div className={styles.action}>
      {connection.state === 'expiring' && renew('renew')}
      <Button
        icon={<Icon of={RefreshCw} />}
        isPending={start.isPending}
        isDisabled={connection.nextBankSyncAt !== null}
        onPress={() => start.mutate({ request: { purpose: 'sync', connectionId: connection.id } })}
      >
        {t('connections.list.refresh')}
      </Button>
      {connection.nextBankSyncAt !== null && (
        <p className={styles.line}>{t('connections.list.nextRefresh', { time: format.soon(connection.nextBankSyncAt) })}</p>
      )}
      {code !== undefined && (
        <p className={styles.reason} role="alert">
          {t(`errors.${code}.title`)}
        </p>
      )}
    </div>
  );
}
