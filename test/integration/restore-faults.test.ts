/** @file R27 Restoring while the n-th call fails, or the process dies at it: the old data or the new, whole, and the next try succeeds. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, type CorePorts, createCore } from '../../electron/core/compose.ts';
import { fixedClock, systemRandom } from '../../electron/core/system.ts';
import type { Db } from '../../electron/db/open.ts';
import { openStore } from '../../electron/db/store.ts';
import { inlineStoreTasks } from '../../electron/db/store-task.ts';
import { createNodeDataFiles } from '../../electron/features/erasure/node-data-files.ts';
import { checkInvariants } from '../../electron/features/ledger/invariants.ts';
import { createNodeHttp } from '../../electron/platform/node-http.ts';
import { createPracticeBank, type Listening } from '../../electron/sandbox/practice-bank.ts';
import { walkWidget } from '../../scripts/lib/widget-walker.ts';
import type { Input, OpName, Output } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';
import { createFileSecretStore } from '../fakes/file-secret-store.ts';
import { createMemoryFiles } from '../fakes/memory-files.ts';
import { NOW } from '../harness/bank.ts';
import { followToMizan } from '../harness/core-harness.ts';
import { SCRATCH } from '../harness/scratch.ts';

const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' };
const PASSPHRASE = 'five small words here';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

type Fails = (n: number) => void;
type World = { readonly core: Core; readonly stores: Db[]; ask<N extends OpName>(name: N, input: Input<N>): Promise<Output<N>> };

let listening: Listening;
let root: string;
let backup: Buffer;
let scene: string;
let folders = 0;
const files = createMemoryFiles();
const newDir = () => {
  folders += 1;
  return join(root, `place-${folders}`);
};

/** Every call of keychain, chosen file, data files and store tasks passes `before` first. */
async function openWorld(place: string, before: Fails = () => undefined): Promise<World> {
  let calls = 0;
  const gated = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name, target) as unknown;
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          calls += 1;
          before(calls);
          return (member as (...args: unknown[]) => unknown).apply(target, args); // a function, as just checked
        };
      },
    });
  const stores: Db[] = [];
  const ports: CorePorts = {
    http: createNodeHttp(),
    secrets: gated(createFileSecretStore(join(place, 'keychain.json'))),
    opener: {
      open: async (url) => {
        location = url;
      },
    },
    scheme: { scheme: 'app.mizan.desktop', isRegistered: async () => false },
    clock: fixedClock(Date.parse(NOW)),
    random: systemRandom,
    log: quiet,
    saveFile: files.saveFile,
    openFile: gated(files.openFile),
    storeTasks: gated(inlineStoreTasks),
    files: gated(createNodeDataFiles()),
    openStore: (options) => {
      const store = openStore(options);
      stores.push(store.db);
      return store;
    },
  };
  const core = await createCore(ports, {
    dataDir: join(place, 'data'),
    version: 'test',
    runtime: 'node',
    systemLanguage: 'en',
    practice: { baseUrl: listening.baseUrl, ...CLIENT },
    isAutomatic: false,
  });
  return {
    core,
    stores,
    async ask(name, input) {
      const reply = await core.dispatch(name, input);
      if (!reply.ok) throw new AppError(reply.error.code, name);
      return reply.data as Output<typeof name>; // the dispatcher checked it against the contract
    },
  };
}
let location = '';

const namesIn = async (world: World) => (await world.ask('accounts.list', { includeHidden: true })).map(({ name }) => name).sort();
async function restore(world: World): Promise<void> {
  files.opens = { name: 'a.mizan', bytes: backup };
  const chosen = await world.ask('backups.chooseFile', {});
  await world.ask('backups.restoreFile', { token: chosen?.token ?? '', passphrase: PASSPHRASE });
}
async function nameFirst(world: World, name: string): Promise<void> {
  const [first] = await world.ask('accounts.list', { includeHidden: true });
  await world.ask('accounts.update', { id: first?.id ?? '', name });
}

beforeAll(async () => {
  root = mkdtempSync(join(SCRATCH, 'mizan-restore-'));
  const bank = createPracticeBank({ ...CLIENT, seed: 7, profile: 'household', now: NOW, transactions: 60 });
  listening = await bank.listen(0);
  scene = newDir();
  const world = await openWorld(scene);
  const card = await world.ask('connections.consentCard', { language: 'en' });
  const flow = await world.ask('connections.start', {
    language: 'en',
    keepUpdating: true,
    consentVersion: card.version,
    channel: 'loopback',
  });
  const { redirect } = await walkWidget({ location, bank: 'Practice Bank', saveSecrets: true });
  await followToMizan(redirect);
  await world.core.waitForFlow(flow.id);
  await world.core.syncNow();
  await nameFirst(world, 'In the backup');
  const { fileName } = await world.ask('backups.save', { passphrase: PASSPHRASE });
  backup = files.saved.get(fileName ?? '') ?? Buffer.alloc(0);
  await nameFirst(world, 'In the store');
  await world.core.close();
});
afterAll(async () => {
  await listening.close();
  rmSync(root, { recursive: true, force: true });
});

async function assertOldOrNew(world: World): Promise<void> {
  const names = await namesIn(world);
  expect(names).toHaveLength(3);
  expect(names.filter((name) => name === 'In the backup' || name === 'In the store')).toHaveLength(1);
  const db = world.stores.findLast((store) => store.open);
  expect(db ? checkInvariants(db) : ['no store']).toEqual([]);
}

async function trial(n: number, mode: 'fails' | 'dies'): Promise<boolean> {
  const place = newDir();
  cpSync(scene, place, { recursive: true });
  let isArmed = false;
  let first = 0;
  let struck = false;
  const dead = newDir();
  const world = await openWorld(place, (call) => {
    if (!isArmed) return;
    first ||= call;
    if (struck || call - first + 1 !== n) return;
    struck = true;
    // As a process that dies leaves it.
    if (mode === 'dies') cpSync(place, dead, { recursive: true });
    throw new AppError('disk_failed', 'scripted');
  });
  isArmed = true;
  const failure = await restore(world).then(
    () => undefined,
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );
  isArmed = false;
  if (struck && failure !== undefined) expect(failure, `call ${n}`).not.toBe('internal');
  if ((await world.ask('app.status', {})).store !== 'ready') await world.ask('app.retryStore', {});
  await assertOldOrNew(world);
  await world.core.close();
  const again = await openWorld(mode === 'dies' && struck ? dead : place);
  await assertOldOrNew(again);
  await restore(again);
  expect(await namesIn(again)).toContain('In the backup');
  await again.core.close();
  for (const dir of [place, dead]) rmSync(dir, { recursive: true, force: true });
  return struck;
}

describe('restoring a backup file', () => {
  it.each(['fails', 'dies'] as const)(
    'R27 leaves the old data or the new when call n %s, and the next try succeeds',
    async (mode) => {
      let calls = 0;
      // Deriving the key takes its time: each fourth call is enough for every commit.
      for (let n = 1; await trial(n, mode); n += 4) calls = n;
      expect(calls).toBeGreaterThan(6);
      console.info(`faults: restore, ${mode}: n up to ${calls}`);
    },
    240_000,
  );
});
