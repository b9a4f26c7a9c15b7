import type { Clock } from '../ports/clock.ts';

const PARALLEL = 4;
const WINDOW_MS = 10_000;
const PER_WINDOW = 50;

export interface CallGate {
  /** Runs the work when a place is free: at most 4 at once and, unless towards loopback, 50 starts in any 10 s (R11). */
  run<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
}

export function createCallGate(clock: Clock, isRateLimited: boolean): CallGate {
  let running = 0;
  const waiting: (() => void)[] = [];
  let starts: number[] = [];
  let turn: Promise<void> = Promise.resolve();

  async function takePlace(signal: AbortSignal | undefined): Promise<void> {
    if (running < PARALLEL) {
      running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(signal?.reason);
      };
      waiting.push(enter);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  function freePlace(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  async function waitForWindow(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const now = clock.monotonic();
      starts = starts.filter((start) => now - start < WINDOW_MS);
      const oldest = starts[0];
      if (oldest === undefined || starts.length < PER_WINDOW) {
        starts.push(now);
        return;
      }
      await clock.sleep(oldest + WINDOW_MS - now, signal);
    }
  }

  /** One after the other, so that waiting callers keep their order; one that gives up does not stop the rest. */
  function takeTurn(signal: AbortSignal | undefined): Promise<void> {
    const mine = turn.then(() => waitForWindow(signal));
    turn = mine.catch(() => undefined);
    return mine;
  }

  return {
    async run(work, signal) {
      signal?.throwIfAborted();
      await takePlace(signal);
      try {
        if (isRateLimited) await takeTurn(signal);
        return await work();
      } finally {
        freePlace();
      }
    },
  };
}
