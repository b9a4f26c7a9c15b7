/**
 * @file A time that never runs backwards, across restarts too (R20): a clock set back, or back and forth again, grants nothing.
 * It follows the wall clock ahead, and while that lags behind, time as it passes; so a clock once set a year ahead by mistake
 * holds nobody up for longer than the real wait.
 *
 * Once the clock was set back, a leap ahead may be a sleep or the clock put right again, which nobody can tell apart. In doubt what
 * was written down since then is as much younger: its age grows by the leap only as far as the clock cannot have been put right by it.
 */
import { z } from 'zod';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';

const NAME = 'quota.counted_ms';
/** A disk need not wake up every minute for it: what was not remembered makes a wait longer, never shorter. */
const REMEMBERED_EVERY_MS = 10 * 60_000;
/** Clocks differ by a little all the time. */
const NOTABLE_MS = 1000;
/** A leap that takes back what the clock was set back by, as nearly as this, has put it right. */
const PUT_RIGHT_MS = 60_000;
/** A clock that nobody has put right for so long was wrong before it was set back. */
const DOUBTED_MS = 7 * 86_400_000;

const SetBack = z.object({
  /** The first and the last time, in counted time. */
  sinceMs: z.int(),
  lastMs: z.int(),
  /** By how much in all. */
  byMs: z.int(),
});
type SetBack = z.infer<typeof SetBack>;
const Seen = z.object({ countedMs: z.int(), wallMs: z.int(), setBack: SetBack.nullable() });
type Seen = z.infer<typeof Seen>;

export type CountedTime = {
  /** Epoch milliseconds. */
  now(): number;
  /** Remembers how far it has come; what was not remembered when the process ended passes again. */
  save(): void;
  /** As `save`, when there is something to remember. */
  saveIfDue(): void;
};

export type CountedTimeDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** What was written down since then, in counted time, is this much younger than it seems. */
  readonly onYounger: (sinceMs: number, byMs: number) => void;
};

function parse(stored: unknown): Seen | undefined {
  const json: unknown = typeof stored === 'string' ? JSON.parse(stored) : undefined;
  // Earlier versions kept the number alone.
  if (typeof json === 'number') return { countedMs: json, wallMs: json, setBack: null };
  return Seen.safeParse(json).data;
}

export function createCountedTime({ db, clock, onYounger }: CountedTimeDeps): CountedTime {
  const find = db.prepare('SELECT value FROM settings WHERE name = :name').pluck();
  const upsert = db.prepare(
    'INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  let seen: Seen = parse(find.get({ name: NAME })) ?? { countedMs: clock.now(), wallMs: clock.now(), setBack: null };
  let seenAtMonotonic = clock.monotonic();
  let saved = seen;

  function write(next: Seen): void {
    upsert.run({ name: NAME, value: JSON.stringify(next) });
    saved = next;
  }

  /** @returns whether it could be written down; on a full disk time goes on as if nothing had leapt, which grants nothing */
  function makeYounger(setBack: SetBack, leapMs: number, next: Seen): boolean {
    try {
      db.transaction(() => {
        onYounger(setBack.sinceMs, Math.min(leapMs, setBack.byMs));
        write(next);
      })();
      return true;
    } catch {
      return false;
    }
  }

  function setBackBy(driftMs: number, { wallMs, passedMs }: { readonly wallMs: number; readonly passedMs: number }): SetBack | null {
    const { setBack } = seen;
    if (driftMs < -NOTABLE_MS) {
      const byMs = Math.min((setBack?.byMs ?? 0) - driftMs, Number.MAX_SAFE_INTEGER);
      return { sinceMs: setBack?.sinceMs ?? passedMs, lastMs: passedMs, byMs };
    }
    const isForgotten = setBack !== null && wallMs >= passedMs && passedMs - setBack.lastMs >= DOUBTED_MS;
    return isForgotten ? null : setBack;
  }

  function look(monotonicMs: number): Seen {
    const wallMs = clock.now();
    const awakeMs = Math.floor(monotonicMs - seenAtMonotonic);
    const passedMs = seen.countedMs + awakeMs;
    const driftMs = wallMs - seen.wallMs - awakeMs;
    const setBack = setBackBy(driftMs, { wallMs, passedMs });
    const behind: Seen = { countedMs: passedMs, wallMs, setBack };
    if (wallMs < passedMs) return behind;
    const isPutRight = setBack !== null && Math.abs(driftMs - setBack.byMs) < PUT_RIGHT_MS;
    const inStep: Seen = { countedMs: wallMs, wallMs, setBack: isPutRight ? null : setBack };
    const leapMs = wallMs - passedMs;
    const isCertain = setBack === null || leapMs <= NOTABLE_MS || makeYounger(setBack, leapMs, inStep);
    return isCertain ? inStep : behind;
  }

  function now(): number {
    const monotonicMs = clock.monotonic();
    seen = look(monotonicMs);
    seenAtMonotonic = monotonicMs;
    return seen.countedMs;
  }

  // Seen from the start, so that a clock set back while Mizan runs is noticed before the first attempt.
  now();
  return {
    now,
    save() {
      now();
      write(seen);
    },
    saveIfDue() {
      const isLong = now() - saved.countedMs >= REMEMBERED_EVERY_MS;
      if (isLong || seen.setBack?.byMs !== saved.setBack?.byMs) write(seen);
    },
  };
}
