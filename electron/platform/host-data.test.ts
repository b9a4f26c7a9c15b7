import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeLoginStart, type FakeLoginStart } from '../../test/fakes/fake-login-start.ts';
import { createHostData, type HostDataDeps } from './host-data.ts';

let folder: string;
let done: string[];
let loginStart: FakeLoginStart;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mizan-host-'));
  done = [];
  loginStart = createFakeLoginStart();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const practice = { baseUrl: 'http://127.0.0.1:1', clientId: 'practice', clientSecret: 'new' };
const host = (change: Partial<HostDataDeps> = {}) =>
  createHostData({
    folder,
    crashDumps: join(folder, 'Crashpad'),
    loginStart,
    clearSessions: async () => void done.push('sessions'),
    restartPractice: async () => {
      done.push('practice');
      return practice;
    },
    choosePath: async () => undefined,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...change,
  });
const plant = (path: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), 'MARKER');
};

describe('what stands outside the data folder', () => {
  it('S30 removes logs, dumps, window state and caches, and starts the practice bank over', async () => {
    for (const path of ['logs/main.log', 'logs/main.old.log', 'Crashpad/pending/a.dmp', 'window.json', 'data/profile.json']) plant(path);
    expect(await host().countFiles()).toBe(4);
    expect(await host().clear({ isPracticeErased: true })).toEqual({ removed: 4, left: 0, practice });
    const left = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect({ done, left: left.map((entry) => entry.name) }).toEqual({ done: ['sessions', 'practice'], left: ['profile.json'] });
  });

  it('S30 takes Mizan from what starts at login, and says so when that was refused', async () => {
    loginStart.isOn = true;
    expect(await host().countFiles()).toBe(1);
    loginStart.isBroken = true;
    expect(await host().clear({ isPracticeErased: false })).toMatchObject({ removed: 0, left: 1 });
    loginStart.isBroken = false;
    expect(await host().clear({ isPracticeErased: false })).toMatchObject({ removed: 1, left: 0 });
    expect({ isOn: loginStart.isOn, count: await host().countFiles() }).toEqual({ isOn: false, count: 0 });
  });

  it('S30 leaves the practice bank alone when another environment is erased', async () => {
    expect(await host().clear({ isPracticeErased: false })).toEqual({ removed: 0, left: 0, practice: undefined });
    expect(done).toEqual(['sessions']);
  });

  it('S30 what one part cannot clear is counted and leaves no other part', async () => {
    for (const path of ['logs/main.log', 'window.json']) plant(path);
    const refuse = async () => {
      throw new Error('in use');
    };
    const cleared = await host({ clearSessions: refuse, restartPractice: refuse }).clear({ isPracticeErased: true });
    expect(cleared).toEqual({ removed: 2, left: 2, practice: undefined });
    expect(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toEqual([]);
  });

  it('saves a text where the person chose, and nowhere without a choice', async () => {
    const path = join(folder, 'receipt.txt');
    expect(await host().saveText({ fileName: 'receipt.txt', text: 'done' })).toBe(false);
    expect(existsSync(path)).toBe(false);
    expect(await host({ choosePath: async () => path }).saveText({ fileName: 'receipt.txt', text: 'done' })).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('done');
  });
});
