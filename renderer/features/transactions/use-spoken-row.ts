import type { TransactionRow } from '../../../shared/contract/transactions.ts';
import { isolateForeign, leftToRight } from '../../lib/bidi.ts';
import { useFormat, useT } from '../../lib/format.ts';

const SPOKEN = {
  removed: 'transactions.list.rowRemoved',
  pending: 'transactions.list.rowPending',
  booked: 'transactions.list.row',
} as const;

/** Date, name, signed amount, account, and what is marked: what a screen reader says when the row becomes current. */
export function useSpokenRow(row: TransactionRow, last4: string | null | undefined): string {
  const t = useT();
  const format = useFormat();
  const name = isolateForeign(row.accountName, format.language);
  const account = last4 ? `${name} ${leftToRight(format.digits(last4), format.language)}` : name;
  const amount = format.amount({ minor: row.amountMinor, currency: row.currency }, { signed: true, withCode: true });
  const state = row.removedAt !== null ? 'removed' : row.isPending ? 'pending' : 'booked';
  const spoken = t(SPOKEN[state], { date: format.day(row.day, 'full'), title: format.words(row.title), amount, account });
  const marks = [
    ...(row.isReviewed || row.removedAt !== null ? [] : [t('transactions.list.rowNew')]),
    ...(row.note === null ? [] : [t('transactions.list.rowNote')]),
    ...(row.tags.length === 0 ? [] : [t('transactions.list.rowTags', { tags: row.tags.join(t('common.listComma')) })]),
  ];
  return [spoken, ...marks].join(' ');
}
