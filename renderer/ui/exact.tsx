import type { ReactNode } from 'react';
import styles from './exact.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

export type ExactProps = {
  /** What the shown words leave out: the day and time of "2 min ago". */
  readonly exact: string;
  /** Where nothing around it takes the keyboard, it does itself, so that not only a mouse can ask. */
  readonly takesFocus?: boolean;
  readonly children: ReactNode;
};

/** Words that stand for something exact: told on hover and on keyboard focus (`ExactTip`), and always to a screen reader. */
export function Exact({ exact, takesFocus = false, children }: ExactProps) {
  return (
    <span className={styles.exact} data-exact={exact} {...(takesFocus && { tabIndex: 0 })}>
      {children}
      <VisuallyHidden> ({exact})</VisuallyHidden>
    </span>
  );
}
