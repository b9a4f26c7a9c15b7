import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

export type EmptyStateProps = { readonly title: string; readonly body?: ReactNode; readonly icon?: ReactNode; readonly action?: ReactNode };

/** Says why there is nothing, and offers one step. */
export function EmptyState({ title, body, icon, action }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      <p className={styles.title}>{title}</p>
      {body !== undefined && <p className={styles.body}>{body}</p>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
