/** @file Which of the fake's rows a filter keeps, and their order. Plain loops: it only has to be right for a few hundred rows. */
import type { Account } from '../../shared/contract/accounts.ts';
import type { TransactionFilter, TransactionList } from '../../shared/contract/transaction-filter.ts';
import type { TransactionRow } from '../../shared/contract/transactions.ts';
import { foldText } from '../../shared/domain/fold.ts';
import { currencyExponent } from '../../shared/domain/money.ts';
import { fakeCategories } from './fake-categories.ts';

export type FakeTag = { id: number; name: string };
export type FakeBook = { readonly rows: TransactionRow[]; readonly accounts: readonly Account[]; tags: FakeTag[] };

const parentOf = (id: number) => fakeCategories.find((category) => category.id === id)?.parentId ?? null;
export const isTransfer = (id: number) => fakeCategories.find((category) => category.id === id)?.flow === 'transfer';
const among = <T>(list: readonly T[], value: T) => list.length === 0 || list.includes(value);
const statusOf = (row: TransactionRow) => (row.removedAt !== null ? 'removed' : row.isPending ? 'pending' : 'booked');

export function fakeKeeps({ accounts, tags }: FakeBook, filter: TransactionFilter, row: TransactionRow): boolean {
  const account = accounts.find((one) => one.id === row.accountId);
  const units = Math.abs(row.amountMinor) / 10 ** currencyExponent(row.currency); // compared with a bound, never added up
  const holds = {
    '>': (v: number) => units > v,
    '>=': (v: number) => units >= v,
    '<': (v: number) => units < v,
    '<=': (v: number) => units <= v,
  };
  const texts = foldText([row.title, row.detail, row.note ?? '', ...row.tags, units.toFixed(2)].join(' '));
  const tagIds = tags.filter((tag) => row.tags.includes(tag.name)).map((tag) => tag.id);
  return (
    foldText(filter.search)
      .split(' ')
      .every((word) => texts.includes(word)) &&
    (filter.fromDay === null || row.day >= filter.fromDay) &&
    (filter.toDay === null || row.day <= filter.toDay) &&
    (filter.accountIds.length > 0 ? filter.accountIds.includes(row.accountId) : account?.isHidden !== true) &&
    among<string>(filter.connectionIds, account?.connectionId ?? '') &&
    among<string>(filter.accountKinds, account?.kind ?? '') &&
    among(filter.kinds, row.kind) &&
    (filter.categoryIds.length === 0 || filter.categoryIds.some((id) => id === row.categoryId || id === parentOf(row.categoryId))) &&
    filter.amounts.every(({ op, value }) => holds[op](Number(value))) &&
    among(filter.currencies, row.currency) &&
    (filter.direction === null || (filter.direction === 'in' ? row.amountMinor > 0 : row.amountMinor < 0)) &&
    among(filter.statuses, statusOf(row)) &&
    (filter.tagIds.length === 0 || filter.tagIds.some((id) => tagIds.includes(id))) &&
    (filter.hasNote === null || filter.hasNote === (row.note !== null)) &&
    (!filter.isForeign || row.currency !== account?.currency) &&
    (!filter.isUnreviewed || (!row.isReviewed && row.removedAt === null)) &&
    (!filter.isWithoutTransfers || !isTransfer(row.categoryId))
  );
}

const rank = (currency: string) => (currency === 'SAR' ? '' : currency);
const compare = (a: string | number, b: string | number) => Number(a > b) - Number(a < b);

/** In list order; the fake's rows stand newest first, an earlier id before a later one. */
export function fakeList(book: FakeBook, list: TransactionList): TransactionRow[] {
  const kept = book.rows.filter((row) => fakeKeeps(book, list, row));
  const size = (row: TransactionRow) => Math.abs(row.amountMinor);
  switch (list.sort) {
    case 'newest':
      return kept.sort((a, b) => compare(b.day, a.day) || a.id - b.id);
    case 'oldest':
      return kept.sort((a, b) => compare(a.day, b.day) || b.id - a.id);
    case 'largest':
      return kept.sort((a, b) => compare(rank(a.currency), rank(b.currency)) || size(b) - size(a));
    case 'smallest':
      return kept.sort((a, b) => compare(rank(a.currency), rank(b.currency)) || size(a) - size(b));
  }
}
