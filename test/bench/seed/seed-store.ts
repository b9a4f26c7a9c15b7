/**
 * @file Makes a data folder with a store of any size, quickly: the app's own profile, key, schema, sync service and transfer finder over
 * a made-up bank. What is left in the store is what an import leaves, because one made it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCore } from '../../../electron/core/compose.ts';
import { environmentDir } from '../../../electron/core/session.ts';
import { fixedClock, systemRandom } from '../../../electron/core/system.ts';
import type { Db } from '../../../electron/db/open.ts';
import { openStore } from '../../../electron/db/store.ts';
import { createAccountRegistry } from '../../../electron/features/accounts/account-registry.ts';
import { annotationHandlers } from '../../../electron/features/annotations/annotation-handlers.ts';
import { SyncService } from '../../../electron/features/sync/sync-service.ts';
import { createTransferFinder } from '../../../electron/features/transfers/transfer-finder.ts';
import type { Clock } from '../../../electron/ports/clock.ts';
import type { Log } from '../../../electron/ports/log.ts';
import { createFileSecretStore } from '../../fakes/file-secret-store.ts';
import { seedAccounts } from './seed-accounts.ts';
import { createSeedProvider } from './seed-provider.ts';
import { planSeed } from './seed-rows.ts';

export type SeedOptions = {
  readonly folder: string;
  readonly transactions: number;
  readonly seed: number;
  readonly now: string;
  readonly onProgress?: (stored: number) => void;
};
export type SeedInfo = { readonly transactions: number; readonly seed: number; readonly now: string; readonly seconds: number };

export const DEFAULT_NOW = '2026-11-07T11:07:00.000Z';
const PRACTICE = 'practice';
const DATABASE_KEY = `${PRACTICE}:database-key`;
const silent: Log = { info: () => undefined, warn: () => undefined, error: (event) => console.error(`seed: ${event}`) };

/** Where things are in a seed's folder. `userData` is what Mizan is started on. */
export const seedPaths = (folder: string) => ({
  userData: join(folder, 'user-data'),
  dataDir: join(folder, 'user-data', 'data'),
  keychain: join(folder, 'keychain.json'),
  info: join(folder, 'seed.json'),
});

export const readSeedInfo = (folder: string): SeedInfo => JSON.parse(readFileSync(seedPaths(folder).info, 'utf8')) as SeedInfo; // written below

/** Opens the store in a seed's folder, for questions without an app around it. */
export function openSeededStore(folder: string, now: string = readSeedInfo(folder).now) {
  const { dataDir, keychain } = seedPaths(folder);
  const items = JSON.parse(readFileSync(keychain, 'utf8')) as Record<string, string>; // written by the file secret store
  const key = Buffer.from(items[DATABASE_KEY] ?? '', 'hex');
  return openStore({ dir: environmentDir(dataDir, PRACTICE), key, clock: fixedClock(Date.parse(now)), log: silent });
}

/** The profile, the empty store and its key, as a first start makes them; the welcome is behind the person. */
async function makeProfile(folder: string, clock: Clock): Promise<void> {
  const { dataDir, keychain } = seedPaths(folder);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unused = async () => {
    throw new Error('nothing is sent or opened while seeding');
  };
  const core = await createCore(
    {
      http: { send: unused },
      secrets: createFileSecretStore(keychain),
      opener: { open: unused },
      scheme: { scheme: 'app.mizan.desktop', isRegistered: async () => false },
      clock,
      random: systemRandom,
      log: silent,
    },
    { dataDir, version: 'seed', runtime: 'node', systemLanguage: 'en', practice: null, isAutomatic: false },
  );
  const done = await core.dispatch('settings.update', { isWelcomeDone: true });
  await core.close();
  if (!done.ok) throw new Error(`seed: ${done.error.code}`);
}

/** The first import of everything, with the transfers in it. @throws Error when it did not end well */
export async function importSeed(db: Db, options: Pick<SeedOptions, 'transactions' | 'seed' | 'now' | 'onProgress'>): Promise<void> {
  const nowMs = Date.parse(options.now);
  const clock = fixedClock(nowMs);
  const accounts = seedAccounts(options.seed, nowMs);
  const provider = createSeedProvider(planSeed({ ...options, nowMs, accounts }), nowMs);
  const newId = () => Buffer.from(systemRandom.bytes(12)).toString('hex');
  const finder = createTransferFinder({ db, clock });
  const stored = db.prepare('SELECT sum(booked_count) FROM accounts').pluck();
  const sync = new SyncService({
    db,
    provider,
    registry: createAccountRegistry({ db, clock, newId, noteLeftover: () => undefined }),
    clock,
    random: systemRandom,
    log: silent,
    emit: (topic) => {
      if (topic === 'transactions.changed') options.onProgress?.(Number(stored.get()));
    },
    isOnline: () => true,
    afterReading: async (signal) => void (await finder.run(signal)),
  });
  const run = await sync.start('connect');
  if (run.outcome !== 'ok') throw new Error(`the seed's import ended ${run.outcome}: ${run.errorCode}`);
  // As after the first week: a start is measured without the full check that runs beside it then.
  db.prepare("INSERT INTO settings (name, value) VALUES ('store.checked_ms', ?)").run(String(nowMs));
  annotate(db, clock);
}

/** Notes, tags and own categories on a few rows of all ages, said as a person says them. */
function annotate(db: Db, clock: Clock): void {
  const edit = annotationHandlers({ db, clock, emit: () => undefined })['transactions.edit'];
  const highest = Number(db.prepare('SELECT max(id) FROM transactions').pluck().get());
  const shown = db.prepare('SELECT id FROM transactions WHERE id BETWEEN ? AND ?').pluck();
  const some = (part: number, count: number) => shown.all(Math.floor(highest * part), Math.floor(highest * part) + count - 1) as number[]; // plucked INTEGER PRIMARY KEY
  void edit({ target: { ids: some(0.2, 150) }, changes: { note: 'Receipt kept with the warranty', addTags: ['Warranty'] } });
  void edit({ target: { ids: some(0.5, 150) }, changes: { addTags: ['Travel 2021', 'سفر'] } });
  void edit({ target: { ids: some(0.8, 150) }, changes: { note: 'نصف المبلغ على الشركة', categoryId: 803 } });
}

/** `seed.json` comes last: a folder with it is complete. Without transactions only the profile and an empty store are made. */
export async function seedStore(options: SeedOptions): Promise<SeedInfo> {
  const started = performance.now();
  const { folder, transactions, seed, now } = options;
  await makeProfile(folder, fixedClock(Date.parse(now)));
  if (transactions > 0) {
    const store = openSeededStore(folder, now);
    try {
      await importSeed(store.db, options);
    } finally {
      store.close();
    }
  }
  const info: SeedInfo = { transactions, seed, now, seconds: (performance.now() - started) / 1000 };
  writeFileSync(seedPaths(folder).info, JSON.stringify(info));
  return info;
}
