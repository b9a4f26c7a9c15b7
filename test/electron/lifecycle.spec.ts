/** @file What happens around the work: quitting, locked keychains, full and read-only disks, crashes of threads, damaged files. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { RECOVERY_PAGE } from '../../electron/main/recovery-page.ts';
import common from '../../shared/locales/en/common.json' with { type: 'json' };
import errors from '../../shared/locales/en/errors.json' with { type: 'json' };
import { NOW, type RunningBank, startBank } from '../harness/bank.ts';
import { completeWidget } from '../harness/complete-widget.ts';
import { beginConnecting, connectQuietly } from '../harness/connect-quietly.ts';
import { filesBelow } from '../harness/data-scan.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { lockKeyring, unlockKeyring } from '../harness/keyring.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');
const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;

let desktop: Desktop;
let bank: RunningBank;
let mizan: RunningMizan;
/** Undone after the test, last first, whatever became of it. */
let undo: (() => void | Promise<void>)[];

test.beforeEach(() => {
  undo = [];
  desktop = openDesktop({ isHandlerRegistered: false });
});
test.afterEach(async () => {
  await mizan.close().catch(() => undefined); // a test may have ended it already
  for (const step of undo.reverse()) await step();
  await bank.stop();
  await desktop.remove();
});

const launch = async () => {
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
  await mizan.page.getByRole('main').waitFor();
};
const counted = async () => (await mizan.ask('transactions.count', {})).total;
const dataStates = async () => [...new Set((await mizan.ask('accounts.list', {})).map((one) => one.dataState))];
const address = () => mizan.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());

function mountMemory(folder: string, size: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'tmpfs', folder]);
  undo.push(() => void execFileSync('umount', ['-l', folder]));
}
const remount = (folder: string, options: string) => execFileSync('mount', ['-o', `remount,${options}`, folder]);

const MANY = 60_000;

test('R24 R14 quitting in the middle of the first import takes three seconds at most, and the next start goes on there', async () => {
  bank = await startBank({ hasControls: true, transactions: MANY });
  await launch();
  await connectQuietly(mizan, desktop, bank.baseUrl);
  await expect.poll(counted, { intervals: [20] }).toBeGreaterThan(1000);
  const exited = new Promise((resolve) => mizan.app.process().once('exit', resolve));
  const started = performance.now();
  await mizan.app.evaluate(({ app }) => app.quit());
  await exited;
  expect(performance.now() - started).toBeLessThan(3500);
  expect(mizan.log()).toContain('app.closed core=closed');

  await launch();
  expect(await counted()).toBeLessThan(MANY);
  await expect.poll(counted, { timeout: 60_000 }).toBe(MANY);
  await expect.poll(dataStates, { timeout: 60_000 }).toEqual(['fresh']);
});

test('R24 a page that hangs does not keep Mizan from quitting', async () => {
  bank = await startBank();
  await launch();
  const exited = new Promise((resolve) => mizan.app.process().once('exit', resolve));
  // Never answered: the page does nothing else from here on.
  mizan.page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  const started = performance.now();
  await mizan.app.evaluate(({ app }) => app.quit());
  await exited;
  expect(performance.now() - started).toBeLessThan(5500);
  expect(mizan.log()).toContain('app.closed core=closed');
});

test('R14 switching the environment in the middle of the first import keeps what has come and goes on when it is back', async () => {
  bank = await startBank({ hasControls: true, transactions: MANY });
  await launch();
  const other = await mizan.ask('environments.create', {
    kind: 'custom',
    baseUrl: bank.baseUrl,
    clientId: bank.clientId,
    clientSecret: bank.clientSecret,
    legalName: { ar: 'طرف', en: 'Party' },
  });
  await connectQuietly(mizan, desktop, bank.baseUrl);
  await expect.poll(counted, { intervals: [20] }).toBeGreaterThan(1000);
  await mizan.ask('environments.activate', { id: other.id });
  expect(await counted()).toBe(0);
  expect(await mizan.ask('accounts.list', {})).toEqual([]);
  await mizan.ask('environments.activate', { id: 'practice' });
  expect(await counted()).toBeGreaterThan(1000);
  await expect.poll(counted, { timeout: 60_000 }).toBe(MANY);
  await expect.poll(dataStates, { timeout: 60_000 }).toEqual(['fresh']);
});

test('S23 a keychain locked at the start is explained, nothing is made or lost, and trying again after unlocking works', async () => {
  test.skip(process.platform !== 'linux', 'locks the Secret Service of a private session');
  await desktop.remove();
  desktop = openDesktop({ isHandlerRegistered: true });
  bank = await startBank({ hasControls: true });
  await launch();
  await connectQuietly(mizan, desktop, bank.baseUrl);
  await expect.poll(dataStates, { timeout: 60_000 }).toEqual(['fresh']);
  const total = await counted();
  // This flow is still at the bank when Mizan ends; its link comes while the store is locked.
  const { flowId, location } = await beginConnecting(mizan, desktop, 'deep_link');
  const callback = await completeWidget(bank.baseUrl, location);
  await mizan.passWelcome();
  await mizan.close();
  const items = await desktop.keychainItems();

  lockKeyring();
  undo.push(unlockKeyring);
  await launch();
  const problem = mizan.page.getByRole('alert').filter({ hasText: common.store.lockedTitle });
  await expect(problem).toContainText(errors.secret_store_locked.meaning);
  expect(await mizan.ask('app.status', {})).toMatchObject({ store: 'locked', storeError: 'secret_store_locked' });
  await problem.getByRole('button', { name: common.store.retry }).click();
  await expect(problem).toBeVisible();
  expect(await mizan.handOver(callback)).toBe(0);

  await unlockKeyring();
  await problem.getByRole('button', { name: common.store.retry }).click();
  await expect(problem).toBeHidden();
  expect(await counted()).toBeGreaterThanOrEqual(total);
  expect(await mizan.ask('app.status', {})).toMatchObject({ store: 'ready' });
  expect(await desktop.keychainItems()).toHaveLength(items.length);
  await expect.poll(async () => (await mizan.ask('connections.flow', { flowId })).phase).toBe('done');
});

test('R5 a disk that fills up during the first import is told, loses nothing, and heals when there is room', async () => {
  test.skip(!isRootOnLinux, 'mounts a small file system');
  bank = await startBank({ hasControls: true, transactions: MANY });
  const data = join(desktop.userData, 'data');
  mountMemory(data, '12m');
  await launch();
  await mizan.passWelcome();
  await connectQuietly(mizan, desktop, bank.baseUrl);
  await expect(mizan.page.getByText(errors.disk_full.title).first()).toBeVisible({ timeout: 60_000 });
  const kept = await counted();
  expect(kept).toBeGreaterThan(0);

  // The same after a restart on the full disk: what is stored can be read.
  await mizan.close();
  await launch();
  expect(await mizan.ask('app.status', {})).toMatchObject({ store: 'ready' });
  expect(await counted()).toBeGreaterThanOrEqual(kept);

  // The run of this start meets the full disk as well; once it has, there is something to try again.
  const again = mizan.page.getByRole('main').locator('..').getByRole('button', { name: common.banner.tryAgain });
  await expect(again).toBeVisible();
  remount(data, 'size=400m');
  await again.click();
  await expect.poll(counted, { timeout: 60_000 }).toBe(MANY);
  await expect.poll(async () => (await mizan.ask('sync.status', {})).lastRun?.outcome, { timeout: 60_000 }).toBe('ok');
  await expect(mizan.page.getByText(errors.disk_full.title)).toHaveCount(0);
});

test('R5 a store that cannot be written is told as such and opens when it can', async () => {
  test.skip(!isRootOnLinux, 'mounts a small file system');
  bank = await startBank({ hasControls: true });
  const folder = join(desktop.userData, 'data', 'environments', 'practice');
  mountMemory(folder, '50m');
  await launch();
  await mizan.passWelcome();
  await mizan.close();
  remount(folder, 'ro');
  await launch();
  const problem = mizan.page.getByRole('alert').filter({ hasText: common.store.failedTitle });
  await expect(problem).toContainText(errors.disk_failed.title);
  remount(folder, 'rw');
  await problem.getByRole('button', { name: common.store.retry }).click();
  await expect(problem).toBeHidden();
  expect(await mizan.ask('app.status', {})).toMatchObject({ store: 'ready' });
});

test('R7 settings that were damaged come back from their copy, and the person is told until they have seen it', async () => {
  bank = await startBank();
  await launch();
  await mizan.ask('settings.update', { isWelcomeDone: true, theme: 'dark' });
  await mizan.close();
  const path = join(desktop.userData, 'data', 'profile.json');
  writeFileSync(path, '{"schemaVersion":1,"activeId":');
  await launch();
  const notice = mizan.page.getByRole('status').filter({ hasText: common.notice.profile_from_copy.title });
  await expect(notice).toContainText(common.notice.profile_from_copy.body);
  expect(await mizan.ask('settings.get', {})).toMatchObject({ theme: 'dark', isWelcomeDone: true });
  expect(readFileSync(`${path}.damaged-1`, 'utf8')).toBe('{"schemaVersion":1,"activeId":');
  await notice.getByRole('button', { name: common.notice.understood }).click();
  await expect(notice).toBeHidden();
});

test('S14 a crash of the core thread ends on the recovery page, which starts Mizan again', async () => {
  bank = await startBank();
  await launch();
  // Main holds the thread privately; the next message to it gives it away.
  await mizan.app.evaluate(() => {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...args) {
      Worker.prototype.postMessage = post;
      void this.terminate();
      return post.apply(this, args);
    };
  });
  // Answered as it should be, or cut off by the recovery page that takes the place of the one that asked.
  await expect(mizan.ask('app.status', {})).rejects.toThrow(/internal|context was destroyed/);
  await expect.poll(address).toBe(RECOVERY_PAGE);
  expect(mizan.log()).toContain('app.trouble step=running code=internal');
  // Only one Mizan after the restart: the lock was given back.
  await mizan.close();
  await launch();
  expect(await mizan.ask('app.status', {})).toMatchObject({ store: 'ready' });
});

/** A second start of the same program on the same data, at this very moment. */
async function startAgain(): Promise<number | null> {
  const flags = isRootOnLinux ? ['--no-sandbox'] : [];
  const root = join(import.meta.dirname, '../..');
  const env = { ...process.env, ...desktop.env };
  const child = spawn(process.env.ELECTRON_EXEC_PATH ?? '', [...flags, root], { env, cwd: root, stdio: 'ignore' });
  undo.push(() => void child.kill('SIGKILL'));
  const [code] = await once(child, 'exit');
  return Number(code);
}

test('S10 a start while the first is still starting ends at once and touches nothing', async () => {
  bank = await startBank();
  // The first holds the lock from its first lines on; the second comes before there is a window.
  const launching = launchMizan({ desktop, practice: bank, now: NOW });
  await expect.poll(() => existsSync(join(desktop.userData, 'logs', 'main.log')), { intervals: [5] }).toBe(true);
  const second = startAgain();
  mizan = await launching;
  expect(await second).toBe(0);
  await mizan.page.getByRole('main').waitFor();
  expect(await mizan.ask('app.status', {})).toMatchObject({ store: 'ready' });
  expect(mizan.log().match(/app\.starting/g)).toHaveLength(1);
});

test('S28 the embedded practice bank keeps its state, and everything else below the data folder, to the owner', async () => {
  bank = { baseUrl: '', clientId: '', clientSecret: '', stop: async () => undefined };
  mizan = await launchMizan({ desktop });
  await mizan.page.getByRole('main').waitFor();
  const state = join(desktop.userData, 'practice', 'state.json');
  await expect.poll(() => existsSync(state)).toBe(true);
  const open = [dirname(state), state, ...filesBelow(desktop.userData)].filter((path) => (statSync(path).mode & 0o077) !== 0);
  expect(process.platform === 'win32' ? [] : open).toEqual([]);
});
