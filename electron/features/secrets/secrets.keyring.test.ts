/**
 * @file Secrets against a real Secret Service: each scenario has its own home, session bus and keyring daemon, so that the
 * machine's keyring is never touched and the ones here can be locked and lost.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCENARIO = join(import.meta.dirname, '../../../test/harness/keyring-child.ts');
const UNLOCK = 'printf pw | gnome-keyring-daemon -r -d --unlock >/dev/null 2>&1';
const START_WITHOUT_COLLECTION = 'gnome-keyring-daemon -r -d </dev/null >/dev/null 2>&1';
const LOCK =
  'gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets' +
  ' --method org.freedesktop.Secret.Service.Lock "[objectpath \'/org/freedesktop/secrets/aliases/default\']" >/dev/null';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mizan-keyring-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const service = `mizan-test-${randomBytes(6).toString('hex')}`;
const marker = () => join(home, 'marker.json');
const steps = (...names: string[]) => `"${process.execPath}" --no-warnings "${SCENARIO}" "${service}" "${marker()}" ${names.join(' ')}`;

/** Runs shell lines; the answer is what each scenario line printed. No display, so that nothing can ask for a password. */
function run(lines: readonly string[], hasBus = true): unknown[] {
  const script = `set -e\n${lines.join('\n')}`;
  const env = { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8' };
  const [command, args] = hasBus ? ['dbus-run-session', ['--', 'sh', '-c', script]] : ['sh', ['-c', script]];
  const ended = spawnSync(command, args as string[], { env, encoding: 'utf8', timeout: 25_000 }); // both branches are string arrays
  if (ended.status !== 0) throw new Error(`scenario ended with ${ended.status ?? ended.signal}: ${ended.stderr.slice(-600)}`);
  return ended.stdout
    .split('\n')
    .filter((line) => line.startsWith('['))
    .map((line) => JSON.parse(line) as unknown);
}

// Elsewhere these would touch the person's own keychain (style 9).
describe.skipIf(process.platform !== 'linux')('real Secret Service', () => {
  it('S23 S25 unlocked: everything is kept across processes, nothing but our items is left', () => {
    expect(
      run([
        UNLOCK,
        steps('loadKey', 'loadTokens', 'readSecret', 'createKey', 'createKey', 'saveTokens', 'setSecret', 'assertWritable'),
        steps('loadKey', 'loadTokens', 'readSecret', 'list', 'clearTokens', 'loadTokens', 'list'),
      ]),
    ).toEqual([
      ['none', 'none', 'none', 32, 'secret_missing', 'saved', 'set', 'writable'],
      [
        32,
        'same',
        'same',
        ['env:client-secret', 'env:database-key', 'env:tokens'],
        'cleared',
        'none',
        ['env:client-secret', 'env:database-key'],
      ],
    ]);
  });

  it('S23 locked: nothing is created, deleted or taken for absent, and all is back after unlocking', () => {
    const all = ['loadKey', 'loadTokens', 'readSecret'];
    expect(
      run([
        UNLOCK,
        steps('createKey', 'saveTokens', 'setSecret'),
        LOCK,
        steps(...all, 'createKey', 'saveTokens', 'clearTokens', 'assertWritable', 'list'),
        UNLOCK,
        steps(...all, 'list'),
      ]),
    ).toEqual([
      [32, 'saved', 'set'],
      // Listing a locked keyring ends the process that does it, which is not this one.
      [...Array<string>(3).fill('secret_store_locked'), 'secret_missing', ...Array<string>(3).fill('secret_store_locked'), 'error'],
      [32, 'same', 'same', ['env:client-secret', 'env:database-key', 'env:tokens']],
    ]);
  });

  it('S23 locked at the very first start: no key is made, none is pretended', () => {
    expect(
      run([
        UNLOCK,
        steps('assertWritable'),
        LOCK,
        steps('loadKey', 'createKey', 'setSecret', 'readSecret'),
        UNLOCK,
        steps('loadKey', 'createKey'),
      ]),
    ).toEqual([['writable'], ['none', 'secret_store_locked', 'secret_store_locked', 'none'], ['none', 32]]);
  });

  it('S23 no collection: refused at the first start, and never taken for "signed out" later', () => {
    const outcomes = run([START_WITHOUT_COLLECTION, steps('loadKey', 'createKey', 'assertWritable', 'saveTokens', 'list')]);
    expect(outcomes).toEqual([['none', 'secret_store_unavailable', 'secret_store_unavailable', 'secret_store_unavailable', []]]);
    expect(run([UNLOCK, steps('createKey', 'saveTokens')])).toEqual([[32, 'saved']]);
    rmSync(join(home, '.local/share/keyrings'), { recursive: true });
    expect(run([START_WITHOUT_COLLECTION, steps('loadKey', 'loadTokens', 'createKey')])).toEqual([
      ['secret_store_unavailable', 'secret_store_unavailable', 'secret_missing'],
    ]);
  });

  it('S23 a keyring that was reset: the key is missing, not silently new; the bank can be connected again', () => {
    expect(run([UNLOCK, steps('createKey', 'saveTokens')])).toEqual([[32, 'saved']]);
    rmSync(join(home, '.local/share/keyrings'), { recursive: true });
    expect(run([UNLOCK, steps('loadKey', 'createKey', 'loadTokens', 'saveTokens', 'loadTokens')])).toEqual([
      ['secret_missing', 'secret_missing', 'none', 'saved', 'same'],
    ]);
  });

  it('S23 no bus: unavailable for everything', () => {
    const outcomes = run([steps('loadKey', 'createKey', 'saveTokens', 'assertWritable', 'list')], false);
    expect(outcomes).toEqual([[...Array<string>(4).fill('secret_store_unavailable'), 'unavailable']]);
  });

  it('S24 no secret is found in plain bytes anywhere under the home folder', () => {
    run([UNLOCK, steps('createKey', 'saveTokens', 'setSecret')]);
    const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.some((file) => file.name.endsWith('.keyring'))).toBe(true);
    const hits = files.filter((file) => {
      const path = join(file.parentPath, file.name);
      return existsSync(path) && /top secret|رررر/.test(readFileSync(path, 'utf8'));
    });
    expect(hits.map((file) => file.name)).toEqual([]);
  });
});
