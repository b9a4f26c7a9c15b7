/** Wall time for what is stored and shown; monotonic time for durations. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds that never jump. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
