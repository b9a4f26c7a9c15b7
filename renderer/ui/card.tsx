import { type ReactNode, useId } from 'react';
import { cx } from '../lib/cx.ts';
import styles from './card.module.css';

export type CardProps = {
  readonly title?: string;
  /** Muted words beside the title. */
  readonly note?: ReactNode;
  /** Stands at the end of the title line. */
  readonly aside?: ReactNode;
  /** `flush`: children reach the edges (rows bring their own padding). */
  readonly padding?: 'normal' | 'flush';
  readonly children: ReactNode;
};

/** Paper with a hairline; cards never stand in cards. */
export function Card({ title, note, aside, padding = 'normal', children }: CardProps) {
  const id = useId();
  const hasHeader = title !== undefined || aside !== undefined;
  return (
    <section className={styles.card} {...(title === undefined ? {} : { 'aria-labelledby': id })}>
      {hasHeader && (
        <header className={cx(styles.header, padding === 'flush' && styles.ruled)}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {note !== undefined && <span className={styles.note}>{note}</span>}
          {aside !== undefined && <div className={styles.aside}>{aside}</div>}
        </header>
      )}
      <div className={cx(styles.body, padding === 'flush' ? styles.flush : styles.padded, hasHeader && styles.under)}>{children}</div>
    </section>
  );
}
