import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createScheduleWorld, type ScheduleWorld } from '../../../test/builders/schedule-world.ts';
import { INTERVAL_MS, planAfter } from './read-plan.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let world: ScheduleWorld;
beforeEach(() => {
  world = createScheduleWorld();
});
afterEach(() => world.scheduler.stop());

async function started(): Promise<void> {
  world.scheduler.start();
  await world.scheduler.settled();
}
/** Reads since the last call, by trigger. */
const taken = () => world.runs.splice(0).map((run) => run.trigger);

describe('R21 reads by itself', () => {
  it('at start and every six hours from then on', async () => {
    await started();
    expect(taken()).toEqual(['start']);
    expect(world.scheduler.nextReadAt()).toBe('2026-11-07T17:07:00.000Z');
    await world.pass(6 * HOUR_MS - MINUTE_MS);
    expect(taken()).toEqual([]);
    await world.pass(MINUTE_MS);
    expect(taken()).toEqual(['schedule']);
    await world.pass(DAY_MS);
    expect(taken()).toEqual(['schedule', 'schedule', 'schedule', 'schedule']);
    expect(world.keptAlive).toBe(6);
  });

  it('R7 reads nothing before its store was checked, and hears of a sleep meanwhile', async () => {
    const checked = Promise.withResolvers<void>();
    world.scheduler.start(checked.promise);
    await world.pass(2 * MINUTE_MS);
    expect([taken(), world.scheduler.nextReadAt()]).toEqual([[], null]);
    await world.tell({ type: 'suspend' });
    checked.resolve();
    await world.pass(MINUTE_MS);
    expect(taken()).toEqual([]);
    await world.tell({ type: 'resume' });
    await world.pass(MINUTE_MS);
    expect(taken()).toEqual(['start']);
  });

  it('keeps the next time across restarts, and reads at each start', async () => {
    await started();
    await world.pass(2 * HOUR_MS);
    const before = world.scheduler.nextReadAt();
    world.restart();
    world.tokens = false;
    world.scheduler.start();
    expect(world.scheduler.nextReadAt()).toBe(before);
  });

  it('names the next time, also after a read that somebody else asked for, and none while nothing is connected', async () => {
    world.tokens = false;
    expect(world.scheduler.nextReadAt()).toBeNull();
    await started();
    expect(world.scheduler.nextReadAt()).toBeNull();
    world.tokens = true;
    world.plannedAt.length = 0;
    await world.readByOther();
    expect(world.plannedAt).toEqual(['2026-11-07T17:07:00.000Z']);
    await world.pass(6 * HOUR_MS);
    expect(world.plannedAt.at(-1)).toBe('2026-11-07T23:07:00.000Z');
    world.tokens = false;
    await world.pass(6 * HOUR_MS);
    expect([world.plannedAt.at(-1), world.scheduler.nextReadAt()]).toEqual([null, null]);
  });

  it('spreads the time by a tenth', () => {
    const plan = { dueMs: 0, notBeforeMs: 0, failures: 0, offline: 0, seenRunId: 0 };
    const run = { id: 1, outcome: 'ok', errorCode: null, retryAtMs: undefined } as const;
    const due = (fraction: number) => planAfter(plan, run, 0, fraction).dueMs / INTERVAL_MS;
    expect([due(0), due(0.5), due(0.999_999)].map((ratio) => ratio.toFixed(3))).toEqual(['0.900', '1.000', '1.100']);
  });

  it('does nothing while nothing is connected, and looks again later', async () => {
    world.tokens = false;
    await started();
    await world.pass(DAY_MS);
    expect({ runs: taken(), keptAlive: world.keptAlive }).toEqual({ runs: [], keptAlive: 0 });
    world.tokens = true;
    await world.pass(7 * HOUR_MS);
    expect(taken()).toEqual(['schedule']);
  });

  it('waits for nobody after it was stopped', async () => {
    await started();
    world.scheduler.stop();
    await world.pass(DAY_MS);
    expect({ runs: taken(), sleepers: world.clock.sleepers() }).toEqual({ runs: ['start'], sleepers: 0 });
  });

  it('never sets a timer longer than a day', async () => {
    const longest: number[] = [];
    const { sleep } = world.clock;
    world.clock.sleep = (ms, signal) => {
      longest.push(ms);
      return sleep(ms, signal);
    };
    await started();
    await world.pass(2 * DAY_MS);
    expect(Math.max(...longest)).toBeLessThanOrEqual(DAY_MS);
  });
});

describe('R21 sleep', () => {
  it('of three days is followed by exactly one read, once the machine has settled', async () => {
    await started();
    taken();
    await world.tell({ type: 'suspend' });
    world.sleep(3 * DAY_MS);
    await world.tell({ type: 'resume' });
    await world.tell({ type: 'unlock' });
    await world.tell({ type: 'network', isOnline: true });
    await world.clock.advance(9_999);
    expect(taken()).toEqual([]);
    await world.clock.advance(1);
    await world.scheduler.settled();
    expect(taken()).toEqual(['schedule']);
    await world.tell({ type: 'unlock' });
    await world.pass(5 * HOUR_MS);
    expect(taken()).toEqual([]);
  });

  // Opening the laptop in the morning read everything twice when the first read took until the next look at the clock.
  it('is followed by one read also when the tick meets it under way', async () => {
    await started();
    taken();
    await world.tell({ type: 'suspend' });
    world.sleep(8 * HOUR_MS);
    const { promise, resolve } = Promise.withResolvers<void>();
    world.hold = promise;
    world.scheduler.notify({ type: 'resume' });
    await world.clock.advance(10_000);
    await world.clock.advance(MINUTE_MS);
    resolve();
    world.hold = undefined;
    await world.scheduler.settled();
    await world.pass(5 * HOUR_MS);
    expect(taken()).toEqual(['schedule']);
  });

  it('that nobody told of is noticed by the tick, and is one read as well', async () => {
    await started();
    taken();
    world.sleep(3 * DAY_MS);
    await world.pass(3 * HOUR_MS);
    expect(taken()).toEqual(['schedule']);
  });

  it('waits for the network after it', async () => {
    await started();
    taken();
    await world.tell({ type: 'suspend' });
    world.network = false;
    await world.tell({ type: 'network', isOnline: false });
    world.sleep(DAY_MS);
    await world.tell({ type: 'resume' });
    await world.pass(HOUR_MS);
    expect(taken()).toEqual([]);
    world.network = true;
    await world.tell({ type: 'network', isOnline: true });
    await world.pass(MINUTE_MS);
    expect(taken()).toEqual(['schedule']);
  });

  it('stops what is under way, begins nothing while it lasts, and goes on afterwards', async () => {
    await started();
    await world.pass(10 * MINUTE_MS);
    taken();
    const { promise, resolve } = Promise.withResolvers<void>();
    world.hold = promise;
    world.scheduler.notify({ type: 'resume' });
    await world.clock.advance(10_000);
    expect(taken()).toEqual(['schedule']);
    world.scheduler.notify({ type: 'suspend' });
    expect(world.cancelled).toBe(1);
    world.answer = { errorCode: 'cancelled' };
    resolve();
    world.hold = undefined;
    await world.scheduler.settled();
    world.scheduler.tick();
    expect(taken()).toEqual([]);
    world.answer = {};
    await world.tell({ type: 'resume' });
    await world.pass(MINUTE_MS);
    expect(taken()).toEqual(['schedule']);
  });

  // The lid was closed for a minute just after a read, and the provider was asked again.
  it('of a minute after a read is followed by none', async () => {
    await started();
    taken();
    await world.pass(MINUTE_MS);
    await world.tell({ type: 'suspend' });
    world.sleep(MINUTE_MS);
    await world.tell({ type: 'resume' });
    await world.pass(HOUR_MS);
    expect(taken()).toEqual([]);
  });

  it('is followed by a read where the last one got nowhere', async () => {
    world.answer = { errorCode: 'offline' };
    await started();
    taken();
    world.answer = {};
    await world.tell({ type: 'suspend' });
    await world.tell({ type: 'resume' });
    await world.clock.advance(10_000);
    await world.scheduler.settled();
    expect(taken()).toEqual(['schedule']);
  });

  it('short wakes in a row are no reads in a row', async () => {
    await started();
    await world.pass(10 * MINUTE_MS);
    taken();
    for (let count = 0; count < 4; count += 1) {
      await world.tell({ type: 'suspend' });
      await world.tell({ type: 'resume' });
      await world.pass(MINUTE_MS);
    }
    expect(taken()).toEqual(['schedule']);
  });
});

describe('after a failure', () => {
  it('R12 asks again later and later, spread, and regularly again after a good read', async () => {
    world.answer = { errorCode: 'provider_unavailable' };
    await started();
    const waits: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      const from = world.clock.now();
      waits.push(Date.parse(world.scheduler.nextReadAt() ?? '') - from);
      await world.pass(waits.at(-1) ?? 0);
      await world.pass(MINUTE_MS);
    }
    expect(waits.every((wait, index) => index === 0 || wait > (waits[index - 1] ?? 0) || wait > 4 * HOUR_MS)).toBe(true);
    expect(Math.max(...waits)).toBeLessThanOrEqual(INTERVAL_MS);
    world.answer = {};
    await world.pass(INTERVAL_MS);
    taken();
    await world.pass(DAY_MS);
    expect(taken()).toHaveLength(4);
  });

  it('R12 holds back as long as the server asked, also after a restart and a resume', async () => {
    world.answer = { errorCode: 'rate_limited', retryInMs: 3 * HOUR_MS };
    await started();
    expect(taken()).toEqual(['start']);
    world.restart();
    world.scheduler.start();
    await world.tell({ type: 'resume' });
    await world.pass(3 * HOUR_MS - MINUTE_MS);
    expect(taken()).toEqual([]);
    world.answer = {};
    await world.pass(2 * MINUTE_MS);
    expect(taken()).toEqual(['start']);
  });

  it('R22 being offline is tried again within five minutes and lets nothing grow', async () => {
    world.answer = { errorCode: 'offline' };
    await started();
    await world.pass(4 * HOUR_MS);
    const { atMs: last } = world.runs.at(-1) ?? { atMs: 0 };
    const gaps = world.runs.slice(1).map((run, index) => run.atMs - (world.runs[index]?.atMs ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(6 * MINUTE_MS);
    expect(world.clock.now() - last).toBeLessThanOrEqual(6 * MINUTE_MS);
    world.answer = { errorCode: 'provider_unavailable' };
    await world.pass(6 * MINUTE_MS);
    const next = Date.parse(world.scheduler.nextReadAt() ?? '') - world.clock.now();
    // As after one or two failures, not after fifty.
    expect(next).toBeLessThanOrEqual(10 * MINUTE_MS);
  });

  it('R22 reads as soon as the network is back', async () => {
    world.answer = { errorCode: 'offline' };
    await started();
    await world.tell({ type: 'network', isOnline: false });
    taken();
    world.answer = {};
    await world.tell({ type: 'network', isOnline: true });
    await world.clock.advance(10_000);
    await world.scheduler.settled();
    expect(taken()).toEqual(['schedule']);
  });

  it('R22 tries once in two hours where the machine calls itself offline and may be wrong', async () => {
    await started();
    world.network = false;
    await world.tell({ type: 'network', isOnline: false });
    await world.pass(6 * HOUR_MS);
    taken();
    world.answer = { errorCode: 'offline' };
    await world.pass(12 * HOUR_MS);
    expect(taken().length).toBeGreaterThanOrEqual(5);
    world.answer = {};
    await world.pass(2 * HOUR_MS + MINUTE_MS);
    // It was wrong: from here on it is read as ever, though nobody said that the network is back.
    expect(taken()).toHaveLength(1);
    await world.pass(DAY_MS);
    expect(taken().length).toBeGreaterThanOrEqual(3);
  });

  it('does not hurry where only the person can help', async () => {
    world.answer = { errorCode: 'reconnect_required' };
    await started();
    await world.pass(DAY_MS);
    expect(taken()).toHaveLength(5);
  });
});

describe('R21 a moved clock', () => {
  it('set back does not put the next read off, set ahead makes it one', async () => {
    await started();
    taken();
    world.clock.setWall(world.clock.now() - 30 * DAY_MS);
    await world.pass(7 * HOUR_MS);
    expect(taken()).toEqual(['schedule']);
    world.clock.setWall(world.clock.now() + 60 * DAY_MS);
    await world.pass(3 * HOUR_MS);
    expect(taken()).toEqual(['schedule']);
  });

  it('set back does not keep a ban of the server longer than a day', async () => {
    world.answer = { errorCode: 'rate_limited', retryInMs: HOUR_MS };
    await started();
    taken();
    world.answer = {};
    world.clock.setWall(world.clock.now() - 30 * DAY_MS);
    await world.pass(DAY_MS + 2 * MINUTE_MS);
    expect(taken().length).toBeGreaterThan(0);
  });
});

it('R21 ten thousand days of sleep, moved clocks, networks and failures stay within the limits of calls', async () => {
  const days = 10_000;
  const seed = fc.sample(fc.integer(), 1)[0] ?? 0;
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  world = createScheduleWorld({ fraction: random, isDriven: true });
  await started();
  let events = 0;
  // Hours as steps: the tick itself is asked, not its minute.
  for (let hour = 0; hour < days * 24; hour += 1) {
    const dice = random();
    if (dice < 0.02) {
      events += 1;
      world.scheduler.notify({ type: 'suspend' });
      world.sleep(Math.floor(random() * 3 * DAY_MS));
      world.scheduler.notify({ type: 'resume' });
    } else if (dice < 0.03) {
      world.network = !world.network;
      events += 1;
      world.scheduler.notify({ type: 'network', isOnline: world.network });
    } else if (dice < 0.05) {
      events += 1;
      world.scheduler.notify({ type: 'unlock' });
    } else if (dice < 0.055) world.sleep(Math.floor((random() - 0.5) * 10 * DAY_MS));
    const isFailing = random() < 0.1;
    world.answer = isFailing ? { errorCode: random() < 0.5 ? 'offline' : 'provider_unavailable' } : {};
    world.go(HOUR_MS);
    await world.scheduler.settled();
  }
  const { runs } = world;
  const failures = Math.ceil(days * 24 * 0.15);
  expect({ seed, isBelow: runs.length <= days * 4.5 + events + failures, isAlive: runs.length >= days }).toEqual({
    seed,
    isBelow: true,
    isAlive: true,
  });
  const monotonous = runs.slice(1).every((run, index) => run.atMs !== runs[index]?.atMs);
  expect({ seed, monotonous }).toEqual({ seed, monotonous: true });
}, 60_000);
