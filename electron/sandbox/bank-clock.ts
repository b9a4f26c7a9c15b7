/** @file The bank's own clock: every time the practice bank tells comes from here, the `Date` header included. */

export type BankClock = {
  /** Epoch milliseconds. */
  now(): number;
  /** False while the clock stands still (`--now`). */
  isRunning(): boolean;
  set(epochMs: number): void;
  advance(ms: number): void;
};

/** With `fixedAt` the clock stands still until it is set or advanced; without, it runs with real time. */
export function createBankClock(fixedAt?: string): BankClock {
  let fixed = fixedAt === undefined ? undefined : parseInstant(fixedAt);
  let offset = 0;
  return {
    now: () => fixed ?? Date.now() + offset,
    isRunning: () => fixed === undefined,
    set(epochMs) {
      if (fixed === undefined) offset = epochMs - Date.now();
      else fixed = epochMs;
    },
    advance(ms) {
      if (fixed === undefined) offset += ms;
      else fixed += ms;
    },
  };
}

/** @throws RangeError when the text is no ISO 8601 instant. */
export function parseInstant(text: string): number {
  const epochMs = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(epochMs)) throw new RangeError(`not an ISO 8601 time: ${text}`);
  return epochMs;
}
