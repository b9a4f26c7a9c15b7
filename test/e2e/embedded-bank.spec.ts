/** @file What a newcomer gets without any set-up: the app's own practice bank, and the loopback address as the way back. */
import { expect, test } from '@playwright/test';
import { mizanPages } from '../harness/app-pages.ts';
import { walkInBrowser } from '../harness/browser.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { type Desktop, openDesktop, whyNoBrowser, whyNoElectron } from '../harness/session.ts';

const cannot = whyNoElectron() ?? whyNoBrowser();
test.skip(cannot !== undefined, cannot ?? '');

let desktop: Desktop;
let mizan: RunningMizan;
test.beforeEach(async () => {
  desktop = openDesktop({ isHandlerRegistered: false });
  mizan = await launchMizan({ desktop });
});
test.afterEach(async () => {
  await mizan.close();
  await desktop.remove();
});

async function nextAddress(count: number): Promise<string> {
  await expect.poll(() => desktop.openedAddresses().length).toBe(count);
  return desktop.openedAddresses()[count - 1] ?? '';
}

const lastRun = async () => (await mizan.ask('sync.status', {})).lastRun;
const bankNames = async () => (await mizan.ask('connections.list', {})).map((one) => one.bankName);

test('S19 without a registered handler the browser comes back over loopback; a restart reads on with the same bank', async () => {
  const pages = mizanPages(mizan.page, 'en');
  await pages.chooseLanguage();
  await pages.startWithPracticeBank();
  await pages.agreeToConsentCard();
  const pass = await walkInBrowser({ location: await nextAddress(1), banks: ['practice-bank'] });
  expect(pass.redirect).toMatch(/^http:\/\/127\.0\.0\.1:/);
  await pages.seeConnected();
  await expect.poll(lastRun, { timeout: 60_000 }).toMatchObject({ trigger: 'connect', outcome: 'ok' });
  const { total } = await mizan.ask('transactions.count', {});
  expect(total).toBeGreaterThan(100);

  await mizan.close();
  mizan = await launchMizan({ desktop });
  await expect.poll(lastRun, { timeout: 60_000 }).toMatchObject({ trigger: 'start', outcome: 'ok' });
  expect((await mizan.ask('transactions.count', {})).total).toBeGreaterThanOrEqual(total);
});

test('giving up at the bank says so and keeps what was connected before', async () => {
  const pages = mizanPages(mizan.page, 'en');
  await pages.chooseLanguage();
  await pages.startWithPracticeBank();
  await pages.agreeToConsentCard();
  await walkInBrowser({ location: await nextAddress(1), banks: ['practice-bank'] });
  await pages.seeConnected();
  const before = await bankNames();
  expect(before).toHaveLength(1);
  await pages.connectAnother();
  await pages.agreeToConsentCard();
  await walkInBrowser({ location: await nextAddress(2), banks: [] });
  await pages.seeNotCompleted();
  expect(await bankNames()).toEqual(before);
});
