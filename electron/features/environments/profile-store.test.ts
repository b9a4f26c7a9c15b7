import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Random } from '../../ports/random.ts';
import { createNodeDataFiles } from '../erasure/node-data-files.ts';
import { createProfileStore, type EnvironmentDraft, type ProfileStore } from './profile-store.ts';

const DRAFT: EnvironmentDraft = {
  kind: 'custom',
  baseUrl: 'https://api.example.test:8443/v2',
  clientId: 'client-1',
  legalName: { ar: 'شركة', en: 'Company' },
};
const DEFAULTS = {
  language: 'ar',
  isWelcomeDone: false,
  theme: 'system',
  numerals: 'latn',
  privacyMode: false,
  motion: 'system',
  zoom: 100,
  notificationDetail: 'none',
  keepInBackground: true,
  accountGrouping: 'kind',
  isRecoveryDeclined: false,
};

/** Different bytes with every call, the same in every run. */
function countingRandom(start = 0): Random {
  let next = start;
  return { bytes: (count) => Uint8Array.from({ length: count }, () => (next = (next * 31 + 7) % 251)) };
}

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mizan-profile-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const open = (random = countingRandom()): ProfileStore =>
  createProfileStore({ dir, files: createNodeDataFiles(), random, systemLanguage: 'ar' });
const path = (name = 'profile.json') => join(dir, name);
const content = (name?: string) => JSON.parse(readFileSync(path(name), 'utf8'));

describe('a first start', () => {
  it('has the practice environment, active, under its fictional party, and the system language', () => {
    const store = open();
    expect(store.activeId()).toBe('practice');
    expect(store.listEnvironments()).toEqual([
      {
        id: 'practice',
        kind: 'practice',
        name: 'Practice bank',
        baseUrl: '',
        clientId: '',
        legalName: { ar: 'ميزان للتدريب', en: 'Mizan Practice Connect' },
        userId: expect.stringMatching(/^u-[a-z2-7]{32}@users\.mizan\.example$/),
        expectedItems: [],
      },
    ]);
    expect(store.settings()).toEqual(DEFAULTS);
    expect(store.recovery).toBeNull();
  });

  it('keeps the user id it made', () => {
    const { userId } = open().environment('practice');
    expect(open(countingRandom(99)).environment('practice').userId).toBe(userId);
  });

  it('S28 writes files only their owner can read, and leaves no temporary one', () => {
    rmSync(dir, { recursive: true });
    open().updateSettings({ theme: 'dark' });
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(readdirSync(dir).sort()).toEqual(['profile.copy.json', 'profile.json']);
    for (const name of readdirSync(dir)) expect(statSync(path(name)).mode & 0o777).toBe(0o600);
  });
});

describe('environments', () => {
  it('survive a restart, each with an id and a user id of its own', () => {
    const store = open();
    const one = store.addEnvironment(DRAFT);
    const two = store.addEnvironment({ ...DRAFT, baseUrl: 'http://127.0.0.1:8787' });
    expect(one).toMatchObject({ ...DRAFT, name: 'api.example.test:8443', id: expect.stringMatching(/^env-[a-z2-7]{8}$/) });
    expect(new Set([one.id, two.id]).size).toBe(2);
    expect(new Set(store.listEnvironments().map((environment) => environment.userId)).size).toBe(3);
    store.setActive(two.id);
    expect(open().listEnvironments()).toEqual(store.listEnvironments());
    expect(open().activeId()).toBe(two.id);
  });

  it('change without touching user id and markers', async () => {
    const store = open();
    const { id, userId } = store.addEnvironment(DRAFT);
    await store.expectedItems(id).expect(`${id}:tokens`);
    store.updateEnvironment(id, { ...DRAFT, clientId: 'client-2' });
    expect(open().environment(id)).toMatchObject({ clientId: 'client-2', userId, expectedItems: [`${id}:tokens`] });
  });

  it('cannot be removed while active; the practice one never', () => {
    const store = open();
    const { id } = store.addEnvironment(DRAFT);
    store.setActive(id);
    for (const kept of [id, 'practice'])
      expect(() => store.removeEnvironment(kept)).toThrowError(expect.objectContaining({ code: 'forbidden' }));
    store.setActive('practice');
    store.removeEnvironment(id);
    expect(open().findEnvironment(id)).toBeUndefined();
  });

  it('that do not exist are not found', () => {
    const store = open();
    expect(() => store.environment('env-aaaaaaaa')).toThrowError(expect.objectContaining({ code: 'not_found' }));
    expect(() => store.setActive('env-aaaaaaaa')).toThrowError(expect.objectContaining({ code: 'not_found' }));
  });
});

describe('S23 expected items', () => {
  it('are remembered per environment once the promise resolves, and forgotten on request', async () => {
    const store = open();
    const { id } = store.addEnvironment(DRAFT);
    await store.expectedItems(id).expect('a');
    await store.expectedItems(id).expect('a');
    await store.expectedItems('practice').expect('b');
    const again = open();
    expect(again.expectedItems(id).isExpected('a')).toBe(true);
    expect(again.expectedItems(id).isExpected('b')).toBe(false);
    expect(again.environment(id).expectedItems).toEqual(['a']);
    await again.expectedItems(id).forget('a');
    expect(open().expectedItems(id).isExpected('a')).toBe(false);
  });

  it('cannot be promised for an environment that is not there', async () => {
    await expect(open().expectedItems('env-aaaaaaaa').expect('a')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('settings', () => {
  it('change one by one and survive a restart', () => {
    const store = open();
    store.updateSettings({ theme: 'contrast' });
    expect(store.updateSettings({ isWelcomeDone: true })).toEqual({ ...DEFAULTS, theme: 'contrast', isWelcomeDone: true });
    expect(open().settings()).toEqual({ ...DEFAULTS, theme: 'contrast', isWelcomeDone: true });
  });
});

describe('a file of another version', () => {
  it('keeps what this version does not know', async () => {
    open();
    const old = content();
    const [practice] = old.environments;
    const newer = {
      ...old,
      schemaVersion: 7,
      backup: { weekly: true },
      settings: { language: 'en', theme: 'sepia', calendar: 'hijri' },
      environments: [{ ...practice, colour: 'violet' }],
    };
    writeFileSync(path(), JSON.stringify(newer));
    const store = open();
    expect(store.settings()).toEqual({ ...DEFAULTS, language: 'en' });
    await store.expectedItems('practice').expect('x');
    expect(content()).toMatchObject({ schemaVersion: 7, backup: { weekly: true }, settings: { calendar: 'hijri' } });
    expect(content().environments[0]).toMatchObject({ colour: 'violet', expectedItems: ['x'] });
  });

  it('is left alone when it cannot be understood', () => {
    writeFileSync(path(), '{"schemaVersion":2,"environments":{}}');
    expect(() => open()).toThrowError(expect.objectContaining({ code: 'database_newer' }));
    expect(readFileSync(path(), 'utf8')).toBe('{"schemaVersion":2,"environments":{}}');
  });
});

describe('a damaged file', () => {
  const damages = [
    ['emptied', () => ''],
    ['cut', (text: string) => text.slice(0, 100)],
    ['overwritten with zeros', (text: string) => '\0'.repeat(text.length)],
    ['holding another shape', () => '{"schemaVersion":1}'],
  ] as const;

  it.each(damages)('%s, is set aside and rebuilt from its copy', async (_how, damage) => {
    const before = open();
    const { id } = before.addEnvironment(DRAFT);
    before.updateSettings({ theme: 'dark' });
    await before.expectedItems(id).expect(`${id}:client-secret`);
    const damaged = damage(readFileSync(path(), 'utf8'));
    writeFileSync(path(), damaged);

    const store = open(countingRandom(50));
    expect(store.recovery).toEqual({ damagedFile: 'profile.json.damaged-1', source: 'copy' });
    expect(readFileSync(path('profile.json.damaged-1'), 'utf8')).toBe(damaged);
    expect(store.listEnvironments()).toEqual(before.listEnvironments());
    expect(store.settings().theme).toBe('dark');
    expect(open().recovery).toBeNull();
  });

  it('never overwrites what was set aside before', () => {
    for (const text of ['first', 'second']) {
      open();
      writeFileSync(path(), text);
      open();
    }
    expect(readFileSync(path('profile.json.damaged-1'), 'utf8')).toBe('first');
    expect(readFileSync(path('profile.json.damaged-2'), 'utf8')).toBe('second');
  });

  it('S23 with its copy gone too, is rebuilt from the folders, whose database keys stay expected', () => {
    open();
    for (const folder of ['practice', 'env-abcdefgh', 'env-aaaaaaaa', 'something else']) {
      mkdirSync(join(dir, 'environments', folder), { recursive: true });
      if (folder !== 'env-aaaaaaaa') writeFileSync(join(dir, 'environments', folder, 'data.db'), 'x');
    }
    writeFileSync(path(), 'broken');
    writeFileSync(path('profile.copy.json'), 'broken too');

    const store = open();
    expect(store.recovery).toEqual({ damagedFile: 'profile.json.damaged-1', source: 'folders' });
    expect(existsSync(path('profile.copy.json.damaged-1'))).toBe(true);
    expect(store.settings().isWelcomeDone).toBe(true);
    const markers = store.listEnvironments().map((environment) => [environment.id, environment.kind, environment.expectedItems]);
    expect(markers).toEqual([
      ['env-aaaaaaaa', 'custom', ['env-aaaaaaaa:tokens']],
      ['env-abcdefgh', 'custom', ['env-abcdefgh:tokens', 'env-abcdefgh:database-key']],
      ['practice', 'practice', ['practice:tokens', 'practice:database-key']],
    ]);
  });

  it('S23 marks the key of a database the copy does not know of yet', async () => {
    open();
    const folder = join(dir, 'environments', 'practice');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'data.db'), 'x');
    rmSync(path());
    const store = open();
    expect(store.recovery).toEqual({ damagedFile: null, source: 'copy' });
    expect(store.expectedItems('practice').isExpected('practice:database-key')).toBe(true);
  });
});

describe('a write that fails', () => {
  it('changes nothing, on disk or in memory, and says so', () => {
    const store = open();
    const before = readFileSync(path(), 'utf8');
    // A folder in the place of the temporary file: the write cannot begin.
    mkdirSync(join(dir, 'profile.json.tmp', 'x'), { recursive: true });
    expect(() => store.updateSettings({ theme: 'dark' })).toThrowError(expect.objectContaining({ code: 'disk_failed' }));
    expect(store.settings().theme).toBe('system');
    expect(readFileSync(path(), 'utf8')).toBe(before);
    rmSync(join(dir, 'profile.json.tmp'), { recursive: true });
    expect(store.updateSettings({ theme: 'dark' }).theme).toBe('dark');
  });

  it('starts over from a temporary file a crash left behind', () => {
    open();
    writeFileSync(path('profile.json.tmp'), '{"half', { mode: 0o644 });
    open().updateSettings({ theme: 'dark' });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(content().settings.theme).toBe('dark');
  });

  it('of the copy alone is reported, not fatal', () => {
    const warned: string[] = [];
    const log = { info: () => undefined, warn: (event: string) => warned.push(event), error: () => undefined };
    const store = createProfileStore({ dir, files: createNodeDataFiles(), random: countingRandom(), systemLanguage: 'en', log });
    mkdirSync(join(dir, 'profile.copy.json.tmp', 'x'), { recursive: true });
    store.updateSettings({ theme: 'dark' });
    expect(warned).toEqual(['profile.copyFailed']);
    expect(content().settings.theme).toBe('dark');
    expect(content('profile.copy.json').settings.theme).not.toBe('dark');
  });
});
