import { useQuery } from '@tanstack/react-query';
import { useT } from '../../lib/format.ts';
import styles from './backups.module.css';
import { backupQueries } from './queries.ts';

/** How far a backup file has been written or read; nothing while none is. */
export function JobProgress() {
  const t = useT();
  const { data } = useQuery(backupQueries.state());
  if (!data?.job) return null;
  const { kind, done, total } = data.job;
  const label = t(`backups.job.${kind}`);
  return (
    <div role="status">
      <p className={styles.words}>{label}</p>
      {total > 0 && <progress className={styles.progress} value={done} max={total} aria-label={label} />}
    </div>
  );
}
