/** @file One round of the erasing kill tests: a process that erases everything is ended at its n-th step, then Mizan is started again. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EraseServer, startEraseServer } from './erase-server.ts';
import { type EraseWorld, marksOfSeed, openWorld, seedErase, tombstoneOf, tracesIn, type WorldOptions } from './erase-world.ts';
import type { Mark } from './marked-store.ts';
import { markOf } from './marked-tables.ts';

const CHILD = join(import.meta.dirname, 'erase-child.ts');

export type EraseMode = 'online' | 'offline' | 'refused';
export type EraseOptions = { readonly mode: EraseMode; readonly isEvery: boolean };
export type EraseRound = {
  /** How many steps there were, when the process came to its end. */
  readonly steps: number | undefined;
  /** Whether the tombstone stood when the process was gone: before that nothing may be erased at all. */
  readonly isBegun: boolean;
  /** Marks of what was to go, once Mizan was started again. */
  readonly left: readonly string[];
  /** The names of the banks, once the receipt was dismissed. */
  readonly namesLeft: readonly string[];
  readonly found: { readonly connections: number; readonly transactions: number; readonly isWelcomeDone: boolean };
  /** What the receipt says of each consent, without repeats. */
  readonly consents: readonly (string | null)[];
  readonly otherSteps: readonly (string | null)[];
  /** Whose deletion was carried out, and how often each user's was asked for. */
  readonly deleted: readonly string[];
  readonly asked: Readonly<Record<'a' | 'b', number>>;
  readonly accesses: readonly string[];
  /** How far the users were at the provider, as noted when the process was gone. */
  readonly noted: readonly string[];
  /** Of the environment that was not erased: marks that should stand and do not. */
  readonly missing: readonly string[];
};
export type EraseRounds = {
  /** `again`: the start that finishes is killed too, at that step of its own. */
  readonly run: (step: number, again?: number) => Promise<EraseRound>;
  readonly close: () => Promise<void>;
};

const UNTOUCHED = { connections: 1, transactions: 120, isWelcomeDone: true };
const FRESH = { connections: 0, transactions: 0, isWelcomeDone: false };
const LOCALLY = { left: [], namesLeft: [], found: FRESH, otherSteps: [null], missing: [] };

/** What must be true of a round, wherever the process was killed; `toMatchObject` compares. */
export function wanted(round: EraseRound, { mode, isEvery }: EraseOptions): Partial<Record<keyof EraseRound, unknown>> {
  if (!round.isBegun) return { found: UNTOUCHED, namesLeft: [], deleted: [], asked: { a: 0, b: 0 }, missing: [] };
  const users = isEvery ? ['a', 'b'] : ['a'];
  const once = { a: 1, b: isEvery ? 1 : 0 };
  const heldByB = [markOf('b', 'connections', 'access')];
  if (mode === 'offline') return { ...LOCALLY, deleted: [], asked: { a: 0, b: 0 }, consents: ['offline'] };
  if (mode === 'refused') {
    // Asked, and gone before the no could be noted: only then is it asked for again.
    const asked = round.noted.includes('asked') ? round.asked : once;
    return { ...LOCALLY, deleted: [], asked, consents: [null], accesses: isEvery ? [] : heldByB };
  }
  // Carried out, and gone before that could be noted: the receipt does not claim what it cannot know.
  const consents = round.noted.includes('asked') ? round.consents : [null];
  return { ...LOCALLY, deleted: users, asked: once, consents };
}

const REFUSED = { status: 403, body: { error: { code: 1007 } } };

async function killedAt(
  place: string,
  server: EraseServer,
  { mode, isEvery, isFinishing = false }: EraseOptions & { readonly isFinishing?: boolean },
  step: number,
): Promise<number | undefined> {
  const options = JSON.stringify({ isOffline: mode === 'offline', isEvery, isFinishing });
  const child = spawn(process.execPath, ['--no-warnings', CHILD, place, server.baseUrl, options, String(step)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]; // as documented
  if (signal !== 'SIGKILL') throw new Error(`the child was not killed: ${said.slice(-800)}`);
  const steps = /steps (\d+)/.exec(said)?.[1];
  return steps === undefined ? undefined : Number(steps);
}

async function lookAt(world: EraseWorld, place: string, marks: readonly Mark[], names: readonly Mark[]) {
  const { receipt } = await world.ask('erasure.receipt', {});
  const steps = receipt?.steps ?? [];
  const left = tracesIn(place, marks);
  const { connections, transactions } = await world.ask('erasure.preview', {});
  const found = {
    connections,
    transactions,
    isWelcomeDone: (await world.ask('settings.get', {})).isWelcomeDone,
  };
  if (receipt) await world.ask('erasure.dismissReceipt', {});
  return {
    left,
    found,
    namesLeft: tracesIn(place, names),
    consents: [...new Set(steps.filter((step) => step.kind === 'consent').map((step) => step.code))],
    otherSteps: [...new Set(steps.filter((step) => step.kind !== 'consent').map((step) => step.code))],
  };
}

export async function startEraseRounds(options: EraseOptions): Promise<EraseRounds> {
  const parent = mkdtempSync(join(tmpdir(), 'mizan-erase-kill-'));
  const server = await startEraseServer({ a: [markOf('a', 'connections', 'access')], b: [markOf('b', 'connections', 'access')] });
  const seed = join(parent, 'seed');
  await seedErase(seed, server.baseUrl);
  const marks = await marksOfSeed(seed);
  const gone = options.isEvery ? [...marks.a, ...marks.b, ...marks.c] : marks.a;
  const names = options.isEvery ? [...marks.bankNames.a, ...marks.bankNames.b] : marks.bankNames.a;
  // As they stand on the disk; inside an encrypted file nothing of it is to be seen.
  const readable = (ofPlace: string, wanted: readonly Mark[]) => new Set(tracesIn(ofPlace, wanted).map((trace) => trace.split(' in ')[0]));
  const kept = options.isEvery ? [] : marks.b.filter((mark) => readable(seed, [mark]).size > 0 && !/-wal$/.test(mark.what));
  const worldOptions: WorldOptions = { baseUrl: server.baseUrl, isOffline: options.mode === 'offline' };

  return {
    async run(step, again) {
      const place = join(parent, `step-${step}`);
      cpSync(seed, place, { recursive: true });
      server.reset();
      if (options.mode === 'refused') server.plan = (call) => (/^DELETE \/[ab]\/rest\/user$/.test(call) ? REFUSED : undefined);
      try {
        const steps = await killedAt(place, server, options, step);
        const before = tombstoneOf(place);
        if (again !== undefined) await killedAt(place, server, { ...options, isFinishing: true }, again);
        const last = tombstoneOf(place) ?? before;
        const world = await openWorld(place, worldOptions);
        try {
          const looked = await lookAt(world, place, gone, names);
          const askedFor = (user: 'a' | 'b') => server.calls.filter((call) => call === `DELETE /${user}/rest/user`).length;
          return {
            steps,
            isBegun: before !== undefined,
            ...looked,
            deleted: [...server.deleted],
            asked: { a: askedFor('a'), b: askedFor('b') },
            accesses: [...server.accesses.values()].flat(),
            noted: Object.values(last?.remote ?? {}).map((one) => one.state),
            missing: kept.filter((mark) => readable(place, [mark]).size === 0).map((mark) => mark.what),
          };
        } finally {
          await world.core.close();
        }
      } finally {
        rmSync(place, { recursive: true, force: true });
      }
    },
    async close() {
      await server.close();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}
