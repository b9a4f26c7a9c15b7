import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoginStart, type LoginItems, type LoginStartDeps } from './login-start.ts';

let folder: string;
let logged: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mizan-login-'));
  logged = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (event: string) => void logged.push(event);
const texts = { name: { ar: 'ميزان', en: 'Mizan' }, comment: { ar: 'ي', en: 'R' } };
const noItems: LoginItems = {
  getLoginItemSettings: () => expect.unreachable('login items on Linux'),
  setLoginItemSettings: () => expect.unreachable('login items on Linux'),
};
const entryPath = () => join(folder, 'config', 'autostart', 'mizan.desktop');
const on = (change: Partial<LoginStartDeps> = {}) =>
  createLoginStart({
    platform: 'linux',
    isPackaged: true,
    entryPath: entryPath(),
    command: { program: process.execPath, args: ['--hidden'] },
    texts,
    items: noItems,
    log: { info: write, warn: write, error: write },
    ...change,
  });

describe('start at login on Linux', () => {
  it('is off until asked for, then a file of our own, and off again removes it', async () => {
    const login = on();
    expect(await login.state()).toEqual({ isOffered: true, isOn: false });
    await login.set(true);
    expect(await login.state()).toEqual({ isOffered: true, isOn: true });
    expect(readFileSync(entryPath(), 'utf8')).toContain(`Exec="${process.execPath}" "--hidden"\n`);
    expect(statSync(entryPath()).mode & 0o777).toBe(0o600);
    await login.set(false);
    await login.set(false);
    expect(await login.state()).toEqual({ isOffered: true, isOn: false });
    expect(readdirSync(join(folder, 'config', 'autostart'))).toEqual([]);
  });

  it('follows the desktop, which may switch the entry off or remove it by itself', async () => {
    const login = on();
    await login.set(true);
    writeFileSync(entryPath(), readFileSync(entryPath(), 'utf8').replace('enabled=true', 'enabled=false'));
    expect(await login.state()).toMatchObject({ isOn: false });
    await login.set(true);
    expect(await login.state()).toMatchObject({ isOn: true });
    rmSync(entryPath());
    expect(await login.state()).toMatchObject({ isOn: false });
  });

  it('says that it was not taken where the file cannot be written', async () => {
    writeFileSync(join(folder, 'config'), 'a file where the folder should be');
    await expect(on().set(true)).rejects.toMatchObject({ code: 'disk_failed' });
    expect(readdirSync(folder)).toEqual(['config']);
    expect(await on().state()).toEqual({ isOffered: true, isOn: false });
  });

  it('points to the new place after an update, never away from a copy that is still there, and stays off when off', async () => {
    const gone = on({ command: { program: join(folder, 'Mizan-1.AppImage'), args: ['--hidden'] } });
    on().refresh();
    expect(existsSync(entryPath())).toBe(false);
    await gone.set(true);
    on().refresh();
    expect(readFileSync(entryPath(), 'utf8')).toContain(process.execPath);
    expect(logged).toEqual(['login-start.refreshed']);

    const other = join(folder, 'other-mizan');
    writeFileSync(other, '');
    await on({ command: { program: other, args: [] } }).set(true);
    on().refresh();
    expect(readFileSync(entryPath(), 'utf8')).toContain(other);

    mkdirSync(join(folder, 'config', 'autostart'), { recursive: true });
    writeFileSync(entryPath(), `TryExec=${join(folder, 'gone')}\nHidden=true\n`);
    on().refresh();
    expect(readFileSync(entryPath(), 'utf8')).toContain('Hidden=true');
  });
});

describe('start at login elsewhere', () => {
  const items = () => {
    const calls: unknown[] = [];
    let isOn = false;
    const fake: LoginItems = {
      getLoginItemSettings: ({ path, args }) => ({ openAtLogin: isOn && path === process.execPath && args[0] === '--hidden' }),
      setLoginItemSettings: (settings) => {
        calls.push(settings);
        isOn = settings.openAtLogin;
      },
    };
    return { calls, fake };
  };

  it.each(['win32', 'darwin'] as const)('is a login item of the system on %s', async (platform) => {
    const { calls, fake } = items();
    const login = on({ platform, items: fake });
    login.refresh();
    expect(await login.state()).toEqual({ isOffered: true, isOn: false });
    await login.set(true);
    expect(await login.state()).toEqual({ isOffered: true, isOn: true });
    await login.set(false);
    expect(await login.state()).toEqual({ isOffered: true, isOn: false });
    const item = { path: process.execPath, args: ['--hidden'] };
    expect(calls).toEqual([
      { openAtLogin: true, ...item },
      { openAtLogin: false, ...item },
    ]);
    expect(existsSync(entryPath())).toBe(false);
  });

  it('is not offered on macOS from a checkout, where the item would be Electron itself', async () => {
    const login = on({ platform: 'darwin', isPackaged: false });
    expect(await login.state()).toEqual({ isOffered: false, isOn: false });
    await expect(login.set(true)).rejects.toMatchObject({ code: 'forbidden' });
    await login.set(false);
  });

  it('says so when the system does not take it', async () => {
    const refusing: LoginItems = { getLoginItemSettings: () => ({ openAtLogin: false }), setLoginItemSettings: () => undefined };
    await expect(on({ platform: 'win32', items: refusing }).set(true)).rejects.toMatchObject({ code: 'disk_failed' });
  });
});
