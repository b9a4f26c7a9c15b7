/**
 * @file A whole Mizan under plain Node with everything of it marked: both environments' stores, backups, keychain items of every kind, profile,
 * logs, caches, crash dumps, the practice bank's file. For erasing it, for killing it while it does, and for looking at what is left.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Core, type CorePorts, createCore } from '../../electron/core/compose.ts';
import { fixedClock, systemRandom } from '../../electron/core/system.ts';
import { backUp } from '../../electron/db/backup.ts';
import { openStore } from '../../electron/db/store.ts';
import { createProfileStore } from '../../electron/features/environments/profile-store.ts';
import { createNodeDataFiles } from '../../electron/features/erasure/node-data-files.ts';
import { createEnvelopeRepo } from '../../electron/features/secrets/envelope-repo.ts';
import { createSecrets } from '../../electron/features/secrets/secrets-service.ts';
import { createPracticeHost, type PracticeThread } from '../../electron/main/practice-host.ts';
import { createHostData } from '../../electron/platform/host-data.ts';
import { createNodeHttp } from '../../electron/platform/node-http.ts';
import { HttpFailure } from '../../electron/ports/http.ts';
import type { Input, OpName, Output } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';
import { createFileSecretStore } from '../fakes/file-secret-store.ts';
import { NOW } from './bank.ts';
import { ERASE_CLIENT } from './erase-server.ts';
import { type Mark, marksOf, plantEverywhere } from './marked-store.ts';
import { markOf } from './marked-tables.ts';

/** A folder with `user-data`, as Electron has it, and the keychain beside it. */
export type Place = string;
export const PHRASE = 'delete my data';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const real = fixedClock(Date.parse(NOW));
/** Retries come at once; deadlines keep their time. */
const clock = { ...real, sleep: (ms: number, signal?: AbortSignal) => real.sleep(ms < 200_000 ? Math.min(ms, 2) : ms, signal) };

const userDataOf = (place: Place) => join(place, 'user-data');
export const dataDirOf = (place: Place) => join(userDataOf(place), 'data');
export const keychainOf = (place: Place) => createFileSecretStore(join(place, 'keychain.json'));
const nothing = async () => {};

/** What stands outside the data folder; session storage and caches are folders here, as Chromium has them. */
export function hostDataOf(place: Place) {
  const folder = userDataOf(place);
  const on = ((event: string, listener: (message: unknown) => void) => {
    if (event === 'message') setImmediate(() => listener({ type: 'failed' }));
  }) as PracticeThread['on']; // one function for all overloads; the household itself is not needed
  const practice = createPracticeHost({
    startWorker: () => ({ on, terminate: async () => undefined }),
    statePath: join(folder, 'practice', 'state.json'),
    clientSecret: ERASE_CLIENT.clientSecret,
    log: quiet,
  });
  return createHostData({
    folder,
    crashDumps: join(folder, 'Crashpad'),
    clearSessions: async () => {
      for (const name of CHROMIUM) rmSync(join(folder, name), { recursive: true, force: true });
    },
    restartPractice: async () => (await practice.restart()) ?? undefined,
    choosePath: async () => join(place, 'saved-receipt.txt'),
    loginStart: {
      state: async () => ({ isOffered: true, isOn: existsSync(join(folder, AUTOSTART)) }),
      set: async (isOn) => {
        if (!isOn) rmSync(join(folder, AUTOSTART), { force: true });
      },
    },
    log: quiet,
  });
}
/** Among what starts at login; on a real desktop it lies elsewhere. */
const AUTOSTART = 'autostart/mizan.desktop';
const CHROMIUM = ['Local Storage', 'Session Storage', 'Cache', 'IndexedDB'];

export type EraseWorld = {
  readonly core: Core;
  ask<N extends OpName>(name: N, input: Input<N>): Promise<Output<N>>;
};

export type WorldOptions = { readonly baseUrl: string; readonly isOffline?: boolean; readonly ports?: Partial<CorePorts> };

export async function openWorld(place: Place, { baseUrl, isOffline = false, ports = {} }: WorldOptions): Promise<EraseWorld> {
  const http = createNodeHttp();
  const offline = async () => {
    throw new HttpFailure('offline', false);
  };
  const core = await createCore(
    {
      http: { send: isOffline ? offline : (request) => http.send({ ...request, totalTimeoutMs: 1_000 }) },
      secrets: keychainOf(place),
      opener: { open: nothing },
      scheme: { scheme: 'app.mizan.desktop', isRegistered: async () => false },
      clock,
      random: systemRandom,
      log: quiet,
      files: createNodeDataFiles(),
      hostData: hostDataOf(place),
      ...ports,
    },
    {
      dataDir: dataDirOf(place),
      version: 'test',
      runtime: 'node',
      systemLanguage: 'en',
      practice: { baseUrl: `${baseUrl}/a`, ...ERASE_CLIENT },
      isAutomatic: false,
    },
  );
  return {
    core,
    async ask(name, input) {
      const reply = await core.dispatch(name, input);
      if (!reply.ok) throw new AppError(reply.error.code, name);
      return reply.data as Output<typeof name>; // the dispatcher checked it against the contract
    },
  };
}

/** The other environment, which is not open while erasing. */
export const otherIdOf = (place: Place): string =>
  readdirSync(join(dataDirOf(place), 'environments')).find((name) => name.startsWith('env-')) ?? '?';

/** Rows, a backup, a token set (the other's too long for the keychain, hence sealed), and what a crash may have left beside them. */
async function markEnvironment(place: Place, id: string, bank: string): Promise<() => void> {
  const dir = join(dataDirOf(place), 'environments', id);
  const store = keychainOf(place);
  const key = await store.get(`${id}:database-key`);
  if (key.status !== 'found') throw new Error('an opened environment has its key');
  const { db, close } = openStore({ dir, key: Buffer.from(key.value, 'hex'), clock, log: quiet });
  plantEverywhere(db, [bank]);
  const expected = createProfileStore({
    dir: dataDirOf(place),
    files: createNodeDataFiles(),
    random: systemRandom,
    systemLanguage: 'en',
  }).expectedItems(id);
  const secrets = createSecrets({ store, expected, environmentId: id, log: quiet, clock, envelope: () => createEnvelopeRepo(db) });
  const refreshToken = secretOf(bank, 'token').padEnd(bank === 'a' ? 0 : 3_000, 'x');
  await secrets.tokens.save({ refreshToken, generation: 1, obtainedAt: NOW });
  const keyHex = key.value;
  backUp({ db, dir: join(dir, 'backups'), keyHex, at: '2026-11-06T10:00:00.000Z' });
  // Marked pages once more, so that they stand in the log file too, which a copy taken now brings along.
  db.prepare("UPDATE transactions SET purpose = purpose || ' '").run();
  for (const name of LEFTOVERS) plantFile(join(dir, name), `${bank}: ${name}`);
  return close;
}

/** Of crashes, restores and older versions. */
const LEFTOVERS = [
  'mizan.db-journal',
  'vault.json',
  'backups/mizan.partial',
  'backups/mizan-20260101T000000000Z-v1.db',
  'replaced-20260101T000000000Z/mizan.db',
  'kept-20260101T000000000Z/mizan.db',
  'incoming/mizan.db',
  'annotations.returning',
];

const secretOf = (bank: string, what: string) => `zqx${bank}secret${what}xqz`;
const FILES = [
  AUTOSTART,
  'logs/main.log',
  'logs/main.old.log',
  'window.json',
  'Crashpad/pending/a.dmp',
  'Crashpad/completed/b.dmp',
  'practice/state.json',
  'practice/state.json.new',
  'Local Storage/leveldb/000003.log',
  'Session Storage/000003.log',
  'Cache/data_1',
  'IndexedDB/app_bundle_0.indexeddb.leveldb/000003.log',
  'data/profile.json.tmp',
  'data/restoring/incoming.db',
  'data/vault.json',
  'data/profile.copy.json.tmp',
  'data/erasure.json.tmp',
  'data/profile.json.damaged-1',
  'data/profile.copy.json.damaged-2',
];
const fileMark = (what: string) => `zqxfile${what.replace(/[^a-z0-9]/gi, '')}xqz`;
function plantFile(path: string, what: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `{"text":"${fileMark(what)}"}`);
}

/** Items of every kind, those of a store that is in use and those nobody noted. */
async function markKeychain(place: Place, otherId: string): Promise<void> {
  const store = keychainOf(place);
  await store.set('practice:client-secret', secretOf('a', 'client'));
  await store.set('practice:probe-0a0b0c', secretOf('a', 'probe'));
  await store.set('practice:of-an-older-version', secretOf('a', 'old'));
  await store.set(`${otherId}:of-an-older-version`, secretOf('b', 'old'));
  await store.set('env-lostlost:client-secret', secretOf('c', 'lost'));
}

/** Both environments, and everything around them, as after a crash while they were in use. */
export async function seedErase(place: Place, baseUrl: string): Promise<void> {
  mkdirSync(userDataOf(place), { recursive: true });
  const world = await openWorld(place, { baseUrl });
  const other = await world.ask('environments.create', {
    kind: 'custom',
    baseUrl: `${baseUrl}/b`,
    clientId: 'zqxbclientidxqz',
    clientSecret: secretOf('b', 'client'),
    legalName: { ar: 'zqxblegalxqz', en: 'zqxblegalxqz' },
  });
  await world.ask('environments.activate', { id: other.id });
  await world.ask('environments.activate', { id: 'practice' });
  await world.ask('settings.update', { isWelcomeDone: true, theme: 'dark' });
  await world.core.close();
  const live = `${place}-live`;
  cpSync(place, live, { recursive: true });
  rmSync(place, { recursive: true });
  const closers = [await markEnvironment(live, 'practice', 'a'), await markEnvironment(live, other.id, 'b')];
  await markKeychain(live, other.id);
  for (const name of FILES) plantFile(join(userDataOf(live), name), name);
  // Copied while the stores are open, so that their log files come along.
  cpSync(live, place, { recursive: true });
  for (const close of closers) close();
  rmSync(live, { recursive: true });
}

/** Pieces of the encrypted files themselves: no copy of them may lie about either. */
function ciphertextOf(place: Place, id: string, bank: string): readonly Mark[] {
  const dir = join(dataDirOf(place), 'environments', id);
  const backup = readdirSync(join(dir, 'backups')).find((name) => name.startsWith('mizan-2026110')) ?? '';
  return ['mizan.db', 'mizan.db-wal', `backups/${backup}`].flatMap((name) => {
    const bytes = readFileSync(join(dir, name));
    const places = [4_096, bytes.length >> 1, bytes.length - 4_096];
    return places.map((at) => ({ what: `${bank}: bytes ${at} of ${name}`, bytes: bytes.subarray(at, at + 32) }));
  });
}

const textMark = (what: string, text: string): readonly Mark[] => [
  { what, bytes: Buffer.from(text) },
  { what: `${what} (wide)`, bytes: Buffer.from(text, 'utf16le') },
];

export type SeedMarks = {
  /** By environment: `a` is the practice bank, `b` the other one, `c` an item of an environment nobody knows any more. */
  readonly a: readonly Mark[];
  readonly b: readonly Mark[];
  readonly c: readonly Mark[];
  /** In the receipt until it is dismissed. */
  readonly bankNames: { readonly a: readonly Mark[]; readonly b: readonly Mark[] };
};

export async function marksOfSeed(place: Place): Promise<SeedMarks> {
  const otherId = otherIdOf(place);
  const profile = JSON.parse(readFileSync(join(dataDirOf(place), 'profile.json'), 'utf8')) as {
    environments: { id: string; userId: string }[];
  }; // as written by the profile store
  const of = async (id: string, bank: 'a' | 'b') => {
    const key = await keychainOf(place).get(`${id}:database-key`);
    const userId = profile.environments.find((one) => one.id === id)?.userId ?? '?';
    const dir = relative(userDataOf(place), join(dataDirOf(place), 'environments', id));
    return [
      ...marksOf(bank, 'everything').filter((mark) => mark.what !== `${bank}: connections`),
      ...['bankid', 'access', 'reason'].flatMap((part) => textMark(`${bank}: connections ${part}`, markOf(bank, 'connections', part))),
      ...ciphertextOf(place, id, bank),
      ...textMark(`${bank}: database key`, key.status === 'found' ? key.value : '?'),
      ...textMark(`${bank}: user id`, userId),
      ...['token', 'client', 'old', ...(bank === 'a' ? ['probe'] : [])].flatMap((what) =>
        textMark(`${bank}: ${what}`, secretOf(bank, what)),
      ),
      ...LEFTOVERS.flatMap((name) => textMark(`${dir}/${name}`, fileMark(`${bank}: ${name}`))),
    ];
  };
  return {
    a: [...(await of('practice', 'a')), ...FILES.flatMap((name) => textMark(name, fileMark(name)))],
    b: [...(await of(otherId, 'b')), ...textMark('b: client id', 'zqxbclientidxqz'), ...textMark('b: legal name', 'zqxblegalxqz')],
    c: textMark('c: lost item', secretOf('c', 'lost')),
    bankNames: {
      a: ['', 'ar'].flatMap((part) => textMark('a: bank name', markOf('a', 'connections', part))),
      b: ['', 'ar'].flatMap((part) => textMark('b: bank name', markOf('b', 'connections', part))),
    },
  };
}

/** Every mark that stands in any file of the place, with the file. */
export function tracesIn(place: Place, marks: readonly Mark[]): readonly string[] {
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    return marks.filter((mark) => bytes.includes(mark.bytes)).map((mark) => `${mark.what} in ${relative(place, path)}`);
  });
}

/** What the tombstone says; undefined without one. */
export function tombstoneOf(place: Place): { stage: string; remote: Record<string, { state: string }> } | undefined {
  const path = join(dataDirOf(place), 'erasure.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ReturnType<typeof tombstoneOf>) : undefined; // as written by the tombstone
}
