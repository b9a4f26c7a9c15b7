import { useQuery } from '@tanstack/react-query';
import { useFormat, useT } from '../../lib/format.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './data-section.module.css';
import { exportQueries } from './queries.ts';

/** Where else something is kept; the first is the store itself. */
const PLACES = ['keychain', 'settings', 'logs', 'backups', 'recovery', 'provider'] as const;

/** What is stored where, and how much of it. */
export function StoredTable() {
  const t = useT();
  return (
    <>
      <Card title={t('exports.stored.title')} note={t('exports.stored.place')} padding="flush">
        <Inventory />
      </Card>
      <Card title={t('exports.stored.elsewhere')} padding="flush">
        <dl className={styles.list}>
          {PLACES.map((place) => (
            <div key={place} className={styles.row}>
              <dt>{t(`exports.places.${place}.title`)}</dt>
              <dd className={styles.note}>{t(`exports.places.${place}.body`)}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </>
  );
}

function Inventory() {
  const t = useT();
  const format = useFormat();
  const query = useQuery(exportQueries.inventory());
  if (query.isPending) return <Skeleton rows={10} rowHeight={44} />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />;
  return (
    <dl className={styles.list}>
      {query.data.map(({ kind, count }) => (
        <div key={kind} className={styles.row}>
          <dt>{t(`exports.kinds.${kind}.title`)}</dt>
          <dd className={styles.note}>{t(`exports.kinds.${kind}.body`, { hours: 24 })}</dd>
          <dd className={styles.count} data-figures>
            {format.count(count)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
