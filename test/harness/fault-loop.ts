/**
 * @file R27: lets the n-th call of an operation fail, for n = 1 … all of its calls. After each failure nothing is half-done and the
 * person is told why; the next run ends where an undisturbed one does.
 */
import { stripVTControlCharacters } from 'node:util';
import { expect } from 'vitest';
import { createFetchLedger } from '../../electron/features/fetch-ledger/fetch-ledger.ts';
import { checkInvariants } from '../../electron/features/ledger/invariants.ts';
import { compareWithReceived } from '../../electron/features/ledger/rebuild.ts';
import { rereadPage } from '../../electron/misconnect/reread-page.ts';
import { type Fault, NO_FAULT, type PortCall } from '../fakes/fault-plan.ts';
import type { FaultBench } from './fault-bench.ts';
import { type Operation, reloadPage, renew, type Told } from './fault-operations.ts';
import { differencesOf, type Picture, pictureOf, type Shown, shownOf } from './fault-pictures.ts';

type Undisturbed = {
  readonly before: Shown;
  readonly after: Shown;
  readonly plain: Picture;
  readonly full: Picture;
  readonly calls: readonly PortCall[];
};
/** What goes wrong in a trial. */
type Disturbance = {
  readonly begin: () => void;
  /** Whether it came to that. */
  readonly hasStruck: (told: Told) => boolean;
  readonly end: () => void;
};
export type LoopFigures = { readonly trials: number; readonly calls: number };

const ROUNDS = 4;
const SHOWN_FAULTS = 6;
const TOKEN_CALL = 'POST /auth/token';
const TOKEN_WRITE = 'set practice:tokens';

const shownNow = (bench: FaultBench): Shown => {
  const db = bench.store();
  return db ? shownOf(db) : new Map();
};

/** The runner would shorten a list. */
function assertNone(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(faults.slice(0, SHOWN_FAULTS).join(' || '));
}

/** Nothing half-done, whatever just happened. */
function assertWhole(bench: FaultBench): void {
  for (const db of bench.openStores()) {
    expect(db.inTransaction).toBe(false);
    assertNone(checkInvariants(db));
    expect(createFetchLedger(db).verify()).toEqual({ ok: true });
  }
  assertNone(bench.bugs());
}

/** Every account as before or as at the end; what is removed, as a whole; what is imported first, so far. */
function assertAllOrNothing(operation: Operation, shown: Shown, { before, after }: Undisturbed): void {
  const gone: boolean[] = [];
  for (const [account, { name, rows }] of before) {
    const now = shown.get(account);
    if (operation.removes?.(account)) gone.push(now === undefined);
    if (!now) expect({ account, isRemovable: operation.removes?.(account) ?? false }).toEqual({ account, isRemovable: true });
    else
      expect({ account, name: now.name, rows: now.rows }).toEqual({
        account,
        name,
        rows: isSame(now.rows, rows) ? rows : after.get(account)?.rows,
      });
  }
  expect(new Set(gone).size).toBeLessThanOrEqual(1);
  for (const [account, { rows }] of shown) {
    if (before.has(account)) continue;
    const known = new Set(after.get(account)?.rows);
    expect({ account, unknown: rows.filter((row) => !known.has(row)) }).toEqual({ account, unknown: [] });
  }
}

const isSame = (one: readonly string[], other: readonly string[]) => JSON.stringify(one) === JSON.stringify(other);

async function undisturbed(bench: FaultBench, operation: Operation): Promise<Undisturbed> {
  await bench.enter(operation.scene, () => operation.prepare(bench));
  const before = shownNow(bench);
  bench.plan.arm(NO_FAULT, 1);
  expect({ operation: operation.name, told: await operation.run(bench) }).toEqual({ operation: operation.name, told: null });
  const calls = bench.plan.passed();
  bench.plan.disarm();
  await bench.restart();
  await readAgain(bench);
  assertWhole(bench);
  return {
    before,
    after: shownNow(bench),
    calls,
    plain: await pictureOf(bench, { hasConsents: false }),
    full: await pictureOf(bench, { hasConsents: true }),
  };
}

async function readAgain(bench: FaultBench): Promise<Told> {
  return (await bench.ask('connections.list', {})).length === 0 ? null : (await bench.sync()).errorCode;
}

/** One bank is enough: the tokens are the person's, not the bank's. */
async function reconnect(bench: FaultBench): Promise<void> {
  const lost = (await bench.ask('connections.list', {})).find((one) => one.state === 'reconnect_required');
  if (lost) await renew(bench, lost.bankName);
}

/** What the person does next: looks, connects again where told to, and does again what is not so yet. */
async function heal(bench: FaultBench, operation: Operation): Promise<{ readonly isReconnected: boolean }> {
  let isReconnected = false;
  let code: Told = null;
  await reloadPage(bench);
  for (let round = 0; round < ROUNDS; round += 1) {
    if ((await bench.ask('app.status', {})).store !== 'ready') await bench.ask('app.retryStore', {});
    code = await readAgain(bench);
    if (code === 'reconnect_required') {
      isReconnected = true;
      await reconnect(bench);
    } else if (!(await operation.isDone(bench))) {
      await operation.run(bench);
    } else if (code === null) {
      return { isReconnected };
    }
  }
  throw new Error(`does not heal: ${code}`);
}

/** The provider spends the old token with each call for new ones: these may be lost where they never arrived, or died unsaved with the process. */
function assertTokensKept(bench: FaultBench, hasRestarted: boolean): void {
  const passed = bench.plan.passed().map((call) => call.what);
  const isAnswerLost = bench.plan.struck()?.what === TOKEN_CALL;
  const isUnsaved = hasRestarted && passed.lastIndexOf(TOKEN_CALL) > passed.lastIndexOf(TOKEN_WRITE);
  if (!isAnswerLost && !isUnsaved) throw new Error('the tokens are lost');
}

/** @returns whether anything went wrong */
async function trial(bench: FaultBench, operation: Operation, disturbance: Disturbance, restarts: boolean): Promise<boolean> {
  const reference = await referenceOf(bench, operation);
  await bench.enter(operation.scene, () => operation.prepare(bench));
  disturbance.begin();
  const told = await operation.run(bench).catch((error: unknown) => {
    if (bench.plan.isDead()) return null;
    throw error;
  });
  if (!disturbance.hasStruck(told)) return false;
  if (!bench.plan.isDead()) {
    expect(told).not.toBe('internal');
    assertWhole(bench);
  }
  disturbance.end();
  const hasRestarted = restarts || bench.plan.isDead() || !bench.isRunning();
  if (hasRestarted) await bench.restart();
  assertWhole(bench);
  // A store that could not be opened is looked at once it is.
  if (bench.store()) assertAllOrNothing(operation, shownNow(bench), reference);
  const { isReconnected } = await heal(bench, operation);
  if (isReconnected) assertTokensKept(bench, hasRestarted);
  const isLeftAtBank = (await operation.isLeftAtBank?.(bench)) ?? false;
  if (!hasRestarted) await bench.restart();
  await assertSameEnd(bench, reference, { isReconnected, isLeftAtBank });
  // The ledger made anew from what was received is the same.
  const db = hasRestarted ? bench.store() : undefined;
  if (db) expect(compareWithReceived(db, rereadPage).differences).toBe(0);
  return true;
}

async function assertSameEnd(
  bench: FaultBench,
  reference: Undisturbed,
  { isReconnected, isLeftAtBank }: { readonly isReconnected: boolean; readonly isLeftAtBank: boolean },
): Promise<void> {
  assertWhole(bench);
  const found = await pictureOf(bench, { hasConsents: !isReconnected });
  const expected = isReconnected ? reference.plain : reference.full;
  assertNone(differencesOf(isLeftAtBank ? { ...expected, atTheBank: found.atTheBank ?? [] } : expected, found));
}

const references = new WeakMap<FaultBench, Map<string, Promise<Undisturbed>>>();
function referenceOf(bench: FaultBench, operation: Operation): Promise<Undisturbed> {
  const known = references.get(bench) ?? new Map<string, Promise<Undisturbed>>();
  references.set(bench, known);
  const reference = known.get(operation.name) ?? undisturbed(bench, operation);
  known.set(operation.name, reference);
  return reference;
}

/** Goes through `numbers` until nothing goes wrong any more. @throws AssertionError naming every n that failed, and how */
async function loop(
  numbers: Iterable<number>,
  options: { readonly name: string; readonly isDoubled: boolean; readonly what: () => string },
  run: (n: number, restarts: boolean) => Promise<boolean>,
): Promise<LoopFigures> {
  const failures: string[] = [];
  let trials = 0;
  let calls = 0;
  let isOver = false;
  for (const n of numbers) {
    for (const restarts of options.isDoubled ? [false, true] : [n % 2 === 0]) {
      try {
        isOver = !(await run(n, restarts));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        failures.push(
          `n = ${n}, ${restarts ? 'then restarted' : 'without a restart'}, ${options.what()}: ${stripVTControlCharacters(error.message)}`,
        );
      }
      if (isOver) break;
      trials += 1;
      calls = n;
    }
    if (isOver) break;
  }
  expect(failures, options.name).toEqual([]);
  return { trials, calls };
}

function* countFrom(first: number, step = 1): Generator<number> {
  for (let n = first; ; n += step) yield n;
}
/** So many of 1 … count, as far apart as can be. */
const spread = (count: number, most: number): readonly number[] => {
  const size = Math.min(count, most);
  return Array.from({ length: size }, (_, index) => Math.ceil(((index + 0.5) * count) / size));
};

/**
 * Lets call n fail, for all n, each both in the process that lives through it and in a new one; or for `most` of them by turns.
 * After a process that died there is always a new one.
 */
export async function runFaultLoop(bench: FaultBench, operation: Operation, fault: Fault, most: number): Promise<LoopFigures> {
  const { calls } = await referenceOf(bench, operation);
  const count = calls.filter(fault.counts).length;
  expect(count, `${operation.name} has calls for ${fault.name}`).toBeGreaterThan(0);
  const { plan } = bench;
  const what = () => plan.struck()?.what ?? '';
  const isDoubled = most === Number.POSITIVE_INFINITY && fault.strike.kind !== 'death';
  // Not up to the count alone: a failure may lead to more calls than there were.
  const numbers = count > most ? spread(count, most) : countFrom(1);
  return loop(numbers, { name: `${operation.name}, ${fault.name}`, isDoubled, what }, (n, restarts) =>
    trial(bench, operation, { begin: () => plan.arm(fault, n), hasStruck: () => plan.struck() !== undefined, end: plan.disarm }, restarts),
  );
}

/** SQLite's own word for "may not grow", in pages. */
const NO_LIMIT = 1_073_741_823;

/** A store that may grow by n pages only: SQLite's own full disk, with its own way of rolling back. */
export async function runFullStore(bench: FaultBench, operation: Operation, step: number): Promise<LoopFigures> {
  const limit = (pages: number | undefined) => {
    for (const db of bench.openStores()) {
      const size = Number(db.pragma('page_count', { simple: true }));
      db.pragma(`max_page_count=${pages === undefined ? NO_LIMIT : size + pages}`);
    }
  };
  const isDoubled = step === 1;
  return loop(countFrom(0, step), { name: `${operation.name}, store full`, isDoubled, what: () => 'store full' }, (n, restarts) =>
    trial(bench, operation, { begin: () => limit(n), hasStruck: (told) => told === 'disk_full', end: () => limit(undefined) }, restarts),
  );
}
