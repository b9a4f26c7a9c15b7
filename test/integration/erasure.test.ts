/** @file Deleting through every real part but the window: practice bank, adapter, store, files, tombstone (S30, S31, S33). */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CorePorts } from '../../electron/core/compose.ts';
import { fixedClock } from '../../electron/core/system.ts';
import { createNodeHttp } from '../../electron/platform/node-http.ts';
import type { HostData } from '../../electron/ports/host-data.ts';
import { type Http, HttpFailure } from '../../electron/ports/http.ts';
import { createControls } from '../../electron/sandbox/controls.ts';
import { createPracticeBank, type Listening } from '../../electron/sandbox/practice-bank.ts';
import { walkWidget } from '../../scripts/lib/widget-walker.ts';
import type { Output } from '../../shared/contract/index.ts';
import { createFakeSecretStore, type FakeSecretStore } from '../fakes/fake-secret-store.ts';
import { NOW } from '../harness/bank.ts';
import { type CoreHarness, startCoreHarness } from '../harness/core-harness.ts';

const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' };
const PHRASE = 'delete my data';
const bankTime = fixedClock(Date.parse(NOW));
const MARKER = 'MARKER-OF-THE-PERSON';

let listening: Listening;
let harness: CoreHarness;
let secrets: FakeSecretStore;
let sent: string[];
let answerNext: (method: string, path: string) => { status: number; body?: string } | 'offline' | undefined;
let hostFiles: string[];

const http = (): Http => {
  const real = createNodeHttp();
  return {
    async send(request) {
      const { pathname } = new URL(request.url);
      sent.push(`${request.method} ${pathname}`);
      const planned = answerNext(request.method, pathname);
      if (planned === 'offline') throw new HttpFailure('offline', false);
      if (planned)
        return { status: planned.status, headers: { 'content-type': 'application/json' }, body: Buffer.from(planned.body ?? '') };
      return real.send(request);
    },
  };
};

const host: HostData = {
  countFiles: async () => hostFiles.length,
  clear: async () => {
    const removed = hostFiles.length;
    hostFiles = [];
    return { removed, left: 0, practice: undefined };
  },
  readLog: async () => [],
  saveText: async () => true,
};

async function start(): Promise<void> {
  const bank = createPracticeBank({ ...CLIENT, seed: 7, profile: 'household', now: NOW, transactions: 400, controls: createControls });
  listening = await bank.listen(0);
  secrets = createFakeSecretStore();
  sent = [];
  hostFiles = ['main.log', 'main.old.log'];
  answerNext = () => undefined;
  const ports: Partial<CorePorts> = {
    http: http(),
    secrets,
    hostData: host,
    // Retries come at once; deadlines keep their time.
    clock: { ...bankTime, sleep: (ms, signal) => bankTime.sleep(ms < 60_000 ? Math.min(ms, 2) : ms, signal) },
  };
  harness = await startCoreHarness({ baseUrl: listening.baseUrl, ...CLIENT }, { now: NOW, ports });
}

beforeEach(start);
afterEach(async () => {
  await harness.close();
  await listening.close();
});

const connect = (name: string) =>
  harness.connect(async (location) => (await walkWidget({ location, bank: name, saveSecrets: true })).redirect);

async function connectAndRead(...names: string[]): Promise<void> {
  for (const name of names) expect((await connect(name)).phase).toBe('done');
  expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok' });
  sent = [];
}

const environmentDir = () => join(harness.dataDir, 'environments', 'practice');
/** As if an older version, a crash and a backup had left something everywhere. */
function plant(): void {
  mkdirSync(join(environmentDir(), 'backups'), { recursive: true });
  for (const path of [
    'environments/practice/backups/mizan-20260101T000000000Z-v1.db',
    'environments/practice/backups/mizan.partial',
    'environments/practice/mizan.db-journal',
    'environments/practice/vault.json',
    'profile.json.damaged-1',
    'profile.copy.json.damaged-1',
    'profile.json.tmp',
  ])
    writeFileSync(join(harness.dataDir, path), MARKER);
}

function filesBelow(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function traces(key: string): Promise<string[]> {
  const inFiles = filesBelow(harness.dataDir).filter((path) => readFileSync(path).includes(MARKER));
  const listed = await secrets.list();
  const items = listed.status === 'found' ? listed.accounts : ['?'];
  const old: string[] = [];
  for (const item of items) {
    const value = await secrets.peek(item);
    if (value?.includes(MARKER) || value === key) old.push(item);
  }
  return [...inFiles, ...old, ...hostFiles];
}

const nothingStored = async () => ({
  accounts: await harness.ask('accounts.list', { includeHidden: true }),
  connections: await harness.ask('connections.list', {}),
  rows: (await harness.ask('transactions.count', {})).total,
  settings: await harness.ask('settings.get', {}),
});
const FIRST_START = {
  accounts: [],
  connections: [],
  rows: 0,
  settings: {
    language: 'en',
    isWelcomeDone: false,
    theme: 'system',
    numerals: 'latn',
    privacyMode: false,
    motion: 'system',
    zoom: 100,
    notificationDetail: 'none',
    keepInBackground: true,
    accountGrouping: 'kind',
    isRecoveryDeclined: false,
  },
};
const stepsOf = (receipt: Output<'erasure.eraseEverything'>) => receipt.steps.map((one) => [one.kind, one.outcome, one.code]);
const DONE_LOCALLY = [
  ['keys', 'done', null],
  ['database', 'done', null],
  ['files', 'done', null],
  ['search', 'done', null],
];
const consents = (count: number, code: string | null = null) =>
  Array.from({ length: count }, () => ['consent', code === null ? 'done' : 'not_done', code]);

describe('erasing everything', () => {
  it('S30 deletes the user once, then everything here, and starts afresh', async () => {
    await connectAndRead('Practice Bank', 'Practice Wallet', 'Sample Bank');
    await harness.ask('settings.update', { isWelcomeDone: true, theme: 'dark' });
    plant();
    await secrets.set('practice:stray', MARKER);
    const key = await secrets.peek('practice:database-key');
    const userBefore = readFileSync(join(harness.dataDir, 'profile.json'), 'utf8').match(/u-[a-z2-7]+@/)?.[0] ?? '?';
    const before = await harness.ask('erasure.preview', {});
    expect(before).toMatchObject({ connections: 3, accounts: 8, transactions: 400, keys: 2, backups: 1, files: 2, otherEnvironments: 0 });

    const receipt = await harness.ask('erasure.eraseEverything', { confirmation: ' Delete  my DATA ' });
    expect(sent.filter((call) => !call.includes('token'))).toEqual(['DELETE /rest/user']);
    expect(stepsOf(receipt)).toEqual([...consents(3), ...DONE_LOCALLY]);
    expect(receipt).toMatchObject({ level: 'everything', tracesFound: 0, wasInterrupted: false, counts: { transactions: 400 } });
    expect(await traces(key ?? '?')).toEqual([]);
    expect(await nothingStored()).toEqual(FIRST_START);
    const profile = readFileSync(join(harness.dataDir, 'profile.json'), 'utf8');
    expect(profile).not.toContain(userBefore);
    expect((await harness.ask('erasure.preview', {})).transactions).toBe(0);
    // The receipt is there until it is dismissed, also after a restart; then nothing of it is left.
    await harness.restart();
    expect((await harness.ask('erasure.receipt', {})).receipt).toEqual(receipt);
    expect(await harness.ask('erasure.saveReceipt', {})).toEqual({ isSaved: true });
    await harness.ask('erasure.dismissReceipt', {});
    await harness.restart();
    expect((await harness.ask('erasure.receipt', {})).receipt).toBeNull();
    expect(readdirSync(harness.dataDir).sort()).toEqual(['environments', 'erasure.reserve', 'profile.copy.json', 'profile.json']);
    // And a bank can be connected again, under a new user.
    await connectAndRead('Practice Bank');
    expect(await harness.ask('connections.list', {})).toHaveLength(1);
  });

  it('S30 wants the phrase, of either language, and nothing happens without it', async () => {
    await connectAndRead('Practice Wallet');
    for (const confirmation of ['', 'delete', 'delete my data please'])
      await expect(harness.ask('erasure.eraseEverything', { confirmation })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(sent).toEqual([]);
    expect(await harness.ask('connections.list', {})).toHaveLength(1);
    await harness.ask('erasure.eraseEverything', { confirmation: 'احذف بياناتي' });
    expect(await nothingStored()).toEqual(FIRST_START);
  });

  it('S30 erases offline too, and says what is left to do', async () => {
    await connectAndRead('Practice Bank', 'Practice Wallet');
    plant();
    const key = await secrets.peek('practice:database-key');
    answerNext = () => 'offline';
    const receipt = await harness.ask('erasure.eraseEverything', { confirmation: PHRASE });
    expect(stepsOf(receipt)).toEqual([...consents(2, 'offline'), ...DONE_LOCALLY]);
    expect(receipt.steps[0]).toMatchObject({ bankName: 'Practice Bank', endsAt: expect.any(String) });
    expect(await traces(key ?? '?')).toEqual([]);
    expect(await nothingStored()).toEqual(FIRST_START);
  });

  it('S30 says that lost tokens could not be used', async () => {
    await connectAndRead('Practice Wallet');
    await harness.restart();
    await secrets.drop('practice:tokens');
    const receipt = await harness.ask('erasure.eraseEverything', { confirmation: PHRASE });
    expect(stepsOf(receipt)).toEqual([...consents(1, 'reconnect_required'), ...DONE_LOCALLY]);
    expect(sent).toEqual([]);
  });

  it('S30 a locked keychain keeps nothing new from starting until its items are gone', async () => {
    await connectAndRead('Practice Wallet');
    const key = await secrets.peek('practice:database-key');
    answerNext = (method, path) => {
      // Locked after the remote part has begun: the tokens were already in memory.
      if (method === 'DELETE' && path === '/rest/user') secrets.mode = 'locked';
      return undefined;
    };
    const receipt = await harness.ask('erasure.eraseEverything', { confirmation: PHRASE });
    expect(receipt.steps.find((one) => one.kind === 'keys')).toMatchObject({ outcome: 'not_done', code: 'secret_store_locked' });
    expect(existsSync(environmentDir())).toBe(false);
    expect(await harness.ask('app.status', {})).toMatchObject({ store: 'locked' });
    await harness.restart();
    expect(await harness.ask('app.status', {})).toMatchObject({ store: 'locked' });
    secrets.mode = 'open';
    expect(await harness.ask('app.retryStore', {})).toMatchObject({ store: 'ready' });
    expect(await traces(key ?? '?')).toEqual([]);
    const { receipt: last } = await harness.ask('erasure.receipt', {});
    expect(last?.steps.every((one) => one.outcome === 'done')).toBe(true);
    expect(await nothingStored()).toEqual(FIRST_START);
  });
});

describe('forgetting an account', () => {
  const forget = (accountId: string) => harness.ask('erasure.forgetAccount', { accountId, confirmation: 'forget this account' });
  const list = () => harness.ask('accounts.list', { includeHidden: true });
  const some = async () => {
    const [account] = await list();
    if (!account) throw new Error('the practice bank has accounts');
    return account;
  };

  it('S31 removes it at the provider and here, and leaves the others as they are', async () => {
    await connectAndRead('Practice Bank', 'Sample Bank');
    const account = await some();
    const others = (await list()).filter(({ id }) => id !== account.id);
    const receipt = await forget(account.id);
    expect(sent.filter((call) => call.startsWith('DELETE'))).toEqual([expect.stringMatching(/^DELETE \/rest\/accounts\/.+/)]);
    expect(stepsOf(receipt)).toEqual([
      ['account', 'done', null],
      ['rows', 'done', null],
    ]);
    expect(await list()).toEqual(others);
    expect(await harness.core().syncNow()).toMatchObject({ outcome: 'ok', newCount: 0, removedCount: 0 });
    expect((await list()).map(({ id }) => id)).toEqual(others.map(({ id }) => id));
    expect(JSON.stringify(receipt)).not.toContain(account.numberLast4);
  });

  it('S31 hides it when the provider could not be asked, and asks again with the next sync', async () => {
    await connectAndRead('Practice Bank');
    const account = await some();
    answerNext = (method) => (method === 'DELETE' ? 'offline' : undefined);
    expect(stepsOf(await forget(account.id))).toEqual([
      ['account', 'not_done', 'offline'],
      ['rows', 'done', null],
    ]);
    sent = [];
    await harness.core().syncNow();
    expect((await list()).some(({ id }) => id === account.id)).toBe(false);
    const count = (await list()).length;
    answerNext = () => undefined;
    sent = [];
    await harness.core().syncNow();
    expect(sent.filter((call) => call.startsWith('DELETE'))).toHaveLength(1);
    sent = [];
    await harness.core().syncNow();
    expect(sent.filter((call) => call.startsWith('DELETE'))).toEqual([]);
    expect(await list()).toHaveLength(count);
  });

  it('S31 wants the phrase', async () => {
    await connectAndRead('Practice Wallet');
    const { id } = await some();
    await expect(harness.ask('erasure.forgetAccount', { accountId: id, confirmation: 'yes' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(sent).toEqual([]);
  });
});

describe('disconnecting a bank', () => {
  const connectionOf = async (bankName: string) => {
    const found = (await harness.ask('connections.list', {})).find((one) => one.bankName === bankName);
    if (!found) throw new Error('not connected');
    return found;
  };

  it('S33 erases its history unless asked to keep it; the other bank is untouched', async () => {
    await connectAndRead('Practice Bank', 'Sample Bank');
    const { id } = await connectionOf('Practice Bank');
    const others = (await harness.ask('accounts.list', {})).filter((one) => one.connectionId !== id);
    const receipt = await harness.ask('erasure.disconnect', { connectionId: id, keepHistory: false });
    expect(stepsOf(receipt)).toEqual([
      ['consent', 'done', null],
      ['rows', 'done', null],
    ]);
    expect(sent.filter((call) => call.startsWith('DELETE'))).toEqual([expect.stringMatching(/^DELETE \/rest\/accesses\/.+/)]);
    expect(await harness.ask('accounts.list', {})).toEqual(others);
    expect((await harness.ask('connections.list', {})).map((one) => one.bankName)).toEqual(['Sample Bank']);
  });

  it('S33 keeps its history when asked to, and reads nothing of it any more', async () => {
    await connectAndRead('Practice Bank', 'Sample Bank');
    const { id } = await connectionOf('Practice Bank');
    const rows = (await harness.ask('transactions.count', {})).total;
    // Even though the provider still lists it.
    answerNext = (method) => (method === 'DELETE' ? 'offline' : undefined);
    const receipt = await harness.ask('erasure.disconnect', { connectionId: id, keepHistory: true });
    expect(stepsOf(receipt)).toEqual([
      ['consent', 'not_done', 'offline'],
      ['history_kept', 'done', null],
    ]);
    await harness.core().syncNow();
    expect(await connectionOf('Practice Bank')).toMatchObject({ id, state: 'disconnected', isAutosync: false, accountCount: 0 });
    expect((await harness.ask('transactions.count', {})).total).toBe(rows);
    await expect(harness.ask('connections.startSync', { connectionId: id, language: 'en' })).rejects.toMatchObject({ code: 'no_accounts' });
  });

  it('S33 comes back, history and all, once it is connected anew', async () => {
    await connectAndRead('Practice Bank', 'Sample Bank');
    const { id } = await connectionOf('Practice Bank');
    const before = (await harness.ask('accounts.list', {})).filter((one) => one.connectionId === id).map((one) => one.id);
    const [forgotten] = before;
    await harness.ask('erasure.forgetAccount', { accountId: forgotten ?? '', confirmation: 'forget this account' });
    await harness.ask('erasure.disconnect', { connectionId: id, keepHistory: true });
    await connectAndRead('Practice Bank');
    expect(await connectionOf('Practice Bank')).toMatchObject({ id, state: 'active' });
    const after = (await harness.ask('accounts.list', {})).filter((one) => one.connectionId === id).map((one) => one.id);
    expect(after).toEqual(expect.arrayContaining(before.slice(1)));
    expect(after).toHaveLength(before.length);
  });
});
