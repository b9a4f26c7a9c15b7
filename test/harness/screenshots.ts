/**
 * @file Walks every screen of the real window in {en, ar} × {light, dark} and saves each as PNG into screenshots/.
 * The practice bank's clock stands at the day of the visual reference, so pictures compare from run to run.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NOW, type RunningBank, startBank } from './bank.ts';
import { completeWidget } from './complete-widget.ts';
import { launchMizan, type RunningMizan } from './electron-app.ts';
import { type Desktop, openDesktop } from './session.ts';

const folder = resolve(import.meta.dirname, '..', '..', 'screenshots');
const LANGUAGES = ['en', 'ar'] as const;
const THEMES = ['light', 'dark'] as const;
type Language = (typeof LANGUAGES)[number];

const width = Number(process.env.MIZAN_SCREENSHOT_WIDTH ?? '1280');
const height = 800;

type Stage = { readonly mizan: RunningMizan; readonly desktop: Desktop; readonly bank: RunningBank; readonly language: Language };

async function goTo({ mizan }: Stage, hash: string): Promise<void> {
  await mizan.page.evaluate((to) => {
    window.location.hash = to;
  }, hash);
}

/** The page is at rest: nothing loads, fonts are there, no skeleton is left. */
async function settle({ mizan }: Stage): Promise<void> {
  await mizan.page.evaluate(() => document.fonts.ready.then(() => undefined));
  await mizan.page
    .waitForFunction(() => document.querySelector('[aria-busy="true"]') === null, undefined, { timeout: 5_000 })
    .catch(() => undefined);
  await pause(350);
}

/** One picture per theme. Playwright's own screenshot leaves out nothing of the page; the window frame is not ours. */
async function shoot(stage: Stage, name: string): Promise<void> {
  for (const theme of THEMES) {
    await stage.mizan.ask('settings.update', { theme });
    await settle(stage);
    await stage.mizan.page.screenshot({ path: join(folder, `${name}-${stage.language}-${theme}.png`) });
  }
  process.stderr.write(`${name} (${stage.language})\n`);
}

async function shootBeforeData(stage: Stage): Promise<void> {
  await shoot(stage, '01-welcome');
  await stage.mizan.passWelcome();
  for (const [name, hash] of [
    ['02-overview-empty', '#/overview'],
    ['03-accounts-empty', '#/accounts'],
    ['04-transactions-empty', '#/transactions'],
    ['05-connect-consent', '#/connect'],
  ] as const) {
    await goTo(stage, hash);
    await shoot(stage, name);
  }
}

async function connect(stage: Stage): Promise<void> {
  const { mizan, desktop, bank } = stage;
  await mizan.page.getByRole('button').last().click();
  while (desktop.openedAddresses().length === 0) await pause(50);
  await shoot(stage, '06-connect-waiting');
  await mizan.handOver(await completeWidget(bank.baseUrl, desktop.openedAddresses()[0] ?? ''));
  while (!(await mizan.ask('sync.status', {})).lastRun?.endedAt) await pause(100);
  await shoot(stage, '07-connect-done');
}

/** Cash flow by each of the three calendars, with the salary months the household's salary suggests. */
async function shootCashFlow(stage: Stage): Promise<void> {
  const { mizan } = stage;
  const offered = await mizan.ask('cashFlow.salarySuggestion', {});
  if (!offered) throw new Error('the household is paid, yet no salary was seen');
  const { startDay, weekendRule, overrides } = offered;
  await goTo(stage, '#/cash-flow');
  for (const kind of ['salary', 'hijri', 'gregorian'] as const) {
    await mizan.ask('cashFlow.setCalendar', { kind, salary: { startDay, weekendRule, overrides } });
    await shoot(stage, `26-cash-flow-${kind}`);
  }
  await goTo(stage, '#/cash-flow?range=all&side=income&compare=previous');
  await shoot(stage, '27-cash-flow-all-income');
}

async function shootData(stage: Stage): Promise<void> {
  const { mizan } = stage;
  const accounts = await mizan.ask('accounts.list', {});
  const current = accounts.find((account) => account.kind === 'current');
  const [connection] = await mizan.ask('connections.list', {});
  const card = accounts.find((account) => account.kind === 'credit_card');
  for (const [name, hash] of [
    ['10-overview', '#/overview'],
    ['11-accounts', '#/accounts'],
    ['18-activity', '#/activity'],
    ['18-activity-run', '#/activity?run=1'],
    ['19-activity-read', '#/activity?view=fetches'],
    ['12-account-current', `#/accounts/${current?.id}`],
    ['13-account-card', `#/accounts/${card?.id}`],
    ['14-transactions', '#/transactions'],
    ['15-transactions-search', `#/transactions?q=${encodeURIComponent('grocery')}`],
    ['15-transactions-filters', `#/transactions?q=${encodeURIComponent('>100 last month')}&direction=out&category=3`],
    ['15-transactions-largest', '#/transactions?sort=largest'],
    ['16-transactions-nothing', '#/transactions?q=zzzzzz'],
    ['28-categories', '#/categories'],
    ['28-categories-banks', '#/categories/banks'],
    ['28-rules', '#/categories/rules'],
    ['28-transfers', '#/categories/transfers'],
    ['29-export', '#/export'],
    ['29-export-list', `#/export?q=${encodeURIComponent('grocery')}`],
    ['25-settings-data', '#/settings/data'],
    ['18-consents', '#/consents'],
    ['19-consents-panel', `#/consents?bank=${connection?.id}`],
    ['20-settings-language', '#/settings/language'],
    ['21-settings-appearance', '#/settings/appearance'],
    ['22-settings-privacy', '#/settings/privacy'],
    ['22-settings-lock', '#/settings/lock'],
    ['23-settings-environment', '#/settings/environment'],
    ['24-settings-connections', '#/settings/connections'],
    ['26-settings-background', '#/settings/notifications'],
    ['27-settings-delete', '#/settings/delete'],
  ] as const) {
    await goTo(stage, hash);
    await shoot(stage, name);
  }
  await goTo(stage, '#/settings/environment');
  await settle(stage);
  await mizan.page.locator('main').getByRole('button').first().click();
  await shoot(stage, '25-settings-environment-form');
  await goTo(stage, '#/transactions');
  await settle(stage);
  await mizan.page.getByRole('row').nth(4).click();
  await shoot(stage, '17-transactions-drawer');
  await mizan.page.getByRole('grid').focus();
  for (const key of ['x', 'j', 'x', 'j', 'x']) await mizan.page.keyboard.press(key);
  await shoot(stage, '17-transactions-selected');
  await mizan.page.keyboard.press('c');
  await shoot(stage, '17-transactions-category');
  await mizan.page.keyboard.press('Escape');
  await shootCashFlow(stage);
}

/** What lies over the screens, and what stands in their place. */
async function shootShell(stage: Stage): Promise<void> {
  const { mizan } = stage;
  await goTo(stage, '#/overview');
  await settle(stage);
  await mizan.page.keyboard.press('Control+k');
  await shoot(stage, '40-palette');
  await mizan.page.keyboard.press('Escape');
  await mizan.page.keyboard.press('Control+/');
  await shoot(stage, '41-shortcuts');
  await mizan.page.keyboard.press('Escape');
  await mizan.ask('lock.set', { passphrase: 'three small words' });
  await mizan.ask('lock.lock', {});
  await shoot(stage, '42-locked');
  await mizan.ask('lock.unlock', { passphrase: 'three small words' });
  await mizan.ask('lock.remove', { current: 'three small words' });
}

/** The bank is gone when Mizan starts: everything is still there, with its age. */
async function shootUnplugged(stage: Stage): Promise<void> {
  const { mizan } = stage;
  await goTo(stage, '#/overview');
  while (!(await mizan.ask('sync.status', {})).lastRun?.errorCode) await pause(100);
  await shoot(stage, '30-overview-bank-silent');
  await mizan.ask('settings.update', { privacyMode: true });
  await shoot(stage, '31-overview-private');
  await mizan.ask('settings.update', { privacyMode: false, numerals: 'arab' });
  await shoot(stage, '32-overview-arabic-digits');
  await mizan.ask('settings.update', { numerals: 'latn', theme: 'contrast' });
  await settle(stage);
  await mizan.page.screenshot({ path: join(folder, `33-overview-${stage.language}-contrast.png`) });
}

async function openStage(desktop: Desktop, bank: RunningBank, language: Language): Promise<Stage> {
  const mizan = await launchMizan({ desktop, practice: bank, now: NOW });
  await mizan.app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [width, height] as const);
  await mizan.ask('settings.update', { language });
  return { mizan, desktop, bank, language };
}

async function walk(language: Language): Promise<void> {
  const bank = await startBank({ hasControls: true });
  const desktop = openDesktop({ isHandlerRegistered: true });
  let stage = await openStage(desktop, bank, language);
  try {
    await shootBeforeData(stage);
    await connect(stage);
    await shootData(stage);
    await shootShell(stage);
    await stage.mizan.close();
    await bank.stop();
    stage = await openStage(desktop, bank, language);
    await shootUnplugged(stage);
  } finally {
    await stage.mizan.close();
    await bank.stop();
    await desktop.remove();
  }
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const language of LANGUAGES) await walk(language);
