/** @file The main job with every part real: Electron, keyring, encrypted store, practice bank, and a browser in between. */
import { expect, test } from '@playwright/test';
import { mizanPages } from '../harness/app-pages.ts';
import { figuresFromSeed, NOW, type RunningBank, readable, startBank } from '../harness/bank.ts';
import { walkInBrowser } from '../harness/browser.ts';
import { filesBelow, type Needle, scanFolder } from '../harness/data-scan.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { watchPolicy } from '../harness/policy.ts';
import { type Desktop, openDesktop, whyNoBrowser, whyNoElectron } from '../harness/session.ts';

const cannot = whyNoElectron() ?? whyNoBrowser();
test.skip(cannot !== undefined, cannot ?? '');

const expected = figuresFromSeed();
let desktop: Desktop;
let bank: RunningBank;
let mizan: RunningMizan;

test.beforeEach(async () => {
  desktop = openDesktop({ isHandlerRegistered: true });
  bank = await startBank();
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
});
test.afterEach(async () => {
  await mizan.close();
  await bank.stop();
  await desktop.remove();
});

async function openedAddress(): Promise<string> {
  await expect.poll(() => desktop.openedAddresses().length).toBe(1);
  return desktop.openedAddresses()[0] ?? '';
}

/** From the first screen to the figures, connecting every bank in one pass through the widget. */
async function connectEverything(language: 'ar' | 'en') {
  const pages = mizanPages(mizan.page, language);
  await pages.chooseLanguage();
  await pages.startWithPracticeBank();
  await pages.agreeToConsentCard();
  await pages.waitForBrowser();
  const pass = await walkInBrowser({ location: await openedAddress(), banks: expected.banks.map((one) => one.key) });
  expect(pass).toMatchObject({ language, direction: language === 'ar' ? 'rtl' : 'ltr' });
  expect(await mizan.handOver(pass.redirect)).toBe(0);
  await pages.seeConnected();
  await pages.goToOverview();
  await pages.seeNetPosition(readable(expected.netMinor));
  return pages;
}

/** The store's own view, asked the way the page asks. */
async function readStore() {
  const accounts = await mizan.ask('accounts.list', {});
  return {
    accounts: accounts.map((one) => [one.numberLast4, one.currency, one.balanceMinor, one.bookedCount, one.pendingCount]).sort(),
    counts: await mizan.ask('transactions.count', {}),
    net: (await mizan.ask('overview.get', {})).main?.netMinor,
  };
}

const newestRow = async () => (await mizan.ask('transactions.page', { limit: 1 })).rows[0];

async function importFinished() {
  await expect
    .poll(async () => (await mizan.ask('accounts.list', {})).map((one) => one.dataState), { timeout: 60_000 })
    .not.toContain('importing');
  await expect.poll(async () => (await mizan.ask('transactions.count', {})).total, { timeout: 60_000 }).toBe(expected.transactionCount);
}

async function restartWithoutBank() {
  await mizan.close();
  await bank.stop();
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
}

for (const language of ['en', 'ar'] as const) {
  test(`main job in ${language}: welcome, consent, bank in the browser, link back, figures, and all of it offline`, async () => {
    const pages = await connectEverything(language);
    await importFinished();
    const before = await readStore();
    expect(before).toMatchObject({ net: expected.netMinor, counts: { total: expected.transactionCount } });
    await pages.openTransactions();
    const newest = await newestRow();
    await pages.seeText(newest?.title ?? '');

    await restartWithoutBank();
    const offline = mizanPages(mizan.page, language);
    await offline.seeNetPosition(readable(expected.netMinor));
    expect(await readStore()).toEqual(before);
    await offline.openTransactions();
    await offline.seeText(newest?.title ?? '');
    await offline.openAccounts();
    for (const name of (await mizan.ask('accounts.list', {})).map((one) => one.name)) await offline.seeText(name);
  });

  test(`S5 no screen violates the content policy in ${language}`, async () => {
    await mizan.page.getByRole('heading').first().waitFor();
    const violations = await watchPolicy(mizan.page);
    const pages = await connectEverything(language);
    await importFinished();
    const [account] = await mizan.ask('accounts.list', {});
    for (const path of [
      'overview',
      'transactions',
      'accounts',
      `accounts/${account?.id}`,
      'settings',
      'settings/environment',
      'connect',
      'welcome',
      'nowhere',
    ])
      await pages.visit(path);
    await pages.visit('transactions');
    await pages.openTransaction((await newestRow())?.title ?? '');
    expect(await violations()).toEqual([]);
  });
}

/** Everything of the household that is personal, and every secret of the run. */
async function whatMustNotLeak(callback: string): Promise<Needle[]> {
  const items = await desktop.keychainItems();
  const link = new URL(callback);
  const tokens = items.flatMap(({ password }) => [...password.matchAll(/[\w.-]{20,}/g)].map(([text]) => ({ what: 'keychain item', text })));
  const ibans = expected.accounts.flatMap(({ spec }) =>
    [spec.iban, spec.number].filter((text): text is string => typeof text === 'string'),
  );
  const texts = expected.accounts.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row.words)));
  return [
    ...tokens,
    ...['code', 'state'].map((name) => ({ what: `callback ${name}`, text: link.searchParams.get(name) ?? '' })),
    { what: 'client secret', text: bank.clientSecret },
    { what: 'any JWT', text: 'eyJhbGciOi' },
    ...ibans.map((text) => ({ what: 'account number', text })),
    ...[...new Set(texts.filter((text): text is string => typeof text === 'string' && text.length >= 8))].map((text) => ({
      what: 'text of a row',
      text,
    })),
  ];
}

test('S24 S29 nothing personal or secret is readable below the data folder, while running or after', async () => {
  const pages = mizanPages(mizan.page, 'en');
  await pages.chooseLanguage();
  await pages.startWithPracticeBank();
  await pages.agreeToConsentCard();
  const pass = await walkInBrowser({ location: await openedAddress(), banks: expected.banks.map((one) => one.key) });
  await mizan.handOver(pass.redirect);
  await pages.seeConnected();
  await importFinished();
  const needles = await whatMustNotLeak(pass.redirect);
  expect(needles.length).toBeGreaterThan(150);
  expect(new Set(needles.map((needle) => needle.what)).size).toBe(7);
  expect(filesBelow(desktop.userData).some((file) => file.endsWith('.db'))).toBe(true);
  expect(scanFolder(desktop.userData, needles)).toEqual([]);
  await mizan.close();
  expect(scanFolder(desktop.userData, needles)).toEqual([]);
});
