/** @file The ways on when the key, or the store of keys, is gone (S24, S41): never a dead end, never a silent new key. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPracticeBank, type Listening } from '../../electron/sandbox/practice-bank.ts';
import { walkWidget } from '../../scripts/lib/widget-walker.ts';
import { createFakeSecretStore, type FakeSecretStore } from '../fakes/fake-secret-store.ts';
import { NOW } from '../harness/bank.ts';
import { type CoreHarness, startCoreHarness } from '../harness/core-harness.ts';

const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' };
const PASSPHRASE = 'five small words here';
const KEY = 'practice:database-key';

let listening: Listening;
let secrets: FakeSecretStore;
let harness: CoreHarness;
beforeEach(async () => {
  const bank = createPracticeBank({ ...CLIENT, seed: 7, profile: 'household', now: NOW, transactions: 200 });
  listening = await bank.listen(0);
  secrets = createFakeSecretStore();
  harness = await startCoreHarness({ baseUrl: listening.baseUrl, ...CLIENT }, { now: NOW, ports: { secrets } });
});
afterEach(async () => {
  await harness.close();
  await listening.close();
});

async function connectAndRead(): Promise<void> {
  const flow = await harness.connect(
    async (location) => (await walkWidget({ location, bank: 'Practice Bank', saveSecrets: true })).redirect,
  );
  expect(flow.phase).toBe('done');
  expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
}
const accounts = async () => (await harness.ask('accounts.list', { includeHidden: true })).length;
const status = () => harness.ask('app.status', {});

/** Every file of the data folder that holds one of these texts. */
function filesWith(texts: readonly string[]): readonly string[] {
  const files = readdirSync(harness.dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap((entry) => {
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    return texts.some((text) => bytes.includes(text)) ? [entry.name] : [];
  });
}

describe('the recovery passphrase', () => {
  it('S41 is offered after the first import, until it is set or put away', async () => {
    expect(await harness.ask('recovery.state', {})).toMatchObject({ passphrase: 'none', isOffered: false });
    await connectAndRead();
    expect(await harness.ask('recovery.state', {})).toMatchObject({ isOffered: true });
    expect(await harness.ask('recovery.decline', {})).toMatchObject({ passphrase: 'none', isOffered: false });
    expect(await harness.ask('recovery.set', { passphrase: PASSPHRASE })).toMatchObject({ passphrase: 'set', isOffered: false });
    expect(await harness.ask('recovery.remove', {})).toMatchObject({ passphrase: 'none' });
  });

  it('S41 brings the data back when the keychain item has vanished, and puts the key where it was', async () => {
    await connectAndRead();
    await harness.ask('recovery.set', { passphrase: PASSPHRASE });
    const key = await secrets.peek(KEY);
    await secrets.drop(KEY);
    await harness.restart();
    expect(await status()).toMatchObject({ store: 'failed', storeError: 'secret_missing' });
    await expect(harness.ask('recovery.unlock', { passphrase: 'something else' })).rejects.toMatchObject({ code: 'passphrase_wrong' });
    expect(await secrets.peek(KEY)).toBeUndefined();
    await harness.ask('recovery.unlock', { passphrase: PASSPHRASE });
    expect(await status()).toMatchObject({ store: 'ready' });
    expect(await accounts()).toBe(3);
    expect(await secrets.peek(KEY)).toBe(key);
    await harness.restart();
    expect(await status()).toMatchObject({ store: 'ready' });
  });

  it('S41 keeps neither key, user id nor passphrase readable in any file', async () => {
    await connectAndRead();
    await harness.ask('recovery.set', { passphrase: PASSPHRASE });
    const key = (await secrets.peek(KEY)) ?? '?';
    expect(filesWith([PASSPHRASE, key, Buffer.from(key, 'hex').toString('base64')])).toEqual([]);
    const vault = JSON.parse(readFileSync(join(harness.dataDir, 'vault.json'), 'utf8'));
    expect(vault.key).toMatchObject({ kdf: 'scrypt', n: 131_072 });
    expect(Object.keys(vault.items)).toEqual([KEY, 'practice:user-id']);
  });

  it('S41 is no dead end without one: starting again sets the unreadable store aside and makes a new key', async () => {
    await connectAndRead();
    await secrets.drop(KEY);
    await harness.restart();
    await expect(harness.ask('recovery.unlock', { passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'recovery_absent' });
    await harness.ask('recovery.startAgain', {});
    expect(await status()).toMatchObject({ store: 'ready' });
    expect(await accounts()).toBe(0);
    expect((await harness.ask('backups.state', {})).keptAside).toBe(1);
    await connectAndRead();
    expect(await accounts()).toBe(3);
  });

  it('S41 starts nothing again while the store can be opened, or may be later', async () => {
    await connectAndRead();
    await expect(harness.ask('recovery.startAgain', {})).rejects.toMatchObject({ code: 'forbidden' });
    secrets.mode = 'hidden';
    await harness.restart();
    expect(await status()).toMatchObject({ store: 'locked' });
    await expect(harness.ask('recovery.startAgain', {})).rejects.toMatchObject({ code: 'forbidden' });
    secrets.mode = 'open';
    await harness.ask('app.retryStore', {});
    expect(await accounts()).toBe(3);
  });
});

describe('without a key store', () => {
  it('S24 opens with the recovery passphrase and keeps new secrets under it, never in a plain file', async () => {
    await connectAndRead();
    await harness.ask('recovery.set', { passphrase: PASSPHRASE });
    secrets.mode = 'unavailable';
    await harness.restart();
    expect(await status()).toMatchObject({ store: 'locked', storeError: 'secret_store_unavailable' });
    expect(await harness.ask('recovery.unlock', { passphrase: PASSPHRASE })).toMatchObject({ secrets: 'vault' });
    expect(await accounts()).toBe(3);
    // Tokens were in the keychain: the bank is connected anew, and the new ones are kept under the passphrase.
    await connectAndRead();
    const key = (await secrets.peek(KEY)) ?? '?';
    expect(filesWith([key, 'refreshToken'])).toEqual([]);
    await harness.restart();
    await harness.ask('recovery.unlock', { passphrase: PASSPHRASE });
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
  });

  it('S24 offers a session that leaves nothing behind, where nothing is stored yet', async () => {
    await harness.close();
    secrets = createFakeSecretStore();
    secrets.mode = 'unavailable';
    harness = await startCoreHarness({ baseUrl: listening.baseUrl, ...CLIENT }, { now: NOW, ports: { secrets } });
    expect(await harness.ask('recovery.state', {})).toMatchObject({ canUseSession: true, passphrase: 'none' });
    expect(await harness.ask('recovery.keepNothing', {})).toMatchObject({ secrets: 'session' });
    await connectAndRead();
    expect(await accounts()).toBe(3);
    expect(readdirSync(harness.dataDir).filter((name) => name === 'environments')).toEqual([]);
    await harness.restart();
    expect(await status()).toMatchObject({ store: 'locked' });
    secrets.mode = 'open';
    await harness.ask('app.retryStore', {});
    expect(await accounts()).toBe(0);
  });

  it('S24 offers none where something is stored', async () => {
    await connectAndRead();
    secrets.mode = 'unavailable';
    await harness.restart();
    expect(await harness.ask('recovery.state', {})).toMatchObject({ canUseSession: false });
    await expect(harness.ask('recovery.keepNothing', {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});
