import type { ReactNode } from 'react';
import styles from './setting-row.module.css';

export type SettingRowProps = { readonly title: string; readonly note: string; readonly children: ReactNode };

/** One choice of a settings card: what it is, what it does, the control. */
export function SettingRow({ title, note, children }: SettingRowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        <p className={styles.note}>{note}</p>
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}
