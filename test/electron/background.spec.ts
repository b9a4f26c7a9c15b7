/** @file What Mizan does unattended, in a running Electron. */
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
