/** @file Forgetting and disconnecting over a real encrypted store: what is left of them in its bytes, its index and its backups (S31). */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { aConnection, aConsent, anAccount, aRawPage, aTransaction, standingClock } from '../../../test/builders/ledger-builder.ts';
import { aProviderAccount, createFakeProvider } from '../../../test/fakes/fake-provider.ts';
import { backUp, listBackups } from '../../db/backup.ts';
import { openDatabase } from '../../db/open.ts';
import { openStore, type Store } from '../../db/store.ts';
import { createLeftoverAccesses } from '../connections/leftover-accesses.ts';
import { createNodeDataFiles } from './node-data-files.ts';
import { type RemovalDeps, RemovalService } from './removal-service.ts';
import { guardWithdrawn } from './withdrawal-guard.ts';

const MARKER = 'qzmarkerxj';
const PHRASE = 'forget this account';
const key = Buffer.alloc(32, 7);
const keyHex = key.toString('hex');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

let dir: string;
let store: Store;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mizan-removal-'));
  store = openStore({ dir, key, clock: standingClock(), log: quiet });
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const backups = () => ({ dir: join(dir, 'backups'), keyHex });
const service = (isFailing = false, change: Partial<RemovalDeps> = {}) => {
  const files = createNodeDataFiles();
  const list = () => {
    throw new AppError('disk_failed', 'cut off');
  };
  return new RemovalService({
    isPractice: false,
    db: store.db,
    provider: createFakeProvider([]),
    guard: { enforce: async () => new Map() },
    sync: { exclusively: (work) => work() },
    files: isFailing ? { ...files, list } : files,
    backups: backups(),
    freeFiles: async () => undefined,
    clock: standingClock(),
    random: { bytes: (count) => Buffer.alloc(count, 1) },
    log: quiet,
    emit: () => undefined,
    ...change,
  });
};

/** Two banks; everything of the first one carries the marker. */
function plant(): void {
  const { db } = store;
  aConnection(db, { id: 'bank-1', bankName: `${MARKER} bank` });
  aConnection(db, { id: 'bank-2', bankName: 'Sample Bank' });
  for (const connectionId of ['bank-1', 'bank-2']) aConsent(db, { connectionId });
  anAccount(db, { id: 'account-1', connectionId: 'bank-1' });
  anAccount(db, { id: 'account-2', connectionId: 'bank-2' });
  for (let n = 0; n < 50; n += 1) {
    aTransaction(db, { accountId: 'account-1', counterparty: `${MARKER} ${n}` });
    aTransaction(db, { accountId: 'account-2', counterparty: `kept ${n}` });
  }
  aRawPage(db, `{"transactions":["${MARKER}"]}`, 'account-1');
  db.prepare('UPDATE accounts SET display_name = ?, owner = ? WHERE id = ?').run(MARKER, MARKER, 'account-1');
  backUp({ db, ...backups(), at: '2026-11-07T11:07:00.000Z' });
}

/** The pages as SQLite sees them, free ones included: below the cipher, where a left-over byte would stand. */
const bytesOf = (db: Store['db']) => db.serialize();
function isAnywhere(text: string): boolean {
  const inBackups = listBackups(backups().dir).some((name) => {
    const copy = openDatabase({ path: join(backups().dir, name), keyHex, isReadOnly: true });
    try {
      return bytesOf(copy).includes(text);
    } finally {
      copy.close();
    }
  });
  return inBackups || bytesOf(store.db).includes(text);
}
const trigrams = () => {
  store.db.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'transaction_search', 'row')");
  return store.db.prepare('SELECT count(*) FROM temp.terms WHERE term = ?').pluck().get(MARKER.slice(0, 3));
};
const rowsOf = (accountId: string): unknown => {
  const tables = store.db
    .prepare(
      `SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'account_id'
       WHERE m.type = 'table' AND m.name <> 'fetch_ledger' ORDER BY m.name`,
    )
    .pluck()
    .all() as string[]; // sqlite_schema.name is TEXT
  return Object.fromEntries(
    tables.map((name) => [name, store.db.prepare(`SELECT count(*) FROM "${name}" WHERE account_id = ?`).pluck().get(accountId)]),
  );
};

describe('what is left of a removed bank or account', () => {
  it('S31 no byte in the store, its free pages, its index or its backups; the other bank as it was', async () => {
    plant();
    expect({ stored: isAnywhere(MARKER), index: trigrams() }).toEqual({ stored: true, index: 1 });
    const others = rowsOf('account-2');
    const receipt = await service().disconnect('bank-1', false);
    expect(receipt.steps.map((step) => step.kind)).toEqual(['consent', 'rows']);
    expect({ stored: isAnywhere(MARKER), index: trigrams() }).toEqual({ stored: false, index: 0 });
    expect(rowsOf('account-2')).toEqual(others);
    expect(Object.values(rowsOf('account-1') as Record<string, number>).every((count) => count === 0)).toBe(true);
    expect(listBackups(backups().dir)).toHaveLength(1);
    const wal = join(dir, 'mizan.db-wal');
    expect(existsSync(wal) ? readdirSync(dir).includes('mizan.db-journal') : false).toBe(false);
  });

  it('S31 forgets one account and leaves the rest of its bank', async () => {
    plant();
    anAccount(store.db, { id: 'account-3', connectionId: 'bank-1' });
    await service().forgetAccount('account-1', PHRASE);
    expect(trigrams()).toBe(0);
    expect(bytesOf(store.db).includes(`${MARKER} 1`)).toBe(false);
    expect(store.db.prepare('SELECT id FROM accounts ORDER BY id').pluck().all()).toEqual(['account-2', 'account-3']);
  });

  it('S31 what was cut off after the rows were gone is finished at the next start', async () => {
    plant();
    const receipt = await service(true).disconnect('bank-1', false);
    expect(receipt.steps.at(-1)).toMatchObject({ kind: 'rows', outcome: 'not_done', code: 'disk_failed' });
    expect(isAnywhere(MARKER)).toBe(true);
    service();
    expect(isAnywhere(MARKER)).toBe(false);
    expect(store.db.prepare('SELECT stage FROM withdrawals').pluck().all()).toEqual(['cleaned']);
  });

  // What the user saw: an error, and the bank still on every page until the next start, though it was gone.
  it('S31 a bank stayed on screen when a backup could not be removed', async () => {
    plant();
    const told: string[] = [];
    const receipt = await service(true, { emit: (topic) => told.push(topic) }).disconnect('bank-1', false);
    expect(receipt.steps.at(-1)).toMatchObject({ kind: 'rows', outcome: 'not_done', code: 'disk_failed' });
    expect(told).toContain('connections.changed');
  });

  it('S31 a log file that is being read keeps its pages, so the removal is not said to be clean before they are gone', async () => {
    plant();
    const reader = openDatabase({ path: join(dir, 'mizan.db'), keyHex, isReadOnly: true });
    const reading = reader.prepare('SELECT id FROM accounts').iterate();
    reading.next();
    store.db.pragma('busy_timeout=0');
    const receipt = await service().disconnect('bank-1', false);
    expect(receipt.steps.at(-1)).toMatchObject({ kind: 'rows', outcome: 'not_done', code: 'database_locked' });
    expect(listBackups(backups().dir)).toHaveLength(1);
    reading.return?.();
    reader.close();
    service();
    expect(isAnywhere(MARKER)).toBe(false);
    expect(store.db.prepare('SELECT stage FROM withdrawals').pluck().all()).toEqual(['cleaned']);
  });

  // What the user saw: a renewed bank they had disconnected came back with the next sync, under the access of before the renewal.
  it.each([true, false])(
    'S31 S33 R33 a disconnected bank came back from an access its renewal had left behind (history kept: %s)',
    async (isKept) => {
      plant();
      createLeftoverAccesses(store.db).add('access-before', 'bank-1');
      createLeftoverAccesses(store.db).add('access-of-another', 'bank-2');
      const deleted: string[] = [];
      const provider = createFakeProvider([
        aProviderAccount({ accessId: 'access-before' }),
        aProviderAccount({ providerId: 'A2', accessId: 'access-bank-2' }),
      ]);
      provider.deleteAccess = async (id) => {
        deleted.push(id);
        if (id === 'access-bank-1') throw new AppError('provider_unavailable', 'down');
      };
      const receipt = await service(false, { provider }).disconnect('bank-1', isKept);
      expect(deleted).toEqual(['access-bank-1', 'access-before']);
      expect(receipt.steps[0]).toMatchObject({ kind: 'consent', code: 'provider_unavailable' });
      expect(createLeftoverAccesses(store.db).list()).toEqual(['access-of-another']);
      expect((await guardWithdrawn(provider, { db: store.db, log: quiet }).provider.listAccounts()).map((one) => one.accessId)).toEqual([
        'access-bank-2',
      ]);
    },
  );

  it('S31 what was cut off right after it was asked for is finished at the next start', () => {
    plant();
    store.db
      .prepare(
        `INSERT INTO withdrawals (kind, subject_id, connection_id, is_history_kept, asked_at, stage, is_remote_done)
         VALUES ('connection', 'bank-1', 'bank-1', 0, '2026-11-07T11:07:00.000Z', 'begun', 0)`,
      )
      .run();
    service();
    expect(isAnywhere(MARKER)).toBe(false);
  });

  // The store was busy for a moment, the person then chose to keep the history, and the next start erased it all the same.
  it('S33 what is asked for now counts, not an earlier try that was cut off before anything was gone', async () => {
    // As in the process that lived through it: only a start takes up what was cut off.
    const running = service();
    plant();
    store.db
      .prepare(
        `INSERT INTO withdrawals (kind, subject_id, connection_id, is_history_kept, asked_at, stage, is_remote_done)
         VALUES ('connection', 'bank-1', 'bank-1', 0, '2026-11-07T11:07:00.000Z', 'begun', 0)`,
      )
      .run();
    await running.disconnect('bank-1', true);
    service();
    expect(isAnywhere(MARKER)).toBe(true);
    expect(store.db.prepare('SELECT is_history_kept, stage FROM withdrawals').all()).toEqual([{ is_history_kept: 1, stage: 'cleaned' }]);
  });
});
