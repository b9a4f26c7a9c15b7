import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isSamePhrase } from '../../../shared/domain/phrase.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useForgetAccount } from './mutations.ts';
import { erasureQueries } from './queries.ts';
import styles from './removal.module.css';
import { useParty } from './use-party.ts';

export type ForgetAccountDialogProps = {
  readonly account: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
};

/** Forgets one account, here and at the provider, after its consequences were read and the phrase typed. */
export function ForgetAccountDialog({ account, onClose }: ForgetAccountDialogProps) {
  const t = useT();
  const { party } = useParty();
  const [typed, setTyped] = useState('');
  const preview = useQuery(erasureQueries.account(account.id));
  const forget = useForgetAccount();
  const isConfirmed = isSamePhrase(typed, t('erasure.account.phrase'));
  const submit = () => {
    if (isConfirmed && !forget.isPending) forget.mutate({ accountId: account.id, confirmation: typed }, { onSuccess: onClose });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <Dialog
      title={t('erasure.account.title', { name: account.name })}
      isOpen
      onClose={onClose}
      isGrave
      footer={
        <>
          <Button variant="equal" onPress={onClose}>
            {t('erasure.account.cancel')}
          </Button>
          <Button variant="danger" isDisabled={!isConfirmed} isPending={forget.isPending} onPress={submit}>
            {t('erasure.account.action')}
          </Button>
        </>
      }
    >
      <form className={styles.body} onSubmit={onSubmit}>
        <p>{t('erasure.account.body', { party })}</p>
        <p>
          {preview.data && t('erasure.account.counts', { count: preview.data.transactions })} {t('erasure.account.back')}
        </p>
        <TextField
          label={t('erasure.account.field')}
          value={typed}
          onChange={setTyped}
          autoFocus
          error={forget.isError ? t(`errors.${failureOf(forget.error).code}.title`) : undefined}
        />
      </form>
    </Dialog>
  );
}
