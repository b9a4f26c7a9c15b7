/**
 * @file Opens the encrypted store (S29, R1). The driver is the cipher build of better-sqlite3; the plain build would
 * silently ignore the key, which is why every open ends with read-backs.
 */
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import { migrate } from './migrate.ts';

export type Db = Database.Database;
export type Statement = Database.Statement;

const RAW_KEY = /^[0-9a-f]{64}$/;

/** Pages of the file kept in memory, in KiB. */
const PAGES_KIB = { rest: 16_384, writing: 65_536 } as const;

/** Pragmas of every open with the value each must read back (R1). */
const SETTINGS: readonly (readonly [name: string, set: string, expected: string | number])[] = [
  // Readers never wait for the writer, and a commit is one sequential write.
  ['journal_mode', 'WAL', 'wal'],
  // A committed transaction survives a power cut; the library's default differs between first and later opens.
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  // Deleted rows are overwritten in the file, so that erasing a bank leaves nothing behind (S31).
  ['secure_delete', 'ON', 1],
  // A damaged or edited schema cannot run functions with side effects.
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  // Sorter spill files would be plain text on disk.
  ['temp_store', 'MEMORY', 2],
  // A backup or check may hold the file for a moment.
  ['busy_timeout', '5000', 5000],
  // 16 MiB: what is asked for at rest is little, and the system keeps the file's pages anyway.
  ['cache_size', `-${PAGES_KIB.rest}`, -PAGES_KIB.rest],
  // Checkpoints of 64 MB instead of 4: what several pages of transactions change of an index is written back once.
  ['wal_autocheckpoint', '16000', 16_000],
  // After a checkpoint the log file shrinks back to this.
  ['journal_size_limit', '67108864', 67_108_864],
];

/** While much is written, index entries at random places stay in memory; at rest that memory is given back. */
export function keepPages(db: Db, use: keyof typeof PAGES_KIB): void {
  db.pragma(`cache_size=-${PAGES_KIB[use]}`);
}

/** The value of a pragma, whichever column name it answers with. */
export function readPragma(db: Db, name: string): unknown {
  const rows = db.pragma(name) as readonly Record<string, unknown>[]; // without `simple` the driver always answers with rows
  const row = rows[0];
  return row === undefined ? undefined : Object.values(row)[0];
}

/** Sets one pragma and refuses to go on when it does not read back (R1). */
function setPragma(db: Db, name: string, value: string, expected: string | number): void {
  db.pragma(`${name}=${value}`);
  if (readPragma(db, name) !== expected) throw new AppError('database_damaged', `pragma ${name} did not take effect`);
}

/** SECURITY: an empty or short key would make a plain or a weakly keyed file without an error. */
function assertRawKey(keyHex: string): void {
  if (!RAW_KEY.test(keyHex) || /^0+$/.test(keyHex)) throw new AppError('database_wrong_key', 'database key is not 32 random bytes');
}

/** Tells the driver's errors apart. Unknown ones stay what they are: bugs. */
export function toStoreError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const { code } = error;
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return new AppError('database_damaged', code, { cause: error });
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return new AppError('database_locked', code, { cause: error });
  if (code === 'SQLITE_FULL') return new AppError('disk_full', code, { cause: error });
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN'))
    return new AppError('disk_failed', code, { cause: error });
  return error;
}

/** SECURITY: SQLite would create the file 0644; -wal and -shm inherit the mode of the main file (S28). */
export function createPrivateFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

/** Unlocks the file. Reading the schema is the first use of the key: a wrong one fails here. */
function applyKey(db: Db, keyHex: string): void {
  db.pragma("cipher='aegis'");
  db.pragma(`key="x'${keyHex}'"`);
  db.prepare('SELECT count(*) FROM sqlite_schema').get();
  if (readPragma(db, 'cipher') !== 'aegis') throw new AppError('database_damaged', 'the cipher build of the driver is missing');
}

/**
 * Opens (or creates) an encrypted database with every safety setting on and read back.
 * @throws AppError `database_damaged` also for a wrong key: only `openStore` can tell the two apart.
 */
export function openDatabase(options: { readonly path: string; readonly keyHex: string; readonly isReadOnly?: boolean }): Db {
  assertRawKey(options.keyHex);
  const isReadOnly = options.isReadOnly ?? false;
  let db: Db | undefined;
  try {
    if (!isReadOnly) createPrivateFile(options.path);
    db = new Database(options.path, { readonly: isReadOnly, fileMustExist: true });
    applyKey(db, options.keyHex);
    for (const [name, value, expected] of SETTINGS) {
      if (!(isReadOnly && name === 'journal_mode')) setPragma(db, name, value, expected);
    }
    // fsync on macOS does not reach the platter without it.
    if (process.platform === 'darwin') setPragma(db, 'checkpoint_fullfsync', 'ON', 1);
    return db;
  } catch (error) {
    db?.close();
    throw toStoreError(error);
  }
}

/** An empty, migrated, unencrypted database in memory: for tests, and for a session that keeps nothing. */
export function openMemoryDatabase(): Db {
  const db = new Database(':memory:');
  for (const name of ['foreign_keys', 'secure_delete', 'cell_size_check']) setPragma(db, name, 'ON', 1);
  migrate(db);
  return db;
}
