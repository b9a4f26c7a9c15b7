/**
 * @file A store's content in a new file under another key: what leaves for a backup file, and what comes back from one. The schema is made by
 * our own steps and only rows are taken over, so that a file from elsewhere brings data and never a view or trigger of its own.
 */
import { rmSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';
import { assertEncrypted, rowCounts } from './backup.ts';
import { checkIntegrity } from './integrity.ts';
import { latestVersion, migrate, schemaVersion } from './migrate.ts';
import { type Migration, migrations } from './migrations/index.ts';
import { type Db, openDatabase } from './open.ts';

export type StoreFile = { readonly path: string; readonly keyHex: string };

/** Its rows are made from the transactions; its own tables take none by hand. */
const SEARCH = /^transaction_search(_|$)/;
/** SECURITY: sealed tokens belong to the keychain beside which they were made, and an older set must never be sent again (R10). */
const LEFT_OUT = "DELETE FROM settings WHERE name = 'secrets.sealed_tokens'";
const FILL_SEARCH = `INSERT INTO transaction_search (rowid, search_text)
  SELECT id, iif(own_text = '', search_text, search_text || ' ' || own_text) FROM transactions`;

function removeSideFiles(path: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
}

type Checked = { readonly version: number; readonly counts: Readonly<Record<string, number>> };

/** Reads every page. @throws AppError `database_damaged`, `database_newer` */
export function checkStoreFile({ path, keyHex }: StoreFile, steps: readonly Migration[] = migrations): Checked {
  assertEncrypted(path);
  const db = openDatabase({ path, keyHex, isReadOnly: true });
  try {
    const version = schemaVersion(db);
    if (version > latestVersion(steps)) throw new AppError('database_newer', `schema ${version} is newer than ${latestVersion(steps)}`);
    checkIntegrity(db, 'full');
    return { version, counts: rowCounts(db) };
  } finally {
    db.close();
  }
}

function columnsOf(db: Db, schema: 'main' | 'source', table: string): readonly string[] {
  return db.prepare('SELECT name FROM pragma_table_info(?, ?)').pluck().all(table, schema) as string[]; // names of columns
}

function copyTable(db: Db, table: string): void {
  const here = columnsOf(db, 'main', table);
  const there = new Set(columnsOf(db, 'source', table));
  const missing = here.filter((name) => !there.has(name));
  if (missing.length > 0) throw new AppError('database_damaged', `a table lacks ${missing.length} columns`);
  const columns = here.map((name) => `"${name}"`).join(', ');
  db.exec(`DELETE FROM main."${table}"`);
  db.exec(`INSERT INTO main."${table}" (${columns}) SELECT ${columns} FROM source."${table}"`);
}

/** Same rows under the same numbers; the counters of AUTOINCREMENT too, or a number would be given twice. */
function copyRows(db: Db): void {
  const tables = Object.keys(rowCounts(db)).filter((name) => !SEARCH.test(name));
  db.transaction(() => {
    for (const table of tables) copyTable(db, table);
    db.exec('DELETE FROM main.sqlite_sequence');
    db.exec('INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM source.sqlite_sequence');
    db.exec(LEFT_OUT);
    if (columnsOf(db, 'main', 'transactions').includes('own_text')) db.exec(FILL_SEARCH);
    else db.exec('INSERT INTO transaction_search (rowid, search_text) SELECT id, search_text FROM transactions');
  }).immediate();
}

function assertSame(db: Db, counts: Checked['counts']): void {
  const sealed = 1;
  const differing = Object.entries(rowCounts(db)).filter(([name, count]) => {
    const most = counts[name] ?? 0;
    return !SEARCH.test(name) && count !== most && !(name === 'settings' && count === most - sealed);
  });
  const broken = db.pragma('foreign_key_check') as readonly unknown[]; // one row per violation
  if (differing.length > 0 || broken.length > 0) throw new AppError('database_damaged', 'the copy differs from its source');
}

/**
 * @param steps ours; the copy keeps the schema version of its source, and is stepped up when it is opened
 * @throws AppError `database_damaged`, `database_newer`, `disk_*`; nothing is left at the target then
 */
export function copyStore(source: StoreFile, target: StoreFile, steps: readonly Migration[] = migrations): void {
  const { version, counts } = checkStoreFile(source, steps);
  rmSync(target.path, { force: true });
  removeSideFiles(target.path);
  const db = openDatabase(target);
  try {
    migrate(
      db,
      steps.filter((step) => step.version <= version),
    );
    // The key is asserted to be 64 hex digits: checkStoreFile opened the file with it.
    db.prepare(`ATTACH ? AS source KEY "x'${source.keyHex}'"`).run(source.path);
    db.pragma('foreign_keys=OFF');
    copyRows(db);
    db.exec('DETACH source');
    assertSame(db, counts);
    checkIntegrity(db, 'full');
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    removeSideFiles(target.path);
    assertEncrypted(target.path);
  } catch (error) {
    db.close();
    rmSync(target.path, { force: true });
    removeSideFiles(target.path);
    throw error;
  } finally {
    removeSideFiles(source.path);
  }
}
