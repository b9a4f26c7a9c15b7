import { randomBytes } from 'node:crypto';
import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { aConnection, anAccount, aTransaction } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { packBody } from '../../db/raw-body.ts';
import { createEnvelopeRepo } from '../secrets/envelope-repo.ts';
import { createEverythingWriter } from './everything-writer.ts';
import { createStoreReader } from './store-reader.ts';
import { NOT_EXPORTED, STORED_TABLES } from './stored-tables.ts';

let db: Db;
beforeEach(() => {
  db = openMemoryDatabase();
});

const NOW_MS = Date.parse('2026-11-07T11:07:00.000Z');
const tables = () => db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`).pluck().all() as string[];
const isLeftOut = (name: string) => NOT_EXPORTED.some(({ pattern }) => pattern.test(name));

async function exported(format: 'json' | 'csv') {
  const chunks: Uint8Array[] = [];
  const progress: number[] = [];
  const writer = createEverythingWriter(createStoreReader(db));
  await writer.run({
    format,
    nowMs: NOW_MS,
    beside: { preferences: { language: 'ar' } },
    signal: new AbortController().signal,
    write: async (bytes) => void chunks.push(Uint8Array.from(bytes)),
    onRows: (rows) => progress.push(rows),
  });
  expect(progress.at(-1) ?? 0).toBe(writer.total());
  return Buffer.concat(chunks);
}
const asJson = async () => JSON.parse((await exported('json')).toString('utf8')) as { tables: Record<string, Record<string, unknown>[]> };
const asFiles = async () => {
  const files = unzipSync(await exported('csv'));
  return new Map(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
};

/** One row in every table, each value told apart from all others. @returns what each export must hold, by table */
function fillEveryTable(): Map<string, string[]> {
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  const expected = new Map<string, string[]>();
  let number = 700_000;
  for (const table of tables().filter((name) => !isLeftOut(name))) {
    const columns = db.prepare('SELECT name, type FROM pragma_table_info(?)').all(table) as { name: string; type: string }[];
    db.exec(`DELETE FROM "${table}"`);
    const values = columns.map(({ name, type }) => {
      if (type === 'INTEGER') return ++number;
      if (type !== 'BLOB') return `${table}/${name}`;
      return name === 'body' ? packBody(Buffer.from(`${table}/${name}`)) : randomBytes(16);
    });
    db.prepare(`INSERT INTO "${table}" VALUES (${columns.map(() => '?').join(', ')})`).run(...values);
    const shown = values.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : String(value)));
    expected.set(
      table,
      shown.map((value, i) => (columns[i]?.name === 'body' ? `${table}/body` : value)),
    );
  }
  return expected;
}

describe('export of everything stored', () => {
  it('S34 knows every table of the store, and says why it leaves one out', () => {
    const known = STORED_TABLES.map(({ name }) => name);
    expect(tables().filter((name) => !isLeftOut(name))).toEqual(known.toSorted());
  });

  it('S34 holds every column of every table, as JSON and as CSV', async () => {
    const expected = fillEveryTable();
    const json = await asJson();
    const files = await asFiles();
    for (const [table, values] of expected) {
      expect({ table, values: Object.values(json.tables[table]?.[0] ?? {}).map(String) }).toEqual({ table, values });
      const [, line] = (files.get(`${table}.csv`) ?? '').split('\r\n');
      expect({ table, line }).toEqual({ table, line: values.join(',') });
    }
  });

  it('S34 says what it is, and carries what is kept beside the store', async () => {
    const about = { format: 'mizan-everything', version: 1, exportedAt: '2026-11-07T11:07:00.000Z', preferences: { language: 'ar' } };
    expect(await asJson()).toMatchObject(about);
    expect(JSON.parse((await asFiles()).get('about.json') ?? '')).toEqual(about);
  });

  it('S27 leaves the sealed tokens where they are', async () => {
    createEnvelopeRepo(db).write('canary');
    db.exec(`INSERT INTO settings (name, value) VALUES ('schedule.next', 'kept')`);
    expect((await asJson()).tables.settings).toEqual([{ name: 'schedule.next', value: 'kept' }]);
    expect([...(await asFiles()).values()].join()).not.toContain('canary');
  });

  it('reads long tables to the end, whatever their key is', async () => {
    aConnection(db);
    anAccount(db);
    const day = db.prepare(
      `INSERT INTO balances (account_id, day_on, balance_minor, run_id, received_at) VALUES ('account-1', ?, ?, 1, '')`,
    );
    for (let i = 0; i < 1_203; i += 1) {
      aTransaction(db, { counterparty: `Row ${i}` });
      day.run(`day-${String(i).padStart(5, '0')}`, i);
    }
    const { transactions = [], balances = [] } = (await asJson()).tables;
    expect(transactions.map(({ counterparty }) => counterparty)).toEqual(Array.from({ length: 1_203 }, (_, i) => `Row ${i}`));
    expect(balances.map((row) => row.balance_minor)).toEqual(Array.from({ length: 1_203 }, (_, i) => i));
  });

  it('S6 gives a spreadsheet nothing to run, and an answer of the provider as it came', async () => {
    aConnection(db);
    anAccount(db, { displayName: '=1+1' });
    const body = '{"items":[{"purpose":"=HYPERLINK(1)\\n\\"x\\""}]}';
    db.prepare(
      `INSERT INTO raw_pages (run_id, account_id, plan, received_at, item_count, digest, body) VALUES (1, 'account-1', 'all', '', 1, x'00', ?)`,
    ).run(packBody(Buffer.from(body)));
    const files = await asFiles();
    expect(files.get('accounts.csv')).toContain(",'=1+1,");
    expect(files.get('raw_pages.csv')).toContain(`"${body.replaceAll('"', '""')}"`);
    expect((await asJson()).tables.raw_pages).toMatchObject([{ body }]);
  });

  it('counts what is stored by what it is to a person', () => {
    aConnection(db);
    anAccount(db);
    aTransaction(db);
    const counted = createStoreReader(db).inventory();
    expect(counted.filter(({ kind }) => ['banks', 'accounts', 'transactions', 'categories', 'raw'].includes(kind))).toEqual([
      { kind: 'banks', count: 1 },
      { kind: 'accounts', count: 1 },
      { kind: 'transactions', count: 1 },
      { kind: 'categories', count: 42 },
      { kind: 'raw', count: 0 },
    ]);
  });
});
