/** @file One store in the place of another: whatever is cut off, and wherever, the next open has either the old one or the new one, whole. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createManualClock } from '../../test/fakes/manual-clock.ts';
import { plantEverywhere, rowsOf, tablesOf } from '../../test/harness/marked-store.ts';
import { copyStore } from './copy-store.ts';
import { migrations } from './migrations/index.ts';
import { openDatabase } from './open.ts';
import { buildReplacement, commitReplacement } from './replacement.ts';
import { openStore } from './store.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const key = Buffer.from('5c'.repeat(32), 'hex');
const fileKey = '6d'.repeat(32);
const AT = '2026-11-06T10:00:00.000Z';
let parent: string;
let dir: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'mizan-replace-'));
  dir = join(parent, 'practice');
});
afterEach(() => rmSync(parent, { recursive: true }));

const open = (at = dir, change = {}) => openStore({ dir: at, key, clock: createManualClock(), log: silent, ...change });
const write = (value: string, at = dir) => {
  const store = open(at);
  store.db.prepare("INSERT INTO settings VALUES ('marker', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value").run(value);
  store.close();
};
const marker = (at = dir) => {
  const store = open(at);
  const value = store.db.prepare("SELECT value FROM settings WHERE name = 'marker'").pluck().get();
  store.close();
  return value;
};
/** A file from elsewhere, under a key of its own. */
function fileWith(value: string): string {
  const other = join(parent, 'other');
  write(value, other);
  const path = join(parent, 'file.db');
  copyStore({ path: join(other, 'mizan.db'), keyHex: key.toString('hex') }, { path, keyHex: fileKey });
  return path;
}
const build = (path: string, isOldKept = false) => {
  const workDir = join(parent, 'work');
  buildReplacement({ workDir, source: { path, keyHex: fileKey }, key, at: AT, isOldKept });
  return workDir;
};
const beside = (at = dir) => readdirSync(at).filter((name) => /^(?:replaced|kept|ready)/.test(name));

it('R8 takes the new store at the next open and drops the old one', () => {
  write('old');
  commitReplacement(dir, build(fileWith('new')));
  expect(marker()).toBe('new');
  expect(beside()).toEqual([]);
  if (process.platform !== 'win32') expect(statSync(join(dir, 'mizan.db')).mode & 0o777).toBe(0o600);
});

it('R7 keeps an old store that could not be read', () => {
  write('old');
  commitReplacement(dir, build(fileWith('new'), true));
  expect(marker()).toBe('new');
  expect(beside()).toEqual(['kept-20261106T100000000Z']);
  expect(existsSync(join(dir, 'kept-20261106T100000000Z', 'mizan.db'))).toBe(true);
});

it('R8 has the old or the new one after a power cut between any two steps', () => {
  write('old');
  writeFileSync(join(dir, 'mizan.db-wal'), '');
  const workDir = build(fileWith('new'));
  commitReplacement(dir, workDir);
  // The order in which `finishReplacement` moves: each prefix of it is a moment of death.
  const aside = join(dir, 'replaced-20261106T100000000Z');
  const steps: (() => void)[] = [
    () => mkdirSync(aside),
    () => renameSync(join(dir, 'mizan.db-wal'), join(aside, 'mizan.db-wal')),
    () => renameSync(join(dir, 'mizan.keycheck'), join(aside, 'mizan.keycheck')),
    () => renameSync(join(dir, 'mizan.db'), join(aside, 'mizan.db')),
    () => renameSync(join(dir, 'ready', 'mizan.db'), join(dir, 'mizan.db')),
    () => renameSync(join(dir, 'ready', 'mizan.keycheck'), join(dir, 'mizan.keycheck')),
  ];
  for (let done = 0; done <= steps.length; done += 1) {
    const copy = join(parent, `cut-${done}`);
    cpSync(dir, copy, { recursive: true });
    expect(marker(copy), `after ${done} steps`).toBe('new');
    expect(beside(copy)).toEqual([]);
    steps[done]?.();
  }
});

it('R8 puts the old one back when the new one does not open after all', () => {
  write('old');
  const workDir = build(fileWith('new'));
  const path = join(workDir, 'mizan.db');
  const bytes = readFileSync(path);
  bytes.fill(0, 4096, 8192);
  writeFileSync(path, bytes);
  commitReplacement(dir, workDir);
  expect(marker()).toBe('old');
  expect(beside()).toEqual([]);
});

it('R8 copies every row of every table under another key, the index of words included, and no sealed token', () => {
  const store = open();
  plantEverywhere(store.db, ['a', 'b']);
  store.db.prepare("INSERT INTO settings VALUES ('secrets.sealed_tokens', 'sealed')").run();
  const tables = tablesOf(store.db);
  const before = rowsOf(store.db, tables, (json) => !json.includes('sealed_tokens'));
  const search = (db: typeof store.db) => db.prepare('SELECT rowid FROM transaction_search ORDER BY rowid').all();
  const words = search(store.db);
  store.close();
  const path = join(parent, 'copy.db');
  copyStore({ path: join(dir, 'mizan.db'), keyHex: key.toString('hex') }, { path, keyHex: fileKey });
  const copy = openDatabase({ path, keyHex: fileKey });
  expect(rowsOf(copy, tables, () => true)).toEqual(before);
  expect(search(copy)).toEqual(words);
  copy.close();
});

it.each(migrations.map(({ version }) => version))('R3 copies a store of schema version %i as it is', (version) => {
  const steps = migrations.slice(0, version);
  open(dir, { steps }).close();
  const path = join(parent, 'copy.db');
  copyStore({ path: join(dir, 'mizan.db'), keyHex: key.toString('hex') }, { path, keyHex: fileKey });
  const copy = openDatabase({ path, keyHex: fileKey });
  expect(copy.pragma('user_version', { simple: true })).toBe(version);
  copy.close();
});
