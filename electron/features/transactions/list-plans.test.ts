import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/dates.ts';
import { aConnection, anAccount, createTransactionWriter } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createTransactionService, type TransactionService } from './transaction-service.ts';

type Statement = { all(params: unknown): unknown[]; get(params: unknown): unknown };

type Ran = { readonly sql: string; readonly params: unknown };

/** A database that notes every statement that runs. */
function recording(db: Db, ran: Ran[]): Db {
  const prepare = (sql: string): Statement => {
    const statement = db.prepare(sql);
    const noted =
      (run: (params: unknown) => unknown) =>
      (params: unknown = {}) => {
        ran.push({ sql, params });
        return run(params);
      };
    return { all: noted((params) => statement.all(params)) as Statement['all'], get: noted((params) => statement.get(params)) };
  };
  return { prepare } as unknown as Db; // repos need nothing else of it
}

let db: Db;
let service: TransactionService;
let ran: Ran[];

beforeAll(() => {
  db = openMemoryDatabase();
  ran = [];
  aConnection(db);
  for (const id of ['account-1', 'b', 'c']) anAccount(db, { id });
  const write = createTransactionWriter(db);
  for (let i = 0; i < 50; i++) write({ accountId: ['account-1', 'b', 'c'][i % 3] ?? '', day: addDays('2026-10-01', i % 20) });
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
const page = (input: { search?: string; accountIds?: string[]; cursor?: string | null }) =>
  plansOf(() => service.page({ search: '', accountIds: [], fromDay: null, toDay: null, cursor: null, limit: 20, ...input }));

/** Steps that touch the ledger; the few accounts, parameter lists and day sums of a page may be scanned and sorted. */
const ledgerSteps = (plan: readonly string[]) => plan.filter((step) => /\bt\b|transaction/.test(step) && !/removed/.test(step));
const removedSteps = (plan: readonly string[]) => plan.filter((step) => /removed/.test(step));

describe('query plans', () => {
  it.each([
    ['the first page', {}],
    ['a later page', { cursor: '2026-10-10.30' }],
  ])('reads %s off the day index alone', (_which, input) => {
    expect(ledgerSteps(page(input))).toEqual([
      'SEARCH t USING COVERING INDEX transactions_by_day (day_on>? AND day_on<?)',
      'SEARCH t USING INTEGER PRIMARY KEY (rowid=?)',
      'SEARCH x USING PRIMARY KEY (transaction_id=?)',
    ]);
  });

  it('reads removed rows off their own day index and fetches none when a page has none', () => {
    expect(removedSteps(page({}))).toEqual(['SEARCH t USING INDEX removed_transactions_by_day (day_on>? AND day_on<?)']);
  });

  it('reads accounts off the index per account', () => {
    expect(ledgerSteps(page({ accountIds: ['b', 'c'] }))).toEqual([
      'SEARCH t USING COVERING INDEX transactions_by_account_day (account_id=? AND day_on>? AND day_on<?)',
      'SEARCH t USING COVERING INDEX transactions_by_account_day (account_id=? AND day_on>? AND day_on<?)',
      'SEARCH t USING INTEGER PRIMARY KEY (rowid=?)',
      'SEARCH x USING PRIMARY KEY (transaction_id=?)',
    ]);
  });

  it('finds a rare term through the trigram index', () => {
    const plan = page({ search: 'needle' });
    expect(plan.some((step) => /SCAN s VIRTUAL TABLE INDEX \d+:M/.test(step))).toBe(true);
    expect(plan.filter((step) => /SCAN t\b/.test(step))).toEqual([]);
  });

  it('walks the day index, unsorted, for a term too short for trigrams', () => {
    const plan = page({ search: 'gr' });
    expect(ledgerSteps(plan)[0]).toBe('SEARCH t USING INDEX transactions_by_day (day_on>? AND day_on<?)');
    expect(plan.filter((step) => /SCAN t\b/.test(step))).toEqual([]);
  });

  it('sums the days of a page over daily totals, and counts by the counters', () => {
    const sums = page({}).filter((step) => step.includes('daily_account_totals'));
    expect(sums).toEqual(['SEARCH daily_account_totals USING INDEX daily_account_totals_by_day (day_on=?)']);
    expect(ledgerSteps(plansOf(() => service.count({ search: '', accountIds: [], fromDay: null, toDay: null })))).toEqual([]);
  });

  it('looks one transaction up by its key', () => {
    expect(plansOf(() => service.get(1)).filter((step) => step.startsWith('SCAN'))).toEqual([
      'SCAN wanted VIRTUAL TABLE INDEX 1:',
      'SCAN o',
    ]);
  });
});
