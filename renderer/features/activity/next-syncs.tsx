import { useQuery } from '@tanstack/react-query';
import type { Instant } from '../../../shared/domain/dates.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { Card } from '../../ui/card.tsx';
import { connectionQueries } from '../connections/public.ts';
import { syncQueries, useNextRead } from '../sync/public.ts';
import styles from './next-syncs.module.css';

/** When Mizan reads by itself again, and when the provider's store, and each bank itself, may be asked. */
export function NextSyncs() {
  const t = useT();
  const format = useFormat();
  const { data: connections } = useQuery(connectionQueries.list());
  const { data: status } = useQuery(syncQueries.status());
  const nextRead = useNextRead(status);
  const { nowMs } = usePreferences();
  const from = (at: Instant | null): string =>
    at === null || Date.parse(at) <= nowMs ? t('activity.next.now') : t('activity.next.from', { time: format.asOf(at) });
  const shown = connections?.filter((connection) => connection.state !== 'disconnected') ?? [];
  if (shown.length === 0 || !status) return null;
  return (
    <Card title={t('activity.next.title')}>
      <dl className={styles.list}>
        {nextRead !== undefined && (
          <div className={styles.item}>
            <dt>{t('activity.next.itself')}</dt>
            <dd>{nextRead}</dd>
          </div>
        )}
        <div className={styles.item}>
          <dt>{t('activity.next.store')}</dt>
          <dd>{from(status.nextUserSyncAt)}</dd>
        </div>
        {shown.map((connection) => (
          <div key={connection.id} className={styles.item}>
            <dt>
              <bdi>{format.bank(connection)}</bdi>
            </dt>
            <dd>{from(connection.nextBankSyncAt)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{t('activity.next.note', { hours: 24 })}</p>
    </Card>
  );
}
