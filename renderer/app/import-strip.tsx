import { useQuery } from '@tanstack/react-query';
import { ProgressBar } from 'react-aria-components';
import { syncQueries, useCancelSync } from '../features/sync/public.ts';
import { useT } from '../lib/format.ts';
import { Button } from '../ui/button.tsx';
import styles from './import-strip.module.css';

/** While a first import runs: how far it is, in rows and accounts. The provider tells no total of rows, so none is shown. */
export function ImportStrip() {
  const t = useT();
  const cancel = useCancelSync();
  const { data: status } = useQuery(syncQueries.status());
  const accounts = status?.isRunning ? status.accounts.filter((account) => account.isFirstImport) : [];
  if (accounts.length === 0) return null;
  const rows = accounts.reduce((sum, account) => sum + account.rows, 0);
  const done = accounts.filter((account) => account.phase === 'done').length;
  return (
    <section className={styles.strip} aria-label={t('common.sync.importTitle')}>
      <p className={styles.text} data-figures>
        <strong className={styles.title}>{t('common.sync.importTitle')}</strong>
        <span>{t('common.sync.importRows', { count: rows })}</span>
        <span>{t('common.sync.importAccounts', { done, total: accounts.length })}</span>
        <span className={styles.hint}>{t('common.sync.importHint')}</span>
      </p>
      <Button size="sm" variant="quiet" onPress={() => cancel.mutate()} isPending={cancel.isPending}>
        {t('common.sync.cancel')}
      </Button>
      <ProgressBar
        className={styles.track ?? ''}
        value={done}
        minValue={0}
        maxValue={accounts.length}
        aria-label={t('common.sync.importTitle')}
      >
        {({ percentage = 0 }) => <span data-drawn className={styles.fill} style={{ inlineSize: `${percentage}%` }} />}
      </ProgressBar>
    </section>
  );
}
