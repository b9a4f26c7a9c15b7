/** @file The machine's own clock and randomness, for the running app, the demo and the benchmarks. */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, signal ? { signal } : undefined);
  },
};

/** A clock that stands still at `epochMs` for what is stored and shown, while durations and waits stay real. */
export function fixedClock(epochMs: number): Clock {
  return { ...systemClock, now: () => epochMs };
}

export const systemRandom: Random = { bytes: (count) => randomBytes(count) };
