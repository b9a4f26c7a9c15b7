/** @file What erasing everything must leave nowhere, also when it is killed: with the real keyring, the real files, the real browser sessions, and a bank that is told. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { walkWidget } from '../../scripts/lib/widget-walker.ts';
import { NOW, type RunningBank, startBank } from '../harness/bank.ts';
import { beginConnecting, connectQuietly } from '../harness/connect-quietly.ts';
import { scanFolder } from '../harness/data-scan.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

const MARKER = 'zqxmarkerxqz';
const PHRASE = { confirmation: 'delete my data', everyEnvironment: false };

let desktop: Desktop;
let bank: RunningBank | undefined;
let mizan: RunningMizan;

test.beforeEach(() => {
  bank = undefined;
  desktop = openDesktop({ isHandlerRegistered: false });
});
test.afterEach(async () => {
  await mizan.close().catch(() => undefined); // a test may have ended it already
  await bank?.stop();
  await desktop.remove();
});

const imported = () => expect.poll(async () => (await mizan.ask('sync.status', {})).lastRun?.outcome, { timeout: 60_000 }).toBe('ok');

/** What a page can leave in its browser session. */
async function plantInPage(): Promise<void> {
  await mizan.page.evaluate(async (marker) => {
    localStorage.setItem(marker, marker);
    sessionStorage.setItem(marker, marker);
    const opening = indexedDB.open(marker, 1);
    await new Promise((resolve) => {
      opening.onupgradeneeded = () => opening.result.createObjectStore(marker).put(marker, marker);
      opening.onsuccess = resolve;
    });
    opening.result.close();
  }, MARKER);
}
const foundInPage = () =>
  mizan.page.evaluate(
    async (marker) => [
      ...(localStorage.getItem(marker) === null ? [] : ['local storage']),
      ...(await indexedDB.databases()).filter(({ name }) => name === marker).map(() => 'indexed database'),
    ],
    MARKER,
  );

/** The default session writes to the disk; the page's own never does. */
const cookiesOfDefaultSession = () =>
  mizan.app.evaluate(async ({ session }) => (await session.defaultSession.cookies.get({})).map(({ name }) => name));
async function plantInDefaultSession(): Promise<void> {
  await mizan.app.evaluate(async ({ session }, marker) => {
    const { cookies } = session.defaultSession;
    await cookies.set({ url: 'https://left.example', name: marker, value: marker, expirationDate: Date.now() / 1000 + 86_400 });
    await cookies.flushStore();
  }, MARKER);
}

async function plantFiles(): Promise<void> {
  const crashDumps = await mizan.app.evaluate(({ app }) => app.getPath('crashDumps'));
  const paths = [
    'logs/main.old.log',
    'data/profile.json.damaged-1',
    'data/environments/practice/backups/mizan.partial',
    'practice/state.json.new',
  ];
  for (const path of [...paths.map((name) => join(desktop.userData, name)), join(crashDumps, 'pending', 'a.dmp')]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, MARKER);
  }
}

test('S30 no marker is left in session storage, cookies, logs, dumps, backups, the keychain, or the practice bank of this computer', async () => {
  mizan = await launchMizan({ desktop });
  const { location } = await beginConnecting(mizan, desktop);
  const { redirect } = await walkWidget({ location, bank: 'Practice Bank', saveSecrets: true });
  await (await fetch(redirect, { redirect: 'manual' })).arrayBuffer();
  await imported();
  await plantInPage();
  await plantInDefaultSession();
  await plantFiles();
  await desktop.addKeychainItem('practice:nobody-noted-it', MARKER);
  const { userId } = (
    JSON.parse(readFileSync(join(desktop.userData, 'data', 'profile.json'), 'utf8')) as { environments: [{ userId: string }] }
  ).environments[0]; // as written by the profile store
  const needles = [MARKER, userId].map((text) => ({ what: text === MARKER ? 'the marker' : 'the user', text }));
  const planted = scanFolder(desktop.userData, needles).map((hit) => `${hit.what} in ${hit.file}`);
  for (const file of ['logs/main.old.log', 'practice/state.json', 'practice/state.json.new', 'data/profile.json.damaged-1'])
    expect(planted.join('\n')).toContain(file);
  expect([await foundInPage(), await cookiesOfDefaultSession()]).toEqual([['local storage', 'indexed database'], [MARKER]]);

  const receipt = await mizan.ask('erasure.eraseEverything', PHRASE);
  expect(receipt.steps.map((step) => [step.kind, step.code])).toEqual(
    ['consent', 'keys', 'database', 'files', 'search'].map((kind) => [kind, null]),
  );
  expect([await foundInPage(), await cookiesOfDefaultSession()]).toEqual([[], []]);
  expect((await desktop.keychainItems()).filter((item) => item.password === MARKER)).toEqual([]);
  // It starts over, and can be connected again.
  expect((await mizan.ask('connections.list', {})).length).toBe(0);
  await mizan.close();
  expect(scanFolder(desktop.userData, needles)).toEqual([]);
});

test('S30 killed while the provider is being told, the next start finishes before anything else, and says so', async () => {
  bank = await startBank({ hasControls: true });
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
  await connectQuietly(mizan, desktop, bank.baseUrl);
  await imported();
  const items = await desktop.keychainItems();
  const hang = { endpoint: 'DELETE /rest/user', times: 1, hang: true };
  await fetch(`${bank.baseUrl}/__practice/faults`, { method: 'POST', body: JSON.stringify([hang]) });
  const hits = async () => {
    const answer = await fetch(`${bank?.baseUrl}/__practice/faults`);
    return ((await answer.json()) as { faults: { hits: number }[] }).faults[0]?.hits; // the control's documented answer
  };
  // Nobody is left to hear how it ended.
  mizan.ask('erasure.eraseEverything', PHRASE).catch(() => undefined);
  await expect.poll(hits).toBe(1);
  const ended = new Promise((resolve) => mizan.app.process().once('exit', resolve));
  mizan.app.process().kill('SIGKILL');
  await ended;

  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
  const { receipt } = await mizan.ask('erasure.receipt', {});
  expect(receipt?.steps.map((step) => step.outcome)).toEqual(receipt?.steps.map(() => 'done'));
  expect(receipt).toMatchObject({ tracesFound: 0, wasInterrupted: true });
  await expect(mizan.page.getByRole('article', { name: /receipt/i })).toBeVisible();
  expect(await mizan.ask('accounts.list', {})).toEqual([]);
  const old = new Set(items.map((item) => item.password));
  expect((await desktop.keychainItems()).filter((item) => old.has(item.password))).toEqual([]);
  await mizan.close();
  expect(
    scanFolder(
      desktop.userData,
      [...old].map((text) => ({ what: 'a secret', text })),
    ),
  ).toEqual([]);
});
