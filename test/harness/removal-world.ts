/** @file A folder with a marked store, encrypted or plain, and the removal service over it: for the process that is killed and for the one that looks. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { backUp } from '../../electron/db/backup.ts';
import { migrate } from '../../electron/db/migrate.ts';
import { type Db, openDatabase, readPragma } from '../../electron/db/open.ts';
import { openStore, type Store } from '../../electron/db/store.ts';
import { createNodeDataFiles } from '../../electron/features/erasure/node-data-files.ts';
import { RemovalService } from '../../electron/features/erasure/removal-service.ts';
import { guardWithdrawn } from '../../electron/features/erasure/withdrawal-guard.ts';
import type { BankProvider } from '../../electron/ports/bank-provider.ts';
import { standingClock } from '../builders/ledger-builder.ts';
import { plantEverywhere } from './marked-store.ts';
import { accountId, markOf } from './marked-tables.ts';

/** `plain` leaves the same bytes without the cipher, so that files can be searched as they lie on the disk. */
export type StoreKind = 'encrypted' | 'plain';
export type Level = 'account' | 'bank';
export const BANKS = ['a', 'b'] as const;

const KEY = Buffer.alloc(32, 7);
const keyHex = KEY.toString('hex');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const backupsOf = (dir: string) => ({ dir: join(dir, 'backups'), keyHex });

/** As `openStore` sets them; a plain file must be treated alike, or it would prove nothing. */
const PRAGMAS = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete', 'temp_store', 'cache_size', 'wal_autocheckpoint'] as const;

function openPlain(dir: string, likeDir: string): Store {
  const like = openStore({ dir: likeDir, key: KEY, clock: standingClock(), log: quiet });
  const wanted = PRAGMAS.map((name) => [name, readPragma(like.db, name)] as const);
  like.close();
  const db = new Database(join(dir, 'mizan.db'));
  for (const [name, value] of wanted) {
    db.pragma(`${name}=${String(value)}`);
    if (readPragma(db, name) !== value) throw new Error(`a plain store does not take ${name}`);
  }
  migrate(db);
  return { db, close: () => db.close() };
}

export function openMarked(dir: string, kind: StoreKind): Store {
  if (kind === 'encrypted') return openStore({ dir, key: KEY, clock: standingClock(), log: quiet });
  return openPlain(dir, join(dir, 'like'));
}

/** Two banks, everything of them marked; of the encrypted one a backup too. */
export function seedMarked(dir: string, kind: StoreKind): void {
  const { db, close } = openMarked(dir, kind);
  plantEverywhere(db, BANKS);
  if (kind === 'encrypted') backUp({ db, ...backupsOf(dir), at: '2026-11-07T11:07:00.000Z' });
  close();
}

/** Writes marked pages once more, so that the log file holds them when the removal begins. */
export function touch(db: Db): void {
  db.transaction(() => {
    db.prepare(`UPDATE accounts SET display_name = display_name || ' '`).run();
    db.prepare(`UPDATE transactions SET purpose = purpose || ' '`).run();
    db.prepare(`UPDATE connections SET state_reason = state_reason || ' '`).run();
  }).immediate();
}

/** Starting it finishes what was interrupted, as opening the app does. */
export function aRemovalService(dir: string, db: Db, provider: Pick<BankProvider, 'hasTokens' | 'deleteAccess' | 'deleteAccount'>) {
  return new RemovalService({
    isPractice: false,
    db,
    provider: provider as BankProvider, // it asks for these three only
    guard: guardWithdrawn(provider as BankProvider, { db, log: quiet }),
    sync: { exclusively: (work) => work() },
    files: createNodeDataFiles(),
    backups: backupsOf(dir),
    freeFiles: async () => undefined,
    clock: standingClock(),
    random: { bytes: (count) => Buffer.alloc(count, 1) },
    log: quiet,
    emit: () => undefined,
  });
}

export const removeBankA = (service: RemovalService, level: Level) =>
  level === 'bank' ? service.disconnect('bank-a', false) : service.forgetAccount(accountId('a'), 'forget this account');

export const willing: Pick<BankProvider, 'hasTokens' | 'deleteAccess' | 'deleteAccount'> = {
  hasTokens: async () => true,
  deleteAccess: async () => undefined,
  deleteAccount: async () => undefined,
};

/** Everything that lies in the folder, below the cipher: the open store's pages, free ones included, and those of each backup. */
export function pagesIn(dir: string, db: Db): Buffer {
  const { dir: backups } = backupsOf(dir);
  const names = existsSync(backups) ? readdirSync(backups).filter((name) => name.endsWith('.db')) : [];
  const copies = names.map((name) => {
    const copy = openDatabase({ path: join(backups, name), keyHex, isReadOnly: true });
    try {
      return copy.serialize();
    } finally {
      copy.close();
    }
  });
  return Buffer.concat([db.serialize(), ...copies]);
}

/** The files of a plain store as they are on the disk: data, log, shared memory. */
export function bytesOnDisk(dir: string): Buffer {
  const names = readdirSync(dir).filter((name) => name.startsWith('mizan.db'));
  return Buffer.concat(names.map((name) => readFileSync(join(dir, name))));
}

/** Trigrams of bank A in the search index, and rows the index has too many. */
export function indexLeft(db: Db): { readonly rows: number; readonly terms: number } {
  db.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'transaction_search', 'row')");
  const count = (sql: string, ...params: string[]) =>
    Number(
      db
        .prepare(sql)
        .pluck()
        .get(...params),
    );
  return {
    rows: count('SELECT count(*) FROM transaction_search_docsize') - count('SELECT count(*) FROM transactions'),
    // Only bank A's marker has these three letters in a row.
    terms: count('SELECT count(*) FROM temp.terms WHERE term = ?', markOf('a', 'transactions').slice(1, 4)),
  };
}
