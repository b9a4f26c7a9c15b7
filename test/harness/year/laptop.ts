/**
 * @file A laptop with Mizan on it: the whole core under plain Node over an encrypted store in files, started, quit and killed, under
 * a lid that closes. What the person and the provider get to see of it is written down.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, type CorePorts, createCore } from '../../../electron/core/compose.ts';
import { type Db, openDatabase } from '../../../electron/db/open.ts';
import { createMemorySecretStore } from '../../../electron/features/secrets/memory-secret-store.ts';
import { createFileLog } from '../../../electron/platform/log-file.ts';
import type { PowerEvent } from '../../../electron/ports/power.ts';
import { dice } from '../../../electron/sandbox/seeded.ts';
import type { Input, OpName, Output } from '../../../shared/contract/index.ts';
import type { SyncRun } from '../../../shared/contract/sync.ts';
import { AppError, type Reply } from '../../../shared/errors.ts';
import { followToMizan } from '../core-harness.ts';
import { createMachine, HOST, type Machine, type Span } from './machine.ts';
import { CLIENT, type Provider, startProvider } from './provider.ts';

/** A year of commits, each waiting for a disk, would be hours; what a cut power leaves is another test's subject. */
const MEMORY_DISK = '/dev/shm';

export type SeenRun = Pick<SyncRun, 'id' | 'trigger' | 'outcome' | 'errorCode'> & {
  readonly endedAtMs: number;
  /** Which start of Mizan it belongs to. */
  readonly start: number;
};
export type ShownNotification = { readonly atMs: number; readonly title: string; readonly body: string };
export type Laptop = Awaited<ReturnType<typeof createLaptop>>;

type Process = { readonly core: Core; readonly kill: () => void };

/** What was seen of Mizan from outside. */
function createRecord() {
  return {
    counts: { starts: 0, quits: 0, crashes: 0, sleeps: 0 },
    notifications: [] as ShownNotification[],
    runs: [] as SeenRun[],
    /** Times without a break in which Mizan ran on an awake laptop. */
    awake: [] as Span[],
    /** Warnings and errors that were logged, by event. */
    troubles: new Map<string, number>(),
    biggestWalBytes: 0,
  };
}
type LaptopRecord = ReturnType<typeof createRecord>;

/** Everything a process gets of the system. Its randomness goes on where the last process left it. */
function createPorts(deps: { home: string; seed: number; machine: Machine; record: LaptopRecord; onBrowser: (url: string) => void }) {
  const { machine, record } = deps;
  const secrets = createMemorySecretStore();
  const random = dice('mizan', deps.seed);
  const file = createFileLog({ dir: deps.home, toConsole: false });
  const noting =
    (level: 'warn' | 'error', isAlive: () => boolean): CorePorts['log']['warn'] =>
    (event, fields) => {
      // What a killed process was about to say, nobody hears.
      if (!isAlive()) return;
      record.troubles.set(`${level} ${event}`, (record.troubles.get(`${level} ${event}`) ?? 0) + 1);
      file[level](event, fields);
    };
  return {
    secrets,
    of: (isAlive: () => boolean): CorePorts => ({
      http: machine.httpOf(isAlive),
      secrets,
      opener: { open: async (url) => deps.onBrowser(url) },
      scheme: { scheme: 'app.mizan.desktop', isRegistered: async () => true },
      notifier: {
        show: async ({ title, body }) => {
          if (isAlive()) record.notifications.push({ atMs: machine.clock.now(), title: title.replace(/[\u2068\u2069]/g, ''), body });
        },
      },
      clock: machine.clock.laptop,
      random: { bytes: (count) => Uint8Array.from({ length: count }, () => random.int(0, 255)) },
      log: { info: file.info, warn: noting('warn', isAlive), error: noting('error', isAlive) },
    }),
  };
}

async function databaseKey(secrets: CorePorts['secrets']): Promise<string> {
  const items = await secrets.list();
  const name = items.status === 'found' ? items.accounts.find((account) => account.endsWith('database-key')) : undefined;
  const item = await secrets.get(name ?? '');
  return /[0-9a-f]{64}/.exec(item.status === 'found' ? item.value : '')?.[0] ?? '';
}

export async function createLaptop(options: { readonly seed: number; readonly startMs: number }) {
  const chance = dice('laptop', options.seed);
  const provider: Provider = await startProvider(options);
  const home = mkdtempSync(join(existsSync(MEMORY_DISK) ? MEMORY_DISK : tmpdir(), 'mizan-year-'));
  const record = createRecord();
  let running: Process | undefined;
  let reader: Db | undefined;
  let dataDir = join(home, 'data-0');
  let isRunToldOf = false;
  let browserAt = '';
  let onRun = async (_run: SeenRun): Promise<void> => undefined;

  const onBrowser = (url: string) => {
    browserAt = url;
  };
  const machine = createMachine({ provider, chance, startMs: options.startMs, onSettled: noteRun });
  const { clock } = machine;
  const ports = createPorts({ home, seed: options.seed, machine, record, onBrowser });
  const storePath = () => join(dataDir, 'environments', 'practice', 'mizan.db');
  const need = (): Core => {
    if (!running) throw new Error('Mizan is not running');
    return running.core;
  };
  const tell = (event: PowerEvent) => running?.core.power(event);

  let isOfflineTold = false;
  const tellNetwork = (isOnline: boolean) => {
    isOfflineTold = !isOnline;
    tell({ type: 'network', isOnline });
  };

  async function noteRun(): Promise<void> {
    if (!isRunToldOf || !running) return;
    isRunToldOf = false;
    const reply = (await running.core.dispatch('sync.status', {})) as Reply<Output<'sync.status'>>; // the dispatcher checked it
    const lastRun = reply.ok ? reply.data.lastRun : null;
    if (!lastRun || lastRun.id <= (record.runs.at(-1)?.id ?? 0)) return;
    const { id, trigger, outcome, errorCode } = lastRun;
    const run = { id, trigger, outcome, errorCode, endedAtMs: clock.now(), start: record.counts.starts };
    record.runs.push(run);
    const wal = `${storePath()}-wal`;
    if (existsSync(wal)) record.biggestWalBytes = Math.max(record.biggestWalBytes, statSync(wal).size);
    await onRun(run);
  }

  const wakeUp = () => void record.awake.push({ fromMs: clock.now(), untilMs: Number.POSITIVE_INFINITY });
  const fallAsleep = () => {
    const last = record.awake.at(-1);
    if (last) last.untilMs = Math.min(last.untilMs, clock.now());
  };

  async function start(): Promise<void> {
    let isAlive = true;
    record.counts.starts += 1;
    const practice = { baseUrl: HOST, ...CLIENT };
    const settings = { dataDir, version: 'test', runtime: 'node', systemLanguage: 'en', practice, isAutomatic: true } as const;
    const core = await clock.until(
      createCore(
        ports.of(() => isAlive),
        settings,
      ),
    );
    running = {
      core,
      kill: () => {
        isAlive = false;
      },
    };
    core.subscribe((topic) => {
      if (topic === 'sync.changed' && isAlive) isRunToldOf = true;
    });
    isOfflineTold = false;
    if (!machine.isNetworkUp()) tellNetwork(false);
    wakeUp();
    await machine.settle();
  }

  async function stop(): Promise<void> {
    const core = need();
    reader?.close();
    reader = undefined;
    fallAsleep();
    await clock.until(core.close());
    running = undefined;
  }

  async function ask<N extends OpName>(name: N, input: Input<N>): Promise<Reply<Output<N>>> {
    return (await clock.until(need().dispatch(name, input))) as Reply<Output<N>>; // the dispatcher checked it against the contract
  }

  return {
    provider,
    machine,
    clock,
    record,
    chance,
    isRunning: () => running !== undefined,
    /** Called, and waited for, when a run has ended. */
    onRun(listener: (run: SeenRun) => Promise<void>): void {
      onRun = listener;
    },
    start,
    async quit(): Promise<void> {
      await stop();
      record.counts.quits += 1;
      for (const end of ['-wal', '-shm']) if (existsSync(storePath() + end)) throw new Error(`closed with a ${end} file left`);
    },
    /** As kill -9: what the files hold at this moment is what the next start finds. */
    async crash(): Promise<void> {
      record.counts.crashes += 1;
      const abandoned = dataDir;
      dataDir = join(home, `data-${record.counts.crashes}`);
      cpSync(abandoned, dataDir, { recursive: true, filter: (path) => !/\.(lock|db-shm)$/.test(path) });
      running?.kill();
      isRunToldOf = false;
      await stop();
      rmSync(abandoned, { recursive: true });
    },
    /** @param isTold whether the system says so, as it does nearly always */
    async sleep(ms: number, { isTold = true } = {}): Promise<void> {
      record.counts.sleeps += 1;
      if (isTold) tell({ type: 'suspend' });
      await machine.settle();
      fallAsleep();
      clock.sleep(ms);
      if (running) wakeUp();
      if (isTold) tell({ type: 'resume' });
      if (isTold && chance.chance(0.5)) tell({ type: 'unlock' });
      await machine.settle();
    },
    unlock: () => void tell({ type: 'unlock' }),
    /** @param isTold whether the system notices; of one that called itself offline it always notices the return */
    setNetwork(isUp: boolean, { isTold = true } = {}): void {
      machine.setNetworkUp(isUp);
      if (isTold || (isUp && isOfflineTold)) tellNetwork(isUp);
    },
    ask,
    /** @throws AppError with the reply's code */
    demand: async <N extends OpName>(name: N, input: Input<N>): Promise<Output<N>> => unwrap(await ask(name, input)),
    /** A question that needs no network, so no time passes. @throws AppError with the reply's code */
    look: async <N extends OpName>(name: N, input: Input<N>): Promise<Output<N>> => unwrap(await need().dispatch(name, input)) as Output<N>, // the dispatcher checked it against the contract
    syncNow: () => clock.until(need().syncNow()),
    browser: () => browserAt,
    /** The browser comes back: by our scheme, or by the address on this computer. */
    async deliver(redirect: string, flowId: string): Promise<Output<'connections.flow'>> {
      const core = need();
      if (redirect.startsWith('http')) await clock.until(followToMizan(redirect));
      else await clock.until(core.handleCallback(redirect));
      return clock.until(core.waitForFlow(flowId));
    },
    /** A look into the store, beside the app. */
    async read<T>(use: (db: Db) => T): Promise<T> {
      reader ??= openDatabase({ path: storePath(), keyHex: await databaseKey(ports.secrets), isReadOnly: true });
      return use(reader);
    },
    storeBytes: () => statSync(storePath()).size,
    logFiles: () =>
      readdirSync(home)
        .filter((name) => name.endsWith('.log'))
        .map((name) => readFileSync(join(home, name), 'utf8')),
    async close(): Promise<void> {
      if (running) await stop();
      machine.close();
      await provider.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function unwrap<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new AppError(reply.error.code, 'refused');
  return reply.data;
}
