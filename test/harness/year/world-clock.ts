/**
 * @file The time of a simulated year: the true time, in which the bank lives, and what a laptop's clocks make of it. Awake time
 * passes from one sleeper to the next, so that a minute is a minute for whoever waits for it; asleep, only the wall clock goes on.
 */
import type { Clock } from '../../../electron/ports/clock.ts';

/** What a step of the app itself may take before the world calls it stuck. */
const LONGEST_WORK_MS = 15 * 60_000;

export type WorldClock = {
  /** The true time, epoch milliseconds. */
  now(): number;
  /** How far the laptop's wall clock is from the true time. */
  wallError(): number;
  readonly laptop: Clock;
  /** Lets the awake laptop live through this much time. */
  pass(ms: number): Promise<void>;
  /** Lets time pass until the work is done. */
  until<T>(work: Promise<T>): Promise<T>;
  /** The lid is closed: the processor stands still. */
  sleep(ms: number): void;
  /** Somebody sets the laptop's clock. */
  setWallError(ms: number): void;
};

type Sleeper = { readonly until: number; readonly wake: () => void };

export type WorldClockDeps = {
  readonly startMs: number;
  /** Called with the true time whenever it moved. */
  readonly onMove: (nowMs: number) => void;
  /** Resolves once nothing happens any more without time passing. */
  readonly settle: () => Promise<void>;
};

export function createWorldClock({ startMs, onMove, settle }: WorldClockDeps): WorldClock {
  let trueMs = startMs;
  let wallErrorMs = 0;
  let monotonicMs = 0;
  const sleeping = new Set<Sleeper>();

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const onAbort = () => {
        sleeping.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        until: monotonicMs + Math.max(0, Math.ceil(ms)),
        wake: () => {
          sleeping.delete(sleeper);
          // A signal may outlive very many sleeps.
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      sleeping.add(sleeper);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  const nextWake = (): number => [...sleeping].reduce((next, { until }) => Math.min(next, until), Number.POSITIVE_INFINITY);

  async function step(ms: number): Promise<void> {
    trueMs += ms;
    monotonicMs += ms;
    onMove(trueMs);
    for (const sleeper of [...sleeping].filter(({ until }) => until <= monotonicMs).sort((a, b) => a.until - b.until)) sleeper.wake();
    await settle();
  }

  return {
    now: () => trueMs,
    wallError: () => wallErrorMs,
    laptop: { now: () => trueMs + wallErrorMs, monotonic: () => monotonicMs, sleep },
    async pass(ms) {
      await settle();
      const endMs = trueMs + ms;
      while (trueMs < endMs || nextWake() <= monotonicMs) await step(Math.min(endMs - trueMs, Math.max(0, nextWake() - monotonicMs)));
    },
    async until(work) {
      let isDone = false;
      const noted = work.finally(() => {
        isDone = true;
      });
      noted.catch(() => undefined);
      const startedMs = trueMs;
      for (await settle(); !isDone; ) {
        const waitMs = nextWake() - monotonicMs;
        if (trueMs + waitMs - startedMs > LONGEST_WORK_MS) throw new Error('something waits for what never comes');
        await step(Math.max(0, waitMs));
      }
      return noted;
    },
    sleep(ms) {
      trueMs += ms;
      onMove(trueMs);
    },
    setWallError(ms) {
      wallErrorMs = ms;
    },
  };
}
