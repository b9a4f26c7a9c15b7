/** @file What leaves Mizan when a person takes everything along (S34), and what an archived account still is, over a real store. */
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMemorySecretStore } from '../../electron/features/secrets/memory-secret-store.ts';
import type { SaveFile } from '../../electron/ports/save-file.ts';
import { createControls } from '../../electron/sandbox/controls.ts';
import { createPracticeBank, type Listening } from '../../electron/sandbox/practice-bank.ts';
import { listWidgetBanks, walkWidget } from '../../scripts/lib/widget-walker.ts';
import { NOW } from '../harness/bank.ts';
import { type CoreHarness, startCoreHarness } from '../harness/core-harness.ts';

const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' };

let listening: Listening;
let harness: CoreHarness;
let files: Map<string, Uint8Array[]>;
let secrets: Set<string>;

/** Remembers every secret that was ever stored. */
function aWatchedStore() {
  const store = createMemorySecretStore();
  return {
    ...store,
    set: async (account: string, secret: string) => {
      secrets.add(secret);
      return store.set(account, secret);
    },
  };
}
const saveFile: SaveFile = {
  choose: async (name) => {
    files.set(name, []);
    return name;
  },
  write: async (token, bytes) => void files.get(token)?.push(Uint8Array.from(bytes)),
  finish: async (token) => token,
  discard: async (token) => void files.delete(token),
};

beforeEach(async () => {
  files = new Map();
  secrets = new Set();
  const bank = createPracticeBank({ ...CLIENT, seed: 7, profile: 'household', now: NOW, controls: createControls });
  listening = await bank.listen(0);
  harness = await startCoreHarness({ baseUrl: listening.baseUrl, ...CLIENT }, { now: NOW, ports: { saveFile, secrets: aWatchedStore() } });
  const { location } = await harness.openWidget();
  const [name = ''] = await listWidgetBanks(location);
  await harness.connect(async (at) => (await walkWidget({ location: at, bank: name, saveSecrets: true })).redirect);
  await harness.core().syncNow();
});
afterEach(async () => {
  await harness.close();
  await listening.close();
});

async function exported(format: 'json' | 'csv'): Promise<Buffer> {
  expect(await harness.ask('exports.startEverything', { format })).toEqual({ isStarted: true });
  await expect.poll(async () => (await harness.ask('exports.status', {})).state, { timeout: 20_000 }).toBe('done');
  return Buffer.concat([...files.values()].at(-1) ?? []);
}

it('S34 takes everything along, offline, as JSON and as CSV, and nothing of the keychain', async () => {
  await listening.close();
  const json = await exported('json');
  const { tables, ...about } = JSON.parse(json.toString('utf8')) as { tables: Record<string, Record<string, unknown>[]> };
  const inventory = new Map((await harness.ask('exports.inventory', {})).map(({ kind, count }) => [kind, count]));
  const rows = (...names: string[]) => names.reduce((sum, name) => sum + (tables[name]?.length ?? 0), 0);
  expect(about).toMatchObject({ preferences: { language: 'en', theme: 'system' }, environment: { kind: 'practice' } });
  expect([inventory.get('transactions'), inventory.get('calls'), inventory.get('consents')]).toEqual([
    rows('transactions', 'removed_transactions'),
    rows('fetch_ledger'),
    1,
  ]);
  expect(inventory.get('transactions')).toBeGreaterThan(100);
  expect(tables.raw_pages?.some(({ body }) => String(body).includes('"transactions"'))).toBe(true);

  const zip = unzipSync(await exported('csv'));
  expect(Object.keys(zip).toSorted()).toEqual(['about.json', ...Object.keys(tables).map((name) => `${name}.csv`)].toSorted());
  const text = [json, ...Object.values(zip).map((bytes) => Buffer.from(bytes))].map((bytes) => bytes.toString('latin1')).join('\n');
  expect(secrets.size).toBeGreaterThan(1);
  expect([...secrets, CLIENT.clientSecret].filter((secret) => text.includes(secret))).toEqual([]);
  expect([...files.keys()]).toEqual(['mizan-everything-2026-11-07.json', 'mizan-everything-2026-11-07.zip']);
});

it('R26 keeps an archived account in lists and the past, and out of the net position', async () => {
  const accounts = await harness.ask('accounts.list', {});
  const archived = accounts.find(({ currency, balanceMinor }) => currency === 'SAR' && balanceMinor !== null && balanceMinor !== 0);
  const before = await harness.ask('overview.get', {});
  const listed = () => harness.ask('transactions.count', { accountIds: [] });
  const counted = await listed();
  expect(await harness.ask('accounts.update', { id: archived?.id ?? '', isArchived: true })).toMatchObject({ archivedBy: 'person' });
  await harness.core().syncNow();
  const after = await harness.ask('overview.get', {});
  expect(after.main?.netMinor).toBe((before.main?.netMinor ?? 0) - (archived?.balanceMinor ?? 0));
  expect(after.accounts.some(({ id }) => id === archived?.id)).toBe(false);
  expect(await listed()).toEqual(counted);
  await harness.restart();
  expect((await harness.ask('accounts.list', {})).find(({ id }) => id === archived?.id)?.isArchived).toBe(true);
});
