import { type FormEvent, useState } from 'react';
import { MIN_BACKUP_PASSPHRASE } from '../../../shared/contract/backups.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { PassphraseField } from '../lock/public.ts';
import styles from './backups.module.css';

export type NewPassphraseFormProps = {
  readonly action: string;
  readonly onSubmit: (passphrase: string) => void;
  readonly isPending: boolean;
  readonly error: unknown;
};
type Mistakes = { readonly passphrase?: string; readonly repeat?: string };

/** A passphrase twice: nobody can bring it back. The form forgets it when its owner gives it another key. */
export function NewPassphraseForm({ action, onSubmit, isPending, error }: NewPassphraseFormProps) {
  const t = useT();
  const [passphrase, setPassphrase] = useState('');
  const [repeat, setRepeat] = useState('');
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const check = (): Mistakes => {
    if (passphrase.length < MIN_BACKUP_PASSPHRASE)
      return { passphrase: t('backups.passphrase.tooShort', { count: MIN_BACKUP_PASSPHRASE }) };
    return passphrase === repeat ? {} : { repeat: t('backups.passphrase.differs') };
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = check();
    setMistakes(found);
    if (Object.keys(found).length === 0 && !isPending) onSubmit(passphrase);
  };
  const failure = error === null ? undefined : t(`errors.${failureOf(error).code}.title`);
  return (
    <form className={styles.form} onSubmit={submit}>
      <PassphraseField
        label={t('backups.passphrase.new')}
        description={t('backups.passphrase.note', { count: MIN_BACKUP_PASSPHRASE })}
        value={passphrase}
        onChange={setPassphrase}
        error={mistakes.passphrase ?? failure}
      />
      <PassphraseField label={t('backups.passphrase.repeat')} value={repeat} onChange={setRepeat} error={mistakes.repeat} />
      <div className={styles.actions}>
        <Button type="submit" variant="primary" isPending={isPending}>
          {action}
        </Button>
      </div>
    </form>
  );
}
