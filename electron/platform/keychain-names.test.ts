import { expect, test } from 'vitest';
import { createNameListing, type NamesProcess } from './keychain-names.ts';

/** A process that does as told once it is listened to. */
function aProcess(act: (say: (message: unknown) => void, exit: () => void) => void) {
  const state = { started: [] as string[], kills: 0 };
  let say: (message: unknown) => void = () => undefined;
  const start = (service: string): NamesProcess => {
    state.started.push(service);
    return {
      onMessage: (listener) => {
        say = listener;
      },
      onExit: (listener) => void setImmediate(() => act(say, listener)),
      kill: () => {
        state.kills += 1;
      },
    };
  };
  return { state, start };
}

test('S30 names come from a process of their own, which then ends', async () => {
  const { state, start } = aProcess((say) => say({ names: ['practice:tokens'] }));
  expect(await createNameListing(start)('Mizan')).toEqual(['practice:tokens']);
  expect(state).toEqual({ started: ['Mizan'], kills: 1 });
});

test.each<[string, (say: (message: unknown) => void, exit: () => void) => void, RegExp]>([
  ['ends over a locked item', (_say, exit) => exit(), /without an answer/],
  ['says what went wrong', (say) => say({ failure: 'Cannot autolaunch D-Bus' }), /autolaunch/],
  ['says something else and ends', (say, exit) => [say('hello'), exit()], /without an answer/],
  ['never answers', () => undefined, /too long/],
])('S23 a process that %s is a failure of the listing, not of Mizan', async (_name, act, reason) => {
  const { state, start } = aProcess(act);
  await expect(createNameListing(start, 50)('Mizan')).rejects.toThrow(reason);
  expect(state.kills).toBe(1);
});
