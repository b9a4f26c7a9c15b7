import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { cx } from '../lib/cx.ts';
import { useRoute } from '../lib/router.ts';
import styles from './page.module.css';

export type PageProps = {
  readonly title: string;
  /** Muted words on the title's line: counts, sums. */
  readonly note?: ReactNode;
  /** Beside the title: what the whole page is seen by. */
  readonly control?: ReactNode;
  /** At the end of the title's line: a date, one button. */
  readonly aside?: ReactNode;
  /** `fill`: the page does not scroll, a list inside it does; it may use the whole width. */
  readonly layout?: 'flow' | 'fill';
  /** A `Drawer`; beside the page, over it in narrow windows. */
  readonly drawer?: ReactNode;
  readonly children: ReactNode;
};

export function Page({ title, note, control, aside, layout = 'flow', drawer, children }: PageProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const path = useRoute().segments.join('/');
  const shown = useRef(path);
  // Tabs and sections share one page; each begins at its top. A new page is there already, and being told so costs it a layout.
  useLayoutEffect(() => {
    if (path !== shown.current && scroll.current) scroll.current.scrollTop = 0;
    shown.current = path;
  }, [path]);
  return (
    <div className={styles.frame}>
      <div ref={scroll} className={cx(styles.scroll, layout === 'fill' && styles.still)}>
        <div className={cx(styles.content, layout === 'fill' && styles.fill)}>
          <header className={styles.header}>
            <h1 className={styles.title}>{title}</h1>
            {note !== undefined && <span className={styles.note}>{note}</span>}
            {control !== undefined && <div className={styles.control}>{control}</div>}
            {aside !== undefined && <div className={styles.aside}>{aside}</div>}
          </header>
          {children}
        </div>
      </div>
      {drawer}
    </div>
  );
}

/** Cards below each other, 16 apart. */
export function Stack({ children }: { readonly children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}
