import { expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import type { Session } from './session.ts';
import { createSessionSwitch } from './session-switch.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A store that opens or not, as told, and the links it was given. */
function setUp() {
  const world = { failure: undefined as AppError | undefined, links: [] as string[], closed: 0 };
  const session = {
    connections: { handleCallback: async (url: string) => void world.links.push(url) },
    care: { start: async () => undefined },
    close: async () => {
      world.closed += 1;
    },
  } as unknown as Session; // the parts the switch touches when nothing is automatic
  const open = async () => {
    if (world.failure) throw world.failure;
    return session;
  };
  return { world, sessions: createSessionSwitch({ open, isAutomatic: false, emit: () => undefined, log }) };
}
const locked = () => new AppError('secret_store_locked', 'locked');

// What the user saw: the bank was done, the browser came back, and Mizan, waiting for the key store, had forgotten the link.
it('S18 S23 a link that comes while the key store is locked waits for the store, once', async () => {
  const { world, sessions } = setUp();
  world.failure = locked();
  await expect(sessions.activate('practice')).rejects.toMatchObject({ code: 'secret_store_locked' });
  await sessions.takeLink('link-1');
  await sessions.takeLink('link-1');
  expect(world.links).toEqual([]);
  world.failure = undefined;
  await sessions.activate('practice');
  expect(world.links).toEqual(['link-1']);
  await sessions.activate('practice');
  expect(world.links).toEqual(['link-1']);
  await sessions.takeLink('link-2');
  expect(world.links).toEqual(['link-1', 'link-2']);
});

it('S18 holds a handful of links at most', async () => {
  const { world, sessions } = setUp();
  world.failure = locked();
  await sessions.activate('practice').catch(() => undefined);
  for (let n = 0; n < 1000; n++) await sessions.takeLink(`link-${n}`);
  world.failure = undefined;
  await sessions.activate('practice');
  expect(world.links).toEqual(['link-0', 'link-1', 'link-2', 'link-3', 'link-4']);
});

it('S23 tells locked from failed, and opens when asked again', async () => {
  const { world, sessions } = setUp();
  for (const [code, store] of [
    ['secret_store_locked', 'locked'],
    ['secret_store_unavailable', 'locked'],
    ['database_damaged', 'failed'],
    ['disk_full', 'failed'],
  ] as const) {
    world.failure = new AppError(code, 'scripted');
    await sessions.activate('practice').catch(() => undefined);
    expect(sessions.state()).toEqual({ store, storeError: code });
    expect(() => sessions.require()).toThrow(expect.objectContaining({ code }));
  }
  world.failure = undefined;
  await sessions.activate('practice');
  expect(sessions.state()).toEqual({ store: 'ready', storeError: null });
});
