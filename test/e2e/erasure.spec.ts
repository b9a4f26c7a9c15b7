/** @file Erase everything, with the real keyring, the real files and a bank that is told. */
import { expect, test } from '@playwright/test';
import { figuresFromSeed, NOW, type RunningBank, startBank } from '../harness/bank.ts';
import { connectQuietly } from '../harness/connect-quietly.ts';
import { scanFolder } from '../harness/data-scan.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

let desktop: Desktop;
let bank: RunningBank;
let mizan: RunningMizan;

test.beforeEach(async () => {
  desktop = openDesktop({ isHandlerRegistered: false });
  bank = await startBank({ hasControls: true });
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
});
test.afterEach(async () => {
  await mizan.close();
  await bank.stop();
  await desktop.remove();
});

test('S30 erasing everything ends with a receipt whose every step is done, new keys, and no trace', async () => {
  await connectQuietly(mizan, desktop, bank.baseUrl);
  await expect.poll(async () => (await mizan.ask('sync.status', {})).lastRun?.outcome, { timeout: 60_000 }).toBe('ok');
  const before = await desktop.keychainItems();
  expect(before).toHaveLength(2);

  const receipt = await mizan.ask('erasure.eraseEverything', { confirmation: 'delete my data', everyEnvironment: false });
  expect(receipt.steps.map((step) => step.outcome)).toEqual(receipt.steps.map(() => 'done'));
  expect(receipt).toMatchObject({ level: 'everything', tracesFound: 0, counts: { connections: 3, accounts: 8 } });

  const after = await desktop.keychainItems();
  const kept = new Set(before.map((item) => item.password));
  expect(after.filter((item) => kept.has(item.password))).toEqual([]);
  expect(await mizan.ask('accounts.list', {})).toEqual([]);
  await mizan.close();
  const numbers = figuresFromSeed().accounts.flatMap(({ spec }) => [spec.number, ...(spec.iban === null ? [] : [spec.iban])]);
  const needles = [...before.map((item) => item.password), ...numbers].map((text) => ({ what: 'what was erased', text }));
  expect(scanFolder(desktop.userData, needles)).toEqual([]);
});
