import { cx } from '../../lib/cx.ts';
import { useT } from '../../lib/format.ts';
import styles from './consent-lanes.module.css';

const MARKS = ['replaced', 'in_force', 'ahead', 'ended', 'held', 'gap'] as const;

export function ConsentLegend() {
  const t = useT();
  return (
    <ul className={styles.legend} aria-label={t('consents.legend.label')}>
      {MARKS.map((mark) => (
        <li key={mark}>
          <span className={cx(styles.sample, styles[mark])} aria-hidden="true" data-drawn />
          {t(`consents.legend.${mark}`)}
        </li>
      ))}
    </ul>
  );
}
