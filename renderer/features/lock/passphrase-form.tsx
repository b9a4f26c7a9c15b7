import { type FormEvent, useState } from 'react';
import { type LockState, MIN_PASSPHRASE } from '../../../shared/contract/lock.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useSetPassphrase } from './mutations.ts';
import { PassphraseField } from './passphrase-field.tsx';
import styles from './passphrase-form.module.css';
import { useWaitSeconds } from './use-wait-seconds.ts';

export type PassphraseFormProps = {
  /** The present passphrase is asked for first. */
  readonly isChange: boolean;
  readonly state: LockState;
  readonly onClose?: () => void;
};
type Mistakes = { readonly passphrase?: string; readonly repeat?: string };

export function PassphraseForm({ isChange, state, onClose }: PassphraseFormProps) {
  const t = useT();
  const form = usePassphraseForm(isChange, onClose);
  const { fields, set, mistakes } = form;
  const seconds = useWaitSeconds(state.waitUntil);
  const wait = seconds > 0 ? t('lock.screen.wait', { count: seconds }) : undefined;
  return (
    <Card title={t(isChange ? 'lock.settings.changeTitle' : 'lock.settings.setTitle')}>
      <form className={styles.form} onSubmit={form.submit}>
        {isChange ? (
          <PassphraseField
            label={t('lock.settings.current')}
            value={fields.current}
            onChange={(current) => set({ current })}
            error={wait ?? form.failure}
            autoFocus
          />
        ) : (
          <p className={styles.lead}>{t('lock.settings.setLead')}</p>
        )}
        <PassphraseField
          label={t('lock.settings.new')}
          description={t('lock.settings.newNote', { count: MIN_PASSPHRASE })}
          value={fields.passphrase}
          onChange={(passphrase) => set({ passphrase })}
          error={mistakes.passphrase ?? (isChange ? undefined : form.failure)}
        />
        <PassphraseField
          label={t('lock.settings.repeat')}
          value={fields.repeat}
          onChange={(repeat) => set({ repeat })}
          error={mistakes.repeat}
        />
        <div className={styles.footer}>
          {onClose && <Button onPress={onClose}>{t('common.cancel')}</Button>}
          <Button type="submit" variant="primary" isPending={form.isPending} isDisabled={seconds > 0}>
            {t(isChange ? 'lock.settings.save' : 'lock.settings.set')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

const EMPTY = { current: '', passphrase: '', repeat: '' };

function usePassphraseForm(isChange: boolean, onClose: (() => void) | undefined) {
  const t = useT();
  const save = useSetPassphrase();
  const [fields, setFields] = useState(EMPTY);
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const check = (): Mistakes => {
    if (fields.passphrase.length < MIN_PASSPHRASE) return { passphrase: t('lock.settings.tooShort') };
    return fields.passphrase === fields.repeat ? {} : { repeat: t('lock.settings.differs') };
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = check();
    setMistakes(found);
    if (Object.keys(found).length > 0 || save.isPending) return;
    const { current, passphrase } = fields;
    save.mutate(
      { passphrase, ...(isChange && { current }) },
      {
        onSuccess: () => {
          showToast({ text: t(isChange ? 'lock.settings.changed' : 'lock.settings.saved') });
          setFields(EMPTY);
          onClose?.();
        },
      },
    );
  };
  const set = (change: Partial<typeof EMPTY>) => setFields((before) => ({ ...before, ...change }));
  const failure = save.isError ? t(`errors.${failureOf(save.error).code}.title`) : undefined;
  return { fields, set, mistakes, submit, failure, isPending: save.isPending };
}
