/**
 * @file The Debian package on a real system: it installs, is the handler of its links, does the main job through them, and goes away
 * leaving what the person chose to keep.
 */
import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import erasure from '../../shared/locales/en/erasure.json' with { type: 'json' };
import { mizanPages } from '../harness/app-pages.ts';
import { figuresFromSeed, readable } from '../harness/bank.ts';
import { walkInBrowser } from '../harness/browser.ts';
import { filesBelow, scanFolder } from '../harness/data-scan.ts';
import {
  dpkg,
  type InstalledMizan,
  isInstalled,
  openUserSession,
  PACKAGE,
  type UserSession,
  whyNotInstallable,
} from '../harness/installed-mizan.ts';
import { whyNoBrowser } from '../harness/session.ts';
import { deb } from './package-files.ts';

const cannot = whyNotInstallable() ?? whyNoBrowser();
test.skip(cannot !== undefined, cannot ?? '');
// Real time: another program may take the processor for a while.
test.describe.configure({ mode: 'serial', timeout: 300_000 });

const SCHEME = 'app.mizan.desktop';
let files: readonly string[] = [];
let session: UserSession;

test.beforeAll(() => {
  if (cannot !== undefined) return;
  dpkg('--install', deb);
  files = dpkg('--listfiles', PACKAGE).trim().split('\n');
});
test.afterAll(() => {
  if (cannot === undefined && isInstalled()) dpkg('--purge', PACKAGE);
});
test.beforeEach(async () => {
  session = await openUserSession();
});
test.afterEach(() => session.end());

const dataFolder = () => join(session.home, '.config', 'Mizan');

async function openedAddress(): Promise<string> {
  await expect.poll(() => session.openedAddresses().length).toBe(1);
  return session.openedAddresses()[0] ?? '';
}

/** The whole journey; the way back is the system's own `xdg-open`, which finds the installed program by its scheme. */
async function connectEverything({ page }: InstalledMizan, language: 'ar' | 'en'): Promise<string> {
  const pages = mizanPages(page, language);
  await pages.chooseLanguage();
  await pages.startWithPracticeBank();
  await pages.agreeToConsentCard();
  await pages.waitForBrowser();
  const banks = figuresFromSeed().banks.map((one) => one.key);
  const { redirect } = await walkInBrowser({ location: await openedAddress(), banks });
  expect(redirect).toMatch(new RegExp(`^${SCHEME.replaceAll('.', '\\.')}:`));
  session.run('/usr/bin/xdg-open', redirect);
  await pages.seeConnected();
  await pages.goToOverview();
  return redirect;
}

async function seeFigures({ page, ask }: InstalledMizan, language: 'ar' | 'en'): Promise<void> {
  const count = async () => (await ask('transactions.count', {})).total - figuresFromSeed(Date.now()).transactionCount;
  await expect.poll(count, { timeout: 180_000 }).toBe(0);
  const { netMinor } = figuresFromSeed(Date.now());
  expect((await ask('overview.get', {})).main?.netMinor).toBe(netMinor);
  const pages = mizanPages(page, language);
  await pages.visit('overview');
  await pages.seeNetPosition(readable(netMinor));
  const newest = (await ask('transactions.page', { limit: 1 })).rows[0];
  await pages.openTransactions();
  await pages.seeText(newest?.title ?? '');
}

test('S19 the installed program is the handler of its links, known to the desktop by name', () => {
  expect(session.run('xdg-settings', 'check', 'default-url-scheme-handler', SCHEME, 'mizan.desktop').trim()).toBe('yes');
  expect(session.run('xdg-mime', 'query', 'default', `x-scheme-handler/${SCHEME}`).trim()).toBe('mizan.desktop');
  expect(session.run('readlink', '-f', '/usr/bin/mizan').trim()).toBe('/opt/Mizan/mizan');
});

for (const language of ['en', 'ar'] as const) {
  test(`S18 main job of the installed app in ${language}: connected through the registered scheme, figures, and all of it after a restart`, async () => {
    const first = await session.start();
    await connectEverything(first, language);
    await seeFigures(first, language);
    await first.quit();
    const second = await session.start();
    await seeFigures(second, language);
    await second.quit();
  });
}

test('S24 S28 S29 what the installed app keeps is its owner’s alone, and none of it can be read', async () => {
  const mizan = await session.start();
  const redirect = new URL(await connectEverything(mizan, 'en'));
  await seeFigures(mizan, 'en');
  const texts = figuresFromSeed(Date.now()).accounts.flatMap(({ spec, rows }) => [
    ...[spec.iban, spec.number],
    ...rows.slice(-20).flatMap((row) => Object.values(row.words)),
  ]);
  const needles = ['code', 'state'].map((name) => ({ what: name, text: redirect.searchParams.get(name) ?? '' }));
  const personal = texts.filter((text): text is string => typeof text === 'string' && text.length >= 8);
  await mizan.quit();
  expect(scanFolder(dataFolder(), [...needles, ...[...new Set(personal)].map((text) => ({ what: 'bank data', text }))])).toEqual([]);
  expect(statSync(dataFolder()).mode & 0o777).toBe(0o700);
  expect(filesBelow(dataFolder()).filter((file) => (lstatSync(file).mode & 0o077) !== 0)).toEqual([]);
  const log = readFileSync(join(dataFolder(), 'logs', 'main.log'), 'utf8');
  expect(log).toContain('stand-in');
  expect(log).not.toContain('no-process-sandbox');
});

test('S30 S39 uninstalling takes every file of the package and leaves the data; after "Delete my data" nothing is left', async () => {
  const mizan = await session.start();
  await connectEverything(mizan, 'en');
  await mizan.quit();
  const owned = files.filter((file) => lstatSync(file).isFile());
  expect(owned.length).toBeGreaterThan(30);
  dpkg('--purge', PACKAGE);
  expect(
    [...owned, '/opt/Mizan', '/usr/bin/mizan', '/etc/alternatives/mizan', '/etc/apparmor.d/mizan'].filter((file) => existsSync(file)),
  ).toEqual([]);
  expect(session.run('xdg-mime', 'query', 'default', `x-scheme-handler/${SCHEME}`).trim()).toBe('');
  expect(filesBelow(dataFolder()).some((file) => file.endsWith('.db'))).toBe(true);

  dpkg('--install', deb);
  const again = await session.start();
  await expect.poll(async () => (await again.ask('accounts.list', {})).length).toBe(figuresFromSeed().accounts.length);
  const receipt = await again.ask('erasure.eraseEverything', { confirmation: erasure.everything.phrase });
  expect(receipt).toMatchObject({ level: 'everything', tracesFound: 0 });
  expect(await again.ask('accounts.list', {})).toEqual([]);
  await again.quit();
  dpkg('--purge', PACKAGE);
  expect(owned.filter((file) => existsSync(file))).toEqual([]);
});
