// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and placed by transform, which table elements do not allow
import { Clock, Undo2 } from 'lucide-react';
import { memo } from 'react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { leftToRight } from '../../lib/bidi.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AccountLabel } from '../accounts/public.ts';
import type { Row } from './list-items.ts';
import { TransactionIcon } from './transaction-icon.tsx';
import styles from './transaction-line.module.css';

export type TransactionLineProps = {
  readonly id: string;
  readonly row: Row;
  readonly rowIndex: number;
  readonly account: Account | undefined;
  /** Where the keyboard is. */
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly onPick: (id: number) => void;
};

/** One transaction in one line of 40. Bank text is only ever text: isolated, clipped, never markup. */
export const TransactionLine = memo(function TransactionLine(props: TransactionLineProps) {
  const { id, row, rowIndex, account, isActive, isOpen, onPick } = props;
  const t = useT();
  const format = useFormat();
  const money = { minor: row.amountMinor, currency: row.currency };
  const last4 = account?.numberLast4 ?? account?.ibanLast4;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it has the keyboard (aria-activedescendant)
    <div
      id={id}
      role="row"
      data-copy="row"
      tabIndex={-1}
      aria-rowindex={rowIndex + 1}
      aria-selected={isOpen}
      aria-label={useSpokenRow(row, last4)}
      className={cx(
        styles.row,
        isActive && styles.active,
        isOpen && styles.open,
        row.isPending && styles.pending,
        row.removedAt !== null && styles.removed,
      )}
      onMouseDown={keepFocusOnGrid}
      onClick={() => onPick(row.id)}
    >
      <span role="gridcell" tabIndex={-1} className={styles.icon}>
        <TransactionIcon kind={row.kind} />
      </span>
      <span role="gridcell" tabIndex={-1} className={styles.name}>
        <bdi className={styles.title}>{format.words(row.title)}</bdi>
        <StateBadge row={row} />
        {row.detail !== '' && row.detail !== row.title && <bdi className={styles.detail}>{format.words(row.detail)}</bdi>}
      </span>
      <span role="gridcell" tabIndex={-1} className={styles.kind}>
        {row.kind !== 'unknown' && t(`transactions.kinds.${row.kind}`)}
      </span>
      <span role="gridcell" tabIndex={-1} className={styles.account}>
        <AccountLabel name={row.accountName} last4={last4} />
      </span>
      <span role="gridcell" tabIndex={-1} className={styles.amount}>
        <AmountText money={money} signed tone={row.isPending || row.removedAt !== null ? 'muted' : 'auto'} />
      </span>
    </div>
  );
});

/** Pending, deleted by the bank, or a held amount it let go; nothing for a booked row. */
export function StateBadge({ row }: { readonly row: Pick<Row, 'isPending' | 'removedAt'> }) {
  const t = useT();
  if (row.removedAt !== null) {
    return <Badge icon={<Icon of={Undo2} size={13} />}>{t(`transactions.list.${row.isPending ? 'released' : 'removed'}`)}</Badge>;
  }
  return row.isPending ? <Badge icon={<Icon of={Clock} size={13} />}>{t('transactions.list.pending')}</Badge> : null;
}

const SPOKEN = {
  removed: 'transactions.list.rowRemoved',
  pending: 'transactions.list.rowPending',
  booked: 'transactions.list.row',
} as const;

/** Date, name, signed amount, account: what a screen reader says when the row becomes current. */
function useSpokenRow(row: Row, last4: string | null | undefined): string {
  const t = useT();
  const format = useFormat();
  const account = last4 ? `${row.accountName} ${leftToRight(format.digits(last4), format.language)}` : row.accountName;
  const amount = format.amount({ minor: row.amountMinor, currency: row.currency }, { signed: true, withCode: true });
  const state = row.removedAt !== null ? 'removed' : row.isPending ? 'pending' : 'booked';
  return t(SPOKEN[state], { date: format.day(row.day, 'full'), title: format.words(row.title), amount, account });
}

/** A press on a row would move focus to it; the grid keeps it. */
function keepFocusOnGrid(event: React.MouseEvent<HTMLElement>): void {
  event.preventDefault();
  event.currentTarget.closest<HTMLElement>('[role="grid"]')?.focus();
}
