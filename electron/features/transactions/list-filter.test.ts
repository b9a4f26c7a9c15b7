/** @file Every filter, sort and way of paging against a plain model of the same rows. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { TransactionList, type TransactionStatus } from '../../../shared/contract/transaction-filter.ts';
import { transactionsContract } from '../../../shared/contract/transactions.ts';
import { addDays } from '../../../shared/domain/dates.ts';
import { foldText } from '../../../shared/domain/fold.ts';
import { currencyExponent } from '../../../shared/domain/money.ts';
import { aConnection, anAccount, createTransactionWriter } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createAnnotations } from '../annotations/annotations.ts';
import { createCategoryTotals } from '../categories/category-totals.ts';
import { createListKeys } from './list-keys.ts';
import { createListSections } from './list-sections.ts';
import { ListService } from './list-service.ts';
import { createTransactionRepo } from './transaction-repo.ts';

const AT = '2026-11-07T11:07:00.000Z';
const ACCOUNTS = [
  { id: 'a', connectionId: 'bank-1', kind: 'current', currency: 'SAR', isHidden: false },
  { id: 'b', connectionId: 'bank-1', kind: 'credit_card', currency: 'SAR', isHidden: false },
  { id: 'c', connectionId: 'bank-2', kind: 'current', currency: 'USD', isHidden: false },
  { id: 'h', connectionId: 'bank-2', kind: 'savings', currency: 'SAR', isHidden: true },
] as const;
const NAMES = ['Corner Grocery', 'متجر أحمد', 'Fuel Station', 'Corner Cafe'];
const CATEGORIES = [0, 3, 301, 303, 10, 1001, 101];
const KINDS = ['card', 'transfer', 'cash'] as const;
const CURRENCIES = ['SAR', 'SAR', 'SAR', 'USD', 'KWD', 'JPY'];

type ModelRow = {
  readonly id: number;
  readonly account: (typeof ACCOUNTS)[number];
  readonly day: string;
  readonly minor: number;
  readonly currency: string;
  readonly original: string | null;
  readonly kind: string;
  readonly status: TransactionStatus;
  readonly category: number;
  readonly isReviewed: boolean;
  readonly note: string | null;
  readonly tagIds: readonly number[];
  readonly text: string;
};

let db: Db;
let service: ListService;
const model: ModelRow[] = [];

/** A row of everything there is, by its number: no two filters keep the same. */
function build(i: number, write: ReturnType<typeof createTransactionWriter>): ModelRow {
  const pick = <T>(list: readonly T[], salt: number): T => list[(i * salt + (i >> 3)) % list.length] as T; // an index inside
  const account = pick(ACCOUNTS, 7);
  const currency = pick(CURRENCIES, 5);
  const status: TransactionStatus = i % 9 === 0 ? 'pending' : i % 11 === 0 ? 'removed' : 'booked';
  const minor = (i % 4 === 0 ? 1 : -1) * ((i * 7919) % 90_000);
  const original = i % 6 === 0 ? { minor: minor * 2, currency: i % 12 === 0 ? currency : 'EUR' } : null;
  const day = addDays('2026-10-01', (i * 7) % 23);
  const kind = pick(KINDS, 3);
  const id = write({
    accountId: account.id,
    day,
    amountMinor: minor,
    currency,
    isPending: status === 'pending',
    kind,
    original,
    counterparty: pick(NAMES, 11),
  });
  const category = pick(CATEGORIES, 13);
  const isReviewed = i % 3 === 0;
  const note = i % 10 === 0 ? 'Half to be paid back' : null;
  const tagIds = i % 7 === 0 ? [1, 2] : i % 5 === 0 ? [2] : [];
  db.prepare('UPDATE transactions SET own_category = ?, is_reviewed = ? WHERE id = ?').run(category, Number(isReviewed), id);
  for (const tag of tagIds) db.prepare('INSERT INTO transaction_tags VALUES (?, ?, ?)').run(id, tag, account.id);
  const annotations = createAnnotations(db);
  annotations.save(id, { title: null, note, categoryId: null, isReviewed: null }, AT);
  annotations.settle(id);
  const text = String(db.prepare(`SELECT search_text || ' ' || own_text FROM transactions WHERE id = ?`).pluck().get(id));
  return {
    id,
    account,
    day,
    minor,
    currency,
    original: original?.currency ?? null,
    kind,
    status,
    category,
    isReviewed,
    note,
    tagIds,
    text,
  };
}

/** As the ledger's writer does it. */
function takeBack({ id }: ModelRow): void {
  const columns = (db.pragma('table_info(removed_transactions)') as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => name !== 'removed_at');
  db.exec(`INSERT INTO removed_transactions (${columns.join(', ')}, removed_at) SELECT ${columns.join(', ')}, '${AT}' FROM transactions WHERE id = ${id};
    DELETE FROM transactions WHERE id = ${id}; DELETE FROM transaction_search WHERE rowid = ${id};`);
}

beforeAll(() => {
  db = openMemoryDatabase();
  for (const id of ['bank-1', 'bank-2']) aConnection(db, { id });
  for (const account of ACCOUNTS) anAccount(db, account);
  db.exec(`INSERT INTO tags (id, name, folded) VALUES (1, 'Zakat', 'zakat'), (2, 'School', 'school')`);
  const write = createTransactionWriter(db);
  for (let i = 1; i <= 260; i++) model.push(build(i, write));
  for (const row of model) if (row.status === 'removed') takeBack(row);
  db.exec(`DELETE FROM daily_account_totals; INSERT INTO daily_account_totals
    SELECT account_id, day_on, currency, sum(max(amount_minor, 0)), sum(min(amount_minor, 0)), count(*)
    FROM transactions WHERE is_pending = 0 GROUP BY 1, 2, 3;
    UPDATE accounts SET
      booked_count = (SELECT count(*) FROM transactions t WHERE t.account_id = accounts.id AND t.is_pending = 0),
      pending_count = (SELECT count(*) FROM transactions t WHERE t.account_id = accounts.id AND t.is_pending = 1)`);
  createCategoryTotals(db).recount();
  service = new ListService({ repo: createTransactionRepo(db), keys: createListKeys(db), sections: createListSections(db, 40) });
});

const isTransfer = ({ category }: ModelRow) => category === 10 || category === 1001;
const parentOf = (category: number) => (category === 1001 ? 10 : category >= 100 ? Math.floor(category / 100) : category);

function keeps(list: TransactionList, row: ModelRow): boolean {
  const isRemoved = row.status === 'removed';
  const category = isRemoved ? 0 : row.category;
  const units = Math.abs(row.minor) / 10 ** currencyExponent(row.currency);
  const holds = {
    '>': (v: number) => units > v,
    '>=': (v: number) => units >= v,
    '<': (v: number) => units < v,
    '<=': (v: number) => units <= v,
  };
  // The search index and own words are of rows that are shown; what was taken back is found by the bank's words.
  const text = isRemoved ? row.text.replace(/ half to be paid back| zakat| school/g, '') : row.text;
  return (
    (list.accountIds.length > 0 ? list.accountIds.includes(row.account.id) : !row.account.isHidden) &&
    (list.connectionIds.length === 0 || list.connectionIds.includes(row.account.connectionId)) &&
    (list.accountKinds.length === 0 || list.accountKinds.includes(row.account.kind)) &&
    (list.fromDay === null || row.day >= list.fromDay) &&
    (list.toDay === null || row.day <= list.toDay) &&
    (list.kinds.length === 0 || (list.kinds as string[]).includes(row.kind)) &&
    (list.categoryIds.length === 0 || list.categoryIds.some((id) => id === category || (category !== 0 && id === parentOf(category)))) &&
    list.amounts.every(({ op, value }) => holds[op](Number(value))) &&
    (list.currencies.length === 0 || list.currencies.includes(row.currency)) &&
    (list.direction === null || (list.direction === 'in' ? row.minor > 0 : row.minor < 0)) &&
    (list.statuses.length === 0 || list.statuses.includes(row.status)) &&
    (list.tagIds.length === 0 || list.tagIds.some((id) => row.tagIds.includes(id))) &&
    (list.hasNote === null || list.hasNote === (row.note !== null)) &&
    (!list.isForeign || (row.original !== null && row.original !== row.currency) || row.currency !== row.account.currency) &&
    (!list.isUnreviewed || (!isRemoved && !row.isReviewed)) &&
    (!list.isWithoutTransfers || isRemoved || !isTransfer(row)) &&
    foldText(list.search)
      .split(' ')
      .every((word) => text.includes(word))
  );
}

function expected(list: TransactionList): ModelRow[] {
  const bySize = list.sort === 'largest' || list.sort === 'smallest';
  const sign = list.sort === 'newest' || list.sort === 'largest' ? -1 : 1;
  const rank = ({ currency }: ModelRow) => (currency === 'SAR' ? '' : currency);
  return model
    .filter((row) => keeps(list, row))
    .sort((a, b) =>
      bySize
        ? Number(rank(a) > rank(b)) - Number(rank(a) < rank(b)) || sign * (Math.abs(a.minor) - Math.abs(b.minor) || a.id - b.id)
        : sign * (Number(a.day > b.day) - Number(a.day < b.day) || a.id - b.id),
    );
}

/** Half of the parts are left out, so that filters keep something. */
const maybe = <T>(value: fc.Arbitrary<T>, none: T) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(none) }, { weight: 2, arbitrary: value });
const some = <T>(...values: readonly T[]) => maybe(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }), [] as T[]);
const day = fc.integer({ min: 0, max: 24 }).map((n) => addDays('2026-09-30', n));
const bound = fc.record({
  op: fc.constantFrom('>' as const, '>=' as const, '<' as const, '<=' as const),
  value: fc.constantFrom('20', '158.38', '300.5', '7', '0'),
});
const lists: fc.Arbitrary<TransactionList> = fc
  .record({
    search: maybe(fc.constantFrom('احمد', 'corner', 'st', 'cafe corner', 'paid back', 'zakat', 'nothing like it'), ''),
    fromDay: maybe(day, null),
    toDay: maybe(day, null),
    accountIds: some('a', 'b', 'h', 'nobody'),
    connectionIds: some('bank-1', 'bank-2'),
    accountKinds: some('current', 'credit_card', 'savings'),
    kinds: some(...KINDS),
    categoryIds: some(0, 3, 301, 10, 101),
    amounts: maybe(fc.array(bound, { minLength: 1, maxLength: 2 }), []),
    currencies: some('SAR', 'KWD', 'JPY'),
    direction: maybe(fc.constantFrom('in', 'out'), null),
    statuses: some('pending', 'booked', 'removed'),
    tagIds: some(1, 2, 9),
    hasNote: maybe(fc.boolean(), null),
    isForeign: maybe(fc.constant(true), false),
    isUnreviewed: maybe(fc.constant(true), false),
    isWithoutTransfers: maybe(fc.constant(true), false),
    sort: fc.constantFrom('newest', 'oldest', 'largest', 'smallest'),
  })
  .map((list) => TransactionList.parse(list));

/** Filters the counters and daily sums answer, which chance alone seldom makes. */
const PLAIN: [TransactionList][] = [{}, { sort: 'oldest' }, { accountIds: ['a'] }, { fromDay: '2026-10-05', categoryIds: [3] }].map(
  (list) => [TransactionList.parse(list)],
);

const pageInput = (input: object) => transactionsContract['transactions.page'].input.parse(input);
const ids = (rows: readonly { id: number }[]) => rows.map((row) => row.id);

/** All slices, put together as a page would. */
function allSections(list: TransactionList) {
  const sections = new Map<string, { count: number; ids: number[] | null }>();
  const totals = new Map<string, { in: number; out: number }>();
  let count = 0;
  let slices = 0;
  for (let cursor: string | null = null; ; ) {
    const slice = service.sections({ ...list, cursor });
    slices += 1;
    count += slice.count;
    for (const section of slice.sections) {
      const known = sections.get(section.key);
      sections.set(section.key, { count: section.count + (known?.count ?? 0), ids: section.ids });
    }
    for (const { currency, inMinor, outMinor } of slice.totals) {
      const known = totals.get(currency) ?? { in: 0, out: 0 };
      totals.set(currency, { in: known.in + inMinor, out: known.out + outMinor });
    }
    if (slice.next === null) return { sections, totals, count, slices };
    cursor = slice.next;
  }
}

describe('a filtered list', () => {
  it('gives every row the filter keeps exactly once and in order, forwards and backwards', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 60 }), (list, limit) => {
        const wanted = ids(expected(list));
        const forwards: number[] = [];
        for (let cursor: string | null = null; ; ) {
          const page = service.page(pageInput({ ...list, cursor, limit }));
          forwards.push(...ids(page.rows));
          if (page.nextCursor === null) break;
          cursor = page.nextCursor;
        }
        expect(forwards).toEqual(wanted);
        expect(ids([...service.walk(list)].flat())).toEqual(wanted);
        const backwards: number[] = [];
        for (let cursor: string | null = null; ; ) {
          const page = service.page(pageInput({ ...list, cursor, isBefore: true, limit }));
          backwards.unshift(...ids(page.rows));
          if (page.startCursor === null || backwards.length >= wanted.length) break;
          cursor = page.startCursor;
        }
        expect(backwards).toEqual(wanted);
      }),
      { numRuns: 400 },
    );
  });

  it('counts and sums what it keeps, in slices that add up to it', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const rows = expected(list);
        const { sections, totals, count } = allSections(list);
        const shown = rows.filter((row) => row.status !== 'removed');
        expect(count).toBe(shown.length);
        expect(service.count(list).matching).toBe(shown.length);
        expect(service.ids(list).sort((a, b) => a - b)).toEqual(ids(shown).sort((a, b) => a - b));
        expect([...sections.values()].reduce((sum, section) => sum + section.count, 0)).toBe(rows.length);
        const moved = shown.filter((row) => row.status === 'booked' && !isTransfer(row) && row.minor !== 0);
        const byCurrency = Map.groupBy(moved, (row) => row.currency);
        const sum = (list_: readonly ModelRow[]) => list_.reduce((total, row) => total + row.minor, 0);
        expect(Object.fromEntries(totals)).toEqual(
          Object.fromEntries(
            [...byCurrency].map(([currency, members]) => [
              currency,
              { in: sum(members.filter((row) => row.minor > 0)), out: sum(members.filter((row) => row.minor < 0)) },
            ]),
          ),
        );
      }),
      { numRuns: 300, examples: PLAIN },
    );
  });

  it('finds any place from its section, and the section and place of any row', () => {
    fc.assert(
      fc.property(lists, fc.nat(), (list, at) => {
        const rows = expected(list);
        const { sections } = allSections(list);
        const [first] = rows;
        if (!first) return;
        const index = at % rows.length;
        const row = rows[index] ?? first;
        const place = service.place({ ...list, id: row.id });
        const keys = [...sections.keys()];
        // Lists by day name their sections in order; by size every slice names some, in order within itself.
        const before = keys.slice(0, keys.indexOf(place?.section ?? '')).reduce((sum, key) => sum + (sections.get(key)?.count ?? 0), 0);
        if (list.sort === 'newest' || list.sort === 'oldest') expect(before + (place?.index ?? 0)).toBe(index);
        const section = place?.section ?? null;
        const page = service.page(pageInput({ ...list, section, skip: place?.index ?? 0, limit: 7 }));
        expect(ids(page.rows)).toEqual(ids(rows.slice(index, index + 7)));
        const named = sections.get(section ?? '')?.ids;
        if (named) expect(named[place?.index ?? 0]).toBe(row.id);
      }),
      { numRuns: 300 },
    );
  });

  it('picks the rows from one to another, whichever comes first, but none the bank took back', () => {
    fc.assert(
      fc.property(lists, fc.nat(), fc.nat(), (list, a, b) => {
        const rows = expected(list);
        if (rows.length === 0) return;
        const [from, to] = [a % rows.length, b % rows.length];
        const wanted = rows.slice(Math.min(from, to), Math.max(from, to) + 1).filter((row) => row.status !== 'removed');
        const picked = service.between({ ...list, fromId: rows[from]?.id ?? 0, toId: rows[to]?.id ?? 0 });
        expect(picked).toEqual({ rows: wanted.map(({ id, minor, currency }) => ({ id, amountMinor: minor, currency })), isCut: false });
      }),
      { numRuns: 200 },
    );
  });

  it('takes one look where sums or an index answer, and many small ones where rows must be tested', () => {
    const slices = (list: object) => allSections(TransactionList.parse(list)).slices;
    expect(slices({})).toBe(1);
    expect(slices({ categoryIds: [3], fromDay: '2026-10-05', isWithoutTransfers: true, currencies: ['SAR'] })).toBe(1);
    expect(slices({ search: 'احمد' })).toBe(1);
    expect(slices({ tagIds: [1] })).toBe(1);
    expect(slices({ isUnreviewed: true })).toBe(1);
    expect(slices({ direction: 'out' })).toBeGreaterThan(3);
    expect(slices({ direction: 'out', sort: 'oldest', accountIds: ['a'] })).toBeGreaterThan(1);
  });

  it('refuses sections and slices it did not make', () => {
    for (const section of ['x', '2026-13-01', 'SAR.212', "2026-10-05'"])
      expect(() => service.page(pageInput({ section }))).toThrowError(expect.objectContaining({ code: 'invalid_input' }));
    expect(() => service.sections({ ...TransactionList.parse({}), cursor: '1' })).toThrowError(
      expect.objectContaining({ code: 'invalid_input' }),
    );
  });
});
