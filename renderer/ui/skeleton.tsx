import type { CSSProperties } from 'react';
import { useT } from '../lib/format.ts';
import styles from './skeleton.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

export type SkeletonProps = {
  /** Rows at their final height, so that nothing moves when the data comes. */
  readonly rows?: number;
  readonly rowHeight?: number;
};

/** Appears after 150 ms; quick answers show no flicker. */
export function Skeleton({ rows = 1, rowHeight = 40 }: SkeletonProps) {
  const t = useT();
  const height: CSSProperties = { blockSize: rowHeight };
  return (
    <div className={styles.skeleton} aria-busy="true">
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders have no other identity
        <div key={index} className={styles.row} style={height} aria-hidden="true">
          <span className={styles.mark} />
          <span className={styles.bar} />
          <span className={styles.end} />
        </div>
      ))}
    </div>
  );
}
