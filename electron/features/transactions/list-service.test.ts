import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { TransactionFilter } from '../../../shared/contract/transaction-filter.ts';
import { transactionsContract } from '../../../shared/contract/transactions.ts';
import { addDays } from '../../../shared/domain/dates.ts';
import { aConnection, anAccount, aTransaction, createTransactionWriter, TODAY } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createCategoryTotals } from '../categories/category-totals.ts';
import { createListService, type ListService } from './list-service.ts';

let db: Db;
let service: ListService;

beforeEach(() => {
  db = openMemoryDatabase();
  service = createListService(db);
  aConnection(db);
  anAccount(db);
});

const page = (input: Input<'transactions.page'> = {}) => service.page(transactionsContract['transactions.page'].input.parse(input));
const sections = (input: Input<'transactions.sections'> = {}) =>
  service.sections(transactionsContract['transactions.sections'].input.parse(input));
const count = (input: Input<'transactions.count'> = {}) => service.count(TransactionFilter.parse(input));
const titles = (search: string) => page({ search }).rows.map((row) => row.title);

/** All pages of a filter, one after the other. */
function walk(input: Input<'transactions.page'>): number[] {
  const ids: number[] = [];
  for (let cursor: string | null = null; ; ) {
    const read = page({ ...input, cursor });
    ids.push(...read.rows.map((row) => row.id));
    if (read.nextCursor === null) return ids;
    cursor = read.nextCursor;
  }
}

describe('transactions.page', () => {
  it('lists newest days first, within a day the latest row first, pending rows among them', () => {
    const a = aTransaction(db, { day: '2026-11-05' });
    const b = aTransaction(db, { day: TODAY });
    const c = aTransaction(db, { day: '2026-11-05', isPending: true });
    const d = aTransaction(db, { day: '2026-11-06' });
    expect(page().rows.map((row) => [row.id, row.day, row.isPending])).toEqual([
      [b, TODAY, false],
      [d, '2026-11-06', false],
      [c, '2026-11-05', true],
      [a, '2026-11-05', false],
    ]);
  });

  it('tells a row as the contract promises', () => {
    anAccount(db, { id: 'card', kind: 'credit_card', displayName: 'My card' });
    const id = aTransaction(db, {
      accountId: 'card',
      merchant: 'Coffee Counter',
      counterparty: 'COFFEE CTR 0042 RIYADH',
      purpose: 'POS purchase',
      amountMinor: -19_00,
      categoryId: 'cat-2',
    });
    expect(page().rows).toEqual([
      {
        id,
        accountId: 'card',
        accountName: 'My card',
        bankName: 'Practice Bank',
        day: TODAY,
        isPending: false,
        amountMinor: -19_00,
        currency: 'SAR',
        title: 'Coffee Counter',
        detail: 'POS purchase',
        kind: 'card',
        categoryId: 0,
        isReviewed: false,
        note: null,
        tags: [],
        removedAt: null,
      },
    ]);
  });

  it('never repeats in the detail what the title says, and clips what a bank makes too long', () => {
    aTransaction(db, { counterparty: 'Rent', purpose: 'Rent' });
    aTransaction(db, { counterparty: 'x'.repeat(1000), purpose: 'y'.repeat(1000) });
    expect(page().rows.map((row) => [row.title.length, row.detail.length])).toEqual([
      [300, 300],
      [4, 0],
    ]);
  });

  it('heads a day with its booked sum, each currency by itself, riyals first, own transfers left out, pending rows beside it', () => {
    anAccount(db, { id: 'savings' });
    aTransaction(db, { day: '2026-11-06', amountMinor: -5_00, currency: 'USD' });
    aTransaction(db, { day: '2026-11-06', amountMinor: -100_00 });
    aTransaction(db, { day: '2026-11-06', amountMinor: 30_00 });
    aTransaction(db, { day: '2026-11-06', amountMinor: -999_00, isPending: true });
    const sent = aTransaction(db, { day: '2026-11-06', amountMinor: -500_00 });
    aTransaction(db, { day: '2026-11-01', amountMinor: -1_00 });
    db.prepare('UPDATE transactions SET own_category = 10 WHERE id = ?').run(sent);
    createCategoryTotals(db).recount();
    const day = (input: Input<'transactions.sections'>) => sections(input).sections.find((section) => section.key === '2026-11-06');
    const sums = [
      { currency: 'SAR', sumMinor: -70_00 },
      { currency: 'USD', sumMinor: -5_00 },
    ];
    const pending = [{ currency: 'SAR', sumMinor: -999_00 }];
    expect(
      [day({}), day({ search: 'grocery' }), day({ accountIds: ['account-1'] })].map(
        (section) => section && [section.count, section.sums, section.pending],
      ),
    ).toEqual([
      [5, sums, pending],
      [5, sums, pending],
      [5, sums, pending],
    ]);
    expect(sections({ search: '100' })).toEqual({
      sections: [{ key: '2026-11-06', count: 1, sums: [{ currency: 'SAR', sumMinor: -100_00 }], pending: [], ids: [2] }],
      totals: [{ currency: 'SAR', inMinor: 0, outMinor: -100_00 }],
      count: 1,
      next: null,
    });
    expect(sections({ fromDay: '2026-11-06' }).totals).toEqual([
      { currency: 'SAR', inMinor: 30_00, outMinor: -100_00 },
      { currency: 'USD', inMinor: 0, outMinor: -5_00 },
    ]);
  });

  it('sums only what a search too short for the index keeps', () => {
    aTransaction(db, { counterparty: 'Grocery', amountMinor: -2_00 });
    aTransaction(db, { counterparty: 'Bakery', amountMinor: -8_00 });
    expect(sections({ search: 'gr' }).totals).toEqual([{ currency: 'SAR', inMinor: 0, outMinor: -2_00 }]);
  });

  it('R26 leaves hidden accounts out of rows, sums and counts unless asked for by id', () => {
    anAccount(db, { id: 'hidden', isHidden: true });
    aTransaction(db, { accountId: 'hidden', amountMinor: -7_00 });
    const shown = aTransaction(db, { amountMinor: -3_00 });
    expect(page().rows.map((row) => row.id)).toEqual([shown]);
    expect(page({ search: 'grocery' }).rows.map((row) => row.id)).toEqual([shown]);
    expect(sections().totals).toEqual([{ currency: 'SAR', inMinor: 0, outMinor: -3_00 }]);
    expect(sections({ search: 'grocery' }).totals).toEqual(sections().totals);
    expect(count()).toEqual({ matching: 1, total: 1 });
    expect(page({ accountIds: ['hidden'] }).rows).toHaveLength(1);
    expect(count({ accountIds: ['hidden'] })).toEqual({ matching: 1, total: 2 });
  });

  it('shows only the accounts asked for, and nothing for one that is not there', () => {
    for (const id of ['b', 'c']) anAccount(db, { id });
    const rows = ['account-1', 'b', 'c', 'b'].map((accountId) => aTransaction(db, { accountId }));
    expect(page({ accountIds: ['b', 'account-1', 'b'] }).rows.map((row) => row.id)).toEqual([rows[3], rows[1], rows[0]]);
    expect(page({ accountIds: ['nobody'] })).toEqual({ rows: [], startCursor: null, nextCursor: null });
  });

  it('refuses a cursor it did not make', () => {
    for (const cursor of ['', '5', '2026-11-07', '2026-13-07.5', "2026-11-07.5' OR 1", '2026-11-07.-1'])
      expect(() => page({ cursor })).toThrowError(expect.objectContaining({ code: 'invalid_input' }));
  });

  it('is not shifted by rows that arrive between two pages', () => {
    const ids = [1, 2, 3, 4].map(() => aTransaction(db, { day: '2026-11-06' })).reverse();
    const first = page({ limit: 2 });
    aTransaction(db, { day: TODAY });
    const second = page({ limit: 2, cursor: first.nextCursor });
    expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
  });

  it('gives every row exactly once and in order, whatever the page size and filter', () => {
    const write = createTransactionWriter(db);
    const accounts = ['account-1', 'b', 'c'];
    for (const id of ['b', 'c']) anAccount(db, { id });
    const names = ['Corner Grocery', 'متجر أحمد', 'Fuel Station'];
    for (let i = 0; i < 120; i++)
      write({
        accountId: accounts[i % 3] ?? '',
        day: addDays('2026-10-01', (i * 7) % 11),
        counterparty: names[(i * 5) % 3] ?? '',
        isPending: i % 10 === 0,
      });
    const all = db.prepare('SELECT id, account_id, title FROM transactions ORDER BY day_on DESC, id DESC').all() as {
      id: number;
      account_id: string;
      title: string;
    }[];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.uniqueArray(fc.constantFrom(...accounts), { maxLength: 3 }),
        fc.constantFrom('', 'احمد', 'st', 'corner'),
        (limit, accountIds, search) => {
          const wanted: Record<string, string> = { احمد: 'متجر أحمد', st: 'Fuel Station', corner: 'Corner Grocery' };
          const expected = all
            .filter((row) => accountIds.length === 0 || accountIds.includes(row.account_id))
            .filter((row) => search === '' || row.title === wanted[search])
            .map((row) => row.id);
          expect(walk({ limit, accountIds, search })).toEqual(expected);
          expect(count({ accountIds, search })).toEqual({ matching: expected.length, total: all.length });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('search', () => {
  it.each([
    ['احمد', 'مؤسسة أحمد'],
    ['أَحْمَد', 'مؤسسة أحمد'],
    ['CAFÉ', 'Cafe Paradiso'],
    ['para cafe', 'Cafe Paradiso'],
    ['fe', 'Cafe Paradiso'],
    ['٤٢', 'Card ending 42'],
    ['a"b', 'Half a"b quote'],
    ['100%', 'Discount 100%_x'],
    ['1,234.50', 'Big one'],
    ['−1234.50', 'Big one'],
    ['𐤀𐤁𐤂', 'Old 𐤀𐤁𐤂 script'],
  ])('%s finds %s', (typed, title) => {
    for (const counterparty of ['مؤسسة أحمد', 'Cafe Paradiso', 'Card ending 42', 'Half a"b quote', 'Discount 100%_x', 'Old 𐤀𐤁𐤂 script'])
      aTransaction(db, { counterparty, amountMinor: -7_00 });
    aTransaction(db, { counterparty: 'Big one', amountMinor: -1234_50 });
    expect(titles(typed)).toEqual([title]);
    expect(count({ search: typed }).matching).toBe(1);
  });

  it('wants every term, and confirms what the trigrams only suggest', () => {
    aTransaction(db, { counterparty: 'abcd' });
    aTransaction(db, { counterparty: 'abc bcd' });
    expect(titles('abcd')).toEqual(['abcd']);
    expect(titles('abc bcd')).toEqual(['abc bcd', 'abcd']);
    expect(titles('abc zzz')).toEqual([]);
  });

  it('takes white space for no search', () => {
    aTransaction(db);
    expect(page({ search: ' \u00a0\t ' }).rows).toHaveLength(1);
  });

  it('answers the longest search the contract lets through', () => {
    aTransaction(db);
    for (const search of ['x'.repeat(200), 'a b '.repeat(50), '" AND '.repeat(33), '*'.repeat(200), 'NOT rowid:1'])
      expect(titles(search)).toEqual([]);
  });

  it('finds a term in common rows by walking the list, and the rare one through the index, with the same result', () => {
    const write = createTransactionWriter(db);
    const days = (i: number) => addDays('2024-11-07', i % 700);
    db.transaction(() => {
      for (let i = 0; i < 4100; i++) write({ day: days(i), counterparty: i % 100 === 0 ? 'Common Needle' : 'Common Hay' });
    })();
    const expected = db.prepare("SELECT id FROM transactions WHERE title = 'Common Needle' ORDER BY day_on DESC, id DESC").pluck().all();
    expect(walk({ search: 'needle common', limit: 7 })).toEqual(expected);
    expect(walk({ search: 'common', limit: 500 })).toHaveLength(4100);
    expect(count({ search: 'common' })).toEqual({ matching: 4100, total: 4100 });
    const byIndex = page({ search: 'common needle', limit: 5 });
    const byWalk = page({ search: 'common ee', limit: 5 });
    expect(byWalk).toEqual(byIndex);
  });
});
