/**
 * @file The tour of the README by keyboard alone, in the real window: connect, look, find, categorise and make a rule, a month's cash flow,
 * export, renew, hide amounts, erase. Nothing here moves or presses a mouse, and the page is asked whether it saw one.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { figuresFromSeed, NOW, type RunningBank, readable, startBank } from '../harness/bank.ts';
import { completeWidget } from '../harness/complete-widget.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';
import { TEXTS } from '../harness/window/texts.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

const t = TEXTS.en;
let desktop: Desktop;
let bank: RunningBank;
let mizan: RunningMizan;
test.beforeEach(async () => {
  desktop = openDesktop({ isHandlerRegistered: true });
  bank = await startBank({ hasControls: true });
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
  await mizan.page.getByRole('main').waitFor();
  await mizan.page.evaluate(() => {
    const seen = { pointers: 0 };
    Object.assign(window, { seen });
    for (const name of ['mousedown', 'pointerdown', 'mousemove', 'wheel'])
      document.addEventListener(name, () => (seen.pointers += 1), { capture: true });
  });
});
test.afterEach(async () => {
  await mizan.close();
  await bank.stop();
  await desktop.remove();
});

const press = (...keys: readonly string[]) =>
  keys.reduce((before, key) => before.then(() => mizan.page.keyboard.press(key)), Promise.resolve());
const type = (text: string) => mizan.page.keyboard.type(text);
const button = (key: string) => mizan.page.getByRole('button', { name: t(key), exact: true });

/** Tab, until the keyboard is there. */
async function tabTo(target: Locator): Promise<void> {
  await expect(target.first()).toBeVisible();
  const isThere = () => target.first().evaluate((element) => element === document.activeElement);
  for (let steps = 0; steps < 120; steps += 1) {
    if (await isThere()) return;
    await press('Tab');
  }
  throw new Error(`the keyboard does not come to ${target}`);
}

/** Ctrl-K, a few letters, Enter. */
async function run(command: string): Promise<void> {
  await press('Control+k');
  await expect(mizan.page.getByRole('combobox')).toBeFocused();
  await type(command);
  await expect(mizan.page.getByRole('option', { name: command }).first()).toBeVisible();
  await press('Enter');
}

/** The bank's own pages are not Mizan's; the browser comes back by the link. */
async function agreeAtBank(): Promise<void> {
  const before = desktop.openedAddresses().length;
  await tabTo(button('connections.continueInBrowser'));
  await press('Enter');
  await expect.poll(() => desktop.openedAddresses().length).toBe(before + 1);
  await mizan.handOver(await completeWidget(bank.baseUrl, desktop.openedAddresses().at(-1) ?? ''));
}

async function connect(): Promise<void> {
  await tabTo(button('welcome.startPractice'));
  await press('Enter');
  await agreeAtBank();
  await expect.poll(async () => (await mizan.ask('sync.status', {})).lastRun?.outcome, { timeout: 60_000 }).toBe('ok');
  await tabTo(mizan.page.getByRole('link', { name: t('connections.done.overview') }));
  await press('Enter');
}

async function look(): Promise<void> {
  await expect(mizan.page.getByRole('heading', { level: 1, name: t('overview.title') })).toBeVisible();
  await expect(mizan.page.getByRole('main')).toContainText(readable(figuresFromSeed().netMinor));
  const points = mizan.page.getByRole('slider').first();
  await tabTo(points);
  const newest = await points.getAttribute('aria-valuetext');
  await press('ArrowLeft');
  await expect(points).not.toHaveAttribute('aria-valuetext', newest ?? '');
}

async function findAndCategorise(): Promise<void> {
  const { page } = mizan;
  await press('Control+2');
  await expect(page.getByRole('row').nth(3)).toBeVisible();
  await press('/');
  await type('grocery');
  await expect(page).toHaveURL(/q=grocery/);
  await press('Enter');
  await expect(page.getByRole('grid')).toBeFocused();
  // Until the answer is there the rows before it stay; a person looks before opening one.
  await expect(page.getByRole('row').filter({ hasText: 'Dates and Coffee' })).toHaveCount(0);
  await press('Home', 'Enter');
  const drawer = page.getByRole('complementary');
  await expect(drawer).toContainText('Corner Grocery');

  await press('c');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await type('Gifts');
  await press('ArrowDown', 'Enter');
  await expect(drawer.getByRole('button', { name: /Category: .*Gifts/ })).toBeVisible();
  await tabTo(drawer.getByRole('button', { name: t('rules.always') }));
  await press('Enter');
  const dialog = page.getByRole('dialog', { name: t('rules.create.title') });
  await expect(dialog.getByText(/\d+ transactions change\./)).toBeVisible();
  await tabTo(dialog.getByRole('button', { name: t('rules.form.save') }));
  await press('Enter');
  await expect(dialog).toHaveCount(0);
  expect(await mizan.ask('rules.list', {})).toMatchObject([{ direction: 'out', decidedCount: expect.any(Number) }]);
}

async function readCashFlow(): Promise<void> {
  const { page } = mizan;
  await press('Control+4');
  await expect(page.getByRole('heading', { level: 1, name: t('cash-flow.title') })).toBeVisible();
  const months = page.getByRole('slider');
  await tabTo(months);
  await press('ArrowLeft');
  await expect(months).toHaveAttribute('aria-valuetext', /^October 2026/);
  await expect(page).toHaveURL(/period=2026-10-01/);
}

async function exportAll(): Promise<void> {
  const file = join(desktop.userData, '..', 'transactions.csv');
  await mizan.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await press('Control+e');
  await tabTo(mizan.page.getByRole('main').getByRole('button', { name: t('exports.start.action'), exact: true }));
  await press('Enter');
  await expect
    .poll(() => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0))
    .toBe(figuresFromSeed().transactionCount + 1);
}

async function renewAndHide(): Promise<void> {
  await run(t('commands.item.bankRenew', { bank: 'Practice Bank' }));
  await agreeAtBank();
  await expect(mizan.page.getByRole('status').filter({ hasText: t('connections.renewed.title') })).toBeVisible({ timeout: 30_000 });
  await press('Control+1', 'Control+Shift+H');
  await expect(mizan.page.getByRole('main')).not.toContainText(readable(figuresFromSeed().netMinor));
  await expect.poll(async () => (await mizan.ask('settings.get', {})).privacyMode).toBe(true);
}

async function erase(): Promise<void> {
  const { page } = mizan;
  await run(t('commands.title.data.delete'));
  await tabTo(page.getByRole('textbox', { name: t('erasure.everything.field') }));
  await type(t('erasure.everything.phrase'));
  await tabTo(button('erasure.everything.action'));
  await press('Enter');
  await expect(page.getByRole('article', { name: t('erasure.receipt.title') })).toBeVisible({ timeout: 60_000 });
  await tabTo(button('erasure.receipt.startAgain'));
  await press('Enter');
  await expect(button('welcome.startPractice')).toBeVisible();
  expect(await mizan.ask('accounts.list', {})).toEqual([]);
}

test('every task of the tour is done by keyboard alone', async () => {
  test.setTimeout(240_000);
  await test.step('connect the practice bank', connect);
  await test.step('look at the overview', look);
  await test.step('find a transaction, categorise it, make a rule', findAndCategorise);
  await test.step("see a month's cash flow", readCashFlow);
  await test.step('export', exportAll);
  await test.step('renew a consent, hide amounts', renewAndHide);
  const pointers = await mizan.page.evaluate(() => (window as unknown as { seen: { pointers: number } }).seen.pointers);
  expect(pointers).toBe(0);
  await test.step('erase everything', erase);
});
