import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { ErrorCode } from '../../../shared/errors.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PassphraseField } from '../lock/public.ts';
import { RestoreAutomaticDialog } from './automatic-card.tsx';
import styles from './backups.module.css';
import { useKeepNothing, useStartAgain, useUnlockRecovery } from './mutations.ts';
import { backupQueries, recoveryQueries } from './queries.ts';
import { RestoreButton } from './restore-button.tsx';

const KEY_LOST: readonly ErrorCode[] = ['secret_missing', 'database_key_missing', 'database_wrong_key'];
const NO_KEYCHAIN: readonly ErrorCode[] = ['secret_store_locked', 'secret_store_unavailable', 'secret_store_failed'];

/** Trying again will not help. */
export function needsOtherWay(code: ErrorCode): boolean {
  return code === 'database_damaged' || KEY_LOST.includes(code);
}

/** What a person can do about a store that does not open. None of it deletes anything. */
export function StoreWays({ code }: { readonly code: ErrorCode }) {
  const { data: recovery } = useQuery(recoveryQueries.state());
  const isKeychainGone = NO_KEYCHAIN.includes(code);
  const isDamaged = code === 'database_damaged';
  if (!needsOtherWay(code) && !isKeychainGone) return null;
  return (
    <div className={styles.ways}>
      {recovery && recovery.passphrase !== 'none' && !isDamaged && <PassphraseWay isKeychainGone={isKeychainGone} />}
      {recovery?.canUseSession && <SessionWay />}
      {isDamaged && <AutomaticWay />}
      {!isKeychainGone && (
        <>
          <Way id="file">
            <RestoreButton />
          </Way>
          <StartAgainWay isDamaged={isDamaged} />
        </>
      )}
    </div>
  );
}

function Way({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const t = useT();
  return (
    <section className={styles.way} aria-label={t(`backups.ways.${id}.title`)}>
      <div className={styles.wayText}>
        <p className={styles.wayTitle}>{t(`backups.ways.${id}.title`)}</p>
        <p className={styles.words}>{t(`backups.ways.${id}.body`)}</p>
      </div>
      {children}
    </section>
  );
}

function PassphraseWay({ isKeychainGone }: { readonly isKeychainGone: boolean }) {
  const t = useT();
  const [passphrase, setPassphrase] = useState('');
  const unlock = useUnlockRecovery();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase !== '' && !unlock.isPending) unlock.mutate(passphrase);
  };
  const failure = unlock.isError ? failureOf(unlock.error).code : undefined;
  return (
    <Way id={isKeychainGone ? 'vault' : 'passphrase'}>
      <form className={styles.form} onSubmit={submit}>
        <PassphraseField
          label={t('backups.recovery.field')}
          value={passphrase}
          onChange={setPassphrase}
          error={failure && (failure === 'passphrase_wrong' ? t('backups.recovery.wrong') : t(`errors.${failure}.title`))}
        />
        <div className={styles.actions}>
          <Button type="submit" variant="primary" isPending={unlock.isPending} isDisabled={passphrase === ''}>
            {t('backups.recovery.unlock')}
          </Button>
        </div>
      </form>
    </Way>
  );
}

function SessionWay() {
  const t = useT();
  const keepNothing = useKeepNothing();
  return (
    <Way id="session">
      <Button onPress={() => keepNothing.mutate()} isPending={keepNothing.isPending}>
        {t('backups.ways.session.action')}
      </Button>
    </Way>
  );
}

function AutomaticWay() {
  const t = useT();
  const format = useFormat();
  const { data } = useQuery(backupQueries.state());
  const [isAsking, setIsAsking] = useState(false);
  const newest = data?.automatic[0];
  if (!newest) return null;
  const time = format.exactly(newest.at);
  return (
    <Way id="automatic">
      <Button variant="primary" onPress={() => setIsAsking(true)}>
        {t('backups.ways.automatic.action', { time })}
      </Button>
      {isAsking && <RestoreAutomaticDialog backup={newest} time={time} onClose={() => setIsAsking(false)} />}
    </Way>
  );
}

function StartAgainWay({ isDamaged }: { readonly isDamaged: boolean }) {
  const t = useT();
  const [isAsking, setIsAsking] = useState(false);
  const start = useStartAgain();
  return (
    <Way id="again">
      <Button onPress={() => setIsAsking(true)}>{t('backups.ways.again.action')}</Button>
      {isAsking && (
        <Dialog
          title={t('backups.ways.again.askTitle')}
          isOpen
          onClose={() => setIsAsking(false)}
          footer={
            <>
              <Button variant="equal" onPress={() => setIsAsking(false)}>
                {t('common.cancel')}
              </Button>
              <Button variant="primary" onPress={() => start.mutate()} isPending={start.isPending}>
                {t('backups.ways.again.action')}
              </Button>
            </>
          }
        >
          <div className={styles.body}>
            <p>{t('backups.ways.again.lost')}</p>
            <p className={styles.words}>{t(isDamaged ? 'backups.ways.again.keptDamaged' : 'backups.ways.again.kept')}</p>
            {start.isError && <p role="alert">{t(`errors.${failureOf(start.error).code}.title`)}</p>}
          </div>
        </Dialog>
      )}
    </Way>
  );
}
