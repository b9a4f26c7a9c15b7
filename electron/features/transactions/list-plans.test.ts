import { beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { transactionsContract } from '../../../shared/contract/transactions.ts';
import { addDays } from '../../../shared/domain/dates.ts';
import { aConnection, anAccount, createTransactionWriter } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createListService, type ListService } from './list-service.ts';
import { createTransactionService, type TransactionService } from './transaction-service.ts';

type Run = (params: unknown) => unknown;
type Prepared = { all: Run; get: Run; iterate: Run; pluck(): Prepared };
type Ran = { readonly sql: string; readonly params: unknown };

/** A database that notes every statement that runs. */
function recording(db: Db, ran: Ran[]): Db {
  const wrap = (sql: string, statement: { all: Run; get: Run; iterate: Run; pluck(): unknown }): Prepared => {
    const noted =
      (run: Run): Run =>
      (params = {}) => {
        ran.push({ sql, params });
        return run(params);
      };
    return {
      all: noted((params) => statement.all(params)),
      get: noted((params) => statement.get(params)),
      iterate: noted((params) => statement.iterate(params)),
      pluck: () => {
        statement.pluck();
        return wrap(sql, statement);
      },
    };
  };
  return { prepare: (sql: string) => wrap(sql, db.prepare(sql) as never) } as unknown as Db; // repos need nothing else of it
}

let db: Db;
let list: ListService;
let service: TransactionService;
let ran: Ran[];

beforeAll(() => {
  db = openMemoryDatabase();
  ran = [];
  aConnection(db);
  for (const id of ['account-1', 'b', 'c']) anAccount(db, { id });
  const write = createTransactionWriter(db);
  for (let i = 0; i < 50; i++) write({ accountId: ['account-1', 'b', 'c'][i % 3] ?? '', day: addDays('2026-10-01', i % 20) });
  db.exec(`INSERT INTO tags (id, name, folded) VALUES (1, 'Zakat', 'zakat');
    INSERT INTO transaction_tags (transaction_id, tag_id, account_id) VALUES (7, 1, 'account-1')`);
  list = createListService(recording(db, ran));
  service = createTransactionService(recording(db, ran), () => []);
});

function plansOf(work: () => unknown): string[] {
  ran.length = 0;
  work();
  return ran.flatMap(({ sql, params }) => {
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(params) as { detail: string }[];
    return steps.map((step) => step.detail);
  });
}
const page = (input: Input<'transactions.page'>) => plansOf(() => list.page(transactionsContract['transactions.page'].input.parse(input)));
const sections = (input: Input<'transactions.sections'>) =>
  plansOf(() => list.sections(transactionsContract['transactions.sections'].input.parse(input)));

/** Steps that touch the ledger; the few accounts, parameter lists and day sums of a page may be scanned and sorted. */
const ledgerSteps = (plan: readonly string[]) => plan.filter((step) => /\bt\b|transaction/.test(step) && !/removed/.test(step));
const removedSteps = (plan: readonly string[]) => plan.filter((step) => /removed/.test(step));
const ROWS = ['SEARCH t USING INTEGER PRIMARY KEY (rowid=?)', 'SEARCH x USING PRIMARY KEY (transaction_id=?)'];

describe('query plans', () => {
  it.each([
    ['the first page', {}, '<?'],
    ['a later page', { cursor: '2026-10-10.0.30' }, '<?'],
    ['the page before a place', { cursor: '2026-10-10.0.30', isBefore: true }, '>?'],
    ['the oldest rows', { sort: 'oldest' }, '>?'],
    ['a place in a day', { section: '2026-10-10', skip: 1 }, '<?'],
  ] as const)('reads %s off the day index alone', (_which, input, bound) => {
    expect(ledgerSteps(page(input)).slice(0, 2)).toEqual([`SEARCH t USING COVERING INDEX transactions_by_day (day_on${bound})`, ROWS[0]]);
  });

  it('bounds the walk by the days asked for on both sides', () => {
    const input = { fromDay: '2026-10-03', toDay: '2026-10-06' };
    expect(ledgerSteps(page(input))[0]).toBe('SEARCH t USING COVERING INDEX transactions_by_day (day_on>? AND day_on<?)');
    expect(ledgerSteps(sections({ ...input, search: 'gr' }))[0]).toBe('SEARCH t USING INDEX transactions_by_day (day_on>? AND day_on<?)');
  });

  it('reads removed rows off their own day index and fetches none when a page has none', () => {
    expect(removedSteps(page({}))).toEqual(['SEARCH t USING COVERING INDEX removed_transactions_by_day (day_on<?)']);
  });

  it('reads accounts off the index per account', () => {
    expect(ledgerSteps(page({ accountIds: ['b', 'c'] }))).toEqual([
      'SEARCH t USING COVERING INDEX transactions_by_account_day (account_id=? AND day_on<?)',
      'SEARCH t USING COVERING INDEX transactions_by_account_day (account_id=? AND day_on<?)',
      ...ROWS,
    ]);
  });

  it('finds a rare term through the trigram index', () => {
    const plan = page({ search: 'needle' });
    expect(plan.some((step) => /SCAN s VIRTUAL TABLE INDEX \d+:M/.test(step))).toBe(true);
    expect(plan.filter((step) => /SCAN t\b/.test(step))).toEqual([]);
  });

  it('finds a rare tag through the index of tags', () => {
    const plan = page({ tagIds: [1] });
    expect(plan.some((step) => step.includes('transaction_tags_by_tag'))).toBe(true);
    expect(plan.filter((step) => /SCAN t\b/.test(step))).toEqual([]);
  });

  it.each<[string, Input<'transactions.page'>, string]>([
    ['what the bank holds', { statuses: ['pending'] }, 'SCAN t USING INDEX transactions_pending'],
    ['the few rows that wait to be looked at', { isUnreviewed: true }, 'SEARCH t USING INDEX transactions_unreviewed (day_on<?)'],
    ['money of another currency', { currencies: ['EUR'] }, 'SEARCH t USING INDEX transactions_other_money (currency=? AND day_on<?)'],
    ['what is no purchase', { kinds: ['transfer'] }, 'SEARCH t USING COVERING INDEX transactions_by_kind (kind=? AND day_on<?)'],
  ])('finds %s through an index of nothing else', (_which, input, step) => {
    const plan = page({ ...input, amounts: [{ op: '>', value: '5' }] });
    expect(ledgerSteps(plan)).toContain(step);
    expect(ledgerSteps(plan).filter((one) => one.includes('transactions_by_day'))).toEqual([]);
  });

  it('walks the day index, unsorted, for what no index leads to', () => {
    for (const input of [{ search: 'gr' }, { direction: 'in' as const }, { amounts: [{ op: '>' as const, value: '5' }] }]) {
      const plan = page(input);
      expect(ledgerSteps(plan)[0]).toBe('SEARCH t USING INDEX transactions_by_day (day_on<?)');
      expect(plan.filter((step) => /SCAN t\b/.test(step))).toEqual([]);
    }
  });

  it('counts the rows of each day over the daily sums, without a look at the rows', () => {
    const plan = sections({});
    expect(plan.filter((step) => step.includes('daily_category_totals')).at(-1)).toBe('SCAN daily_category_totals');
    expect(ledgerSteps(plan)).toEqual(['SCAN t USING INDEX transactions_pending']);
    expect(ledgerSteps(plansOf(() => list.count(transactionsContract['transactions.count'].input.parse({}))))).toEqual([]);
  });

  it('looks one transaction up by its key', () => {
    expect(plansOf(() => service.get(1)).filter((step) => step.startsWith('SCAN'))).toEqual([
      'SCAN wanted VIRTUAL TABLE INDEX 1:',
      'SCAN o',
    ]);
  });
});
