import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import styles from './tab-links.module.css';

export type TabLinksProps<T extends string> = {
  readonly label: string;
  readonly tabs: readonly { readonly id: T; readonly label: string; readonly href: string; readonly note?: ReactNode }[];
  readonly current: T;
};

/** The parts of a page that have addresses of their own. */
export function TabLinks<T extends string>({ label, tabs, current }: TabLinksProps<T>) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map((tab) => (
        <Link
          key={tab.id}
          href={tab.href}
          className={cx(styles.tab, tab.id === current && styles.current)}
          {...(tab.id === current ? { 'aria-current': 'page' } : {})}
        >
          {tab.label}
          {tab.note !== undefined && <span className={styles.note}>{tab.note}</span>}
        </Link>
      ))}
    </nav>
  );
}
