import { describe, expect, it } from 'vitest';
import type { TransactionPage } from '../../../shared/contract/transactions.ts';
import { type Row, stepFrom, toListItems } from './list-items.ts';

const row = (id: number, day: string): Row => ({
  id,
  accountId: 'a1',
  accountName: 'Current account',
  bankName: 'Practice Bank',
  day,
  isPending: false,
  amountMinor: -1_00,
  currency: 'SAR',
  title: `Row ${id}`,
  detail: '',
  kind: 'card',
  categoryId: 0,
  isReviewed: true,
  hasNote: false,
  tags: [],
  removedAt: null,
});
const page = (rows: Row[], sums: TransactionPage['daySums'] = []): TransactionPage => ({ rows, daySums: sums, nextCursor: null });
const shape = (pages: TransactionPage[]) => toListItems(pages).map((item) => (item.type === 'day' ? item.day : item.row.id));

describe('toListItems', () => {
  it('gives a day one header, also when it continues on the next page', () => {
    expect(shape([page([row(3, '2026-11-07'), row(2, '2026-11-05')]), page([row(1, '2026-11-05')])])).toEqual([
      '2026-11-07',
      3,
      '2026-11-05',
      2,
      1,
    ]);
  });

  it('shows a row once that moved to the next page between two reads', () => {
    expect(shape([page([row(2, '2026-11-05')]), page([row(2, '2026-11-05'), row(1, '2026-11-04')])])).toEqual([
      '2026-11-05',
      2,
      '2026-11-04',
      1,
    ]);
  });

  it('takes the newest sum of a day and keeps currencies apart, riyals first', () => {
    const sum = (currency: string, sumMinor: number) => ({ day: '2026-11-05', currency, sumMinor, count: 1 });
    const [header] = toListItems([
      page([row(2, '2026-11-05')], [sum('USD', -5_00), sum('SAR', -1_00)]),
      page([row(1, '2026-11-05')], [sum('SAR', -2_00)]),
    ]);
    expect(header?.type === 'day' && header.sums.map(({ currency, sumMinor }) => [currency, sumMinor])).toEqual([
      ['SAR', -2_00],
      ['USD', -5_00],
    ]);
  });
});

describe('stepFrom', () => {
  const items = toListItems([page([row(3, '2026-11-07'), row(2, '2026-11-05'), row(1, '2026-11-05')])]);
  const id = (index: number | undefined) => {
    const item = items[index ?? -1];
    return item?.type === 'row' ? item.row.id : undefined;
  };

  it('passes over headers', () => {
    expect(id(stepFrom(items, 1, 1))).toBe(2);
    expect(id(stepFrom(items, 3, -1))).toBe(3);
  });

  it('begins at the first row and stays inside the list', () => {
    expect(id(stepFrom(items, undefined, 1))).toBe(3);
    expect(id(stepFrom(items, 1, -5))).toBe(3);
    expect(id(stepFrom(items, 1, 100))).toBe(1);
    expect(stepFrom([], undefined, 1)).toBeUndefined();
  });
});
