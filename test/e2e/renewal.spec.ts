/** @file A consent near its end: the reminder on the desktop, the press on it, the bank in the browser, and an end that moved. */
import { expect, test } from '@playwright/test';
import connections from '../../shared/locales/en/connections.json' with { type: 'json' };
import consents from '../../shared/locales/en/consents.json' with { type: 'json' };
import reminders from '../../shared/locales/en/reminders.json' with { type: 'json' };
import { NOW, type RunningBank, readable, startBank } from '../harness/bank.ts';
import { renewInBrowser } from '../harness/browser.ts';
import { completeWidget } from '../harness/complete-widget.ts';
import { beginConnecting } from '../harness/connect-quietly.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { control } from '../harness/practice-control.ts';
import { type Desktop, openDesktop, whyNoBrowser, whyNoElectron } from '../harness/session.ts';
import { type NotificationService, provideNotifications, provideTrayHost, type TrayHost } from '../harness/session-bus.ts';

const cannot = whyNoElectron() ?? whyNoBrowser();
test.skip(cannot !== undefined, cannot ?? '');
test.skip(process.platform !== 'linux', 'provides the notification service on a private session bus');

const BANK = 'Practice Bank';
const DAY_MS = 86_400_000;
const END = new Date(Date.parse(NOW) + 20 * DAY_MS).toISOString();

let desktop: Desktop;
let bank: RunningBank;
let mizan: RunningMizan;
let notifications: NotificationService;
let tray: TrayHost;
test.beforeEach(async () => {
  notifications = await provideNotifications();
  tray = await provideTrayHost();
  desktop = openDesktop({ isHandlerRegistered: false });
  bank = await startBank({ hasControls: true });
});
test.afterEach(async () => {
  await mizan.close();
  await bank.stop();
  await desktop.remove();
  await tray.close();
  await notifications.close();
});

const lastRun = async () => (await mizan.ask('sync.status', {})).lastRun;
const connection = async () => (await mizan.ask('connections.list', {})).find((one) => one.bankName === BANK);
const mainWindow = () =>
  mizan.app.evaluate(({ BrowserWindow }) => {
    const [one] = BrowserWindow.getAllWindows();
    return { isVisible: one?.isVisible(), hash: new URL(one?.webContents.getURL() ?? 'app:').hash };
  });

const goTo = (hash: string) =>
  mizan.page.evaluate((to) => {
    window.location.hash = to;
  }, hash);

/** A start of Mizan so many days before the consent ends, by Mizan's clock and the bank's. */
async function startWithDaysLeft(days: number): Promise<void> {
  const now = new Date(Date.parse(END) - days * DAY_MS).toISOString();
  await control(bank.baseUrl, 'clock', { set: now });
  mizan = await launchMizan({ desktop, practice: bank, now });
  await mizan.passWelcome();
  await expect.poll(async () => (await lastRun())?.startedAt, { timeout: 60_000 }).toBe(now);
  await expect.poll(async () => (await lastRun())?.outcome, { timeout: 60_000 }).toBe('ok');
}

/** Every bank, one of them with a consent of twenty days. */
async function connectAll(): Promise<void> {
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
  await mizan.passWelcome();
  const { location } = await beginConnecting(mizan, desktop);
  const redirect = await completeWidget(bank.baseUrl, location);
  await control(bank.baseUrl, 'bank', { op: 'consent', bank: BANK, expiresAt: END });
  await (await fetch(redirect, { redirect: 'manual' })).arrayBuffer();
  await expect.poll(async () => (await lastRun())?.outcome, { timeout: 60_000 }).toBe('ok');
  expect(await connection()).toMatchObject({ expiresAt: END, state: 'active' });
}

/** What may never stand on a lock screen: amounts, accounts, and, unless allowed, the banks (S36). */
async function expectDiscreet(text: string, allowed: readonly string[] = []): Promise<void> {
  const accounts = await mizan.ask('accounts.list', {});
  const words = accounts.flatMap((account) => [account.name, account.numberLast4, account.bankName, account.bankNameAr]);
  const amounts = accounts.flatMap((account) => (account.balanceMinor === null ? [] : [readable(account.balanceMinor)]));
  const told = [...words, ...amounts].filter((word) => word !== null && text.includes(word) && !allowed.includes(word));
  expect(told).toEqual([]);
  expect(text.match(/\p{Nd}+/gu) ?? []).toHaveLength(1);
  expect(text).not.toMatch(/SAR|\p{Sc}/u);
}

/** In the real window, from the bank's panel to the browser and back. */
async function renew(): Promise<void> {
  const { page } = mizan;
  const opened = desktop.openedAddresses().length;
  await page.getByRole('complementary').getByRole('link', { name: consents.panel.renew }).click();
  await page.getByRole('button', { name: connections.continueInBrowser }).click();
  await expect.poll(() => desktop.openedAddresses().length).toBe(opened + 1);
  expect(await renewInBrowser(desktop.openedAddresses().at(-1) ?? '')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback\?/);
  await expect(page.getByRole('status').filter({ hasText: connections.renewed.title })).toBeVisible({ timeout: 30_000 });
}

test('R25 S36 a reminder on the desktop leads to the consent, and renewing it there moves the end that is shown', async () => {
  await connectAll();
  await mizan.close();

  await startWithDaysLeft(6.5);
  await expect.poll(() => notifications.shown.length).toBe(1);
  const [first] = notifications.shown;
  expect(first).toMatchObject({ title: 'A bank consent ends soon', body: 'It ends in 7 days. Renew it in Mizan to keep the data fresh.' });
  await expectDiscreet(`${first?.title} ${first?.body}`);
  // The window says the same: on the Overview's list for as long as it is true, elsewhere until it is put away.
  await expect(mizan.page.getByRole('region', { name: 'Needs attention' })).toContainText('7 days');
  await goTo('#/accounts');
  const reminder = mizan.page.getByText(`${BANK}: the consent ends in`);
  await expect(reminder).toHaveText(`${BANK}: the consent ends in 7 days.`);
  await mizan.page.getByRole('button', { name: reminders.later }).click();
  await expect(reminder).toHaveCount(0);
  await mizan.ask('settings.update', { notificationDetail: 'bank' });
  await mizan.close();

  await startWithDaysLeft(2.5);
  await expect.poll(() => notifications.shown.length).toBe(2);
  const second = notifications.shown[1];
  expect(second?.title).toBe(`\u2068${BANK}\u2069: the consent ends soon`);
  await expectDiscreet(`${second?.title} ${second?.body}`, [BANK]);

  await goTo('#/accounts');
  await expect(mizan.page.getByText(`${BANK}: the consent ends in 3 days.`)).toBeVisible();

  const { id, expiresAt } = (await connection()) ?? {};
  await mizan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(tray.icons).toBe(1);
  expect(await mainWindow()).toMatchObject({ isVisible: false });
  notifications.press(second?.id ?? 0, 'default');
  await expect.poll(mainWindow).toEqual({ isVisible: true, hash: `#/consents?bank=${id}` });
  const panel = mizan.page.getByRole('complementary');
  await expect(panel).toContainText('27 Nov 2026');
  await expect(panel).toContainText('Ends in 3 days');

  await renew();
  await expect(mizan.page.getByText('Before: 27 Nov 2026')).toBeVisible();
  const after = await connection();
  expect(Date.parse(after?.expiresAt ?? '')).toBeGreaterThan(Date.parse(expiresAt ?? '') + 300 * DAY_MS);
  expect(after).toMatchObject({ id, state: 'active' });
  await goTo(`#/consents?bank=${id}`);
  await expect(panel).toContainText('25 Nov 2027');
  await expect(panel).not.toContainText('27 Nov 2026');
  await goTo('#/accounts');
  await expect(mizan.page.getByRole('heading', { name: 'Accounts', exact: true })).toBeVisible();
  await expect(mizan.page.getByText(`${BANK}: the consent ends in`)).toHaveCount(0);
  // Nothing more is due, and nothing was said twice.
  expect(notifications.shown).toHaveLength(2);
});
