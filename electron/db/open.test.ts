import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { type Db, openDatabase, openMemoryDatabase, readPragma, toStoreError } from './open.ts';

const KEY = 'a1'.repeat(32);
const OTHER_KEY = 'b2'.repeat(32);
const R1 = {
  cipher: 'aegis',
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  secure_delete: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  temp_store: 2,
  busy_timeout: 5000,
};

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mizan-open-'));
  path = join(dir, 'mizan.db');
});
afterEach(() => rmSync(dir, { recursive: true }));

const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return 'no error';
  } catch (failure) {
    const error = toStoreError(failure);
    return error instanceof AppError ? error.code : error;
  }
};
const pragmas = (db: Db) => Object.fromEntries(Object.keys(R1).map((name) => [name, readPragma(db, name)]));

function fill(marker: string): void {
  const db = openDatabase({ path, keyHex: KEY });
  db.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO notes (text) VALUES (?)');
  db.transaction(() => {
    for (let index = 0; index < 200; index += 1) insert.run(`${marker} number ${index} `.repeat(5));
  })();
  db.close();
}

/** Reads every row and every page; what damage must break. */
function readEverything(): string {
  const db = openDatabase({ path, keyHex: KEY });
  try {
    if (readPragma(db, 'quick_check') !== 'ok') return 'quick check';
    const count = db.prepare("SELECT count(*) FROM notes WHERE text LIKE 'MARKER%'").pluck().get();
    return count === 200 ? 'intact' : 'rows lost';
  } finally {
    db.close();
  }
}

describe('openDatabase', () => {
  it('R1 has every pragma in force on the first and on later opens', () => {
    const first = openDatabase({ path, keyHex: KEY });
    expect(pragmas(first)).toEqual(R1);
    first.exec('CREATE TABLE t (a)');
    first.close();
    const second = openDatabase({ path, keyHex: KEY });
    expect(pragmas(second)).toEqual(R1);
    second.close();
  });

  it('S28 makes the database and its log readable by the user alone', () => {
    const db = openDatabase({ path, keyHex: KEY });
    db.exec('CREATE TABLE t (a)');
    const modes = [path, `${path}-wal`, `${path}-shm`].map((file) => (statSync(file).mode & 0o777).toString(8));
    db.close();
    expect(modes).toEqual(['600', '600', '600']);
  });

  it('S29 refuses keys that are empty, short, upper-case, not hexadecimal or all zero, and makes no file', () => {
    const bad = ['', 'a1', 'A1'.repeat(32), 'zz'.repeat(32), '0'.repeat(64), `${KEY}'`, KEY.slice(1)];
    expect(bad.map((keyHex) => codeOf(() => openDatabase({ path, keyHex })))).toEqual(bad.map(() => 'database_wrong_key'));
    expect(() => statSync(path)).toThrow();
  });

  it('S29 writes no plain header and no stored text, neither to the file nor to the log', () => {
    const db = openDatabase({ path, keyHex: KEY });
    db.exec('CREATE TABLE notes (text TEXT)');
    db.prepare('INSERT INTO notes VALUES (?)').run('MARKER-7f3a-marker');
    const files = [path, `${path}-wal`].map((file) => readFileSync(file));
    db.close();
    const bytes = Buffer.concat([...files, readFileSync(path)]);
    expect({
      marker: bytes.includes('MARKER-7f3a'),
      table: bytes.includes('CREATE TABLE'),
      header: bytes.includes('SQLite format 3'),
    }).toEqual({
      marker: false,
      table: false,
      header: false,
    });
  });

  it('S29 does not open with another key, and leaves the file as it is', () => {
    fill('MARKER');
    const before = readFileSync(path);
    expect(codeOf(() => openDatabase({ path, keyHex: OTHER_KEY }))).toBe('database_damaged');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('S29 does not open a plain SQLite file', () => {
    const plain = new Database(path);
    plain.exec('CREATE TABLE t (a)');
    plain.close();
    expect(codeOf(() => openDatabase({ path, keyHex: KEY }))).toBe('database_damaged');
  });

  // The first 24 bytes are guarded by the key check: see store.test.ts.
  it('S29 detects 300 single-bit flips anywhere in what the cipher writes', () => {
    fill('MARKER');
    const original = readFileSync(path);
    const missed: unknown[] = [];
    fc.assert(
      fc.property(fc.integer({ min: 24 * 8, max: original.length * 8 - 1 }), (bit) => {
        const damaged = Buffer.from(original);
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        writeFileSync(path, damaged);
        const found = codeOf(() => {
          if (readEverything() !== 'intact') throw new AppError('database_damaged', 'content');
        });
        if (found !== 'database_damaged') missed.push({ byte: bit >> 3, found });
      }),
      { numRuns: 300 },
    );
    expect(missed).toEqual([]);
  });
});

describe('openMemoryDatabase', () => {
  it('is migrated and enforces references and types', () => {
    const db = openMemoryDatabase();
    const orphan = () => db.prepare("INSERT INTO account_aliases VALUES ('A', 'nobody', 'now')").run();
    const fraction = () => db.prepare("INSERT INTO balances VALUES ('a', '2026-01-01', 0.5, NULL, 1, 'now')").run();
    expect(orphan).toThrow(/FOREIGN KEY/);
    expect(fraction).toThrow(/cannot store REAL/);
    db.close();
  });
});
