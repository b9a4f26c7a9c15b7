/** @file What Mizan does unattended, in a running Electron. */
import { expect, test } from '@playwright/test';
import { walkWidget } from '../../scripts/lib/widget-walker.ts';
import arabic from '../../shared/locales/ar/shell.json' with { type: 'json' };
import shell from '../../shared/locales/en/shell.json' with { type: 'json' };
import { NOW, type RunningBank, startBank } from '../harness/bank.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';
import { provideTrayHost } from '../harness/session-bus.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

let desktop: Desktop;
let bank: RunningBank;
let mizan: RunningMizan;
test.beforeEach(async () => {
  desktop = openDesktop({ isHandlerRegistered: false });
  bank = await startBank();
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
  await mizan.page.getByRole('heading').first().waitFor();
});
test.afterEach(async () => {
  await mizan.close().catch(() => undefined); // a test may have ended it already
  await bank.stop();
  await desktop.remove();
});

const closeWindow = () => mizan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
const isVisible = () => mizan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
const lastRun = async () => (await mizan.ask('sync.status', {})).lastRun;

/** Connects one bank over the loopback address, without the window's help. */
async function connectOne(): Promise<void> {
  const card = await mizan.ask('connections.consentCard', { language: 'en' });
  const start = { language: 'en', keepUpdating: true, consentVersion: card.version, channel: 'loopback' } as const;
  await mizan.ask('connections.start', start);
  await expect.poll(() => desktop.openedAddresses().length).toBe(1);
  const { redirect } = await walkWidget({ location: desktop.openedAddresses()[0] ?? '', bank: 'practice-bank', saveSecrets: true });
  await (await fetch(redirect, { redirect: 'manual' })).arrayBuffer();
  await expect.poll(lastRun, { timeout: 60_000 }).toMatchObject({ trigger: 'connect', outcome: 'ok' });
}

const tell = (event: 'suspend' | 'resume' | 'unlock-screen') =>
  mizan.app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);

test('R21 waking from sleep is followed by one read, ten seconds later', async () => {
  await connectOne();
  const before = (await lastRun())?.id ?? 0;
  await tell('suspend');
  await tell('resume');
  const resumedAt = Date.now();
  await tell('unlock-screen');
  await expect.poll(lastRun, { timeout: 30_000 }).toMatchObject({ id: before + 1, trigger: 'schedule', outcome: 'ok' });
  expect(Date.now() - resumedAt).toBeGreaterThanOrEqual(9_500);
  await tell('unlock-screen');
  await mizan.page.waitForTimeout(11_000);
  expect((await lastRun())?.id).toBe(before + 1);
});

test('closing the window quits where no tray could bring it back', async () => {
  expect(await mizan.ask('settings.get', {})).toMatchObject({ keepInBackground: true });
  const ended = mizan.app.waitForEvent('close');
  await closeWindow();
  await ended;
});

test('with the window closed reads go on; the tray brings it back, and quits', async () => {
  test.skip(process.platform !== 'linux', 'provides the tray on a private session bus');
  const tray = await provideTrayHost();
  try {
    await connectOne();
    const before = (await lastRun())?.id ?? 0;
    await closeWindow();
    await expect.poll(isVisible).toBe(false);
    await expect.poll(tray.icons).toBe(1);
    expect(await tray.menu()).toEqual([shell.tray.open, shell.tray.sync, shell.tray.quit]);
    await tell('suspend');
    await tell('resume');
    await expect.poll(lastRun, { timeout: 30_000 }).toMatchObject({ id: before + 1, trigger: 'schedule', outcome: 'ok' });
    expect(await isVisible()).toBe(false);

    await tray.activate();
    await expect.poll(isVisible).toBe(true);
    await closeWindow();
    await expect.poll(isVisible).toBe(false);
    await tray.choose(shell.tray.open);
    await expect.poll(isVisible).toBe(true);
    await closeWindow();
    await expect.poll(isVisible).toBe(false);
    // A link, or a second start, brings it back as well.
    expect(await mizan.handOver('app.mizan.desktop:/callback?state=x&success=false')).toBe(0);
    await expect.poll(isVisible).toBe(true);
    expect(tray.icons()).toBe(1);

    await closeWindow();
    await expect.poll(isVisible).toBe(false);
    const ended = mizan.app.waitForEvent('close');
    await tray.choose(shell.tray.quit);
    await ended;
    expect(mizan.log()).toContain('app.closed core=closed');
  } finally {
    await tray.close();
  }
});

test('the tray speaks the language of the settings, and its Sync Now reads', async () => {
  test.skip(process.platform !== 'linux', 'provides the tray on a private session bus');
  const tray = await provideTrayHost();
  try {
    await closeWindow();
    await expect.poll(tray.icons).toBe(1);
    expect(await lastRun()).toBeNull();
    await tray.choose(shell.tray.sync);
    await expect.poll(lastRun).toMatchObject({ trigger: 'user' });
    await mizan.ask('settings.update', { language: 'ar' });
    await expect.poll(tray.menu).toEqual([arabic.tray.open, arabic.tray.sync, arabic.tray.quit]);
  } finally {
    await tray.close();
  }
});

test('closing the window quits also with a tray, where the person chose that', async () => {
  test.skip(process.platform !== 'linux', 'provides the tray on a private session bus');
  const tray = await provideTrayHost();
  try {
    // The theme shows when main has heard of both.
    await mizan.ask('settings.update', { keepInBackground: false, theme: 'dark' });
    await expect.poll(() => mizan.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
    const ended = mizan.app.waitForEvent('close');
    await closeWindow();
    await ended;
    expect(tray.icons()).toBe(0);
  } finally {
    await tray.close();
  }
});
