import { type ReactNode, useId } from 'react';
import styles from './connect-card.module.css';

export type ConnectCardProps = {
  readonly mark: ReactNode;
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly children?: ReactNode;
  /** Between the scrolling middle and the buttons, always in sight. */
  readonly choice?: ReactNode;
  /** Buttons of equal size, the way back first. */
  readonly footer?: ReactNode;
  readonly footnote?: ReactNode;
  /** Told at once: `status` for progress, `alert` for an end that needs the person. */
  readonly role?: 'status' | 'alert';
};

/** The one card of this page. Its middle scrolls, so that the buttons are always in sight. */
export function ConnectCard({ mark, title, subtitle, children, choice, footer, footnote, role }: ConnectCardProps) {
  const id = useId();
  return (
    <>
      <section className={styles.card} {...(role === undefined ? {} : { role })}>
        <header className={styles.header}>
          <span className={styles.mark}>{mark}</span>
          <div>
            <h2 id={id} className={styles.title}>
              {title}
            </h2>
            {subtitle !== undefined && <p className={styles.subtitle}>{subtitle}</p>}
          </div>
        </header>
        {children !== undefined && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls in low windows, and only the keyboard's place can be scrolled by keys
          <section className={styles.body} aria-labelledby={id} tabIndex={0}>
            {children}
          </section>
        )}
        {choice !== undefined && <div className={styles.choice}>{choice}</div>}
        {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
      </section>
      {footnote !== undefined && <p className={styles.footnote}>{footnote}</p>}
    </>
  );
}
