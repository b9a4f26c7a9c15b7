/**
 * @file R27: a practice bank and cores over real files beside it, any call of which can be made to fail. A prepared scene (files,
 * keychain, bank) is put back before each trial, and a process that dies leaves its files exactly as they are at that moment.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Core, type CorePorts, createCore } from '../../electron/core/compose.ts';
import { systemClock, systemRandom } from '../../electron/core/system.ts';
import { backUp } from '../../electron/db/backup.ts';
import type { Db } from '../../electron/db/open.ts';
import { createNodeDataFiles } from '../../electron/features/erasure/node-data-files.ts';
import { createMemorySecretStore } from '../../electron/features/secrets/memory-secret-store.ts';
import { createNodeHttp } from '../../electron/platform/node-http.ts';
import type { SecretStore } from '../../electron/ports/secret-store.ts';
import { createControls } from '../../electron/sandbox/controls.ts';
import { createPracticeBank, type Listening, type PracticeBank } from '../../electron/sandbox/practice-bank.ts';
import type { Input, OpName, Output } from '../../shared/contract/index.ts';
import type { SyncRun } from '../../shared/contract/sync.ts';
import { toInstant } from '../../shared/domain/dates.ts';
import { AppError } from '../../shared/errors.ts';
import { createFaultPlan, type FaultGate } from '../fakes/fault-plan.ts';
import { faultyFiles, faultyHost, faultyHttp, faultyOpener, faultySecrets } from '../fakes/faulty-ports.ts';
import { faultyStore } from '../fakes/faulty-store.ts';
import { NOW, SEED } from './bank.ts';
import { SCRATCH } from './scratch.ts';

const CLIENT = { clientId: 'faults', clientSecret: 'faults-secret' };
const KEY_ITEM = 'practice:database-key';
/** Logs and caches the app around the core would have. */
const HOST_FILES = 2;
/** What a bug logs; an expected failure never does. */
const BUGS: ReadonlySet<string> = new Set([
  'operation.crashed',
  'sync.bug',
  'sync.crashed',
  'connect.crashed',
  'link.failed',
  'ledger.fault',
]);

/** Files and keychain as a process left them. */
type Stored = { readonly dir: string; readonly secrets: ReadonlyMap<string, string> };
type AtTheBank = { readonly state: string; readonly settings: PracticeBank['engine']['settings']; readonly nowMs: number };
type Scene = Stored & { readonly bank: AtTheBank };
type StartOptions = { readonly keepsFault: boolean };

async function itemsOf(store: SecretStore): Promise<Map<string, string>> {
  const listed = await store.list();
  const found = new Map<string, string>();
  for (const account of listed.status === 'found' ? listed.accounts : []) {
    const read = await store.get(account);
    if (read.status === 'found') found.set(account, read.value);
  }
  return found;
}

async function storeOf(items: ReadonlyMap<string, string>): Promise<SecretStore> {
  const store = createMemorySecretStore();
  for (const [account, value] of items) await store.set(account, value);
  return store;
}

export async function createFaultBench(options: { readonly transactions: number }): Promise<FaultBench> {
  const bank = createPracticeBank({ ...CLIENT, seed: SEED, profile: 'household', now: NOW, controls: createControls, ...options });
  return new FaultBench(bank, await bank.listen(0));
}

export class FaultBench {
  readonly bank: PracticeBank;
  readonly plan = createFaultPlan(() => this.#leave());
  /** Where the browser stands after an answer that Mizan did not take. */
  openPage: { readonly flowId: string; readonly redirect: string } | undefined;
  readonly #listening: Listening;
  readonly #root = mkdtempSync(join(SCRATCH, 'mizan-faults-'));
  readonly #http = createNodeHttp();
  readonly #files = createNodeDataFiles();
  readonly #scenes = new Map<string, Scene>();
  readonly #bankAtFirst: AtTheBank;
  #folders = 0;
  #dataDir = '';
  #secrets: SecretStore = createMemorySecretStore();
  #hostFiles = HOST_FILES;
  #nowMs = Date.parse(NOW);
  #location = '';
  #core: Core | undefined;
  #stores: Db[] = [];
  #bugs: string[] = [];
  #left: Promise<Stored> | undefined;
  #death = Promise.withResolvers<{ readonly errorCode: null }>();

  constructor(bank: PracticeBank, listening: Listening) {
    this.bank = bank;
    this.#listening = listening;
    this.#bankAtFirst = this.#atTheBank();
  }

  /** What was logged that only a bug logs, since the trial began. */
  bugs(): readonly string[] {
    return this.#bugs;
  }

  /** The store now open, past every fault. */
  store(): Db | undefined {
    return this.#stores.findLast((db) => db.open);
  }

  openStores(): readonly Db[] {
    return this.#stores.filter((db) => db.open);
  }

  storeDir(): string {
    return join(this.#dataDir, 'environments', 'practice');
  }

  secretItems(): Promise<ReadonlyMap<string, string>> {
    return itemsOf(this.#secrets);
  }

  /** Where the browser was sent last. */
  location(): string {
    return this.#location;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  isRunning(): boolean {
    return this.#core !== undefined;
  }

  /** Resolves when the process now running dies; nobody is told anything then. */
  whenDead(): Promise<{ readonly errorCode: null }> {
    return this.#death.promise;
  }

  core(): Core {
    if (!this.#core) throw new Error('no core is open');
    return this.#core;
  }

  /** Asks as the window would. @throws AppError with the reply's code */
  async ask<N extends OpName>(name: N, input: Input<N>): Promise<Output<N>> {
    const reply = await this.core().dispatch(name, input);
    if (!reply.ok) throw new AppError(reply.error.code, `${name} ${reply.error.ref ?? ''}`);
    return reply.data as Output<N>; // the dispatcher checked it against the contract
  }

  sync(): Promise<SyncRun> {
    return this.core().syncNow();
  }

  /** What the bank does, by its test controls. */
  async control<T>(path: string, body: unknown): Promise<T> {
    const answer = await fetch(`${this.#listening.baseUrl}/__practice/${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return (await answer.json()) as T; // the caller names what this control answers
  }

  /** Both clocks, as time passes. */
  pass(ms: number): void {
    this.#nowMs += ms;
    this.bank.engine.clock.advance(ms);
  }

  /** A backup as an earlier schema step would have left it. */
  async backUp(): Promise<void> {
    const db = this.store();
    const keyHex = (await this.secretItems()).get(KEY_ITEM);
    if (!db || keyHex === undefined) throw new Error('no store is open');
    backUp({ db, dir: join(this.storeDir(), 'backups'), keyHex, at: toInstant(this.#nowMs) });
  }

  /** The next start, over what the last process left. */
  async restart(options?: StartOptions): Promise<void> {
    await this.#shut();
    const stored = await this.#left;
    this.#left = undefined;
    if (stored) {
      rmSync(this.#dataDir, { recursive: true, force: true });
      this.#dataDir = stored.dir;
      this.#secrets = await storeOf(stored.secrets);
    }
    await this.#open(options);
  }

  /** Puts a scene back, made by `prepare` the first time. */
  async enter(name: string, prepare: () => Promise<void>): Promise<void> {
    await this.#shut();
    this.#left = undefined;
    this.#stores = [];
    this.openPage = undefined;
    this.#death = Promise.withResolvers();
    this.#hostFiles = HOST_FILES;
    rmSync(this.#dataDir, { recursive: true, force: true });
    const scene = this.#scenes.get(name) ?? (await this.#make(prepare));
    this.#scenes.set(name, scene);
    this.#dataDir = this.#newDir();
    cpSync(scene.dir, this.#dataDir, { recursive: true });
    this.#secrets = await storeOf(scene.secrets);
    this.#setBank(scene.bank);
    await this.#open();
    this.#bugs = [];
  }

  async close(): Promise<void> {
    await this.#shut();
    await this.#listening.close();
    this.#http.close();
    rmSync(this.#root, { recursive: true, force: true });
  }

  async #make(prepare: () => Promise<void>): Promise<Scene> {
    this.#dataDir = this.#newDir();
    this.#secrets = createMemorySecretStore();
    this.#setBank(this.#bankAtFirst);
    await this.#open();
    await prepare();
    await this.#shut();
    return { dir: this.#dataDir, secrets: await this.secretItems(), bank: this.#atTheBank() };
  }

  #newDir(): string {
    this.#folders += 1;
    return join(this.#root, `data-${this.#folders}`);
  }

  /** At the moment of death. */
  #leave(): void {
    const dir = this.#newDir();
    cpSync(this.#dataDir, dir, { recursive: true });
    this.#left = this.secretItems().then((secrets) => ({ dir, secrets }));
    this.#death.resolve({ errorCode: null });
  }

  #atTheBank(): AtTheBank {
    const { store, settings } = this.bank.engine;
    return { state: JSON.stringify(store.state), settings: { ...settings }, nowMs: this.#nowMs };
  }

  #setBank({ state, settings, nowMs }: AtTheBank): void {
    const { engine } = this.bank;
    Object.assign(engine.store.state, JSON.parse(state));
    Object.assign(engine.settings, settings);
    this.#nowMs = nowMs;
    engine.clock.set(nowMs);
    engine.changed();
  }

  #ports(gate: FaultGate): CorePorts {
    const note = (event: string, fields?: object): void => {
      if (BUGS.has(event) && gate.isAlive()) this.#bugs.push(`${event} ${JSON.stringify(fields)}`);
    };
    return {
      http: faultyHttp(gate, this.#http),
      secrets: faultySecrets(gate, this.#secrets),
      opener: faultyOpener(gate, {
        open: async (url) => {
          this.#location = url;
        },
      }),
      files: faultyFiles(gate, this.#files),
      hostData: faultyHost(gate, {
        countFiles: async () => this.#hostFiles,
        clear: async () => {
          const removed = this.#hostFiles;
          this.#hostFiles = 0;
          return { removed, left: 0, practice: undefined };
        },
        readLog: async () => [],
        saveText: async () => true,
      }),
      openStore: faultyStore(gate, (db) => void this.#stores.push(db)),
      scheme: { scheme: 'app.mizan.desktop', isRegistered: async () => false },
      // Pauses end at once, deadlines keep their time.
      clock: {
        ...systemClock,
        now: () => this.#nowMs,
        sleep: (ms, signal) => systemClock.sleep(ms < 60_000 ? Math.min(ms, 1) : ms, signal),
      },
      random: systemRandom,
      log: { info: note, warn: note, error: note },
    };
  }

  async #open(options?: StartOptions): Promise<void> {
    this.#core = await createCore(this.#ports(this.plan.start(options)), {
      dataDir: this.#dataDir,
      version: 'test',
      runtime: 'node',
      systemLanguage: 'en',
      practice: { ...CLIENT, baseUrl: this.#listening.baseUrl },
      isAutomatic: false,
    });
  }

  async #shut(): Promise<void> {
    const closing = this.#core;
    this.#core = undefined;
    await closing?.close().catch((error: unknown) => {
      if (!this.plan.isDead()) throw error;
    });
  }
}
