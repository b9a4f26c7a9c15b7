import { useQuery } from '@tanstack/react-query';
import { AlertTriangle, Check, Clock } from 'lucide-react';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { syncQueries } from '../sync/public.ts';
import styles from './flow.module.css';

type AccountProgress = SyncStatus['accounts'][number];

/** Every account of the running import with its rows so far; an account that fails says why and stops nobody else. */
export function ImportProgress() {
  const t = useT();
  const { bank } = useFormat();
  const { data: status } = useQuery(syncQueries.status());
  if (!status || status.accounts.length === 0) return null;
  return (
    <div className={styles.section}>
      <h3 className={styles.heading}>{t(status.isRunning ? 'connections.progress.running' : 'connections.progress.ended')}</h3>
      <ul className={styles.list}>
        {status.accounts.map((account) => (
          <li key={account.accountId} className={styles.row}>
            <span className={styles[account.phase]}>
              <PhaseIcon phase={account.phase} />
            </span>
            <strong className={styles.name}>
              <bdi>{account.accountName}</bdi>
            </strong>
            <span className={styles.muted}>
              <bdi>{bank(account)}</bdi>
            </span>
            <span className={styles.end} data-figures>
              <PhaseText account={account} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function PhaseIcon({ phase }: { readonly phase: AccountProgress['phase'] }) {
  if (phase === 'reading') return <Spinner />;
  return <Icon of={phase === 'done' ? Check : phase === 'failed' ? AlertTriangle : Clock} />;
}

function PhaseText({ account }: { readonly account: AccountProgress }) {
  const t = useT();
  if (account.phase === 'waiting') return <span className={styles.muted}>{t('connections.progress.waiting')}</span>;
  if (account.phase !== 'failed') return <span>{t('connections.progress.rows', { count: account.rows })}</span>;
  const code = account.errorCode ?? 'internal';
  return (
    <span className={styles.failed}>{t(code === 'scope_missing' ? 'connections.progress.scopeMissing' : `errors.${code}.title`)}</span>
  );
}
