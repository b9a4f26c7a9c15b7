import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AutomaticBackup, BackupState } from '../../../shared/contract/backups.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './backups.module.css';
import { useMakeBackup, useRestoreAutomatic } from './mutations.ts';
import { backupQueries } from './queries.ts';
import { megabytes, RestoredDialog } from './restore-dialog.tsx';

/** The copies Mizan makes by itself, each with its way back. */
export function AutomaticCard() {
  const t = useT();
  const query = useQuery(backupQueries.state());
  const make = useMakeBackup();
  const isMaking = make.isPending || query.data?.isMaking === true;
  return (
    <Card
      title={t('backups.automatic.title')}
      padding="flush"
      aside={
        <Button size="sm" onPress={() => make.mutate()} isPending={isMaking}>
          {t('backups.automatic.now')}
        </Button>
      }
    >
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />}
      {query.isPending && <Skeleton rows={2} rowHeight={56} />}
      {query.data && <Rows state={query.data} />}
    </Card>
  );
}

function Rows({ state }: { readonly state: BackupState }) {
  const t = useT();
  return (
    <>
      {state.failure !== null && (
        <Banner tone="warn" title={t('backups.automatic.failed')}>
          {t(`errors.${state.failure}.title`)}. {t(`errors.${state.failure}.next`)}
        </Banner>
      )}
      {state.automatic.map((backup) => (
        <BackupRow key={backup.id} backup={backup} />
      ))}
      {state.automatic.length === 0 && <p className={styles.none}>{t('backups.automatic.none')}</p>}
      <p className={styles.note}>{t('backups.automatic.note')}</p>
      {state.keptAside > 0 && (
        <SettingRow title={t('backups.aside.title', { count: state.keptAside })} note={t('backups.aside.note')}>
          {null}
        </SettingRow>
      )}
    </>
  );
}

function BackupRow({ backup }: { readonly backup: AutomaticBackup }) {
  const t = useT();
  const format = useFormat();
  const [isAsking, setIsAsking] = useState(false);
  const time = format.exactly(backup.at);
  const size = t('backups.megabytes', { size: megabytes(backup.sizeBytes) });
  return (
    <SettingRow title={time} note={t(backup.isWeekly ? 'backups.automatic.weekly' : 'backups.automatic.other', { size })}>
      <Button size="sm" onPress={() => setIsAsking(true)}>
        {t('backups.automatic.restore')}
      </Button>
      {isAsking && <RestoreAutomaticDialog backup={backup} time={time} onClose={() => setIsAsking(false)} />}
    </SettingRow>
  );
}

type DialogProps = { readonly backup: AutomaticBackup; readonly time: string; readonly onClose: () => void };

export function RestoreAutomaticDialog({ backup, time, onClose }: DialogProps) {
  const t = useT();
  const restore = useRestoreAutomatic();
  if (restore.data) return <RestoredDialog result={restore.data} onClose={onClose} />;
  return (
    <Dialog
      title={t('backups.automatic.askTitle', { time })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="equal" onPress={onClose} isDisabled={restore.isPending}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" onPress={() => restore.mutate(backup.id)} isPending={restore.isPending}>
            {t('backups.restore.action')}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <p>{t('backups.automatic.askBody')}</p>
        {restore.isError && <p role="alert">{t(`errors.${failureOf(restore.error).code}.title`)}</p>}
      </div>
    </Dialog>
  );
}
