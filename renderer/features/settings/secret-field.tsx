import { useT } from '../../lib/format.ts';
import { Link } from '../../ui/link.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './secret-field.module.css';

export type SecretFieldProps = {
  /** undefined: one is stored and stays. */
  readonly value: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (value: string | undefined) => void;
};

/** Write-only: a stored secret is never shown, only replaced. */
export function SecretField({ value, error, onChange }: SecretFieldProps) {
  const t = useT();
  if (value !== undefined) {
    return (
      <TextField
        label={t('settings.environment.clientSecret')}
        description={t('settings.environment.clientSecretNote')}
        error={error}
        value={value}
        onChange={onChange}
        isSecret
        direction="ltr"
      />
    );
  }
  return (
    <div className={styles.field}>
      <span className={styles.label}>{t('settings.environment.clientSecret')}</span>
      <div className={styles.frame}>
        <span aria-hidden="true">••••••••</span>
        <span className={styles.state}>{t('common.secret.set')}</span>
        <Link onPress={() => onChange('')}>{t('common.secret.replace')}</Link>
      </div>
    </div>
  );
}
