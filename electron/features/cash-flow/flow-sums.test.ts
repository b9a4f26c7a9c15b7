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

it('makes the sums of days once, and again only after something was written', () => {
  const sums = createFlowSums(db);
  const written = () => Number(db.prepare('SELECT total_changes()').pluck().get());
  sums.ofSpans(spans(120));
  const made = written();
  sums.ofSpans(spans(120));
  sums.ofSpans(spans(100));
  expect(written()).toBe(made);
  createTransactionWriter(db)({ day: '2020-01-01', amountMinor: -1, ownCategory: 301 });
  const before = written();
  sums.ofSpans(spans(120));
  expect(written()).toBeGreaterThan(before);
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
