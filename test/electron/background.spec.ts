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

/** So long a history that its import can be met in the middle. */
const MANY = 40_000;

async function startWithLongHistory(): Promise<void> {
  await mizan.close();
  await bank.stop();
  const said = mizan.log().length;
  bank = await startBank({ transactions: MANY });
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
  // The start's own look at the bank follows at once, and finds nothing connected.
  await expect.poll(() => mizan.log().slice(said)).toContain('store.checked');
}

const counted = async () => (await mizan.ask('transactions.count', {})).total;

/** Connects one bank over the loopback address, without the window's help, and resolves in the middle of its first import. */
async function beginImport(): Promise<void> {
  const card = await mizan.ask('connections.consentCard', { language: 'en' });
  const start = { language: 'en', keepUpdating: true, consentVersion: card.version, channel: 'loopback' } as const;
  await mizan.ask('connections.start', start);
  await expect.poll(() => desktop.openedAddresses().length).toBe(1);
  const { redirect } = await walkWidget({ location: desktop.openedAddresses()[0] ?? '', bank: 'practice-bank', saveSecrets: true });
  await (await fetch(redirect, { redirect: 'manual' })).arrayBuffer();
  await expect.poll(counted, { intervals: [20], timeout: 60_000 }).toBeGreaterThan(1000);
}

const tell = (event: 'suspend' | 'resume' | 'unlock-screen') =>
  mizan.app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);

/** What the machine says around a sleep. The clock stands still in these tests, so it is a short one. */
async function sleepAndWake(): Promise<void> {
  await tell('suspend');
  await tell('resume');
  await tell('unlock-screen');
}

test('R21 a sleep in the middle of a read is followed by exactly one that goes on, ten seconds later; a nap after it by none', async () => {
  await startWithLongHistory();
  await beginImport();
  await tell('suspend');
  await expect.poll(lastRun, { timeout: 30_000 }).toMatchObject({ trigger: 'connect', outcome: 'cancelled' });
  const before = (await lastRun())?.id ?? 0;
  const atSleep = await counted();
  expect(atSleep).toBeLessThan(MANY / 2);
  await sleepAndWake();
  const resumedAt = Date.now();
  await expect.poll(lastRun, { timeout: 90_000 }).toMatchObject({ id: before + 1, trigger: 'schedule', outcome: 'ok' });
  expect(Date.now() - resumedAt).toBeGreaterThanOrEqual(9_500);
  expect(await counted()).toBeGreaterThan(atSleep);
  await sleepAndWake();
  await mizan.page.waitForTimeout(11_000);
  expect(await lastRun()).toMatchObject({ id: before + 1 });
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
    await startWithLongHistory();
    await closeWindow();
    await expect.poll(isVisible).toBe(false);
    await expect.poll(tray.icons).toBe(1);
    expect(await tray.menu()).toEqual([shell.tray.open, shell.tray.sync, shell.tray.quit]);
    await beginImport();
    await sleepAndWake();
    await expect.poll(lastRun, { timeout: 90_000 }).toMatchObject({ trigger: 'schedule', outcome: 'ok' });
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
