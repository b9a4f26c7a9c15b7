// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and placed by transform, which table elements do not allow
import { memo } from 'react';
import type { ListSection } from '../../../shared/contract/transactions.ts';
import { useT } from '../../lib/format.ts';
import { currencyOfSection } from './arrangement.ts';
import styles from './day-header.module.css';
import { DayHeader } from './day-header.tsx';

/** A day, or in lists by size the currency that begins here. */
export const SectionHeader = memo(function SectionHeader({
  section,
  isBySize,
}: {
  readonly section: ListSection;
  readonly isBySize: boolean;
}) {
  const t = useT();
  if (!isBySize) return <DayHeader day={section.key} sums={section.sums} pending={section.pending} />;
  const currency = currencyOfSection(section.key);
  return (
    <div role="row" tabIndex={-1} className={styles.header}>
      <span role="rowheader" tabIndex={-1} className={styles.dates}>
        <strong className={styles.name}>{t('transactions.list.inCurrency', { currency })}</strong>
      </span>
    </div>
  );
});
