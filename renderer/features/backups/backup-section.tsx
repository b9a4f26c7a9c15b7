import { useState } from 'react';
import { useT } from '../../lib/format.ts';
import { Card } from '../../ui/card.tsx';
import { showToast } from '../../ui/toast.tsx';
import { AutomaticCard } from './automatic-card.tsx';
import styles from './backups.module.css';
import { JobProgress } from './job-progress.tsx';
import { useSaveBackup } from './mutations.ts';
import { NewPassphraseForm } from './new-passphrase-form.tsx';
import { RecoveryCard } from './recovery-card.tsx';
import { RestoreButton } from './restore-button.tsx';

/** Settings → Backups: what Mizan copies by itself, a file to take away, the way back, and the recovery passphrase. */
export function BackupSection() {
  const t = useT();
  return (
    <>
      <AutomaticCard />
      <SaveCard />
      <Card title={t('backups.restore.cardTitle')}>
        <div className={styles.body}>
          <p className={styles.words}>{t('backups.restore.cardBody')}</p>
          <div className={styles.actions}>
            <RestoreButton />
          </div>
        </div>
      </Card>
      <RecoveryCard />
    </>
  );
}

function SaveCard() {
  const t = useT();
  const save = useSaveBackup();
  const [round, setRound] = useState(0);
  const onSubmit = (passphrase: string) =>
    save.mutate(passphrase, {
      onSuccess: ({ fileName }) => {
        if (fileName === null) return;
        showToast({ text: t('backups.save.done', { name: fileName }) });
        setRound(round + 1);
      },
    });
  return (
    <Card title={t('backups.save.title')}>
      <div className={styles.body}>
        <p className={styles.words}>{t('backups.save.body')}</p>
        <ul className={styles.list}>
          {(['in', 'notIn', 'forget', 'removed'] as const).map((id) => (
            <li key={id}>{t(`backups.save.facts.${id}`)}</li>
          ))}
        </ul>
        <NewPassphraseForm
          key={round}
          action={t('backups.save.action')}
          onSubmit={onSubmit}
          isPending={save.isPending}
          error={save.error}
        />
        {save.isPending && <JobProgress />}
      </div>
    </Card>
  );
}
