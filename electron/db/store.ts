/**
 * @file One environment's store on disk: lock, key check, open, quick check, back up, migrate (S28, S29, R1–R3, R7).
 * Files: `mizan.db` (+ -wal, -shm), `mizan.keycheck`, `mizan.lock`, `backups/`, while restoring `ready/` (replacement.ts).
 */
import { chmodSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { toInstant } from '../../shared/domain/dates.ts';
import { AppError } from '../../shared/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { assertEncrypted, backUp } from './backup.ts';
import { checkIntegrity } from './integrity.ts';
import { keyCheckPath, readKeyCheck, restoreHeader, writeKeyCheck } from './key-check.ts';
import { latestVersion, migrate, needsMigration, schemaVersion } from './migrate.ts';
import { type Migration, migrations } from './migrations/index.ts';
import { createPrivateFile, type Db, openDatabase, openMemoryDatabase, toStoreError } from './open.ts';
import { dropReplaced, finishReplacement, putBack } from './replacement.ts';
import { toOpenError } from './store-error.ts';

export type Store = { readonly db: Db; close(): void };

export type StoreOptions = {
  readonly dir: string;
  /** 32 random bytes. */
  readonly key: Uint8Array;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * When every page is read (R7): before the store is handed out (default), or by whoever opens it, in a thread beside. A store
   * that is to be migrated, or has just taken another one's place, is read before in any case.
   */
  readonly check?: 'before' | 'beside';
  /** Other schema steps, for tests of the runner. */
  readonly steps?: readonly Migration[];
};

const databasePath = (dir: string) => join(dir, 'mizan.db');

/** True once a store was made here, whatever its condition: its key must then exist. */
export function databaseExists(dir: string): boolean {
  return existsSync(keyCheckPath(dir)) || (existsSync(databasePath(dir)) && statSync(databasePath(dir)).size > 0);
}

/**
 * Keeps other processes out for as long as this one lives (R2). The operating system drops the lock when the process
 * dies, so nothing stale is left after kill -9. SECURITY: no code may open this file by other means: closing any
 * descriptor of it would drop the lock.
 */
function lockDirectory(dir: string): () => void {
  const path = join(dir, 'mizan.lock');
  createPrivateFile(path);
  const lock = new Database(path, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw toStoreError(error);
  }
  return () => {
    lock.close();
  };
}

/**
 * A store that was made once and is empty now lost its content: opening it would quietly start an empty one.
 * A missing file is a fresh start, unless its log file still lies there.
 */
function assertNotEmptied(dir: string): void {
  const path = databasePath(dir);
  const isMissing = !existsSync(path);
  const hasLostContent = isMissing ? existsSync(`${path}-wal`) : statSync(path).size === 0 && existsSync(keyCheckPath(dir));
  if (hasLostContent) throw new AppError('database_damaged', 'store file lost its content');
}

/** The key check tells a wrong key from damage; a file that opens proves the key, whatever the check says. */
function openChecked({ dir, key, log }: StoreOptions): Db {
  const path = databasePath(dir);
  const keyHex = Buffer.from(key).toString('hex');
  const { isKnownKey, header } = readKeyCheck(dir, key);
  if (header && restoreHeader(path, header)) log.warn('store.header-restored');
  try {
    const db = openDatabase({ path, keyHex });
    if (isKnownKey && header) return db;
    db.close();
  } catch (error) {
    const isUnreadable = error instanceof AppError && error.code === 'database_damaged';
    if (isUnreadable && !isKnownKey) throw new AppError('database_wrong_key', 'the key does not fit the store', { cause: error });
    throw error;
  }
  writeKeyCheck(dir, key, path);
  return openDatabase({ path, keyHex });
}

/** Makes the first schema, then looks at the closed file: a plain header means the key was ignored (S29). */
function createDatabase(dir: string, key: Uint8Array, steps: readonly Migration[]): void {
  const keyHex = Buffer.from(key).toString('hex');
  const path = databasePath(dir);
  const db = openDatabase({ path, keyHex });
  try {
    migrate(db, steps);
  } finally {
    db.close();
  }
  try {
    assertEncrypted(path);
  } catch (error) {
    rmSync(path);
    throw error;
  }
  writeKeyCheck(dir, key, path);
}

/** What a restore has made ready takes its place first. Should it not open after all, the store it replaced does. */
function prepare(options: StoreOptions): Db {
  const { dir, log } = options;
  const isReplaced = finishReplacement(dir);
  if (isReplaced) log.info('store.replaced');
  try {
    const db = prepareInPlace(isReplaced ? { ...options, check: 'before' } : options);
    dropReplaced(dir);
    return db;
  } catch (error) {
    const isUnreadable = error instanceof AppError && error.code === 'database_damaged';
    if (!isUnreadable || !putBack(dir)) throw error;
    log.error('store.put-back');
    return prepareInPlace({ ...options, check: 'before' });
  }
}

function prepareInPlace(options: StoreOptions): Db {
  const { dir, key, clock, log } = options;
  const steps = options.steps ?? migrations;
  const started = clock.monotonic();
  assertNotEmptied(dir);
  const path = databasePath(dir);
  const isNew = !existsSync(path) || statSync(path).size === 0;
  if (isNew) createDatabase(dir, key, steps);
  const db = openChecked(options);
  try {
    const isOld = needsMigration(db, steps);
    if (isOld || options.check !== 'beside') checkIntegrity(db, 'quick');
    if (isOld) {
      // A file whose very first migration did not commit holds nothing to keep.
      const from = schemaVersion(db);
      if (from > 0) {
        const at = toInstant(clock.now());
        backUp({ db, dir: join(dir, 'backups'), keyHex: Buffer.from(key).toString('hex'), at });
      }
      migrate(db, steps);
      log.info('store.migrated', { from, to: latestVersion(steps) });
    }
    log.info('store.opened', { isNew, version: schemaVersion(db), ms: Math.round(clock.monotonic() - started) });
    return db;
  } catch (error) {
    db.close();
    throw toStoreError(error);
  }
}

/** Makes the folder, the owner's alone, and locks it. */
function enterDirectory(dir: string): () => void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    chmodSync(dir, 0o700);
    return lockDirectory(dir);
  } catch (error) {
    throw toOpenError(error);
  }
}

/** A store that is gone when it is closed, for a computer that can keep no key (S24). */
export function openMemoryStore(): Store {
  const db = openMemoryDatabase();
  return { db, close: () => void db.close() };
}

/**
 * Opens the store of one environment, making it when there is none yet.
 * @throws AppError `database_locked` (another Mizan has it), `database_wrong_key`, `database_damaged`, `database_newer`,
 * `disk_full`, `disk_failed`. Nothing is deleted or replaced in any of these cases.
 */
export function openStore(options: StoreOptions): Store {
  // Worker threads may not change the mask; there the main process has set it (S28).
  if (isMainThread) process.umask(0o077);
  const { log } = options;
  const unlock = enterDirectory(options.dir);
  try {
    const db = prepare(options);
    return {
      db,
      close: () => {
        if (!db.open) return;
        try {
          db.pragma('wal_checkpoint(TRUNCATE)');
        } catch (error) {
          // The disk is full: the log file stays and is taken in at the next open.
          if (!(toStoreError(error) instanceof AppError)) throw error;
          log.warn('store.not-checkpointed', {});
        } finally {
          db.close();
          unlock();
        }
      },
    };
  } catch (error) {
    unlock();
    throw toOpenError(error);
  }
}
