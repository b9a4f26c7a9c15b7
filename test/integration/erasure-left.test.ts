/** @file S30: the order of erasing, and what becomes of the parts that cannot be done: said, and done by the next start. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CorePorts } from '../../electron/core/compose.ts';
import { createNodeDataFiles } from '../../electron/features/erasure/node-data-files.ts';
import { receiptText } from '../../electron/features/erasure/receipt-text.ts';
import { createNodeHttp } from '../../electron/platform/node-http.ts';
import type { SecretStore } from '../../electron/ports/secret-store.ts';
import { leftoversOf } from '../../shared/domain/receipt.ts';
import { AppError } from '../../shared/errors.ts';
import { type EraseServer, startEraseServer } from '../harness/erase-server.ts';
import {
  dataDirOf,
  type EraseWorld,
  hostDataOf,
  keychainOf,
  marksOfSeed,
  openWorld,
  PHRASE,
  type SeedMarks,
  seedErase,
  tombstoneOf,
  tracesIn,
} from '../harness/erase-world.ts';
import { markOf } from '../harness/marked-tables.ts';

let parent: string;
let server: EraseServer;
let marks: SeedMarks;
let place: string;
let world: EraseWorld | undefined;
let serial = 0;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'mizan-erase-left-'));
  server = await startEraseServer({ a: [markOf('a', 'connections', 'access')] });
  await seedErase(join(parent, 'seed'), server.baseUrl);
  marks = await marksOfSeed(join(parent, 'seed'));
});
beforeEach(() => {
  server.reset();
  serial += 1;
  place = join(parent, `place-${serial}`);
  cpSync(join(parent, 'seed'), place, { recursive: true });
});
afterEach(async () => {
  await world?.core.close();
  world = undefined;
});
afterAll(async () => {
  await server.close();
  rmSync(parent, { recursive: true });
});

const start = async (ports: Partial<CorePorts> = {}) => {
  await world?.core.close();
  world = await openWorld(place, { baseUrl: server.baseUrl, ports });
  return world;
};
const erase = (from: EraseWorld) => from.ask('erasure.eraseEverything', { confirmation: PHRASE });
const isReady = async (from: EraseWorld) => (await from.ask('app.status', {})).store;
const stepOf = (steps: readonly { kind: string; code: string | null }[], kind: string) => steps.find((step) => step.kind === kind)?.code;

/** A keychain that hides everything while locked, as the Secret Service does. */
function lockable(store: SecretStore) {
  const state = { isLocked: false };
  const keychain: SecretStore = {
    get: async (item) => (state.isLocked ? { status: 'absent' } : store.get(item)),
    set: async (item, value) => (state.isLocked ? { status: 'locked' } : store.set(item, value)),
    remove: async (item) => (state.isLocked ? { status: 'done' } : store.remove(item)),
    list: async () => (state.isLocked ? { status: 'found', accounts: [] } : store.list()),
  };
  return { state, keychain };
}

describe('the order', () => {
  it('S30 tombstone, provider, keychain, data files, logs and caches, and the receipt last', async () => {
    const events: string[] = [];
    const note = (event: string) => void (events.at(-1) === event || events.push(event));
    const files = createNodeDataFiles();
    const http = createNodeHttp();
    const secrets = keychainOf(place);
    const host = hostDataOf(place);
    const stageOf = (text: string) => (JSON.parse(text) as { stage: string }).stage;
    const { ask } = await start({
      files: {
        ...files,
        write: (path, text) => {
          note(path.endsWith('erasure.json') ? `tombstone: ${stageOf(text)}` : 'settings');
          files.write(path, text);
        },
        remove: (path) => {
          if (path.includes('environments')) note(`remove ${path.split('environments/')[1]}`);
          files.remove(path);
        },
      },
      http: {
        send: (request) => {
          note(`${request.method} ${new URL(request.url).pathname}`);
          return http.send(request);
        },
      },
      secrets: {
        ...secrets,
        remove: (item) => {
          if (!item.includes('probe') || item.includes('0a0b0c')) note('remove keys');
          return secrets.remove(item);
        },
      },
      hostData: {
        ...host,
        clear: (options) => {
          note('clear logs and caches');
          return host.clear(options);
        },
      },
    });
    await ask('erasure.eraseEverything', { confirmation: PHRASE });
    const erased = events.slice(0, events.indexOf('tombstone: done') + 1);
    const steps = erased.filter((event) => !/mizan\.(?:lock|keycheck|open)|incoming|kept-|annotations|vault|backups|journal/.test(event));
    expect(steps).toEqual([
      'tombstone: remote',
      'POST /a/auth/token',
      'DELETE /a/rest/user',
      'tombstone: remote',
      'tombstone: local',
      'remove keys',
      'tombstone: local',
      'remove practice/mizan.db',
      'remove practice',
      'settings',
      'tombstone: local',
      'clear logs and caches',
      'tombstone: local',
      'tombstone: done',
    ]);
  });

  it('S30 stops a sync before the provider is told: it asks for nothing after that', async () => {
    server.plan = (call) => (call === 'GET /a/rest/accounts' ? 'hang' : undefined);
    const { ask, core } = await start();
    const running = core.syncNow();
    await expect.poll(() => server.calls.includes('GET /a/rest/accounts')).toBe(true);
    await ask('erasure.eraseEverything', { confirmation: PHRASE });
    expect((await running).outcome).not.toBe('ok');
    expect(server.calls.slice(server.calls.indexOf('DELETE /a/rest/user') + 1)).toEqual([]);
    expect(server.deleted).toEqual(['a']);
  });
});

describe('what cannot be done', () => {
  it('S30 a data file that cannot be removed keeps Mizan closed; the next start goes on', async () => {
    const files = createNodeDataFiles();
    const stubborn = {
      ...files,
      remove: (path: string) => {
        if (path.includes('environments')) throw new AppError('disk_failed', 'in use');
        files.remove(path);
      },
    };
    const closed = await start({ files: stubborn });
    const receipt = await erase(closed);
    expect([stepOf(receipt.steps, 'database'), stepOf(receipt.steps, 'search'), receipt.tracesFound]).toEqual([
      'disk_failed',
      'disk_failed',
      1,
    ]);
    expect(leftoversOf(receipt).map(({ what }) => what)).toEqual(['database']);
    expect([await isReady(closed), tombstoneOf(place)?.stage]).toEqual(['failed', 'local']);
    await expect(closed.ask('accounts.list', {})).rejects.toMatchObject({ code: 'disk_failed' });
    // The keys went first: what is left is noise.
    expect(await keychainOf(place).get('practice:database-key')).toEqual({ status: 'absent' });
    const again = await start();
    expect([await isReady(again), tracesIn(place, marks.a)]).toEqual(['ready', []]);
    expect((await again.ask('erasure.receipt', {})).receipt).toMatchObject({ tracesFound: 0, wasInterrupted: true });
    expect(server.calls.filter((call) => call.startsWith('DELETE'))).toEqual(['DELETE /a/rest/user']);
  });

  // What the user saw: a receipt without a fault, and after a damaged profile the erased user and settings were back.
  it('S30 the copy of the profile brought an erased user back', async () => {
    const closed = await start();
    const copy = join(dataDirOf(place), 'profile.copy.json');
    const kept = join(parent, `kept-${serial}`);
    renameSync(copy, kept);
    mkdirSync(copy);
    const receipt = await erase(closed);
    expect([stepOf(receipt.steps, 'database'), await isReady(closed)]).toEqual(['disk_failed', 'failed']);
    rmdirSync(copy);
    renameSync(kept, copy);
    const again = await start();
    expect([await isReady(again), tracesIn(place, marks.a)]).toEqual(['ready', []]);
  });

  // What the user saw: logs and the practice bank's file stayed for good, because a cache was in use while erasing.
  it('S30 logs stayed for good when a cache could not be cleared; the next start clears again', async () => {
    const host = hostDataOf(place);
    const refuse = async () => ({ removed: 0, left: 3, practice: undefined });
    const first = await start({ hostData: { ...host, clear: refuse } });
    const receipt = await erase(first);
    expect([stepOf(receipt.steps, 'files'), await isReady(first)]).toEqual(['disk_failed', 'ready']);
    expect(tracesIn(place, marks.a).length).toBeGreaterThan(5);
    const again = await start();
    const { receipt: last } = await again.ask('erasure.receipt', {});
    expect([last && leftoversOf(last), last?.number, last?.endedAt]).toEqual([[], receipt.number, receipt.endedAt]);
    // The practice bank may be in use again: it is left as it is.
    expect(tracesIn(place, marks.a).filter((trace) => !trace.includes('practice/state.json'))).toEqual([]);
  });

  // What the user saw: with the keychain locked everything here was erased at once, and the consents could never be withdrawn any more.
  it('S30 S23 a keychain that is locked when erasing begins lost the tokens that withdraw the consents', async () => {
    const { state, keychain } = lockable(keychainOf(place));
    const open = await start({ secrets: keychain });
    state.isLocked = true;
    const receipt = await erase(open);
    expect(receipt.steps.map((step) => [step.kind, step.code])).toEqual([['keys', 'secret_store_locked']]);
    expect(leftoversOf(receipt).map(({ what }) => what)).toEqual(['keys']);
    expect([await isReady(open), server.calls]).toEqual(['locked', []]);
    const locked = await start({ secrets: keychain });
    expect([await isReady(locked), server.calls, tombstoneOf(place)?.stage]).toEqual(['locked', [], 'remote']);
    state.isLocked = false;
    expect(await locked.ask('app.retryStore', {})).toMatchObject({ store: 'ready' });
    expect([server.deleted, tracesIn(place, marks.a)]).toEqual([['a'], []]);
    const { receipt: last } = await locked.ask('erasure.receipt', {});
    expect(last?.steps.map((step) => step.kind)).toEqual(['consent', 'keys', 'database', 'files', 'search']);
    expect(last && leftoversOf(last)).toEqual([]);
  });

  it('S30 a keychain that cannot be listed: what Mizan knows of is gone, and the receipt says what could not be looked up', async () => {
    const secrets = keychainOf(place);
    const open = await start({ secrets: { ...secrets, list: async () => ({ status: 'error' }) } });
    const receipt = await erase(open);
    expect([stepOf(receipt.steps, 'keys'), await isReady(open), receipt.tracesFound]).toEqual(['secret_store_failed', 'ready', 0]);
    expect(leftoversOf(receipt).map(({ what }) => what)).toEqual(['keysUnlisted']);
    expect(tracesIn(place, marks.a).map((trace) => trace.split(' in ')[0])).toEqual(['a: old', 'a: probe']);
  });
});

describe('the receipt', () => {
  it('S30 holds no account number and no amount, on disk, saved, and in the tombstone while it runs', async () => {
    const noted: string[] = [];
    const files = createNodeDataFiles();
    const { ask } = await start({
      files: {
        ...files,
        write: (path, text) => {
          if (path.endsWith('erasure.json')) noted.push(text);
          files.write(path, text);
        },
      },
    });
    const receipt = await ask('erasure.eraseEverything', { confirmation: PHRASE });
    await ask('erasure.saveReceipt', {});
    const saved = readFileSync(join(place, 'saved-receipt.txt'), 'utf8');
    const texts = [...noted, saved, receiptText(receipt, 'ar'), receiptText(receipt, 'en')].join('\n');
    const bankNames = [markOf('a', 'connections'), markOf('a', 'connections', 'ar')];
    const withoutNames = bankNames.reduce((text, name) => text.replaceAll(name, ''), texts);
    expect(withoutNames).not.toMatch(/zqx/);
    expect(withoutNames.replace(/[^\d]/g, ' ')).not.toMatch(/987654321|9 876 543|9876543/);
    expect(noted.length).toBeGreaterThan(5);
  });

  it('S30 is gone once it is dismissed, and so is everything it named', async () => {
    const { ask } = await start();
    await ask('erasure.eraseEverything', { confirmation: PHRASE });
    expect(tracesIn(place, marks.bankNames.a).length).toBeGreaterThan(0);
    await ask('erasure.dismissReceipt', {});
    expect(tracesIn(place, marks.bankNames.a)).toEqual([]);
    expect(readdirSync(dataDirOf(place)).sort()).toEqual(['environments', 'erasure.reserve', 'profile.copy.json', 'profile.json']);
    expect(existsSync(join(dataDirOf(place), 'erasure.json'))).toBe(false);
  });
});
