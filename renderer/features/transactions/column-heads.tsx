// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and placed by transform, which table elements do not allow
import { Check, Minus } from 'lucide-react';
import { Checkbox } from 'react-aria-components';
import { cx } from '../../lib/cx.ts';
import { useT } from '../../lib/format.ts';
import { RiyalGlyph } from '../../ui/riyal-glyph.tsx';
import { type Arrangement, isSizeSort } from './arrangement.ts';
import { type Selection, selectedCount } from './selection.ts';
import styles from './transaction-list.module.css';

type ColumnHeadsProps = {
  readonly shown: Arrangement;
  readonly selection: Selection;
  readonly onSelectAll: (isSelected: boolean) => void;
};

export function ColumnHeads({ shown, selection, onSelectAll }: ColumnHeadsProps) {
  const t = useT();
  const count = selectedCount(selection, shown.count);
  const isAll = shown.isComplete && count > 0 && count >= shown.count;
  const isSome = count > 0 && !isAll;
  const head = (name: string, text: React.ReactNode) => (
    <span role="columnheader" tabIndex={-1} className={cx(styles[name])}>
      {text}
    </span>
  );
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" className={styles.columns} tabIndex={-1}>
        <span role="columnheader" tabIndex={-1}>
          <Checkbox
            className={styles.all ?? ''}
            aria-label={t('transactions.selection.all')}
            isSelected={isAll}
            isIndeterminate={isSome}
            onChange={() => onSelectAll(count === 0)}
            excludeFromTabOrder
          >
            <span className={cx(styles.box, count > 0 && styles.checked)}>
              {isAll && <Check size={12} strokeWidth={3} aria-hidden />}
              {isSome && <Minus size={12} strokeWidth={3} aria-hidden />}
            </span>
          </Checkbox>
        </span>
        {head('name', t('transactions.list.counterparty'))}
        {head('tags', t('transactions.list.tags'))}
        {head('note', t('transactions.list.note'))}
        {head('category', t('transactions.list.category'))}
        {head('account', t(isSizeSort(shown.list) ? 'transactions.list.day' : 'transactions.list.account'))}
        {head(
          'amount',
          <>
            <RiyalGlyph /> <bdi>{t('transactions.list.amount')}</bdi>
          </>,
        )}
      </div>
    </div>
  );
}
