/** @file Start at login, as a session would do it: the entry that Settings writes is what this test starts. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import en from '../../shared/locales/en/settings.json' with { type: 'json' };
import shell from '../../shared/locales/en/shell.json' with { type: 'json' };
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';
import { provideTrayHost, type TrayHost } from '../harness/session-bus.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');
test.skip(process.platform !== 'linux', 'elsewhere the entry is in the system\u2019s own list, which is not ours to change in a test');

/** Nothing listens there: these tests need no bank. */
const NO_BANK = { baseUrl: 'http://127.0.0.1:9', clientId: 'none', clientSecret: 'none' };
/** Longer than Mizan waits for a panel. */
const AFTER_THE_WAIT = { timeout: 25_000 };

let desktop: Desktop;
let mizan: RunningMizan;
let tray: TrayHost | undefined;
test.beforeEach(() => {
  desktop = openDesktop({ isHandlerRegistered: false });
});
test.afterEach(async () => {
  await mizan.close().catch(() => undefined); // a test may have ended it already
  await tray?.close();
  tray = undefined;
  await desktop.remove();
});

const launch = async (args: readonly string[] = []) => {
  mizan = await launchMizan({ desktop, practice: NO_BANK, args });
  await mizan.page.getByRole('heading').first().waitFor();
};
const isVisible = () => mizan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
const entryPath = () => join(desktop.configHome, 'autostart', 'mizan.desktop');

async function openSettings() {
  await mizan.passWelcome();
  await mizan.page.evaluate(() => {
    window.location.hash = '#/settings/notifications';
  });
  return mizan.page.getByRole('switch', { name: en.notifications.login });
}

test('is off, and the switch writes and removes the entry that starts this very Mizan out of sight', async () => {
  await launch();
  const choice = await openSettings();
  await expect(choice).toBeEnabled();
  await expect(choice).not.toBeChecked();
  expect(existsSync(entryPath())).toBe(false);
  await choice.press(' ');
  await expect(choice).toBeChecked();
  await expect.poll(() => existsSync(entryPath())).toBe(true);

  const entry = readFileSync(entryPath(), 'utf8');
  const command = [...(/^Exec=(.*)$/m.exec(entry)?.[1] ?? '').matchAll(/"([^"]*)"/g)].map(([, argument]) => argument);
  const root = join(import.meta.dirname, '../..');
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  expect(command).toEqual([process.env.ELECTRON_EXEC_PATH, ...flags, root, '--hidden']);
  expect(entry).toContain(`Comment[ar]=`);

  await mizan.close();
  await launch();
  expect(await mizan.ask('settings.startAtLogin', {})).toEqual({ isOffered: true, isOn: true });
  const again = await openSettings();
  await again.press(' ');
  await expect(again).not.toBeChecked();
  await expect.poll(() => existsSync(entryPath())).toBe(false);
});

test('starts in the tray alone where there is one, and comes up when asked to, not at another login', async () => {
  tray = await provideTrayHost();
  await launch(['--hidden']);
  await expect.poll(tray.icons).toBe(1);
  expect(await isVisible()).toBe(false);
  // At work all the same.
  expect(await mizan.ask('app.status', {})).toMatchObject({ store: 'ready' });
  expect(await mizan.handOver('--hidden')).toBe(0);
  expect(await isVisible()).toBe(false);
  await tray.choose(shell.tray.open);
  await expect.poll(isVisible).toBe(true);
});

test('waits for a panel that comes up later than Mizan', async () => {
  await launch(['--hidden']);
  tray = await provideTrayHost();
  await expect.poll(tray.icons, AFTER_THE_WAIT).toBe(1);
  expect(await isVisible()).toBe(false);
});

test('is a minimised window where no tray answers, so that it can be found', async () => {
  await launch(['--hidden']);
  // The virtual screen has no window manager that could minimise anything: whether it was asked to is what counts.
  await mizan.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const minimised = globalThis as { wasMinimised?: boolean };
    if (window)
      window.minimize = () => {
        minimised.wasMinimised = true;
      };
  });
  const wasMinimised = () => mizan.app.evaluate(() => (globalThis as { wasMinimised?: boolean }).wasMinimised ?? false);
  expect(await isVisible()).toBe(false);
  await expect.poll(wasMinimised, AFTER_THE_WAIT).toBe(true);
  expect(await isVisible()).toBe(false);
});
