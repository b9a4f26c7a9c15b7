import type { Clock } from '../../electron/ports/clock.ts';

/** A clock that moves only when told to; sleepers wake as it passes them. */
export type ManualClock = Clock & {
  /** Wall and monotonic time together, as time passes. */
  advance(ms: number): Promise<void>;
  /** Wall time alone, as a user or a time server changes it; no sleeper wakes. */
  setWall(epochMs: number): void;
  sleepers(): number;
};

export function createManualClock(startMs = Date.parse('2026-11-07T11:07:00.000Z')): ManualClock {
  let wall = startMs;
  let elapsed = 0;
  const sleeping = new Set<{ until: number; wake: () => void }>();
  return {
    now: () => wall,
    monotonic: () => elapsed,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const sleeper = {
          until: elapsed + ms,
          wake: () => {
            sleeping.delete(sleeper);
            resolve();
          },
        };
        sleeping.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleeping.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async advance(ms) {
      wall += ms;
      elapsed += ms;
      for (const sleeper of [...sleeping]) if (sleeper.until <= elapsed) sleeper.wake();
      // Whoever woke runs to its next wait before the test goes on.
      await new Promise((resolve) => setImmediate(resolve));
    },
    setWall(epochMs) {
      wall = epochMs;
    },
    sleepers: () => sleeping.size,
  };
}
