// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and placed by transform, which table elements do not allow
import { Clock, StickyNote, Undo2 } from 'lucide-react';
import { memo } from 'react';
import type { Account } from '../../../shared/contract/accounts.ts';
import type { TransactionRow } from '../../../shared/contract/transactions.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Checkmark } from '../../ui/checkmark.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AccountLabel } from '../accounts/public.ts';
import type { Categories } from '../categories/public.ts';
import { isSelectable } from './selection.ts';
import { TransactionIcon } from './transaction-icon.tsx';
import styles from './transaction-line.module.css';
import { useSpokenRow } from './use-spoken-row.ts';

export type TransactionLineProps = {
  readonly id: string;
  readonly row: TransactionRow;
  readonly rowIndex: number;
  readonly account: Account | undefined;
  readonly categories: Categories;
  /** Where the keyboard is. */
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  /** Lists by size have no headers that say the day. */
  readonly hasDay: boolean;
  readonly onPress: (row: TransactionRow, rowIndex: number, how: PressKind) => void;
};
/** A plain press opens; a press on the box, or with Ctrl or Command, selects; with Shift it selects up to here. */
export type PressKind = 'open' | 'select' | 'range';

/** One transaction in one line of 40. Bank text is only ever text: isolated, clipped, never markup. */
export const TransactionLine = memo(function TransactionLine(props: TransactionLineProps) {
  const { id, row, rowIndex, account, categories, isActive, isOpen, isSelected, hasDay, onPress } = props;
  const format = useFormat();
  const last4 = account?.numberLast4 ?? account?.ibanLast4;
  const isNews = !row.isReviewed && row.removedAt === null;
  const onClick = (event: React.MouseEvent<HTMLElement>) => {
    const isBox = (event.target as HTMLElement).closest('[data-box]') !== null; // what was pressed is an element of this row
    onPress(row, rowIndex, event.shiftKey ? 'range' : isBox || event.ctrlKey || event.metaKey ? 'select' : 'open');
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it has the keyboard (aria-activedescendant)
    <div
      id={id}
      role="row"
      data-copy="row"
      tabIndex={-1}
      aria-rowindex={rowIndex + 1}
      aria-selected={isSelected}
      aria-label={useSpokenRow(row, last4)}
      className={cx(
        styles.row,
        isActive && styles.active,
        isOpen && styles.open,
        isSelected && styles.selected,
        isNews && styles.news,
        row.isPending && styles.pending,
        row.removedAt !== null && styles.removed,
      )}
      onMouseDown={keepFocusOnGrid}
      onClick={onClick}
    >
      <span role="gridcell" tabIndex={-1} className={styles.box} data-box>
        {isSelectable(row) && <Checkmark isShown={isSelected} />}
      </span>
      <span role="gridcell" tabIndex={-1} className={styles.icon}>
        <TransactionIcon row={row} categories={categories} />
      </span>
      <Name row={row} />
      <Tags row={row} />
      <span role="gridcell" tabIndex={-1} className={styles.note}>
        <bdi>{format.words(row.note ?? '')}</bdi>
      </span>
      <span role="gridcell" tabIndex={-1} className={styles.category}>
        <CategoryName row={row} categories={categories} />
      </span>
      <span role="gridcell" tabIndex={-1} className={styles.account}>
        {hasDay ? <Day row={row} /> : <AccountLabel name={row.accountName} last4={last4} />}
      </span>
      <span role="gridcell" tabIndex={-1} className={styles.amount}>
        <AmountText
          money={{ minor: row.amountMinor, currency: row.currency }}
          signed
          tone={row.isPending || row.removedAt !== null || categories.isTransfer(row.categoryId) ? 'muted' : 'auto'}
        />
      </span>
    </div>
  );
});

type RowProps = { readonly row: TransactionRow; readonly categories: Categories };

function CategoryName({ row, categories }: RowProps) {
  const t = useT();
  if (row.categoryId !== 0) return <bdi>{categories.name(row.categoryId)}</bdi>;
  return row.kind === 'unknown' ? null : <span className={styles.uncategorised}>{t(`transactions.kinds.${row.kind}`)}</span>;
}

function Name({ row }: { readonly row: TransactionRow }) {
  const format = useFormat();
  return (
    <span role="gridcell" tabIndex={-1} className={styles.name}>
      <bdi className={styles.title}>{format.words(row.title)}</bdi>
      <StateBadge row={row} />
      {row.note !== null && (
        <span className={styles.noteMark}>
          <Icon of={StickyNote} size={13} />
        </span>
      )}
      {row.tags.length > 0 && (
        <span className={styles.tagsBeside}>
          {row.tags.map((tag) => (
            <bdi key={tag} className={styles.tag}>
              {tag}
            </bdi>
          ))}
        </span>
      )}
      {row.detail !== '' && row.detail !== row.title && <bdi className={styles.detail}>{format.words(row.detail)}</bdi>}
    </span>
  );
}

/** A column of its own in wide windows; else beside the name. */
function Tags({ row }: { readonly row: TransactionRow }) {
  return (
    <span role="gridcell" tabIndex={-1} className={styles.tags}>
      {row.tags.map((tag) => (
        <bdi key={tag} className={styles.tag}>
          {tag}
        </bdi>
      ))}
    </span>
  );
}

function Day({ row }: { readonly row: TransactionRow }) {
  const format = useFormat();
  return <time dateTime={row.day}>{format.day(row.day, 'plain')}</time>;
}

/** Pending, deleted by the bank, or a held amount it let go; nothing for a booked row. */
export function StateBadge({ row }: { readonly row: Pick<TransactionRow, 'isPending' | 'removedAt'> }) {
  const t = useT();
  if (row.removedAt !== null) {
    return <Badge icon={<Icon of={Undo2} size={13} />}>{t(`transactions.list.${row.isPending ? 'released' : 'removed'}`)}</Badge>;
  }
  return row.isPending ? <Badge icon={<Icon of={Clock} size={13} />}>{t('transactions.list.pending')}</Badge> : null;
}

/** A press on a row would move focus to it; the grid keeps it. */
function keepFocusOnGrid(event: React.MouseEvent<HTMLElement>): void {
  event.preventDefault();
  event.currentTarget.closest<HTMLElement>('[role="grid"]')?.focus();
}
