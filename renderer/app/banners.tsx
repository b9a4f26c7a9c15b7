import { useQuery } from '@tanstack/react-query';
import type { SyncStatus } from '../../shared/contract/sync.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { syncQueries, useStartSync } from '../features/sync/public.ts';
import { useFormat, useT } from '../lib/format.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import styles from './banners.module.css';

/** Trouble of this computer, not of one bank: it stops a run wherever it happens to be. */
const OWN_TROUBLE: ReadonlySet<ErrorCode> = new Set([
  'disk_full',
  'disk_failed',
  'database_damaged',
  'secret_store_locked',
  'secret_store_unavailable',
  'secret_store_failed',
  'secret_missing',
]);

/** A run that lost one bank is told where that bank is shown; one that this computer cut short is told here. */
function isTroubled({ outcome, errorCode }: NonNullable<SyncStatus['lastRun']>): boolean {
  return outcome === 'failed' || (outcome === 'partial' && errorCode !== null && OWN_TROUBLE.has(errorCode));
}

/** What is true of everything below it: offline, or the last sync failed. One at a time, the calmer cause first. */
export function Banners() {
  const t = useT();
  const format = useFormat();
  const start = useStartSync();
  const { data: status } = useQuery(syncQueries.status());
  if (!status) return null;
  const asOf = status.bankDataAt === null ? null : format.asOf(status.bankDataAt);

  if (status.isOffline) {
    return (
      <div className={styles.banners}>
        <Banner tone="offline" title={t('common.banner.offlineTitle')}>
          {asOf === null ? t('common.banner.offlineNoData') : t('common.banner.offlineAsOf', { time: asOf })}
        </Banner>
      </div>
    );
  }
  const run = status.lastRun;
  if (status.isRunning || run === null || !isTroubled(run)) return null;
  const cause = run.errorCode === null ? t('common.banner.staleTitle') : t(`errors.${run.errorCode}.title`);
  return (
    <div className={styles.banners}>
      <Banner
        tone="warn"
        title={cause}
        action={
          <Button size="sm" onPress={() => start.mutate()} isPending={start.isPending}>
            {t('common.banner.tryAgain')}
          </Button>
        }
      >
        {asOf === null ? t('common.banner.staleTitle') : t('common.banner.staleBody', { time: asOf })}
      </Banner>
    </div>
  );
}
