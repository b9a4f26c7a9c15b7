import { type FormEvent, useState } from 'react';
import type { LockState } from '../../../shared/contract/lock.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useRemoveLock } from './mutations.ts';
import { PassphraseField } from './passphrase-field.tsx';
import styles from './passphrase-form.module.css';
import { useWaitSeconds } from './use-wait-seconds.ts';

export function RemoveDialog({ state, onClose }: { readonly state: LockState; readonly onClose: () => void }) {
  const t = useT();
  const [current, setCurrent] = useState('');
  const remove = useRemoveLock();
  const seconds = useWaitSeconds(state.waitUntil);
  const submit = () => {
    if (current === '' || remove.isPending || seconds > 0) return;
    remove.mutate(
      { current },
      {
        onSuccess: () => {
          showToast({ text: t('lock.settings.removed') });
          onClose();
        },
      },
    );
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  const failure = remove.isError ? t(`errors.${failureOf(remove.error).code}.title`) : undefined;
  return (
    <Dialog
      title={t('lock.settings.removeTitle')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="equal" onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" onPress={submit} isPending={remove.isPending} isDisabled={current === '' || seconds > 0}>
            {t('lock.settings.removeAction')}
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={onSubmit}>
        <p>{t('lock.settings.removeBody')}</p>
        <PassphraseField
          label={t('lock.settings.current')}
          value={current}
          onChange={setCurrent}
          error={seconds > 0 ? t('lock.screen.wait', { count: seconds }) : failure}
          autoFocus
        />
      </form>
    </Dialog>
  );
}
