/** @file R7 A damaged store: set aside, healed from the newest backup that is whole, what the person added put back, and said. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../electron/core/system.ts';
import type { Db } from '../../electron/db/open.ts';
import { openStore } from '../../electron/db/store.ts';
import { inlineStoreTasks } from '../../electron/db/store-task.ts';
import { checkInvariants } from '../../electron/features/ledger/invariants.ts';
import type { StoreTask, StoreTasks } from '../../electron/ports/store-tasks.ts';
import { createPracticeBank, type Listening } from '../../electron/sandbox/practice-bank.ts';
import { walkWidget } from '../../scripts/lib/widget-walker.ts';
import { AppError } from '../../shared/errors.ts';
import { NOW } from '../harness/bank.ts';
import { type CoreHarness, startCoreHarness } from '../harness/core-harness.ts';

const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' };
let listening: Listening;
let harness: CoreHarness;
let stores: Db[];
/** Answers instead of the real work. */
let failing: ((task: StoreTask) => AppError | undefined) | undefined;

const tasks: StoreTasks = {
  run: async (task, signal) => {
    const error = failing?.(task);
    if (error) throw error;
    await inlineStoreTasks.run(task, signal);
  },
};
/** Read before the store is handed out, as under plain Node, or right after by a thread, as in the app. */
const CHECKS = ['before', 'beside'] as const;
async function open(check: (typeof CHECKS)[number]): Promise<void> {
  const ports = {
    clock: fixedClock(Date.parse(NOW)),
    ...(check === 'beside' ? { storeTasks: tasks } : {}),
    openStore: (options: Parameters<typeof openStore>[0]) => {
      const store = openStore(options);
      stores.push(store.db);
      return store;
    },
  };
  harness = await startCoreHarness({ baseUrl: listening.baseUrl, ...CLIENT }, { now: NOW, ports });
}
beforeEach(async () => {
  const bank = createPracticeBank({ ...CLIENT, seed: 7, profile: 'household', now: NOW, transactions: 200 });
  listening = await bank.listen(0);
  stores = [];
  failing = undefined;
});
afterEach(async () => {
  await harness.close();
  await listening.close();
});

const dir = () => join(harness.dataDir, 'environments', 'practice');
const path = () => join(dir(), 'mizan.db');
const status = () => harness.ask('app.status', {});
/** The check begins a moment after the start. */
const SOON = { timeout: 15_000 };
const newest = async () => (await harness.ask('transactions.page', { limit: 5 })).rows;
async function connectAndRead(): Promise<void> {
  await harness.connect(async (location) => (await walkWidget({ location, bank: 'Practice Bank', saveSecrets: true })).redirect);
  expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
}

/** Rows, a backup of them, and then what the person says of them: the backup does not know of it. */
async function annotatedAfterBackup(): Promise<number> {
  await connectAndRead();
  await harness.ask('backups.make', {});
  const [first] = await newest();
  const id = first?.id ?? 0;
  await harness.ask('transactions.edit', {
    target: { ids: [id] },
    changes: { title: 'My own name', note: 'my note', addTags: ['school'] },
  });
  return id;
}

const DAMAGES: readonly { readonly what: string; readonly damage: () => void }[] = [
  {
    what: 'its header is overwritten, and the copy of it too',
    damage: () => {
      const bytes = readFileSync(path());
      bytes.fill(9, 0, 4096);
      writeFileSync(path(), bytes);
    },
  },
  {
    what: 'a page in the middle is overwritten',
    damage: () => {
      const bytes = readFileSync(path());
      const at = (bytes.length >> 13) << 12;
      bytes.fill(9, at, at + 4096);
      writeFileSync(path(), bytes);
    },
  },
  { what: 'its tail is cut off', damage: () => truncateSync(path(), statSync(path()).size - 8192) },
  { what: 'it is empty', damage: () => truncateSync(path(), 0) },
];

describe.each(CHECKS)('a damaged store, its pages read %s it is handed out', (check) => {
  beforeEach(() => open(check));

  it.each(DAMAGES)('R7 is set aside and healed from the newest backup when $what', async ({ damage }) => {
    const id = await annotatedAfterBackup();
    const before = await newest();
    await harness.core().close();
    damage();
    const damaged = readFileSync(path());
    await harness.restart();
    await expect.poll(status, SOON).toMatchObject({ store: 'ready', notices: ['store_restored'], healed: { kept: 1, waiting: 0 } });
    expect(await newest()).toEqual(before);
    expect(await harness.ask('transactions.get', { id })).toMatchObject({ note: 'my note' });
    expect((await harness.ask('transactions.count', { search: 'my own name' })).matching).toBe(1);
    // Never deleted.
    const kept = readdirSync(dir()).filter((name) => name.startsWith('kept-'));
    expect(kept).toHaveLength(1);
    const aside = readFileSync(join(dir(), kept[0] ?? '', 'mizan.db'));
    // The first bytes were put right from the key check before anything else was tried.
    expect(aside.subarray(24).equals(damaged.subarray(24))).toBe(true);
    // What the bank still gives comes with the next read, and nothing is doubled.
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
    expect(checkInvariants(stores.at(-1) as Db)).toEqual([]);
    // Said until it was seen, over a restart too.
    await harness.restart();
    expect((await status()).notices).toEqual(['store_restored']);
    await harness.ask('app.dismissNotice', { notice: 'store_restored' });
    expect(await status()).toMatchObject({ notices: [], healed: null });
  });

  it('R7 passes over a backup that is damaged as well', async () => {
    await annotatedAfterBackup();
    const [first] = readdirSync(join(dir(), 'backups'));
    await harness.core().close();
    const old = join(dir(), 'backups', first ?? '');
    writeFileSync(join(dir(), 'backups', 'mizan-20261231T000000000Z-v7.db'), readFileSync(old).fill(9, 8192, 12_288));
    truncateSync(path(), 8192);
    await harness.restart();
    await expect.poll(status, SOON).toMatchObject({ store: 'ready', healed: { backupAt: expect.stringMatching(/^2026-11-/) } });
  });

  it('R7 without a backup stays closed, is not touched, and starting again keeps it', async () => {
    await connectAndRead();
    await harness.core().close();
    truncateSync(path(), 8192);
    const bytes = readFileSync(path());
    await harness.restart();
    expect(await status()).toMatchObject({ store: 'failed', storeError: 'database_damaged' });
    expect(readFileSync(path()).equals(bytes)).toBe(true);
    await harness.ask('recovery.startAgain', {});
    expect(await status()).toMatchObject({ store: 'ready' });
    expect((await harness.ask('backups.state', {})).keptAside).toBe(1);
  });

  it('R7 is not what a wrong key is', async () => {
    await annotatedAfterBackup();
    await harness.secrets.set('practice:database-key', '7e'.repeat(32));
    await harness.restart();
    expect(await status()).toMatchObject({ store: 'failed', storeError: 'database_wrong_key', notices: [] });
    expect(readdirSync(dir()).filter((name) => name.startsWith('kept-'))).toEqual([]);
  });
});

describe('a store that is read beside', () => {
  beforeEach(() => open('beside'));

  it('R7 whose log file is missing after a stop that was not clean opens, and is checked in the background', async () => {
    await connectAndRead();
    await harness.core().close();
    writeFileSync(join(dir(), 'mizan.open'), '');
    rmSync(`${path()}-wal`, { force: true });
    const seen: string[] = [];
    failing = (task) => void seen.push(task.kind === 'check' ? task.extent : task.kind);
    await harness.restart();
    expect(await status()).toMatchObject({ store: 'ready' });
    await harness.core().checkStore();
    expect(seen).toEqual(['quick', 'full']);
    await harness.core().close();
    expect(existsSync(join(dir(), 'mizan.open'))).toBe(false);
    await harness.restart();
    await harness.core().checkStore();
    expect(seen).toEqual(['quick', 'full', 'quick']);
  });

  it('R7 found by the background check is healed at once', async () => {
    await annotatedAfterBackup();
    let found = 0;
    failing = (task) => (task.kind === 'check' && found++ === 0 ? new AppError('database_damaged', 'scripted') : undefined);
    await harness.restart();
    await expect.poll(status, SOON).toMatchObject({ store: 'ready', notices: ['store_restored'], healed: { kept: 1 } });
    await expect.poll(() => found, SOON).toBeGreaterThan(1);
  });

  it('R7 stays closed when it is damaged again right after it was healed: on a failing disk copies would pile up', async () => {
    await annotatedAfterBackup();
    failing = (task) => (task.kind === 'check' ? new AppError('database_damaged', 'scripted') : undefined);
    await harness.restart();
    await expect.poll(status, SOON).toMatchObject({ store: 'failed', storeError: 'database_damaged' });
    await harness.ask('app.retryStore', {}).catch(() => undefined);
    expect(await status()).toMatchObject({ store: 'failed', storeError: 'database_damaged' });
    expect(readdirSync(dir()).filter((name) => name.startsWith('kept-'))).toHaveLength(1);
  });
});
