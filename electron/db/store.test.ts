import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { createManualClock } from '../../test/fakes/manual-clock.ts';
import { listBackups } from './backup.ts';
import { latestVersion } from './migrate.ts';
import { type Migration, migrations } from './migrations/index.ts';
import { openDatabase } from './open.ts';
import { databaseExists, openStore, type StoreOptions } from './store.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const key = Buffer.from('5c'.repeat(32), 'hex');
const otherKey = Buffer.from('6d'.repeat(32), 'hex');
const clock = createManualClock();

let parent: string;
let dir: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'mizan-store-'));
  dir = join(parent, 'practice');
});
afterEach(() => rmSync(parent, { recursive: true }));

const open = (change: Partial<StoreOptions> = {}) => openStore({ dir, key, clock, log: silent, ...change });
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return 'no error';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};
const addSetting = (value: string) => {
  const store = open();
  store.db.prepare("INSERT INTO settings VALUES ('marker', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value").run(value);
  store.close();
};
const setting = () => {
  const store = open();
  const value = store.db.prepare("SELECT value FROM settings WHERE name = 'marker'").pluck().get();
  store.close();
  return value;
};
const file = (name: string) => join(dir, name);
const NOW = latestVersion();
const NEXT: readonly Migration[] = [...migrations, { version: NOW + 1, name: 'next', sql: 'CREATE TABLE next (a INTEGER) STRICT;' }];

describe('openStore', () => {
  it('makes a store, keeps what is written, and knows that it exists', () => {
    expect(databaseExists(dir)).toBe(false);
    addSetting('first');
    expect({ exists: databaseExists(dir), value: setting() }).toEqual({ exists: true, value: 'first' });
  });

  it('S28 keeps folder and files to the user', () => {
    addSetting('x');
    const modes = Object.fromEntries(readdirSync(dir).map((name) => [name, (statSync(file(name)).mode & 0o777).toString(8)]));
    expect({ dir: (statSync(dir).mode & 0o777).toString(8), ...modes }).toEqual({
      dir: '700',
      'mizan.db': '600',
      'mizan.keycheck': '600',
      'mizan.lock': '600',
    });
  });

  it('S29 leaves no stored text in any file of the folder, backups included', () => {
    addSetting('MARKER-plain-text');
    open({ steps: NEXT }).close();
    const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const hits = files.filter((entry) => readFileSync(join(entry.parentPath, entry.name)).includes('MARKER'));
    expect(files.length).toBeGreaterThanOrEqual(4);
    expect(hits.map((entry) => entry.name)).toEqual([]);
  });

  it('S29 tells a wrong key from damage', () => {
    addSetting('x');
    expect(codeOf(() => open({ key: otherKey }))).toBe('database_wrong_key');
    const bytes = readFileSync(file('mizan.db'));
    bytes.fill(0, 0, 100);
    writeFileSync(file('mizan.db'), bytes);
    expect(codeOf(() => open())).toBe('database_damaged');
    expect(codeOf(() => open({ key: otherKey }))).toBe('database_wrong_key');
  });

  it('S29 believes a file that opens more than a lost or damaged key check, and writes it anew', () => {
    addSetting('kept');
    const check = readFileSync(file('mizan.keycheck'), 'utf8');
    unlinkSync(file('mizan.keycheck'));
    expect(setting()).toBe('kept');
    writeFileSync(
      file('mizan.keycheck'),
      check.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
    );
    expect(setting()).toBe('kept');
    expect(readFileSync(file('mizan.keycheck'), 'utf8')).toBe(check);
  });

  it('S29 detects any flipped bit of the plain first bytes and puts them right', () => {
    addSetting('kept');
    const intact = readFileSync(file('mizan.db'));
    const warnings: string[] = [];
    const bits = Array.from({ length: 24 * 8 }, (_, bit) => bit);
    const wrong = bits.filter((bit) => {
      const damaged = Buffer.from(intact);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(file('mizan.db'), damaged);
      open({ log: { ...silent, warn: (event) => warnings.push(event) } }).close();
      return !readFileSync(file('mizan.db')).subarray(0, 24).equals(intact.subarray(0, 24));
    });
    expect({ wrong, warnings: new Set(warnings), count: warnings.length, value: setting() }).toEqual({
      wrong: [],
      warnings: new Set(['store.header-restored']),
      count: bits.length,
      value: 'kept',
    });
  });

  it('R7 reports a middle page, a truncated tail, a lost header and an emptied file as damage, and deletes nothing', () => {
    addSetting('x'.repeat(50_000));
    const intact = `${file('mizan.db')}.intact`;
    copyFileSync(file('mizan.db'), intact);
    const size = statSync(intact).size;
    const damages: Readonly<Record<string, (path: string) => void>> = {
      'middle page': (path) => {
        const bytes = readFileSync(path);
        bytes.fill(7, size / 2, size / 2 + 16);
        writeFileSync(path, bytes);
      },
      'truncated tail': (path) => truncateSync(path, size - 4096),
      'half a page': (path) => truncateSync(path, size - 1000),
      header: (path) => writeFileSync(path, Buffer.concat([Buffer.alloc(64), readFileSync(path).subarray(64)])),
      'zero bytes': (path) => truncateSync(path, 0),
    };
    const found = Object.entries(damages).map(([name, damage]) => {
      copyFileSync(intact, file('mizan.db'));
      damage(file('mizan.db'));
      const sizeBefore = statSync(file('mizan.db')).size;
      return [name, codeOf(() => open()), statSync(file('mizan.db')).size === sizeBefore];
    });
    expect(found).toEqual(Object.keys(damages).map((name) => [name, 'database_damaged', true]));
  });

  it('starts anew after a first start that died before anything was written', () => {
    addSetting('x');
    unlinkSync(file('mizan.keycheck'));
    truncateSync(file('mizan.db'), 0);
    expect(databaseExists(dir)).toBe(false);
    expect(setting()).toBeUndefined();
  });

  // What the user saw: a recovery page with "internal" where a sentence about the disk belonged.
  it('R5 names a folder that cannot be made or written, and opens once it can', () => {
    writeFileSync(dir, 'a file where the folder belongs');
    expect(codeOf(() => open())).toBe('disk_failed');
    unlinkSync(dir);
    addSetting('made');
    mkdirSync(file('mizan.lock.aside'));
    renameSync(file('mizan.lock'), file('mizan.lock.aside/kept'));
    mkdirSync(file('mizan.lock'));
    expect(codeOf(() => open())).toBe('disk_failed');
    rmdirSync(file('mizan.lock'));
    expect(setting()).toBe('made');
  });

  it('R5 closes and unlocks although the last checkpoint fails', () => {
    const store = open();
    store.db.prepare("INSERT INTO settings VALUES ('marker', 'kept')").run();
    store.db.pragma = () => {
      throw new Database.SqliteError('full', 'SQLITE_FULL');
    };
    store.close();
    expect(setting()).toBe('kept');
  });

  it('R2 gives a second opener in the same process a typed refusal and touches nothing', () => {
    const first = open();
    expect(codeOf(() => open())).toBe('database_locked');
    first.db.prepare("INSERT INTO settings VALUES ('marker', 'still mine')").run();
    first.close();
    expect(setting()).toBe('still mine');
  });

  it('R2 keeps a second process out while the first lives, and lets it in after kill -9 of the first', async () => {
    const script = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, 'store.ts'))};
      const clock = { now: Date.now, monotonic: () => performance.now(), sleep: async () => {} };
      const log = { info() {}, warn() {}, error() {} };
      const store = openStore({ dir: process.argv[1], key: Buffer.from(process.argv[2], 'hex'), clock, log });
      store.db.prepare("INSERT INTO settings VALUES ('marker', 'from the child')").run();
      console.log('open');
      // What nobody refers to is collected, and its lock is gone with it.
      setInterval(() => store.db.open, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, dir, key.toString('hex')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      expect(codeOf(() => open())).toBe('database_locked');
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    expect(setting()).toBe('from the child');
  });
});

describe('backups', () => {
  it('R3 keeps a verified, encrypted copy of the store as it was before it is migrated', () => {
    addSetting('before');
    open({ steps: NEXT }).close();
    const [name = ''] = listBackups(file('backups'));
    const backup = openDatabase({ path: join(dir, 'backups', name), keyHex: key.toString('hex'), isReadOnly: true });
    const found = {
      name,
      version: backup.pragma('user_version', { simple: true }),
      value: backup.prepare("SELECT value FROM settings WHERE name = 'marker'").pluck().get(),
      mode: (statSync(join(dir, 'backups', name)).mode & 0o777).toString(8),
    };
    backup.close();
    expect(found).toEqual({ name: `mizan-20261107T110700000Z-v${NOW}.db`, version: NOW, value: 'before', mode: '600' });
  });

  it('R3 keeps the last three', async () => {
    addSetting('x');
    for (let version = NOW + 1; version <= NOW + 5; version += 1) {
      await clock.advance(60_000);
      const steps = [...migrations];
      for (let added = NOW + 1; added <= version; added += 1)
        steps.push({ version: added, name: 'n', sql: `CREATE TABLE n${added} (a INTEGER) STRICT;` });
      open({ steps }).close();
    }
    expect(listBackups(file('backups')).map((name) => name.replace(/^.*-/, ''))).toEqual([2, 3, 4].map((step) => `v${NOW + step}.db`));
    expect(readdirSync(file('backups')).length).toBe(3);
  });

  it('R3 makes none for a new store and none when nothing is to migrate', () => {
    addSetting('x');
    addSetting('y');
    expect(existsSync(file('backups'))).toBe(false);
  });

  it('R3 leaves a store newer than the app alone', () => {
    addSetting('x');
    open({ steps: NEXT }).close();
    const before = readFileSync(file('mizan.db'));
    expect(codeOf(() => open())).toBe('database_newer');
    expect(readFileSync(file('mizan.db')).equals(before)).toBe(true);
  });

  it('never opens with a random key once a store is made', () => {
    addSetting('x');
    expect(codeOf(() => open({ key: randomBytes(32) }))).toBe('database_wrong_key');
  });
});
