import { type FormEvent, useState } from 'react';
import { isSamePhrase } from '../../../shared/domain/phrase.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useEraseEverything } from '../erasure/public.ts';
import styles from './forgot-dialog.module.css';

/** The honest way out: nobody can open it, but everything can be erased here and read anew from the banks. */
export function ForgotDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const erase = useEraseEverything();
  const isConfirmed = isSamePhrase(typed, t('erasure.everything.phrase'));
  const submit = () => {
    if (isConfirmed && !erase.isPending) erase.mutate({ confirmation: typed, everyEnvironment: true });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <Dialog
      title={t('lock.forgot.title')}
      isOpen
      onClose={onClose}
      isGrave
      footer={
        <>
          <Button variant="equal" onPress={onClose}>
            {t('erasure.everything.cancel')}
          </Button>
          <Button variant="danger" isDisabled={!isConfirmed} isPending={erase.isPending} onPress={submit}>
            {t('erasure.everything.action')}
          </Button>
        </>
      }
    >
      <form className={styles.body} onSubmit={onSubmit}>
        <p>{t('lock.forgot.nobody')}</p>
        <dl className={styles.facts}>
          <dt>{t('lock.forgot.returnsTitle')}</dt>
          <dd>{t('lock.forgot.returns')}</dd>
          <dt>{t('lock.forgot.lostTitle')}</dt>
          <dd>{t('lock.forgot.lost')}</dd>
        </dl>
        <p>{t('lock.forgot.consents')}</p>
        <TextField
          label={t('erasure.everything.field')}
          value={typed}
          onChange={setTyped}
          autoFocus
          error={erase.isError ? t(`errors.${failureOf(erase.error).code}.title`) : undefined}
        />
      </form>
    </Dialog>
  );
}
