/**
 * @file A time that never runs backwards, across restarts too (R20): a clock set back, or back and forth again, grants nothing.
 * It follows the wall clock ahead, and while that lags behind, time as it passes; so a clock once set a year ahead by mistake
 * holds nobody up for longer than the real wait.
 */
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';

const NAME = 'quota.counted_ms';

export type CountedTime = {
  /** Epoch milliseconds. */
  now(): number;
  /** Remembers how far it has come; what was not remembered when the process ended passes again. */
  save(): void;
};

export function createCountedTime(deps: { readonly db: Db; readonly clock: Clock }): CountedTime {
  const { db, clock } = deps;
  const find = db.prepare('SELECT value FROM settings WHERE name = :name').pluck();
  const upsert = db.prepare(
    'INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const stored = Number(find.get({ name: NAME }) ?? 0);
  // Seen from the start, so that a clock set back while Mizan runs is noticed before the first attempt.
  let reachedMs = Math.max(Number.isSafeInteger(stored) ? stored : 0, clock.now());
  let reachedAtMonotonic = clock.monotonic();

  function now(): number {
    const monotonic = clock.monotonic();
    reachedMs = Math.max(clock.now(), reachedMs + Math.floor(monotonic - reachedAtMonotonic));
    reachedAtMonotonic = monotonic;
    return reachedMs;
  }
  return {
    now,
    save: () => void upsert.run({ name: NAME, value: String(now()) }),
  };
}
