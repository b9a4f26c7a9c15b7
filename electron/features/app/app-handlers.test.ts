import { expect, it } from 'vitest';
import type { AppStatus } from '../../../shared/contract/app.ts';
import { standingClock } from '../../../test/builders/ledger-builder.ts';
import { type AppHandlersDeps, appHandlers } from './app-handlers.ts';

const READY = { store: 'ready', storeError: null } as const;
const LOCKED = { store: 'locked', storeError: 'secret_store_locked' } as const;

function setUp(overrides: Partial<AppHandlersDeps> = {}) {
  const opened: string[] = [];
  const handlers = appHandlers({
    version: '0.1.0',
    runtime: 'official',
    clock: standingClock('2026-11-06T22:30:00.000Z'),
    storeState: () => READY,
    retryStore: async () => undefined,
    notices: [],
    healed: () => undefined,
    opener: {
      open: async (url) => {
        opened.push(url);
      },
    },
    ...overrides,
  });
  return { handlers, opened };
}

it('tells version, runtime, store and the day it is in Riyadh', async () => {
  const { handlers } = setUp({ storeState: () => LOCKED });
  expect(await handlers['app.status']({})).toEqual({
    version: '0.1.0',
    runtime: 'official',
    store: 'locked',
    storeError: 'secret_store_locked',
    today: '2026-11-07',
    now: '2026-11-06T22:30:00.000Z',
    notices: [],
    healed: null,
  });
});

it('R7 says what was recovered until the person has seen it', async () => {
  const { handlers } = setUp({ notices: ['profile_from_copy'] });
  expect(await handlers['app.status']({})).toMatchObject({ notices: ['profile_from_copy'] });
  expect(await handlers['app.dismissNotice']({ notice: 'profile_from_folders' })).toMatchObject({ notices: ['profile_from_copy'] });
  expect(await handlers['app.dismissNotice']({ notice: 'profile_from_copy' })).toMatchObject({ notices: [] });
  expect(await handlers['app.status']({})).toMatchObject({ notices: [] });
});

it('tries to open a closed store again and tells how that went', async () => {
  let state: Pick<AppStatus, 'store' | 'storeError'> = LOCKED;
  const { handlers } = setUp({
    storeState: () => state,
    retryStore: async () => {
      state = READY;
    },
  });
  expect(await handlers['app.retryStore']({})).toMatchObject(READY);
});

it('leaves an open store alone', async () => {
  let retries = 0;
  const { handlers } = setUp({
    retryStore: async () => {
      retries += 1;
    },
  });
  expect(await handlers['app.retryStore']({})).toMatchObject(READY);
  expect(retries).toBe(0);
});

it('passes a command for the window on', async () => {
  const ran: string[] = [];
  const { handlers } = setUp({
    shell: {
      run: async (command) => {
        ran.push(command);
      },
    },
  });
  expect(await handlers['app.shell']({ command: 'fullScreen' })).toEqual({ done: true });
  expect(ran).toEqual(['fullScreen']);
});

it('S9 opens only its own help page, over https', async () => {
  const { handlers, opened } = setUp();
  expect(await handlers['app.openHelp']({ topic: 'credentials' })).toEqual({ done: true });
  expect(opened).toEqual(['https://docs.misconnect.co/docs']);
});
