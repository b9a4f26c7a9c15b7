import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSaveFile } from './save-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mizan-save-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const saveIn = () => createSaveFile(async (name) => join(dir, name));

it('S28 gives the whole file its name at the end, for its owner alone', async () => {
  const save = saveIn();
  const token = (await save.choose('a.csv')) ?? '';
  await save.write(token, bytes('one\n'));
  await save.write(token, bytes('two\n'));
  expect(readdirSync(dir).every((name) => name.endsWith('.partial'))).toBe(true);
  expect(await save.finish(token)).toBe('a.csv');
  expect([readdirSync(dir), readFileSync(join(dir, 'a.csv'), 'utf8')]).toEqual([['a.csv'], 'one\ntwo\n']);
  if (process.platform !== 'win32') expect(statSync(join(dir, 'a.csv')).mode & 0o777).toBe(0o600);
  await expect(save.write(token, bytes('late'))).rejects.toMatchObject({ code: 'not_found' });
});

it('leaves an older file as it is until the new one is whole, and nothing of one that is given up', async () => {
  writeFileSync(join(dir, 'a.csv'), 'old');
  const save = saveIn();
  const token = (await save.choose('a.csv')) ?? '';
  await save.write(token, bytes('half'));
  await save.discard(token);
  expect([readdirSync(dir), readFileSync(join(dir, 'a.csv'), 'utf8')]).toEqual([['a.csv'], 'old']);
});

it('says when the person chose no place, and when the place cannot be written', async () => {
  expect(await createSaveFile(async () => undefined).choose('a.csv')).toBeUndefined();
  await expect(createSaveFile(async () => join(dir, 'missing', 'a.csv')).choose('a.csv')).rejects.toMatchObject({ code: 'disk_failed' });
});
