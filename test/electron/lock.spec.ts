/** @file The app lock in the real window, over the real keychain: what the page may ask, what locks it, and the next start (S36). */
import { expect, test } from '@playwright/test';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { watchPolicy } from '../harness/policy.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

const NO_BANK = { baseUrl: 'http://127.0.0.1:9', clientId: 'none', clientSecret: 'none' };
const PASSPHRASE = 'three small words';

let desktop: Desktop;
let mizan: RunningMizan;
const launch = async () => {
  mizan = await launchMizan({ desktop, practice: NO_BANK });
  await mizan.page.getByRole('heading').first().waitFor();
};
test.beforeEach(async () => {
  desktop = openDesktop({ isHandlerRegistered: false });
  await launch();
  await mizan.passWelcome();
  await mizan.ask('lock.set', { passphrase: PASSPHRASE });
});
test.afterEach(async () => {
  await mizan.close();
  await desktop.remove();
});

const lockedTitle = () => mizan.page.getByRole('heading', { name: 'Mizan is locked' });
const unlock = async () => {
  await mizan.page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await mizan.page.keyboard.press('Enter');
};
const menuItem = (id: string) => mizan.app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled, id);

test('S36 locks by its key, answers nothing behind the lock, and opens to the passphrase', async () => {
  const violations = await watchPolicy(mizan.page);
  await expect(async () => {
    await mizan.page.keyboard.press('Control+l');
    await expect(lockedTitle()).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(mizan.ask('accounts.list', {})).rejects.toThrow('app_locked');
  await expect(mizan.ask('connections.list', {})).rejects.toThrow('app_locked');
  await expect.poll(() => menuItem('go.accounts')).toBe(false);
  await mizan.page.getByLabel('Passphrase', { exact: true }).fill('something else');
  await mizan.page.keyboard.press('Enter');
  await expect(mizan.page.getByText(/That is not the passphrase/)).toBeVisible();
  await unlock();
  await expect(mizan.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await expect(lockedTitle()).toHaveCount(0);
  expect(await mizan.ask('accounts.list', {})).toEqual([]);
  await expect.poll(() => menuItem('go.accounts')).toBe(true);
  expect(await violations()).toEqual([]);
});

test('S36 locks with the screen of the computer', async () => {
  await mizan.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
  await expect(lockedTitle()).toBeVisible();
});

test('S36 is locked at the next start, and keeps nothing but a check in the keychain', async () => {
  await mizan.close();
  await launch();
  await expect(lockedTitle()).toBeVisible();
  await expect(mizan.ask('overview.get', {})).rejects.toThrow('app_locked');
  const item = (await desktop.keychainItems()).find(({ account }) => account === 'app:lock');
  expect(JSON.parse(item?.password ?? '{}')).toMatchObject({ kdf: 'scrypt', n: 131_072 });
  expect(item?.password).not.toContain('small');
  expect(mizan.log()).not.toContain('small');
  await unlock();
  await expect(mizan.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await expect(lockedTitle()).toHaveCount(0);
});
