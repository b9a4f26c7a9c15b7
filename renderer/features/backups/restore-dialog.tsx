import { type FormEvent, useState } from 'react';
import type { ChosenBackup, RestoreResult } from '../../../shared/contract/backups.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { navigate } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PassphraseField } from '../lock/public.ts';
import styles from './backups.module.css';
import { JobProgress } from './job-progress.tsx';
import { useForgetFile, useRestoreFile } from './mutations.ts';

/** What the file is, what it replaces, its passphrase; then what came back, and what has to be done. */
export function RestoreDialog({ file, onClose }: { readonly file: ChosenBackup; readonly onClose: () => void }) {
  const t = useT();
  const [passphrase, setPassphrase] = useState('');
  const restore = useRestoreFile();
  const forget = useForgetFile();
  if (restore.data) return <RestoredDialog result={restore.data} onClose={onClose} />;
  const close = () => {
    if (restore.isPending) return;
    forget.mutate(file.token);
    onClose();
  };
  const submit = () => {
    if (passphrase !== '' && !restore.isPending) restore.mutate({ token: file.token, passphrase });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <Dialog
      title={t('backups.restore.title')}
      isOpen
      onClose={close}
      footer={
        <>
          <Button variant="equal" onPress={close} isDisabled={restore.isPending}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" onPress={submit} isPending={restore.isPending} isDisabled={passphrase === ''}>
            {t('backups.restore.action')}
          </Button>
        </>
      }
    >
      <form className={styles.body} onSubmit={onSubmit}>
        <FileFacts file={file} />
        <p className={styles.words}>{t('backups.restore.replaces')}</p>
        <p className={styles.words}>{t('backups.restore.tokens')}</p>
        <PassphraseField
          label={t('backups.restore.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          error={restore.isError ? failureText(restore.error, t) : undefined}
          isDisabled={restore.isPending}
          autoFocus
        />
        <JobProgress />
      </form>
    </Dialog>
  );
}

function failureText(error: unknown, t: ReturnType<typeof useT>): string {
  const { code } = failureOf(error);
  if (code === 'passphrase_wrong') return t('backups.restore.wrong');
  return [t(`errors.${code}.title`), t(`errors.${code}.meaning`), t(`errors.${code}.next`)].join('. ').replaceAll('..', '.');
}

function FileFacts({ file }: { readonly file: ChosenBackup }) {
  const t = useT();
  const format = useFormat();
  return (
    <dl className={styles.facts}>
      <dt>{t('backups.restore.file')}</dt>
      <dd>
        <bdi>{file.name}</bdi>
      </dd>
      <dt>{t('backups.restore.madeAt')}</dt>
      <dd>{format.exactly(file.madeAt)}</dd>
      <dt>{t('backups.restore.size')}</dt>
      <dd>{t('backups.megabytes', { size: megabytes(file.sizeBytes) })}</dd>
    </dl>
  );
}

/** Rounded up: no file is nothing. */
export const megabytes = (bytes: number): number => Math.max(0.1, Math.ceil(bytes / 104_857.6) * 0.1);

/** Said before anything is done with it, because nothing else tells why a bank asks for a new connection. */
export function RestoredDialog({ result, onClose }: { readonly result: RestoreResult; readonly onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const go = (to: string) => () => {
    onClose();
    navigate(to);
  };
  const next = result.needsSecret ? '/settings/environment' : '/settings/connections';
  const isMore = result.needsSecret || result.needsReconnect;
  return (
    <Dialog
      title={t('backups.restored.title')}
      isOpen
      onClose={go('/overview')}
      footer={
        <>
          <Button variant="equal" onPress={go('/overview')}>
            {t('backups.restored.overview')}
          </Button>
          {isMore && (
            <Button variant="primary" onPress={go(next)}>
              {t(result.needsSecret ? 'backups.restored.enterSecret' : 'backups.restored.reconnect')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.body}>
        <p>{t('backups.restored.body', { time: format.exactly(result.madeAt) })}</p>
        {result.needsSecret && <p className={styles.words}>{t('backups.restored.secret')}</p>}
        {result.needsReconnect && <p className={styles.words}>{t('backups.restored.banks')}</p>}
      </div>
    </Dialog>
  );
}
