import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { latestVersion, migrate, needsMigration, schemaVersion } from './migrate.ts';
import { type Migration, migrations } from './migrations/index.ts';
import { openMemoryDatabase } from './open.ts';

/** Digests of merged steps. A changed one means a released schema was edited: add a new step instead. */
const FROZEN: Readonly<Record<number, string>> = {
  1: '44a76854a48896e7457aaae3f8a0022d930a9e09cc6e4fd1cab2a2137d184774',
  2: '2ea65ad1e23a4bdc61704b898afd6a2609195e06106adb7644903c60ddc03dad',
  3: '68799404d5ee52eb7253cbce188525710b473557823ceb652963ad9211340215',
  4: '8c5f284aa7a974a57d394058f9e2cc8d1e1bfe0a10240cfa99d79c4b73944488',
  5: '43db5c3e20528b5e3d369562d398e5b7b096cfc3c8d20e07d9d384e0e4b52751',
  6: 'c27a526a773d6a3927007df2685089542e8de730ef9b05635cb24ff099a883d7',
  7: '4e95d9ca7c344967dde886ed42b83cdebf723e9fbe6723ae21692b14e722b2a1',
  8: 'cf41c94ec4de2fe41b889ad5af665594bdd52e035fe990bcd65eacb642368394',
};

const digest = (sql: string) => createHash('sha256').update(sql).digest('hex');
const tables = (db: Database.Database) =>
  db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").pluck().all();

const TWO_STEPS: readonly Migration[] = [
  { version: 1, name: 'base', sql: "CREATE TABLE a (id INTEGER PRIMARY KEY, text TEXT) STRICT; INSERT INTO a VALUES (1, 'kept');" },
  {
    version: 2,
    name: 'children',
    sql: `CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id)) STRICT;
          INSERT INTO b VALUES (10, 1);
          ALTER TABLE a ADD COLUMN note TEXT;`,
  },
];

describe('migrations', () => {
  it('R3 are frozen once merged', () => {
    expect(Object.fromEntries(migrations.map(({ version, sql }) => [version, digest(sql)]))).toEqual(FROZEN);
  });

  it('R3 are in ascending order, each number once', () => {
    const versions = migrations.map((step) => step.version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });
});

describe('migrate', () => {
  it('makes the newest schema and has nothing to do afterwards', () => {
    const db = openMemoryDatabase();
    expect({ version: schemaVersion(db), needs: needsMigration(db) }).toEqual({ version: latestVersion(), needs: false });
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('R3 steps an older schema up and keeps its rows', () => {
    const db = new Database(':memory:');
    migrate(db, TWO_STEPS.slice(0, 1));
    migrate(db, TWO_STEPS);
    expect({ version: schemaVersion(db), tables: tables(db), row: db.prepare('SELECT * FROM a').get() }).toEqual({
      version: 2,
      tables: ['a', 'b'],
      row: { id: 1, text: 'kept', note: null },
    });
  });

  it('R3 leaves the schema as it was when a step fails at any of its statements', () => {
    const [base, children] = TWO_STEPS;
    if (!base || !children) throw new Error('two steps are defined above');
    const statements = children.sql.split(';').filter((sql) => sql.trim() !== '');
    const results = statements.map((_, failing) => {
      const db = new Database(':memory:');
      migrate(db, [base]);
      const sql = statements.map((text, index) => (index === failing ? 'SELECT no_such_function()' : text)).join(';');
      expect(() => migrate(db, [base, { ...children, sql }])).toThrow(/no such function/);
      return { version: schemaVersion(db), tables: tables(db), isOpen: db.inTransaction };
    });
    expect(results).toEqual(statements.map(() => ({ version: 1, tables: ['a'], isOpen: false })));
  });

  it('R3 refuses a step that leaves broken references', () => {
    const db = new Database(':memory:');
    const [base, children] = TWO_STEPS;
    if (!base || !children) throw new Error('two steps are defined above');
    const broken = { ...children, sql: children.sql.replace('(10, 1)', '(10, 99)') };
    expect(() => migrate(db, [base, broken])).toThrow(AppError);
    expect({ version: schemaVersion(db), tables: tables(db) }).toEqual({ version: 1, tables: ['a'] });
  });

  it('R3 stops at a schema newer than the app and changes nothing', () => {
    const db = new Database(':memory:');
    migrate(db, TWO_STEPS);
    expect(() => migrate(db, TWO_STEPS.slice(0, 1))).toThrow(expect.objectContaining({ code: 'database_newer' }));
    expect({ version: schemaVersion(db), tables: tables(db) }).toEqual({ version: 2, tables: ['a', 'b'] });
  });
});
