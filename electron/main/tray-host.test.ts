import { expect, test } from 'vitest';
import { hasTrayHost } from './tray-host.ts';

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
