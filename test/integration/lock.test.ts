/** @file The app lock through every real part but the window (S36): what the core answers, what goes on, and the way out. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPracticeBank, type Listening } from '../../electron/sandbox/practice-bank.ts';
import { walkWidget } from '../../scripts/lib/widget-walker.ts';
import { contract, type OpName } from '../../shared/contract/index.ts';
import { createFakeSecretStore, type FakeSecretStore } from '../fakes/fake-secret-store.ts';
import { NOW } from '../harness/bank.ts';
import { type CoreHarness, startCoreHarness } from '../harness/core-harness.ts';

const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' };
const PASSPHRASE = 'three small words';
const LOCKED = { ok: false, error: { code: 'app_locked' } };

let listening: Listening;
let secrets: FakeSecretStore;
let harness: CoreHarness;

beforeEach(async () => {
  listening = await createPracticeBank({ ...CLIENT, seed: 7, profile: 'household', now: NOW, transactions: 200 }).listen(0);
  secrets = createFakeSecretStore();
  harness = await startCoreHarness({ baseUrl: listening.baseUrl, ...CLIENT }, { now: NOW, ports: { secrets } });
  await harness.connect(async (location) => (await walkWidget({ location, bank: 'practice-bank', saveSecrets: true })).redirect);
  await harness.core().syncNow();
});
afterEach(async () => {
  await harness.close();
  await listening.close();
});

const lockIt = async () => {
  await harness.ask('lock.set', { passphrase: PASSPHRASE });
  await harness.ask('lock.lock', {});
};
const unlock = () => harness.ask('lock.unlock', { passphrase: PASSPHRASE });

describe('a locked Mizan', () => {
  it('S36 refuses whatever concerns the data, in the core, and answers again once it is opened', async () => {
    const before = await harness.ask('accounts.list', {});
    await lockIt();
    const asked: OpName[] = ['accounts.list', 'overview.get', 'transactions.page', 'sync.status', 'erasure.preview', 'environments.list'];
    for (const name of asked) expect([name, await harness.core().dispatch(name, {})]).toEqual([name, LOCKED]);
    expect(await harness.core().dispatch('lock.configure', { autoLockMinutes: null })).toEqual(LOCKED);
    expect(await harness.core().dispatch('lock.set', { passphrase: 'another one' })).toEqual(LOCKED);
    expect(await harness.ask('lock.state', {})).toMatchObject({ isLocked: true });
    await unlock();
    expect(await harness.ask('accounts.list', {})).toEqual(before);
  });

  it('S36 does not answer after what was asked before', async () => {
    await harness.ask('lock.set', { passphrase: PASSPHRASE });
    const asked = harness.core().dispatch('environments.test', { id: 'practice' });
    await harness.ask('lock.lock', {});
    expect(await asked).toEqual(LOCKED);
  });

  it('S36 is locked at its next start, before anything was asked', async () => {
    await harness.ask('lock.set', { passphrase: PASSPHRASE });
    await harness.restart();
    expect(await harness.core().dispatch('overview.get', {})).toEqual(LOCKED);
    await unlock();
    expect((await harness.ask('accounts.list', {})).length).toBeGreaterThan(0);
  });

  it('S36 locks with the screen, goes on syncing, and shows what came meanwhile', async () => {
    await harness.ask('lock.set', { passphrase: PASSPHRASE });
    const runs = (await harness.ask('activity.runs', {})).runs.length;
    harness.core().power({ type: 'screen-locked' });
    expect(await harness.core().dispatch('sync.status', {})).toEqual(LOCKED);
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
    await unlock();
    expect((await harness.ask('activity.runs', {})).runs.length).toBe(runs + 1);
  });

  it('S24 keeps nothing of the passphrase outside the keychain, and there only its check', async () => {
    await lockIt();
    const kept = (await secrets.peek('app:lock')) ?? '';
    expect(JSON.parse(kept)).toMatchObject({ kdf: 'scrypt', n: 131_072 });
    expect(kept).not.toContain(PASSPHRASE);
    const answers = await Promise.all((Object.keys(contract) as OpName[]).map((name) => harness.core().dispatch(name, {})));
    expect(JSON.stringify(answers)).not.toContain(JSON.parse(kept).hash);
  });
});

describe('without the passphrase', () => {
  it('S36 S30 erases everything and starts again, unlocked and empty', async () => {
    await lockIt();
    expect(await harness.core().dispatch('erasure.eraseEverything', { confirmation: 'delete my data' })).toEqual(LOCKED);
    const receipt = await harness.ask('erasure.eraseEverything', { confirmation: 'delete my data', everyEnvironment: true });
    expect(receipt.tracesFound).toBe(0);
    expect(await secrets.peek('app:lock')).toBeUndefined();
    expect(await harness.ask('lock.state', {})).toMatchObject({ isSet: false, isLocked: false });
    expect(await harness.ask('accounts.list', {})).toEqual([]);
    await harness.restart();
    expect(await harness.ask('lock.state', {})).toMatchObject({ isSet: false, isLocked: false });
  });

  it('S36 the lock stays while another environment keeps its data', async () => {
    await harness.ask('lock.set', { passphrase: PASSPHRASE });
    await harness.ask('erasure.eraseEverything', { confirmation: 'delete my data', everyEnvironment: false });
    expect(await harness.ask('lock.state', {})).toMatchObject({ isSet: true });
    await harness.restart();
    expect(await harness.core().dispatch('accounts.list', {})).toEqual(LOCKED);
    await unlock();
    expect(await harness.ask('accounts.list', {})).toEqual([]);
  });
});
