import { AlertTriangle } from 'lucide-react';
import { failureOf } from '../lib/api-error.ts';
import { useT } from '../lib/format.ts';
import { Button } from './button.tsx';
import styles from './error-state.module.css';
import { Icon } from './icon.tsx';

export type ErrorStateProps = { readonly error: unknown; readonly onRetry?: () => void; readonly isRetrying?: boolean };

/** Names the cause, what it means for the data, what to do, and a reference to quote. */
export function ErrorState({ error, onRetry, isRetrying = false }: ErrorStateProps) {
  const t = useT();
  const { code, ref } = failureOf(error);
  return (
    <div className={styles.state} role="alert">
      <span className={styles.icon}>
        <Icon of={AlertTriangle} />
      </span>
      <p className={styles.title}>{t(`errors.${code}.title`)}</p>
      <p className={styles.body}>
        {t(`errors.${code}.meaning`)} {t(`errors.${code}.next`)}
      </p>
      {ref !== undefined && (
        <p className={styles.ref}>
          <bdi>{t('common.error.ref', { ref })}</bdi>
        </p>
      )}
      {onRetry && (
        <div className={styles.action}>
          <Button onPress={onRetry} isPending={isRetrying}>
            {t('common.tryAgain')}
          </Button>
        </div>
      )}
    </div>
  );
}
