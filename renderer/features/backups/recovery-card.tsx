import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { showToast } from '../../ui/toast.tsx';
import styles from './backups.module.css';
import { useRemoveRecovery, useSetRecovery } from './mutations.ts';
import { NewPassphraseForm } from './new-passphrase-form.tsx';
import { recoveryQueries } from './queries.ts';

/** Settings → Backups: a passphrase that opens the data when this computer has lost its key. */
export function RecoveryCard() {
  const t = useT();
  const { data } = useQuery(recoveryQueries.state());
  const [isChanging, setIsChanging] = useState(false);
  const set = useSetRecovery();
  const remove = useRemoveRecovery();
  if (!data) return null;
  const isNew = data.passphrase === 'none';
  const save = (passphrase: string) =>
    set.mutate(passphrase, {
      onSuccess: () => {
        setIsChanging(false);
        showToast({ text: t('backups.recovery.saved') });
      },
    });
  const onRemove = () =>
    remove.mutate(undefined, {
      onSuccess: () => showToast({ text: t('backups.recovery.removed') }),
      onError: (error) => showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' }),
    });
  return (
    <Card title={t('backups.recovery.title')}>
      <div className={styles.body}>
        <p className={styles.words}>{t('backups.recovery.body')}</p>
        {data.passphrase === 'outdated' && (
          <Banner tone="warn" title={t('backups.recovery.outdatedTitle')}>
            {t('backups.recovery.outdatedBody')}
          </Banner>
        )}
        {data.secrets !== 'keychain' && (
          <Banner tone="neutral" title={t(`backups.recovery.mode.${data.secrets}.title`)}>
            {t(`backups.recovery.mode.${data.secrets}.body`)}
          </Banner>
        )}
        {data.secrets === 'keychain' && (isNew || isChanging) && (
          <NewPassphraseForm
            action={t(isNew ? 'backups.recovery.set' : 'backups.recovery.change')}
            onSubmit={save}
            isPending={set.isPending}
            error={set.error}
          />
        )}
        {data.secrets === 'keychain' && !isNew && !isChanging && (
          <div className={styles.actions}>
            <Button onPress={() => setIsChanging(true)}>{t('backups.recovery.change')}</Button>
            <Button variant="quiet" onPress={onRemove} isPending={remove.isPending}>
              {t('backups.recovery.remove')}
            </Button>
          </div>
        )}
        <p className={styles.words}>{t('backups.recovery.forget')}</p>
      </div>
    </Card>
  );
}
