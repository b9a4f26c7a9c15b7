import { beforeEach, expect, it } from 'vitest';
import { addDays } from '../../../shared/domain/dates.ts';
import { type DaySpan, periodsOf } from '../../../shared/domain/periods.ts';
import { aConnection, anAccount, createTransactionWriter } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createFlowSums } from './flow-sums.ts';

const RANGE =
  /^SEARCH (d|temp\.day_flows) USING (PRIMARY KEY \(|INDEX transactions_by_account_day \(account_id=\? AND )day_on>\? AND day_on<\?\)$/;
let db: Db;
const months = periodsOf({ kind: 'gregorian' });
const spans = (count: number): DaySpan[] =>
  Array.from({ length: count }, (_, i) => months.at(months.indexOf('2026-11-07') - count + 1 + i));

beforeEach(() => {
  db = openMemoryDatabase();
  aConnection(db);
  anAccount(db);
  const write = createTransactionWriter(db);
  for (let i = 0; i < 600; i += 1)
    write({ day: addDays('2026-11-07', -i * 6), amountMinor: i % 9 === 0 ? 900 : -i, ownCategory: [301, 101, 0, 10][i % 4] ?? 0 });
});

it('gives long spans the very sums short ones get', () => {
  const sums = createFlowSums(db);
  const long = sums.ofSpans(spans(120));
  expect(long.slice(-12)).toEqual(sums.ofSpans(spans(12)));
  expect(long.filter((rows) => rows.length > 0).length).toBeGreaterThan(100);
});

it('makes the sums of days once, and again only for days whose rows changed', () => {
  const sums = createFlowSums(db);
  const written = () => Number(db.prepare('SELECT total_changes()').pluck().get());
  const costOf = (work: () => void) => {
    work();
    const before = written();
    sums.ofSpans(spans(120));
    return written() - before;
  };
  const write = createTransactionWriter(db);
  const everything = costOf(() => undefined);
  expect(everything).toBeGreaterThan(500);
  expect(costOf(() => undefined)).toBe(0);
  expect(costOf(() => db.exec("INSERT INTO settings (name, value) VALUES ('theme', 'dark')"))).toBe(0);
  // The day as it was, as it is, and the note of it.
  expect(costOf(() => write({ day: '2020-01-01', amountMinor: -1, ownCategory: 301 }))).toBeLessThanOrEqual(3);
  expect(costOf(() => db.exec("UPDATE own_categories SET flow = 'income' WHERE id = 301"))).toBeGreaterThan(500);
});

it('follows days that are added, changed, emptied and put into another category, and forgets what was rolled back', () => {
  const sums = createFlowSums(db);
  const other = createFlowSums(db);
  const write = createTransactionWriter(db);
  const fresh = () => {
    db.exec("INSERT OR IGNORE INTO temp.stale_days VALUES ('')");
    return other.ofSpans(spans(120));
  };
  const changes = [
    () => void write({ day: '2021-05-05', amountMinor: -700, ownCategory: 301 }),
    // A sync that brought several rows of one day failed here: each is an upsert, and the day was noted already.
    () => {
      for (const amountMinor of [-1, -2, -3]) write({ day: '2021-05-06', amountMinor, ownCategory: 301 });
    },
    () => void write({ day: '2021-05-05', amountMinor: 900, ownCategory: 101 }),
    () => db.exec("UPDATE daily_category_totals SET category_id = 201 WHERE day_on = '2021-05-05' AND category_id = 301"),
    () => db.exec("DELETE FROM daily_category_totals WHERE day_on = '2021-05-05'"),
    () => db.exec("BEGIN; DELETE FROM daily_category_totals WHERE day_on > '2022'; ROLLBACK"),
    () => db.exec('DELETE FROM daily_category_totals'),
  ];
  for (const change of changes) {
    change();
    expect(sums.ofSpans(spans(120))).toEqual(fresh());
  }
  expect(sums.ofSpans(spans(120)).flat()).toEqual([]);
});

it('is told of changes that another reader of the same store has settled', () => {
  const [one, other] = [createFlowSums(db), createFlowSums(db)];
  const write = createTransactionWriter(db);
  const total = (sums: typeof one) =>
    sums
      .ofSpans(spans(120))
      .flat()
      .reduce((sum, { expenseMinor }) => sum + expenseMinor, 0);
  const before = total(one);
  write({ day: '2021-05-05', amountMinor: -700, ownCategory: 301 });
  expect(total(other)).toBe(before - 700);
  expect(total(one)).toBe(before - 700);
});

it('keeps no sums of rows a transaction has taken back', () => {
  const sums = createFlowSums(db);
  const before = sums.ofSpans(spans(120));
  const undone = db.transaction(() => {
    createTransactionWriter(db)({ day: '2021-05-05', amountMinor: -700, ownCategory: 301 });
    expect(sums.ofSpans(spans(120))).not.toEqual(before);
    throw new Error('taken back');
  });
  expect(undone).toThrow('taken back');
  expect(sums.ofSpans(spans(120))).toEqual(before);
});

it('reads spans as ranges of days, never whole tables', () => {
  const steps = (sql: string) =>
    (
      db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all({ fromDay: '2026-10-01', toDay: '2026-10-31', currency: 'SAR', scope: '[]' }) as {
        detail: string;
      }[]
    ) // the shape SQLite gives
      .map((step) => step.detail)
      .filter((detail) => /SCAN|SEARCH/.test(detail) && !/\bc\b|json_each/.test(detail));
  const prepared: string[] = [];
  createFlowSums({
    prepare(sql: string) {
      prepared.push(sql);
      return db.prepare(sql);
    },
    exec: (sql: string) => db.exec(sql),
    transaction: () => () => undefined,
  } as unknown as Db); // the parts it uses
  const ranged = prepared.filter((sql) => sql.includes('BETWEEN'));
  expect(ranged).toHaveLength(9);
  for (const sql of ranged) expect(steps(sql)).toEqual([expect.stringMatching(RANGE)]);
});
