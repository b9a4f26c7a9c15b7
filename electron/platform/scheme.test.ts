import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { SCHEME } from './deep-link.ts';
import { createSchemeRegistration, DESKTOP_FILE, type SchemeDeps } from './scheme.ts';

const file = (name: string) => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const aScheme = (over: Partial<SchemeDeps>) =>
  createSchemeRegistration({
    platform: 'linux',
    mayRegister: true,
    isDefault: () => false,
    setDefault: () => true,
    xdgSettings: async () => '',
    log: silent,
    ...over,
  });

test('S19 on Linux the desktop is asked, by the name of the installed desktop file', async () => {
  const xdgSettings = vi.fn(async () => 'yes\n');
  expect(await aScheme({ xdgSettings }).isRegistered()).toBe(true);
  expect(xdgSettings.mock.calls).toEqual([[['check', 'default-url-scheme-handler', 'app.mizan.desktop', 'mizan.desktop']]]);
});

test('S19 any other answer, or none, means not registered', async () => {
  expect(await aScheme({ xdgSettings: async () => 'no\n' }).isRegistered()).toBe(false);
  expect(await aScheme({ xdgSettings: () => Promise.reject(new Error('not found')) }).isRegistered()).toBe(false);
});

test('S19 elsewhere Electron knows', async () => {
  expect(await aScheme({ platform: 'win32', isDefault: () => true }).isRegistered()).toBe(true);
  expect(await aScheme({ platform: 'darwin', isDefault: () => false }).isRegistered()).toBe(false);
});

test('S19 a development start neither registers nor claims to be registered', async () => {
  const xdgSettings = vi.fn(async () => 'yes');
  const scheme = aScheme({ mayRegister: false, xdgSettings });
  await scheme.register();
  expect([await scheme.isRegistered(), xdgSettings.mock.calls.length]).toEqual([false, 0]);
});

test('S19 registering happens once, and a refusal is no error', async () => {
  const calls: string[] = [];
  const scheme = aScheme({
    xdgSettings: async ([verb = '']) => {
      calls.push(verb);
      if (verb === 'set') throw new Error('no desktop file');
      return 'no';
    },
  });
  await scheme.register();
  expect(calls).toEqual(['check', 'set']);
});

test('S19 program, package and desktop entry agree on scheme and name', () => {
  expect(SCHEME).toMatch(/^[a-z]+(\.[a-z]+)+$/);
  expect(JSON.parse(file('package.json'))).toMatchObject({ desktopName: DESKTOP_FILE });
  const builder = file('electron-builder.yml');
  // The packager makes `Exec=… %U` and the scheme handler's MimeType of these; `npm run test:package` reads them in a package.
  for (const part of [`executableName: ${DESKTOP_FILE.replace('.desktop', '')}\n`, 'syncDesktopName: true\n', `schemes: [${SCHEME}]`])
    expect(builder).toContain(part);
});
