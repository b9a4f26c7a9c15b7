import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { transactionsContract } from '../../../shared/contract/transactions.ts';
import { addDays } from '../../../shared/domain/dates.ts';
import {
  aCategory,
  aConnection,
  anAccount,
  aRawPage,
  aTransaction,
  createTransactionWriter,
  NOW,
  TODAY,
} from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { transactionHandlers } from './transaction-handlers.ts';
import { createTransactionService, type TransactionService } from './transaction-service.ts';

let db: Db;
let service: TransactionService;

beforeEach(() => {
  db = openMemoryDatabase();
  service = createTransactionService(db, () => []);
  aConnection(db);
  anAccount(db);
});

type PageInput = Partial<Parameters<TransactionService['page']>[0]>;
const page = (input: PageInput = {}) =>
  service.page({ search: '', accountIds: [], fromDay: null, toDay: null, cursor: null, limit: 100, ...input });
const count = (input: Partial<Parameters<TransactionService['count']>[0]> = {}) =>
  service.count({ search: '', accountIds: [], fromDay: null, toDay: null, ...input });
const titles = (search: string) => page({ search }).rows.map((row) => row.title);

/** All pages of a filter, one after the other. */
function walk(input: PageInput): number[] {
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
        hasNote: false,
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

  it('sums booked rows of whole days, each currency by itself, for the days of the page only', () => {
    aTransaction(db, { day: '2026-11-06', amountMinor: -100_00 });
    aTransaction(db, { day: '2026-11-06', amountMinor: 30_00 });
    aTransaction(db, { day: '2026-11-06', amountMinor: -5_00, currency: 'USD' });
    aTransaction(db, { day: '2026-11-06', amountMinor: -999_00, isPending: true });
    aTransaction(db, { day: '2026-11-01', amountMinor: -1_00 });
    const expected = [
      { day: '2026-11-06', currency: 'SAR', sumMinor: -70_00, count: 2 },
      { day: '2026-11-06', currency: 'USD', sumMinor: -5_00, count: 1 },
    ];
    expect(page({ limit: 1 }).daySums).toEqual(expected);
    expect(page({ limit: 1, search: 'grocery' }).daySums).toEqual(expected);
    expect(page({ limit: 1, search: '100' }).daySums).toEqual([{ day: '2026-11-06', currency: 'SAR', sumMinor: -100_00, count: 1 }]);
  });

  it('sums only what a search too short for the index keeps', () => {
    aTransaction(db, { counterparty: 'Grocery', amountMinor: -2_00 });
    aTransaction(db, { counterparty: 'Bakery', amountMinor: -8_00 });
    expect(page({ search: 'gr' }).daySums).toEqual([{ day: TODAY, currency: 'SAR', sumMinor: -2_00, count: 1 }]);
  });

  it('R26 leaves hidden accounts out of rows, sums and counts unless asked for by id', () => {
    anAccount(db, { id: 'hidden', isHidden: true });
    aTransaction(db, { accountId: 'hidden', amountMinor: -7_00 });
    const shown = aTransaction(db, { amountMinor: -3_00 });
    expect(page().rows.map((row) => row.id)).toEqual([shown]);
    expect(page({ search: 'grocery' }).rows.map((row) => row.id)).toEqual([shown]);
    expect(page().daySums).toEqual([{ day: TODAY, currency: 'SAR', sumMinor: -3_00, count: 1 }]);
    expect(page({ search: 'grocery' }).daySums).toEqual(page().daySums);
    expect(count()).toEqual({ matching: 1, total: 1 });
    expect(page({ accountIds: ['hidden'] }).rows).toHaveLength(1);
    expect(count({ accountIds: ['hidden'] })).toEqual({ matching: 1, total: 2 });
  });

  it('shows only the accounts asked for, and nothing for one that is not there', () => {
    for (const id of ['b', 'c']) anAccount(db, { id });
    const rows = ['account-1', 'b', 'c', 'b'].map((accountId) => aTransaction(db, { accountId }));
    expect(page({ accountIds: ['b', 'account-1', 'b'] }).rows.map((row) => row.id)).toEqual([rows[3], rows[1], rows[0]]);
    expect(page({ accountIds: ['nobody'] })).toEqual({ rows: [], daySums: [], nextCursor: null });
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

describe('transactions.get', () => {
  const ITEM =
    '{"amount":-117.50,"nothing":null,"text":"a \\"quoted\\" text","list":[],"more":{"deep":[1,0.10]},"big":12345678901234567890}';

  it('shows the item in the very characters the bank sent, only indented', () => {
    const pageId = aRawPage(db, `{"first":[],"items":[${ITEM}],"deleted":["x","y"]}`);
    const id = aTransaction(db, { pageId, place: 0 });
    expect(service.get(id).original).toBe(`{
  "amount": -117.50,
  "nothing": null,
  "text": "a \\"quoted\\" text",
  "list": [],
  "more": {
    "deep": [
      1,
      0.10
    ]
  },
  "big": 12345678901234567890
}`);
  });

  it('tells dates, texts, category path and where each field comes from', () => {
    aCategory(db, 'cat-1', null, 'Living');
    aCategory(db, 'cat-2', 'cat-1', 'Eating out');
    const id = aTransaction(db, {
      day: '2026-11-05',
      valueOn: '2026-11-06',
      merchant: 'Family Restaurant',
      counterparty: 'FAMILY REST 12',
      purpose: 'شراء نقاط بيع',
      counterpartyIban: 'SA0380000000608010167519',
      amountMinor: -117_50,
      original: { minor: -31_33, currency: 'USD' },
      categoryId: 'cat-2',
      pageId: aRawPage(db, '{"items":[{}]}'),
    });
    expect(service.get(id)).toMatchObject({
      bookedOn: '2026-11-05',
      valueOn: '2026-11-06',
      originalAmountMinor: -31_33,
      originalCurrency: 'USD',
      categoryPath: ['Living', 'Eating out'],
      firstSeenAt: NOW,
      changedAt: null,
      receivedAt: '2026-11-07T11:05:30.000Z',
      runId: 1,
      sources: [
        { field: 'title', value: 'Family Restaurant', source: 'provider' },
        { field: 'amount', value: '-117.50 SAR', source: 'bank' },
        { field: 'day', value: '2026-11-05', source: 'bank' },
        { field: 'bookedOn', value: '2026-11-05', source: 'bank' },
        { field: 'valueOn', value: '2026-11-06', source: 'bank' },
        { field: 'counterparty', value: 'FAMILY REST 12', source: 'bank' },
        { field: 'counterpartyIban', value: 'SA0380000000608010167519', source: 'bank' },
        { field: 'purpose', value: 'شراء نقاط بيع', source: 'bank' },
        { field: 'originalAmount', value: '-31.33 USD', source: 'bank' },
        { field: 'kind', value: 'card', source: 'provider' },
        { field: 'category', value: 'Living › Eating out', source: 'provider' },
      ],
    });
  });

  it('says when Mizan chose the day, and when the name is the bank’s own text', () => {
    const id = aTransaction(db, { bookedOn: null, counterparty: '', purpose: 'Held amount', isPending: true, kind: 'unknown' });
    expect(service.get(id).sources).toEqual([
      { field: 'title', value: 'Held amount', source: 'bank' },
      { field: 'amount', value: '-42.00 SAR', source: 'bank' },
      { field: 'day', value: TODAY, source: 'mizan' },
      { field: 'purpose', value: 'Held amount', source: 'bank' },
    ]);
  });

  it('keeps the whole text, still tells a row whose page is gone, and survives a circle of categories', () => {
    aCategory(db, 'a', 'b', 'A');
    aCategory(db, 'b', 'a', 'B');
    const id = aTransaction(db, { purpose: 'y'.repeat(5000), categoryId: 'a', pageId: 99 });
    const detail = service.get(id);
    expect([detail.purpose.length, detail.original, detail.receivedAt]).toEqual([5000, '', NOW]);
    expect(detail.categoryPath.at(-1)).toBe('A');
  });

  it('S6 cuts megabytes of text for the page, with a mark, and keeps them whole in the store', () => {
    const giant = 'س'.repeat(1_000_000);
    const pageId = aRawPage(db, `{"items":[{"purpose":"${giant}"}]}`);
    const id = aTransaction(db, { counterparty: giant, purpose: giant, pageId, place: 0 });
    const detail = service.get(id);
    for (const text of [detail.purpose, detail.counterparty]) expect([text.length, text.at(-1)]).toEqual([20_001, '…']);
    expect([detail.original.length <= 40_002, detail.original.at(-1)]).toEqual([true, '…']);
    expect(JSON.stringify(detail).length).toBeLessThan(250_000);
    expect(db.prepare('SELECT length(purpose) FROM transactions WHERE id = ?').pluck().get(id)).toBe(1_000_000);
  });

  // What the user saw: nothing; the core built gigabytes of indentation and ended.
  it('S6 shows an item of ten thousand nested lists without growing with the square of their number', () => {
    const pageId = aRawPage(db, `{"items":[{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}]}`);
    const { original } = service.get(aTransaction(db, { pageId, place: 0 }));
    expect(original.length).toBeLessThanOrEqual(40_001);
  });

  it('says not_found for a row that is not there', () => {
    expect(() => service.get(1)).toThrowError(expect.objectContaining({ code: 'not_found' }));
  });
});

it('narrows the list to days, both included, page by page', () => {
  for (const day of ['2026-10-31', '2026-11-01', '2026-11-03', '2026-11-05', '2026-11-06']) aTransaction(db, { day, counterparty: day });
  const span = { fromDay: '2026-11-01', toDay: '2026-11-05' };
  expect(page(span).rows.map((row) => row.day)).toEqual(['2026-11-05', '2026-11-03', '2026-11-01']);
  expect([walk({ ...span, limit: 1 }).length, count(span), count({ ...span, search: '2026-11-03' })]).toEqual([
    3,
    { matching: 3, total: 5 },
    { matching: 1, total: 5 },
  ]);
  expect(page({ fromDay: null, toDay: '2026-11-01' }).rows).toHaveLength(2);
});

it('answers the three operations in the shape of the contract', async () => {
  const id = aTransaction(db, { pageId: aRawPage(db, '{"items":[{"a":1}]}') });
  const handlers = transactionHandlers(createTransactionService(db, () => []));
  const list = await handlers['transactions.page']({ search: '', accountIds: [], fromDay: null, toDay: null, cursor: null, limit: 10 });
  const detail = await handlers['transactions.get']({ id });
  expect(transactionsContract['transactions.page'].output.parse(list)).toEqual(list);
  expect(transactionsContract['transactions.get'].output.parse(detail)).toEqual(detail);
  expect(await handlers['transactions.count']({ search: '', accountIds: [], fromDay: null, toDay: null })).toEqual({
    matching: 1,
    total: 1,
  });
});
