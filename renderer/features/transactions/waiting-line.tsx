// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and placed by transform, which table elements do not allow
import { useT } from '../../lib/format.ts';
import styles from './waiting-line.module.css';

/** A row that is not here yet, at its final height. */
export function WaitingLine({ rowIndex }: { readonly rowIndex: number }) {
  const t = useT();
  return (
    <div role="row" tabIndex={-1} aria-rowindex={rowIndex + 1} aria-label={t('common.loading')} className={styles.row}>
      <span role="gridcell" tabIndex={-1} className={styles.name} />
      <span role="gridcell" tabIndex={-1} className={styles.amount} />
    </div>
  );
}
