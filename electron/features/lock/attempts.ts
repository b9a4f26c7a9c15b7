/** @file How long the next attempt must wait. Survives a restart; a clock set back gains nothing, a clock set forward neither while Mizan runs. */
import type { Clock } from '../../ports/clock.ts';

/** Typing it wrong a few times is human. */
const FREE_ATTEMPTS = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;

export type FailedAttempts = { readonly count: number; readonly lastMs: number };
export const NO_ATTEMPTS: FailedAttempts = { count: 0, lastMs: 0 };

export function waitMsAfter(failedCount: number): number {
  if (failedCount < FREE_ATTEMPTS) return 0;
  return Math.min(FIRST_WAIT_MS * 2 ** (failedCount - FREE_ATTEMPTS), LONGEST_WAIT_MS);
}

export type AttemptStore = { read(): FailedAttempts; write(attempts: FailedAttempts): void };

export class Attempts {
  readonly #clock: Clock;
  readonly #store: AttemptStore;
  /** Of the last failure in this process. */
  #monotonicMs: number | undefined;

  constructor(clock: Clock, store: AttemptStore) {
    this.#clock = clock;
    this.#store = store;
  }

  /** 0 = may be tried now. */
  waitMs(): number {
    const { count, lastMs } = this.#store.read();
    const wait = waitMsAfter(count);
    if (wait === 0) return 0;
    const now = this.#clock.now();
    // Set back before the last failure: from here it counts anew.
    if (now < lastMs) this.#store.write({ count, lastMs: now });
    const byWall = Math.min(lastMs, now) + wait - now;
    const byRunning = this.#monotonicMs === undefined ? 0 : this.#monotonicMs + wait - this.#clock.monotonic();
    return Math.max(0, byWall, byRunning);
  }

  fail(): void {
    this.#monotonicMs = this.#clock.monotonic();
    this.#store.write({ count: this.#store.read().count + 1, lastMs: this.#clock.now() });
  }

  succeed(): void {
    this.#monotonicMs = undefined;
    if (this.#store.read().count > 0) this.#store.write(NO_ATTEMPTS);
  }
}
