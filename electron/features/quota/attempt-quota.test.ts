import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { aConnection } from '../../../test/builders/ledger-builder.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { openMemoryDatabase } from '../../db/open.ts';
import { type AttemptQuota, createAttemptQuota } from './attempt-quota.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BANK = 'bank-1';

function aWorld(start = '2026-11-07T11:07:00.000Z') {
  const db = openMemoryDatabase();
  aConnection(db, { id: BANK });
  aConnection(db, { id: 'bank-2' });
  const clock = createManualClock(Date.parse(start));
  let quota = createAttemptQuota({ db, clock });
  return {
    db,
    clock,
    quota: () => quota,
    /** A new process: it knows what is stored, and its monotonic clock begins anew. */
    restart: () => {
      quota = createAttemptQuota({ db, clock });
    },
    next: () => quota.nextSyncAt(BANK),
    rows: () => db.prepare('SELECT kind, at, blocked_until_ms IS NOT NULL AS isBlocked FROM attempt_quota ORDER BY id').all(),
  };
}

const begin = (quota: AttemptQuota) => quota.attempt('sync', BANK, async () => 'link');
/** To the bank and back at once. */
const sync = async (quota: AttemptQuota, bank = BANK) => (await quota.attempt('sync', bank, async () => 'link')).settle();
const isRefused = async (quota: AttemptQuota, bank = BANK) =>
  sync(quota, bank).then(
    () => false,
    (error: unknown) => error instanceof AppError && error.code === 'sync_quota_exceeded',
  );
const failing = (code: 'offline' | 'sync_quota_exceeded' | 'provider_unavailable', retryAtMs?: number) => () =>
  Promise.reject(new AppError(code, 'scripted', retryAtMs === undefined ? {} : { retryAtMs }));

describe('R20 the limit', () => {
  it('lets four syncs of a bank through in any 24 hours and says when the next one is', async () => {
    const world = aWorld();
    for (let count = 0; count < 4; count += 1) {
      await sync(world.quota());
      await world.clock.advance(HOUR_MS);
    }
    expect(world.next()).toBe('2026-11-08T11:07:00.001Z');
    await expect(sync(world.quota())).rejects.toMatchObject({
      code: 'sync_quota_exceeded',
      retryAtMs: Date.parse('2026-11-08T11:07:00.001Z'),
    });
    expect(await isRefused(world.quota(), 'bank-2')).toBe(false);
    await world.clock.advance(20 * HOUR_MS);
    expect(await isRefused(world.quota())).toBe(true);
    await world.clock.advance(1);
    expect(await isRefused(world.quota())).toBe(false);
    expect(await isRefused(world.quota())).toBe(true);
  });

  it('writes connecting and renewing down and refuses neither; a renewal counts for its bank', async () => {
    const world = aWorld();
    for (let count = 0; count < 6; count += 1) {
      await world.quota().attempt('connect', null, async () => 'link');
      await world.quota().attempt('renew', BANK, async () => 'link');
    }
    expect(world.rows()).toHaveLength(12);
    expect([await isRefused(world.quota()), await isRefused(world.quota(), 'bank-2')]).toEqual([true, false]);
  });

  it('counts a connect for every bank it connected, from when the person was through', async () => {
    const world = aWorld();
    await world.quota().attempt('connect', null, async () => 'cancelled');
    await world.quota().attempt('connect', null, async () => 'link');
    await world.clock.advance(10 * 60_000);
    world.quota().claimConnect([BANK, 'bank-2']);
    for (let count = 0; count < 3; count += 1) await sync(world.quota());
    expect([await isRefused(world.quota()), await isRefused(world.quota(), 'bank-2')]).toEqual([true, false]);
    expect(world.next()).toBe('2026-11-08T11:17:00.001Z');
    expect(world.db.prepare('SELECT connection_id FROM attempt_quota ORDER BY id').pluck().all().slice(0, 3)).toEqual([
      null,
      BANK,
      'bank-2',
    ]);
  });

  it('does not begin a new day at midnight in Riyadh', async () => {
    const world = aWorld('2026-11-07T20:50:00.000Z');
    for (let count = 0; count < 4; count += 1) await sync(world.quota());
    await world.clock.advance(20 * 60_000);
    expect(await isRefused(world.quota())).toBe(true);
  });

  it('counts from when the person was through with the bank', async () => {
    const world = aWorld();
    const first = await begin(world.quota());
    for (let count = 0; count < 3; count += 1) await sync(world.quota());
    await world.clock.advance(600_000);
    first.settle();
    await world.clock.advance(DAY_MS - 600_000 + 1);
    for (let count = 0; count < 3; count += 1) expect(await isRefused(world.quota())).toBe(false);
    expect(await isRefused(world.quota())).toBe(true);
  });

  it('counts no time at the bank beyond the life of a link, e.g. when the computer slept meanwhile', async () => {
    const world = aWorld();
    const first = await begin(world.quota());
    for (let count = 0; count < 3; count += 1) await sync(world.quota());
    await world.clock.advance(DAY_MS);
    first.settle();
    await world.clock.advance(1);
    for (let count = 0; count < 3; count += 1) expect(await isRefused(world.quota())).toBe(false);
    await world.clock.advance(30 * 60_000);
    expect(await isRefused(world.quota())).toBe(false);
  });

  // Mizan was closed while the person was at the bank: the day began to count before the bank was reached.
  it('counts from the end of the link where nobody told when the person was through', async () => {
    const world = aWorld();
    await begin(world.quota());
    world.restart();
    for (let count = 0; count < 3; count += 1) await sync(world.quota());
    await world.clock.advance(DAY_MS + 1);
    for (let count = 0; count < 3; count += 1) expect(await isRefused(world.quota())).toBe(false);
    expect(await isRefused(world.quota())).toBe(true);
    await world.clock.advance(30 * 60_000);
    expect(await isRefused(world.quota())).toBe(false);
  });
});

describe('R20 before the call', () => {
  it('the attempt is written, so that a crash in between counts it', async () => {
    const world = aWorld();
    const seen: number[] = [];
    for (let count = 0; count < 4; count += 1) {
      void world.quota().attempt('sync', BANK, () => {
        seen.push(world.rows().length);
        return new Promise<never>(() => undefined);
      });
      world.restart();
    }
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(await isRefused(world.quota())).toBe(true);
  });

  it('R22 what never left this computer is no attempt; what may have is one', async () => {
    const world = aWorld();
    await expect(world.quota().attempt('sync', BANK, failing('offline'))).rejects.toMatchObject({ code: 'offline' });
    expect(world.rows()).toEqual([]);
    await expect(world.quota().attempt('sync', BANK, failing('provider_unavailable'))).rejects.toMatchObject({
      code: 'provider_unavailable',
    });
    expect(world.rows()).toEqual([{ kind: 'sync', at: '2026-11-07T11:07:00.000Z', isBlocked: 0 }]);
  });

  it.each(['tls_failed', 'insecure_url', 'stand_in_runtime', 'environment_not_configured'] as const)(
    'R22 %s is no attempt either',
    async (code) => {
      const world = aWorld();
      await expect(world.quota().attempt('sync', BANK, () => Promise.reject(new AppError(code, 'scripted')))).rejects.toMatchObject({
        code,
      });
      expect(world.rows()).toEqual([]);
    },
  );

  it('counts a call that failed from when it failed, and one that broke as if the person had stayed as long as can be', async () => {
    const from = async (error: Error) => {
      const world = aWorld();
      const failed = world.quota().attempt('sync', BANK, async () => {
        await world.clock.advance(60_000);
        throw error;
      });
      await expect(failed).rejects.toBe(error);
      await world.clock.advance(HOUR_MS);
      for (let count = 0; count < 3; count += 1) await sync(world.quota());
      return world.next();
    };
    expect(await from(new AppError('provider_unavailable', 'scripted'))).toBe('2026-11-08T11:08:00.001Z');
    expect(await from(new TypeError('a bug'))).toBe('2026-11-08T11:37:00.001Z');
  });
});

describe('R20 a refusal by the provider (1020)', () => {
  it('holds until the time it named', async () => {
    const world = aWorld();
    const untilMs = world.clock.now() + 90 * 60_000;
    await expect(world.quota().attempt('sync', BANK, failing('sync_quota_exceeded', untilMs))).rejects.toMatchObject({
      code: 'sync_quota_exceeded',
    });
    world.restart();
    expect(world.next()).toBe('2026-11-07T12:37:00.000Z');
    await world.clock.advance(90 * 60_000);
    expect(world.next()).toBeNull();
  });

  it.each([
    ['2026-11-07T11:07:00.000Z', '2026-11-07T21:00:00.000Z'],
    ['2026-11-07T20:50:00.000Z', '2026-11-07T21:50:00.000Z'],
    ['2026-11-07T21:00:00.000Z', '2026-11-08T21:00:00.000Z'],
  ])('without a time it holds until the next day in Riyadh, an hour at least: %s', async (now, until) => {
    const world = aWorld(now);
    await world
      .quota()
      .attempt('sync', BANK, failing('sync_quota_exceeded'))
      .catch(() => undefined);
    expect(world.next()).toBe(until);
  });
});

describe('R20 a moved clock', () => {
  it('set back grants nothing, and what is told is still how long it takes', async () => {
    const world = aWorld();
    for (let count = 0; count < 4; count += 1) await sync(world.quota());
    world.clock.setWall(world.clock.now() - 30 * DAY_MS);
    expect(world.next()).toBe('2026-10-09T11:07:00.001Z');
    world.restart();
    expect(await isRefused(world.quota())).toBe(true);
    await world.clock.advance(DAY_MS + 1);
    expect(await isRefused(world.quota())).toBe(false);
  });

  it('set back and forth again grants nothing', async () => {
    const world = aWorld();
    for (let count = 0; count < 4; count += 1) await sync(world.quota());
    const startMs = world.clock.now();
    for (const days of [-40, 0, -1, 0]) {
      world.clock.setWall(startMs + days * DAY_MS);
      world.restart();
      expect(await isRefused(world.quota())).toBe(true);
    }
  });

  it('a year ahead by mistake holds nobody up once it is right again', async () => {
    const world = aWorld();
    const startMs = world.clock.now();
    world.clock.setWall(startMs + 365 * DAY_MS);
    for (let count = 0; count < 4; count += 1) await sync(world.quota());
    world.clock.setWall(startMs);
    expect(world.next()).toBe('2026-11-08T11:07:00.001Z');
    await world.clock.advance(DAY_MS + 1);
    expect(world.next()).toBeNull();
  });

  // Four refreshes in the morning, the clock corrected at noon, and four more were let through.
  it('put right after nights asleep does not make the attempts made meanwhile older than they are', async () => {
    const world = aWorld();
    world.quota().saveTime();
    world.clock.setWall(world.clock.now() - 2 * DAY_MS);
    world.quota().saveTime();
    // Two nights and a day: the monotonic clock stands still in sleep.
    for (const hours of [9, 8, 9]) world.clock.setWall(world.clock.now() + hours * HOUR_MS);
    for (let count = 0; count < 4; count += 1) await sync(world.quota());
    await world.clock.advance(2 * HOUR_MS);
    world.quota().saveTime();
    world.clock.setWall(world.clock.now() + 2 * DAY_MS);
    expect(await isRefused(world.quota())).toBe(true);
    world.restart();
    expect(await isRefused(world.quota())).toBe(true);
    await world.clock.advance(21 * HOUR_MS);
    expect(await isRefused(world.quota())).toBe(true);
    await world.clock.advance(HOUR_MS + 1);
    expect(await isRefused(world.quota())).toBe(false);
  });

  // Days after the clock was right again, a night of sleep still counted for nothing and refreshes were refused.
  it('put right is trusted again', async () => {
    const world = aWorld();
    world.quota().saveTime();
    for (const days of [-2, 2]) {
      await world.clock.advance(HOUR_MS);
      world.clock.setWall(world.clock.now() + days * DAY_MS);
      world.quota().saveTime();
    }
    await world.clock.advance(HOUR_MS);
    for (let count = 0; count < 4; count += 1) await sync(world.quota());
    await world.clock.advance(15 * HOUR_MS);
    world.clock.setWall(world.clock.now() + 9 * HOUR_MS + 1);
    expect(world.next()).toBeNull();
  });

  it('set back for good makes a day longer by no more than that, and says so', async () => {
    const world = aWorld();
    world.quota().saveTime();
    world.clock.setWall(world.clock.now() - 3 * HOUR_MS);
    // Slept through: the clock is ahead of what was counted again.
    for (const hours of [0, 9]) {
      world.clock.setWall(world.clock.now() + hours * HOUR_MS);
      world.quota().saveTime();
    }
    for (let count = 0; count < 4; count += 1) await sync(world.quota());
    const [startMs, next] = [world.clock.now(), Date.parse(world.next() ?? '')];
    expect(next - startMs).toBe(DAY_MS + 1);
    await world.clock.advance(12 * HOUR_MS);
    world.clock.setWall(world.clock.now() + 8 * HOUR_MS);
    expect(Date.parse(world.next() ?? '') - startMs).toBe(DAY_MS + 3 * HOUR_MS + 1);
  });

  it('never lets a fifth attempt through in 24 real hours, whatever happens to clock, process and calls', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('sync' as const), crashes: fc.boolean() }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 9 * HOUR_MS }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('sleep' as const), ms: fc.integer({ min: 1, max: 30 * HOUR_MS }) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('back' as const), ms: fc.integer({ min: 2000, max: 9 * HOUR_MS }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('back' as const), ms: fc.integer({ min: 2000, max: 40 * DAY_MS }) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('right' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const world = aWorld();
        const startMs = world.clock.now();
        world.quota().saveTime();
        const reached: number[] = [];
        let asleepMs = 0;
        for (const one of steps) {
          if (one.kind === 'pass') await world.clock.advance(one.ms);
          // Asleep or not running: the wall clock goes on, the monotonic one does not.
          if (one.kind === 'sleep') {
            asleepMs += one.ms;
            world.clock.setWall(world.clock.now() + one.ms);
          }
          const realMs = world.clock.monotonic() + asleepMs;
          // Only ever behind the true time: a clock set ahead without a witness cannot be told from time that passed.
          if (one.kind === 'back') world.clock.setWall(startMs + realMs - one.ms);
          if (one.kind === 'right') world.clock.setWall(startMs + realMs);
          // As the scheduler does every minute.
          if (one.kind !== 'sync' && one.kind !== 'restart') world.quota().saveTime();
          if (one.kind === 'restart') world.restart();
          if (one.kind !== 'sync') continue;
          const call = async () => {
            reached.push(realMs);
            if (one.crashes) throw new Error('killed');
          };
          await world
            .quota()
            .attempt('sync', BANK, call)
            .catch(() => undefined);
        }
        for (const [index, at] of reached.entries()) expect((reached[index + 4] ?? Number.POSITIVE_INFINITY) - at).toBeGreaterThan(DAY_MS);
      }),
      { numRuns: 200 },
    );
  });
});
