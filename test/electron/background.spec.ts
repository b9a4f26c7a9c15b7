/** @file What Mizan does unattended, in a running Electron. */
import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { walkWidget } from '../../scripts/lib/widget-walker.ts';
import { NOW, type RunningBank, startBank } from '../harness/bank.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';

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
  await mizan.close();
  await bank.stop();
  await desktop.remove();
});

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
  await mizan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await ended;
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
});

test('closing the window leaves Mizan at work where a tray host answers', async () => {
  const [bin = ''] = (desktop.env.PATH ?? '').split(delimiter);
  // The desktop of the test has no panel; this is what one answers.
  writeFileSync(join(bin, 'dbus-send'), '#!/bin/sh\necho "   variant       boolean true"\n', { mode: 0o755 });
  const isVisible = () => mizan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await mizan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(isVisible).toBe(false);
  await mizan.page.waitForTimeout(3_000);
  expect(await mizan.ask('sync.status', {})).toMatchObject({ isRunning: false });
  expect(await mizan.handOver('app.mizan.desktop:/callback?state=x&success=false')).toBe(0);
  await expect.poll(isVisible).toBe(true);
});
