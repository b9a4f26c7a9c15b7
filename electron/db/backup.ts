/** @file Copies of the store before its schema changes (R3, R8): complete, verified, encrypted with the same key. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { createPrivateFile, type Db, openDatabase } from './open.ts';

const KEPT = 3;
const PLAIN_HEADER = 'SQLite format 3';

/**
 * SECURITY: throws when the file is a plain SQLite file. Only for files no connection of this process has open:
 * closing the descriptor would drop SQLite's own POSIX locks on it.
 */
export function assertEncrypted(path: string): void {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(PLAIN_HEADER.length);
    const read = readSync(file, header, 0, header.length, 0);
    if (read < header.length || header.toString('latin1') === PLAIN_HEADER)
      throw new AppError('database_damaged', 'store is not encrypted');
  } finally {
    closeSync(file);
  }
}

function rowCounts(db: Db): Readonly<Record<string, number>> {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as readonly string[]; // the column is TEXT NOT NULL in practice: every table has a name
  return Object.fromEntries(tables.map((name) => [name, Number(db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get())]));
}

/** Opens the copy and compares it with the original, so that a backup on the list is one that can be restored. */
function verifyCopy(db: Db, path: string, keyHex: string): void {
  assertEncrypted(path);
  const copy = openDatabase({ path, keyHex, isReadOnly: true });
  try {
    const found = copy.pragma('integrity_check', { simple: true });
    const isSame = JSON.stringify(rowCounts(copy)) === JSON.stringify(rowCounts(db));
    if (found !== 'ok' || !isSame) throw new AppError('database_damaged', 'backup differs from the store');
  } finally {
    copy.close();
  }
}

/** Oldest first. */
export function listBackups(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => /^mizan-\d{8}T\d{9}Z-v\d+\.db$/.test(name))
    .sort();
}

function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Copies the open database with `VACUUM INTO`, verifies the copy, then gives it its name; the last three are kept.
 * @returns the path of the backup
 */
export function backUp(options: { readonly db: Db; readonly dir: string; readonly keyHex: string; readonly at: string }): string {
  const { db, dir, keyHex } = options;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const version = Number(db.pragma('user_version', { simple: true }));
  const path = join(dir, `mizan-${options.at.replace(/[-:.]/g, '')}-v${version}.db`);
  const partial = `${path}.partial`;
  for (const leftover of readdirSync(dir)) {
    if (leftover.includes('.partial')) rmSync(join(dir, leftover));
  }
  createPrivateFile(partial);
  db.prepare('VACUUM INTO ?').run(partial);
  verifyCopy(db, partial, keyHex);
  for (const suffix of ['-wal', '-shm']) rmSync(partial + suffix, { force: true });
  syncFile(partial);
  renameSync(partial, path);
  for (const old of listBackups(dir).slice(0, -KEPT)) rmSync(join(dir, old));
  return path;
}
