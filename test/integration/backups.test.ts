/** @file Backups through every real part but the window and the thread: made, verified, taken away, brought back, here and elsewhere (R8). */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../electron/core/system.ts';
import { createPracticeBank, type Listening } from '../../electron/sandbox/practice-bank.ts';
import { walkWidget } from '../../scripts/lib/widget-walker.ts';
import { createMemoryFiles, type MemoryFiles } from '../fakes/memory-files.ts';
import { NOW } from '../harness/bank.ts';
import { type CoreHarness, startCoreHarness } from '../harness/core-harness.ts';

const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' };
const PASSPHRASE = 'five small words here';
const clock = fixedClock(Date.parse(NOW));

let listening: Listening;
let here: CoreHarness;
let files: MemoryFiles;

const startHarness = (ports = {}) =>
  startCoreHarness({ baseUrl: listening.baseUrl, ...CLIENT }, { now: NOW, ports: { ...files, clock, ...ports } });
beforeEach(async () => {
  const bank = createPracticeBank({ ...CLIENT, seed: 7, profile: 'household', now: NOW, transactions: 300 });
  listening = await bank.listen(0);
  files = createMemoryFiles();
  here = await startHarness();
});
afterEach(async () => {
  await here.close();
  await listening.close();
});

const connect = (harness: CoreHarness, name: string) =>
  harness.connect(async (location) => (await walkWidget({ location, bank: name, saveSecrets: true })).redirect);
async function connectAndRead(harness: CoreHarness): Promise<void> {
  expect((await connect(harness, 'Practice Bank')).phase).toBe('done');
  expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
}
const titles = async (harness: CoreHarness) => (await harness.ask('transactions.page', { limit: 50 })).rows.map((row) => row.title);
/** By the search index, which is made anew in a copy. */
const found = async (harness: CoreHarness, search: string) => (await harness.ask('transactions.count', { search })).matching;
async function nameFirst(harness: CoreHarness, name: string): Promise<void> {
  const [first] = (await harness.ask('accounts.list', { includeHidden: true })).filter(Boolean);
  await harness.ask('accounts.update', { id: first?.id ?? '', name });
}
const names = async (harness: CoreHarness) => (await harness.ask('accounts.list', { includeHidden: true })).map((account) => account.name);
const storeDir = (harness: CoreHarness) => join(harness.dataDir, 'environments', 'practice');
async function save(harness: CoreHarness): Promise<Buffer> {
  const { fileName } = await harness.ask('backups.save', { passphrase: PASSPHRASE });
  const bytes = files.saved.get(fileName ?? '');
  if (!bytes) throw new Error('nothing was saved');
  return bytes;
}
async function choose(harness: CoreHarness, bytes: Buffer): Promise<string> {
  files.opens = { name: 'a.mizan', bytes };
  return (await harness.ask('backups.chooseFile', {}))?.token ?? '';
}

describe('automatic backups', () => {
  it('R8 makes one on request, verified, for its owner alone, and restores it', async () => {
    await connectAndRead(here);
    await nameFirst(here, 'Before');
    await here.ask('backups.make', {});
    const { automatic } = await here.ask('backups.state', {});
    expect(automatic).toHaveLength(1);
    const path = join(storeDir(here), 'backups', automatic[0]?.id ?? '');
    expect(readFileSync(path).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    const before = await titles(here);
    await nameFirst(here, 'After');
    expect(await here.ask('backups.restoreAutomatic', { id: automatic[0]?.id ?? '' })).toMatchObject({ needsReconnect: false });
    expect(await names(here)).toContain('Before');
    expect(await titles(here)).toEqual(before);
    // What it replaced is dropped once the new one has opened.
    expect(readdirSync(storeDir(here)).filter((name) => /^(?:replaced|kept|ready|incoming)/.test(name))).toEqual([]);
    expect(await here.core().syncNow()).toMatchObject({ outcome: 'ok' });
  });
});

describe('a backup file', () => {
  it('R8 comes back on another machine, without tokens, and says that banks must be connected again', async () => {
    await connectAndRead(here);
    await nameFirst(here, 'My account');
    const bytes = await save(here);
    const secretsHere = await here.secrets.list();
    for (const account of secretsHere.status === 'found' ? secretsHere.accounts : []) {
      const read = await here.secrets.get(account);
      if (read.status === 'found') expect(bytes.includes(read.value)).toBe(false);
    }
    const there = await startHarness();
    try {
      const result = await there.ask('backups.restoreFile', { token: await choose(there, bytes), passphrase: PASSPHRASE });
      expect(result).toMatchObject({ environment: 'practice', needsReconnect: true });
      expect(await names(there)).toEqual(await names(here));
      expect(await titles(there)).toEqual(await titles(here));
      const [title = ''] = await titles(here);
      expect(await found(there, title)).toBe(await found(here, title));
      expect(await found(there, title)).toBeGreaterThan(0);
      expect((await there.ask('connections.list', {})).map((one) => one.state)).toEqual(['reconnect_required']);
      expect(await there.ask('settings.get', {})).toMatchObject({ isWelcomeDone: true });
      // Connected again, it goes on with the same accounts.
      const accounts = (await there.ask('accounts.list', { includeHidden: true })).length;
      await connectAndRead(there);
      expect(await there.ask('accounts.list', { includeHidden: true })).toHaveLength(accounts);
      expect(await names(there)).toContain('My account');
    } finally {
      await there.close();
    }
  });

  it('R8 is refused with a reason, and changes nothing, with a wrong passphrase, cut, changed, newer or of somebody else', async () => {
    await connectAndRead(here);
    const bytes = await save(here);
    await nameFirst(here, 'Kept');
    const changed = Buffer.from(bytes);
    changed.writeUInt8((changed.at(-40) ?? 0) ^ 1, changed.length - 40);
    const newer = Buffer.from(bytes);
    newer.writeUInt8(2, 8);
    const codeOf = async (file: Buffer, passphrase = PASSPHRASE): Promise<unknown> => {
      try {
        await here.ask('backups.restoreFile', { token: await choose(here, file), passphrase });
        return 'restored';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect({
      wrong: await codeOf(bytes, 'five small words there'),
      cut: await codeOf(bytes.subarray(0, -1)),
      halved: await codeOf(bytes.subarray(0, bytes.length >> 1)),
      headless: await codeOf(bytes.subarray(0, 20)),
      changed: await codeOf(changed),
      newer: await codeOf(newer),
      other: await codeOf(Buffer.from('a letter')),
      empty: await codeOf(Buffer.alloc(0)),
    }).toEqual({
      wrong: 'passphrase_wrong',
      cut: 'backup_incomplete',
      halved: 'backup_incomplete',
      headless: 'backup_incomplete',
      changed: 'backup_damaged',
      newer: 'backup_newer',
      other: 'backup_not_ours',
      empty: 'backup_not_ours',
    });
    expect(await names(here)).toContain('Kept');
    expect(existsSync(join(here.dataDir, 'restoring'))).toBe(false);
  });

  it('R8 opens where the key is gone: the unreadable store is kept aside', async () => {
    await connectAndRead(here);
    const bytes = await save(here);
    await here.secrets.remove('practice:database-key');
    await here.restart();
    expect(await here.ask('app.status', {})).toMatchObject({ store: 'failed', storeError: 'secret_missing' });
    await here.ask('backups.restoreFile', { token: await choose(here, bytes), passphrase: PASSPHRASE });
    expect(await here.ask('app.status', {})).toMatchObject({ store: 'ready' });
    expect(await here.ask('accounts.list', { includeHidden: true })).toHaveLength(3);
    expect((await here.ask('backups.state', {})).keptAside).toBe(1);
  });

  it('R8 brings its environment along, without the secret, and goes on once it is entered', async () => {
    const own = { baseUrl: listening.baseUrl, clientId: CLIENT.clientId, legalName: { ar: 'طرف', en: 'Party' } };
    const { id } = await here.ask('environments.create', { kind: 'custom', clientSecret: CLIENT.clientSecret, ...own });
    await here.ask('environments.activate', { id });
    await connectAndRead(here);
    const bytes = await save(here);
    expect(bytes.includes(CLIENT.clientSecret)).toBe(false);
    const there = await startHarness();
    try {
      const token = await choose(there, bytes);
      expect(await there.ask('backups.restoreFile', { token, passphrase: PASSPHRASE })).toMatchObject({
        environment: 'custom',
        needsReconnect: true,
        needsSecret: true,
      });
      const active = (await there.ask('environments.list', {})).find((one) => one.isActive);
      expect(active).toMatchObject({ kind: 'custom', baseUrl: listening.baseUrl, hasCredentials: false });
      expect(await titles(there)).toEqual(await titles(here));
      await there.ask('environments.update', { id: active?.id ?? '', kind: 'custom', clientSecret: CLIENT.clientSecret, ...own });
      await connectAndRead(there);
      expect(await there.ask('accounts.list', { includeHidden: true })).toHaveLength(3);
      // The same backup once more finds its environment instead of making another.
      await there.ask('backups.restoreFile', { token: await choose(there, bytes), passphrase: PASSPHRASE });
      expect(await there.ask('environments.list', {})).toHaveLength(2);
    } finally {
      await there.close();
    }
  });

  it('R7 comes back over a store that is damaged', async () => {
    await connectAndRead(here);
    const bytes = await save(here);
    await here.core().close();
    const path = join(storeDir(here), 'mizan.db');
    writeFileSync(path, Buffer.alloc(statSync(path).size, 7));
    await here.restart();
    await here.ask('backups.restoreFile', { token: await choose(here, bytes), passphrase: PASSPHRASE });
    expect(await here.ask('app.status', {})).toMatchObject({ store: 'ready' });
    expect(await here.ask('accounts.list', { includeHidden: true })).toHaveLength(3);
  });
});
