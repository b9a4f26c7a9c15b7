import { useQueryClient } from '@tanstack/react-query';
import { Fingerprint, Languages, LockKeyhole } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { LockState } from '../../../shared/contract/lock.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/link.tsx';
import { dismissToasts } from '../../ui/toast.tsx';
import { useUpdateSettings } from '../settings/public.ts';
import { ForgotDialog } from './forgot-dialog.tsx';
import styles from './lock-screen.module.css';
import { useUnlock, useUnlockWithTouchId } from './mutations.ts';
import { PassphraseField } from './passphrase-field.tsx';
import { useWaitSeconds } from './use-wait-seconds.ts';

/** All there is while Mizan is locked: nothing of the data, not even how much of it there is. */
export function LockScreen({ state }: { readonly state: LockState }) {
  const t = useT();
  const [isForgotten, setIsForgotten] = useState(false);
  useForgetPage();
  return (
    <div className={styles.page}>
      <LanguageButton />
      <main className={styles.card}>
        <Icon of={LockKeyhole} size={24} />
        <h1 className={styles.title}>{t('lock.screen.title')}</h1>
        <p className={styles.lead}>{t('lock.screen.lead')}</p>
        <UnlockForm state={state} />
        {state.touchId === 'on' && <TouchIdButton />}
        <Link onPress={() => setIsForgotten(true)}>{t('lock.screen.forgot')}</Link>
      </main>
      {isForgotten && <ForgotDialog onClose={() => setIsForgotten(false)} />}
    </div>
  );
}

function UnlockForm({ state }: { readonly state: LockState }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const unlock = useUnlock();
  const seconds = useWaitSeconds(state.waitUntil);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed === '' || unlock.isPending || seconds > 0) return;
    unlock.mutate(typed, { onError: () => setTyped('') });
  };
  const failure = unlock.isError ? failureOf(unlock.error).code : undefined;
  const said = failure && `${t(`errors.${failure}.title`)}. ${t(`errors.${failure}.next`)}`;
  return (
    <form className={styles.form} onSubmit={submit}>
      <PassphraseField
        label={t('lock.screen.field')}
        value={typed}
        onChange={setTyped}
        error={seconds > 0 ? t('lock.screen.wait', { count: seconds }) : typed === '' ? said : undefined}
        autoFocus
      />
      <Button type="submit" variant="primary" size="lg" isWide isPending={unlock.isPending} isDisabled={seconds > 0}>
        {t('lock.screen.unlock')}
      </Button>
    </form>
  );
}

/** The system's sheet comes by itself once, then on request. */
function TouchIdButton() {
  const t = useT();
  const { mutate, isPending } = useUnlockWithTouchId();
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current || !document.hasFocus()) return;
    isAsked.current = true;
    mutate();
  }, [mutate]);
  return (
    <Button size="lg" isWide icon={<Icon of={Fingerprint} />} onPress={() => mutate()} isPending={isPending}>
      {t('lock.screen.touchId')}
    </Button>
  );
}

function LanguageButton() {
  const t = useT();
  const { language } = usePreferences();
  const update = useUpdateSettings();
  const other = language === 'ar' ? 'en' : 'ar';
  return (
    <span className={styles.language} lang={other}>
      <Button variant="quiet" icon={<Icon of={Languages} />} onPress={() => update.mutate({ language: other })}>
        {t('common.otherLanguage')}
      </Button>
    </span>
  );
}

const KEPT: ReadonlySet<unknown> = new Set(['settings', 'app', 'lock', 'erasure']);

/** SECURITY: what the page had read leaves its memory too, and so does what toasts told (S36). */
function useForgetPage(): void {
  const client = useQueryClient();
  useEffect(() => {
    client.removeQueries({ predicate: ({ queryKey }) => !KEPT.has(queryKey[0]) });
    dismissToasts();
  }, [client]);
}
