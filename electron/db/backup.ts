/** @file Copies of the store (R3, R8): complete, verified, encrypted with the same key; the last three and a weekly one are kept. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { createPrivateFile, type Db, openDatabase } from './open.ts';

const KEPT = 3;
const PLAIN_HEADER = 'SQLite format 3';
const NAME = /^mizan-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-v(\d+)(-weekly)?\.db$/;

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

/** Every table with rows of its own, and how many. */
export function rowCounts(db: Db): Readonly<Record<string, number>> {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as readonly string[]; // the column is TEXT NOT NULL in practice: every table has a name
  return Object.fromEntries(tables.map((name) => [name, Number(db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get())]));
}

/** Opens the copy and compares it with the original, so that a backup on the list is one that can be restored. */
function verifyCopy(path: string, keyHex: string, expected: Readonly<Record<string, number>>): void {
  assertEncrypted(path);
  const copy = openDatabase({ path, keyHex, isReadOnly: true });
  try {
    const found = copy.pragma('integrity_check', { simple: true });
    const isSame = JSON.stringify(rowCounts(copy)) === JSON.stringify(expected);
    if (found !== 'ok' || !isSame) throw new AppError('database_damaged', 'backup differs from the store');
  } finally {
    copy.close();
  }
}

export type BackupFile = { readonly name: string; readonly at: string; readonly schemaVersion: number; readonly isWeekly: boolean };

/** Oldest first. */
export function listBackupFiles(dir: string): readonly BackupFile[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .sort()
    .flatMap((name) => {
      const match = NAME.exec(name);
      if (!match) return [];
      const [, year, month, day, hour, minute, second, ms, version, weekly] = match;
      const at = `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`;
      return [{ name, at, schemaVersion: Number(version), isWeekly: weekly !== undefined }];
    });
}

/** Names, oldest first. */
export const listBackups = (dir: string): readonly string[] => listBackupFiles(dir).map(({ name }) => name);

export function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The last three, and the newest weekly one however old: three schema steps in a row must not push it out. */
function dropOld(dir: string): void {
  const all = listBackupFiles(dir);
  const weekly = all.findLast((backup) => backup.isWeekly);
  for (const old of all.slice(0, -KEPT)) {
    if (old !== weekly) rmSync(join(dir, old.name));
  }
}

export type BackUpOptions = {
  /** The store's own connection, or a read-only one in another thread. */
  readonly db: Db;
  readonly dir: string;
  readonly keyHex: string;
  readonly at: string;
  readonly isWeekly?: boolean;
};

/**
 * Copies the open database with `VACUUM INTO`, verifies the copy, then gives it its name.
 * @returns the path of the backup
 * @throws AppError `busy` when another connection wrote meanwhile: the copy is whole, but nothing says that it is the store's
 */
export function backUp({ db, dir, keyHex, at, isWeekly = false }: BackUpOptions): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const version = Number(db.pragma('user_version', { simple: true }));
  const path = join(dir, `mizan-${at.replace(/[-:.]/g, '')}-v${version}${isWeekly ? '-weekly' : ''}.db`);
  const partial = `${path}.partial`;
  for (const leftover of readdirSync(dir)) {
    if (leftover.includes('.partial')) rmSync(join(dir, leftover));
  }
  const before = db.pragma('data_version', { simple: true });
  const counts = rowCounts(db);
  createPrivateFile(partial);
  db.prepare('VACUUM INTO ?').run(partial);
  if (db.pragma('data_version', { simple: true }) !== before) {
    rmSync(partial);
    throw new AppError('busy', 'the store was written while it was copied');
  }
  verifyCopy(partial, keyHex, counts);
  for (const suffix of ['-wal', '-shm']) rmSync(partial + suffix, { force: true });
  syncFile(partial);
  renameSync(partial, path);
  dropOld(dir);
  return path;
}
