import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { EventTopic } from '../../../shared/contract/events.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { createProfileStore } from '../environments/profile-store.ts';
import { createNodeDataFiles } from '../erasure/node-data-files.ts';
import { createGuardedStore } from '../secrets/guarded-store.ts';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import { createLockProfile } from './lock-profile.ts';
import { LOCK_ITEM, LockService } from './lock-service.ts';

const PASSPHRASE = 'three small words';
const MINUTE = 60_000;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** The real one takes its time on purpose; it has tests of its own. */
const check = { make: async (passphrase: string) => sha(passphrase), proves: async (kept: string, typed: string) => kept === sha(typed) };
const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function setUp() {
  const dir = mkdtempSync(join(tmpdir(), 'mizan-lock-'));
  folders.push(dir);
  const clock = createManualClock();
  const random = { bytes: (count: number) => randomBytes(count) };
  const secrets = createMemorySecretStore();
  const told: EventTopic[] = [];
  const finger = { isAvailable: false, isRight: true, reasons: [] as string[] };
  const biometry = {
    isAvailable: async () => finger.isAvailable,
    confirm: async (reason: string) => {
      finger.reasons.push(reason);
      return finger.isRight;
    },
  };
  /** As after a start of Mizan. */
  const open = () => {
    const profile = createLockProfile(createProfileStore({ dir, files: createNodeDataFiles(), random, systemLanguage: 'en', log }), log);
    const guarded = createGuardedStore({ store: secrets, expected: profile.expected, environmentId: 'app', log, clock, random });
    const emit = (topic: EventTopic) => told.push(topic);
    return new LockService({ profile, guarded, check, biometry, clock, random, log, language: () => 'en', emit });
  };
  return { dir, clock, secrets, told, finger, open };
}

async function locked() {
  const world = setUp();
  await world.open().set({ passphrase: PASSPHRASE });
  const lock = world.open();
  return { ...world, lock };
}

describe('the app lock', () => {
  it('S36 is off until a passphrase is set, and closed at every start from then on', async () => {
    const { open, secrets } = setUp();
    const lock = open();
    await lock.learn();
    expect([lock.isLocked, await lock.state()]).toEqual([
      false,
      { isSet: false, isLocked: false, autoLockMinutes: 5, locksWithScreen: true, touchId: 'unavailable', waitUntil: null },
    ]);
    lock.lock();
    expect(lock.isLocked).toBe(false);
    expect(await lock.set({ passphrase: PASSPHRASE })).toMatchObject({ isSet: true, isLocked: false });
    expect(JSON.stringify(await secrets.get(LOCK_ITEM))).not.toContain('small');
    expect(open().isLocked).toBe(true);
  });

  it('S36 opens to its passphrase only', async () => {
    const { lock } = await locked();
    await expect(lock.unlock({ passphrase: 'something else' })).rejects.toMatchObject({ code: 'passphrase_wrong' });
    expect(lock.isLocked).toBe(true);
    expect(await lock.unlock({ passphrase: PASSPHRASE })).toMatchObject({ isLocked: false });
  });

  it('S36 slows attempts down, over a restart too, and takes the right one only when the time is up', async () => {
    const { lock, open, clock } = await locked();
    for (let n = 0; n < 3; n += 1) await lock.unlock({ passphrase: `no ${n}` }).catch(() => undefined);
    await expect(lock.unlock({ passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'passphrase_wait' });
    const again = open();
    expect(await again.state()).toMatchObject({ waitUntil: '2026-11-07T11:07:05.000Z' });
    await expect(again.unlock({ passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'passphrase_wait' });
    await clock.advance(5_000);
    expect(await again.unlock({ passphrase: PASSPHRASE })).toMatchObject({ isLocked: false, waitUntil: null });
  });

  it('S36 counts attempts made at the same time one after the other', async () => {
    const { lock } = await locked();
    const all = Array.from({ length: 6 }, () => lock.unlock({ passphrase: 'no' }).catch((error: { code: string }) => error.code));
    expect(await Promise.all(all)).toEqual([
      'passphrase_wrong',
      'passphrase_wrong',
      'passphrase_wrong',
      'passphrase_wait',
      'passphrase_wait',
      'passphrase_wait',
    ]);
  });

  it('needs the present passphrase to be changed or removed', async () => {
    const { lock, open, secrets } = await locked();
    await expect(lock.set({ passphrase: 'another one' })).rejects.toMatchObject({ code: 'passphrase_wrong' });
    await expect(lock.remove({ current: 'guess' })).rejects.toMatchObject({ code: 'passphrase_wrong' });
    await lock.set({ passphrase: 'another one', current: PASSPHRASE });
    await expect(lock.unlock({ passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'passphrase_wrong' });
    await lock.unlock({ passphrase: 'another one' });
    expect(await lock.remove({ current: 'another one' })).toMatchObject({ isSet: false, isLocked: false });
    expect(await secrets.list()).toEqual({ status: 'found', accounts: [] });
    expect(open().isLocked).toBe(false);
  });

  it('S36 holds when the profile, a plain file, no longer tells of it', async () => {
    const { dir, open } = await locked();
    for (const name of ['profile.json', 'profile.copy.json']) rmSync(join(dir, name));
    const lock = open();
    expect(lock.isLocked).toBe(false);
    await lock.learn();
    expect([lock.isLocked, (await lock.state()).isSet]).toEqual([true, true]);
    expect(await lock.unlock({ passphrase: PASSPHRASE })).toMatchObject({ isLocked: false });
  });

  it('S23 says that its item is gone instead of opening', async () => {
    const { lock, secrets } = await locked();
    await secrets.remove(LOCK_ITEM);
    await expect(lock.unlock({ passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'secret_missing' });
    expect(lock.isLocked).toBe(true);
  });

  it('is gone with everything that was erased', async () => {
    const { dir, lock, secrets, open } = await locked();
    await secrets.remove(LOCK_ITEM);
    rmSync(join(dir, 'profile.json'));
    rmSync(join(dir, 'profile.copy.json'));
    lock.forgotten();
    expect(lock.isLocked).toBe(false);
    expect(open().isLocked).toBe(false);
  });
});

describe('locking by itself', () => {
  async function opened(minutes: 1 | 5 | null = 5) {
    const world = await locked();
    await world.lock.unlock({ passphrase: PASSPHRASE });
    await world.lock.configure({ autoLockMinutes: minutes });
    return world;
  }

  it('S36 happens when nobody touched Mizan for the chosen time', async () => {
    const { lock, clock, told } = await opened(5);
    await clock.advance(4 * MINUTE);
    lock.notify({ type: 'activity' });
    await clock.advance(4 * MINUTE);
    lock.check();
    expect(lock.isLocked).toBe(false);
    told.length = 0;
    await clock.advance(MINUTE);
    lock.check();
    expect([lock.isLocked, told]).toEqual([true, ['lock.changed']]);
  });

  it('S36 is not undone by the hand that comes back too late, nor by a machine that slept', async () => {
    const late = await opened(1);
    await late.clock.advance(2 * MINUTE);
    late.lock.notify({ type: 'activity' });
    expect(late.lock.isLocked).toBe(true);

    const asleep = await opened(1);
    await asleep.lock.configure({ locksWithScreen: false });
    asleep.lock.notify({ type: 'suspend' });
    asleep.clock.setWall(asleep.clock.now() + 8 * 60 * MINUTE);
    asleep.lock.notify({ type: 'resume' });
    expect(asleep.lock.isLocked).toBe(true);
  });

  it('never happens when the person chose so', async () => {
    const { lock, clock } = await opened(null);
    await clock.advance(1_000 * MINUTE);
    lock.check();
    expect(lock.isLocked).toBe(false);
  });

  it.each(['screen-locked', 'suspend'] as const)('S36 comes with the screen: %s', async (type) => {
    const { lock } = await opened();
    lock.notify({ type });
    expect(lock.isLocked).toBe(true);
    await lock.unlock({ passphrase: PASSPHRASE });
    await lock.configure({ locksWithScreen: false });
    lock.notify({ type });
    expect(lock.isLocked).toBe(false);
  });
});

describe('Touch ID', () => {
  it('S36 is turned on by a finger, opens by one, and asks in a sentence', async () => {
    const { lock, finger, open } = await locked();
    await lock.unlock({ passphrase: PASSPHRASE });
    finger.isAvailable = true;
    finger.isRight = false;
    expect(await lock.configure({ isTouchIdOn: true })).toMatchObject({ touchId: 'off' });
    finger.isRight = true;
    expect(await lock.configure({ isTouchIdOn: true })).toMatchObject({ touchId: 'on' });
    const again = open();
    expect([again.isLocked, await again.unlockWithTouchId(), again.isLocked]).toEqual([true, true, false]);
    expect(finger.reasons).toEqual(['unlock Mizan', 'unlock Mizan', 'unlock Mizan']);
  });

  it('S36 opens nothing while it is off, or to another finger', async () => {
    const { lock, finger } = await locked();
    finger.isAvailable = true;
    expect([await lock.unlockWithTouchId(), lock.isLocked, finger.reasons]).toEqual([false, true, []]);
    await lock.unlock({ passphrase: PASSPHRASE });
    await lock.configure({ isTouchIdOn: true });
    lock.lock();
    finger.isRight = false;
    expect([await lock.unlockWithTouchId(), lock.isLocked]).toEqual([false, true]);
  });
});
