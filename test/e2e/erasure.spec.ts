/** @file Erase everything, as a person does it in the window: the real keyring, the real files, a bank that is told, a receipt to keep. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import erasure from '../../shared/locales/en/erasure.json' with { type: 'json' };
import { figuresFromSeed, NOW, type RunningBank, readable, startBank } from '../harness/bank.ts';
import { connectQuietly } from '../harness/connect-quietly.ts';
import { scanFolder } from '../harness/data-scan.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { control } from '../harness/practice-control.ts';
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

const ENDINGS = ['DELETE /rest/user', 'DELETE /rest/*', 'POST /auth/revoke'] as const;

/** Rules that change nothing but count the calls. @returns the counts so far */
async function countEndings(): Promise<() => Promise<Readonly<Record<string, number>>>> {
  await control(
    bank.baseUrl,
    'faults',
    ENDINGS.map((endpoint) => ({ endpoint, times: null, delayMs: 1 })),
  );
  return async () => {
    const answer = await fetch(`${bank.baseUrl}/__practice/faults`);
    const { faults } = (await answer.json()) as { faults: { endpoint: string; hits: number }[] }; // its documented answer
    return Object.fromEntries(faults.map(({ endpoint, hits }) => [endpoint, hits]));
  };
}

/** The save dialog answers with this path. */
async function answerSaveDialog(path: string): Promise<void> {
  await mizan.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
}

async function eraseInWindow(): Promise<void> {
  const { page } = mizan;
  await page.evaluate(() => {
    window.location.hash = '#/settings/delete';
  });
  const erase = page.getByRole('button', { name: erasure.everything.action });
  await expect(erase).toBeDisabled();
  await page.getByRole('textbox', { name: erasure.everything.field }).fill(erasure.everything.phrase);
  await erase.click();
}

test('S30 erasing everything in the window ends with a receipt whose every step is done, new keys, and no trace', async () => {
  const { page } = mizan;
  await mizan.passWelcome();
  await connectQuietly(mizan, desktop, bank.baseUrl);
  await expect.poll(async () => (await mizan.ask('sync.status', {})).lastRun?.outcome, { timeout: 60_000 }).toBe('ok');
  await mizan.ask('settings.setStartAtLogin', { isOn: true });
  const autostart = join(desktop.configHome, 'autostart', 'mizan.desktop');
  expect(existsSync(autostart)).toBe(process.platform === 'linux');
  const before = await desktop.keychainItems();
  expect(before).toHaveLength(2);
  const endings = await countEndings();

  await eraseInWindow();
  const receipt = page.getByRole('article', { name: erasure.receipt.title });
  await expect(receipt).toBeVisible({ timeout: 60_000 });
  const { receipt: told } = await mizan.ask('erasure.receipt', {});
  expect(told?.steps.map((step) => step.outcome)).toEqual(told?.steps.map(() => 'done'));
  expect(told).toMatchObject({ level: 'everything', tracesFound: 0, counts: { connections: 3, accounts: 8 } });
  await expect(receipt.getByText(`${told?.steps.length} of ${told?.steps.length}`)).toBeVisible();
  await expect(receipt.getByRole('listitem')).toHaveCount(told?.steps.length ?? 0);
  // One delete of the whole user says it all; nothing is deleted or revoked beside it.
  expect(await endings()).toEqual({ 'DELETE /rest/user': 1, 'DELETE /rest/*': 0, 'POST /auth/revoke': 0 });

  const file = join(desktop.configHome, 'receipt.txt');
  await answerSaveDialog(file);
  await page.getByRole('button', { name: erasure.receipt.save }).click();
  // The file is there before its text is.
  await expect.poll(() => (existsSync(file) ? readFileSync(file, 'utf8') : '')).toContain(told?.number ?? 'no receipt');
  const saved = readFileSync(file, 'utf8');
  const figures = figuresFromSeed().accounts.flatMap(({ spec, balanceMinor }) => [
    spec.number,
    spec.number.slice(-4),
    readable(balanceMinor),
  ]);
  expect(figures.filter((text) => saved.includes(text))).toEqual([]);

  const after = await desktop.keychainItems();
  const kept = new Set(before.map((item) => item.password));
  expect(after.filter((item) => kept.has(item.password))).toEqual([]);
  expect(await mizan.ask('accounts.list', {})).toEqual([]);
  expect(existsSync(autostart)).toBe(false);

  // The receipt stays until it is put away, also over a restart; then Mizan is as new.
  await mizan.close();
  const numbers = figuresFromSeed().accounts.flatMap(({ spec }) => [spec.number, ...(spec.iban === null ? [] : [spec.iban])]);
  const needles = [...before.map((item) => item.password), ...numbers].map((text) => ({ what: 'what was erased', text }));
  expect(scanFolder(desktop.userData, needles)).toEqual([]);
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
  await expect(mizan.page.getByRole('article', { name: erasure.receipt.title })).toBeVisible();
  await mizan.page.getByRole('button', { name: erasure.receipt.startAgain }).click();
  await expect(mizan.page.getByRole('radio', { name: 'العربية' })).toBeVisible();
  expect(await mizan.ask('settings.get', {})).toMatchObject({ isWelcomeDone: false });
  expect((await mizan.ask('erasure.receipt', {})).receipt).toBeNull();
});
