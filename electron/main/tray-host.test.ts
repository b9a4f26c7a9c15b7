import { expect, test } from 'vitest';
import { awaitTrayHost, hasTrayHost } from './tray-host.ts';

const printing = (text: string) => async () => text;
const never = () => Promise.reject(new Error('not there'));

test('a tray is there where a host says so, and nowhere else on Linux', async () => {
  const onLinux = (run: (program: string) => Promise<string>) => hasTrayHost({ platform: 'linux', run });
  expect(await onLinux(printing('   variant       boolean true\n'))).toBe(true);
  expect(await onLinux(printing('   variant       boolean false\n'))).toBe(false);
  expect(await onLinux(never)).toBe(false);
});

test('macOS and Windows always have one', async () => {
  expect(await hasTrayHost({ platform: 'darwin', run: never })).toBe(true);
  expect(await hasTrayHost({ platform: 'win32', run: never })).toBe(true);
});

test('at login a host that comes late is waited for, and none for a quarter of a minute', async () => {
  let asked = 0;
  let pausedMs = 0;
  const deps = (answersAt: number) => ({
    platform: 'linux' as const,
    run: async () => {
      asked += 1;
      return `variant boolean ${asked >= answersAt}`;
    },
    pause: async (ms: number) => {
      pausedMs += ms;
    },
  });
  expect({ isThere: await awaitTrayHost(deps(4)), asked, pausedMs }).toEqual({ isThere: true, asked: 4, pausedMs: 3000 });
  pausedMs = 0;
  expect({ isThere: await awaitTrayHost(deps(1000)), pausedMs }).toEqual({ isThere: false, pausedMs: 15_000 });
});
