/** @file Menus, zoom, the palette and the window's place, as only a running Electron shows them. */
import { expect, test } from '@playwright/test';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { watchPolicy } from '../harness/policy.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

const NO_BANK = { baseUrl: 'http://127.0.0.1:9', clientId: 'none', clientSecret: 'none' };

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
  await mizan.page.getByRole('button', { name: 'Search or run a command' }).waitFor();
});
test.afterEach(async () => {
  await mizan.close();
  await desktop.remove();
});

/** Without the developer's, which the package has not. */
const menu = () =>
  mizan.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()
      ?.items.map((item) => item.label)
      .slice(0, 6),
  );
const isTicked = (id: string) => mizan.app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.checked, id);
const choose = (id: string) => mizan.app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id);
const zoomFactor = () => mizan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor());

test('the menu speaks the chosen language, is ticked, and does what the page does', async () => {
  expect(await menu()).toEqual(['File', 'Edit', 'View', 'Go', 'Window', 'Help']);
  await expect(async () => {
    await choose('go.accounts');
    await expect(mizan.page.getByRole('heading', { level: 1, name: 'Accounts' })).toBeVisible({ timeout: 500 });
  }).toPass();
  await choose('privacy.toggle');
  await expect.poll(() => isTicked('privacy.toggle')).toBe(true);
  expect(await mizan.ask('settings.get', {})).toMatchObject({ privacyMode: true });
  await choose('language.ar');
  await expect.poll(menu).toEqual(['ملف', 'تحرير', 'عرض', 'انتقال', 'نافذة', 'مساعدة']);
  await expect.poll(() => isTicked('language.ar')).toBe(true);
});

test('zoom follows the keys, is remembered, and stops at both ends', async () => {
  await expect(async () => {
    await mizan.page.keyboard.press('Control+Equal');
    expect(await zoomFactor()).toBeGreaterThan(1);
  }).toPass();
  await mizan.ask('settings.update', { zoom: 150 });
  await expect.poll(zoomFactor).toBeCloseTo(1.5);
  await mizan.close();
  await launch();
  await expect.poll(zoomFactor).toBeCloseTo(1.5);
  await mizan.page.keyboard.press('Control+0');
  await expect.poll(zoomFactor).toBeCloseTo(1);
});

test('the palette runs a command by keyboard alone, under the policy of the page', async () => {
  const violations = await watchPolicy(mizan.page);
  await expect(async () => {
    await mizan.page.keyboard.press('Control+k');
    await expect(mizan.page.getByRole('combobox')).toBeVisible({ timeout: 500 });
  }).toPass();
  await mizan.page.keyboard.type('dark');
  await mizan.page.keyboard.press('Enter');
  await expect.poll(async () => (await mizan.ask('settings.get', {})).theme).toBe('dark');
  await mizan.page.keyboard.press('Control+/');
  await expect(mizan.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  expect(await violations()).toEqual([]);
});

test('the window comes back where it was', async () => {
  const place = { x: 40, y: 30, width: 1010, height: 700 };
  await mizan.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  const placed = () => mizan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
  const before = await placed();
  expect(before).toMatchObject({ width: place.width, height: place.height });
  await mizan.close();
  await launch();
  expect(await placed()).toEqual(before);
});

test('copying needs no permission: Ctrl-C on a row puts it on the clipboard', async () => {
  await mizan.page.evaluate(() => {
    window.location.hash = '#/settings/privacy';
  });
  await mizan.page.getByText('1,234.50').click({ button: 'right' });
  await mizan.page.getByRole('menuitem', { name: 'Copy amount' }).click();
  await expect.poll(() => mizan.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('1234.50');
});
