/** @file The static audit of the Electron shell: the rules bite, and the sources are clean. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BANNED, bannedIn, ELECTRON_RULES } from './lib/banned-code.mjs';
import { findSecrets } from './lib/secrets.mjs';

const root = join(import.meta.dirname, '..');
const files = execFileSync('git', ['ls-files', 'electron', 'renderer', 'shared'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name));
const read = (name: string) => readFileSync(join(root, name), 'utf8');

test.each(BANNED.map((rule) => [rule.why, rule] as const))(
  'every rule finds what it is against, outside its home only: %s',
  (_why, rule) => {
    expect(bannedIn('electron/features/somewhere.ts', rule.bad, [rule])).toEqual([`electron/features/somewhere.ts:1: ${rule.why}`]);
    expect(bannedIn('electron/features/somewhere.ts', `// ${rule.bad}`, [rule])).toEqual([]);
  },
);

test('S1 S2 S3 S4 S6 S7 S9 S22 S35 no source of the app says what the audit bans', () => {
  expect(files.length).toBeGreaterThan(300);
  expect(files.flatMap((name) => bannedIn(name, read(name), ELECTRON_RULES))).toEqual([]);
});

test('S1 one window is made in one place, from the options of the factory', () => {
  const made = files.flatMap((name) => [...read(name).matchAll(/new BrowserWindow\(\s*(\w+)/g)].map((match) => [name, match[1]]));
  expect(made).toEqual([['electron/main/window.ts', 'windowOptions']]);
});

test('S7 every page is hardened as it is made, and every session before its first page', () => {
  const start = read('electron/main/start.ts');
  expect(start).toContain('hardenAllContents(');
  expect(start.indexOf('hardenSession(')).toBeLessThan(start.indexOf('openWindow(shell)'));
  const sessions = files.flatMap((name) =>
    [...read(name).matchAll(/session\.fromPartition\((\w+)/g)].map((match) => `${name} ${match[1]}`),
  );
  expect([...new Set(sessions)].sort()).toEqual(['electron/main/start.ts PAGE_PARTITION', 'electron/platform/electron-http.ts PARTITION']);
});

test('S20 the scan of repository, bundle and package knows a secret when it sees one', () => {
  const signed = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkw', 'c2lnbmF0dXJlc2lnbmF0dXJl'].join('.');
  const samples = [
    ['-----BEGIN', 'PRIVATE KEY-----'].join(' '),
    `AKIA${'A1'.repeat(8)}`,
    `ghp_${'a'.repeat(36)}`,
    `xoxb-${'1'.repeat(12)}`,
    `npm_${'a'.repeat(36)}`,
    signed,
    ['https://user', 'pass@api.bank.com/x'].join(':'),
    ['clientSecret:', `'${'Ab3'.repeat(9)}'`].join(' '),
  ];
  expect(samples.map((text) => findSecrets(text).length)).toEqual(samples.map(() => 1));
  expect(findSecrets("clientSecret: 'demo' https://mizan.invalid/a:b eyJhbGciOi")).toEqual([]);
});
