import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { systemRandom } from '../../core/system.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createStateStore, type NewPendingFlow } from './state-store.ts';

const REDIRECT = 'app.mizan.desktop:/callback';
const MINUTE = 60_000;

function aFlow(id: string, change: Partial<NewPendingFlow> = {}): NewPendingFlow {
  return {
    id,
    purpose: 'connect',
    userId: 'u-1',
    redirectUri: REDIRECT,
    connectionId: null,
    context: { language: 'en' },
    deadlineAtMs: 0,
    ...change,
  };
}

function setUp(environmentId = 'practice', db: Db = openMemoryDatabase()) {
  const clock = createManualClock();
  const store = createStateStore({ db, clock, random: systemRandom, environmentId });
  return { db, clock, store, inHalfAnHour: { deadlineAtMs: clock.now() + 30 * MINUTE } };
}

describe('S16 states', () => {
  it('S16 makes 32 random bytes in base64url and stores only their digest', () => {
    const { db, store, inHalfAnHour } = setUp();
    const { state } = store.open(aFlow('one', inHalfAnHour));
    expect(state).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(state, 'base64url')).toHaveLength(32);
    const rows = db.prepare('SELECT * FROM pending_flows').all() as Record<string, unknown>[];
    const stored = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)));
    expect(stored.some((text) => text.includes(state) || text.includes(Buffer.from(state, 'base64url').toString('latin1')))).toBe(false);
  });

  it('S16 claims a state once', () => {
    const { store, inHalfAnHour } = setUp();
    const { state } = store.open(aFlow('one', inHalfAnHour));
    expect(store.claim(state, REDIRECT, 'answered')).toMatchObject({ id: 'one', purpose: 'connect', userId: 'u-1' });
    expect(store.claim(state, REDIRECT, 'answered')).toBeUndefined();
  });

  it('S16 survives a restart during bank login', () => {
    const { db, store, inHalfAnHour } = setUp();
    const { state } = store.open(aFlow('one', inHalfAnHour));
    const restarted = setUp('practice', db).store;
    expect(restarted.listWaiting().map((flow) => flow.id)).toEqual(['one']);
    expect(restarted.claim(state, REDIRECT, 'answered')?.id).toBe('one');
    expect(restarted.claim(state, REDIRECT, 'answered')).toBeUndefined();
  });

  it.each([
    ['an unknown state', 'B'.repeat(43), REDIRECT],
    ['another address than the flow was started with', undefined, 'http://127.0.0.1:5000/callback'],
  ])('S16 ignores %s and leaves the flow waiting', (_what, other, redirectUri) => {
    const { store, inHalfAnHour } = setUp();
    const { state } = store.open(aFlow('one', inHalfAnHour));
    expect(store.claim(other ?? state, redirectUri, 'answered')).toBeUndefined();
    expect(store.claim(state, REDIRECT, 'answered')?.id).toBe('one');
  });

  it('S16 keeps environments apart', () => {
    const { db, store, inHalfAnHour } = setUp('practice');
    const { state } = store.open(aFlow('one', inHalfAnHour));
    const other = setUp('sandbox', db).store;
    other.open(aFlow('two', inHalfAnHour));
    expect(other.claim(state, REDIRECT, 'answered')).toBeUndefined();
    expect(store.claim(state, REDIRECT, 'answered')?.id).toBe('one');
  });

  it('S16 never claims at or after the deadline, also when it was brought forward', async () => {
    const { clock, store, inHalfAnHour } = setUp();
    const { state } = store.open(aFlow('one', inHalfAnHour));
    store.setDeadline('one', clock.now() + 5 * MINUTE);
    await clock.advance(5 * MINUTE);
    expect(store.claim(state, REDIRECT, 'answered')).toBeUndefined();
  });

  it('S16 replaces the waiting flow of the same purpose only', () => {
    const { store, inHalfAnHour } = setUp();
    const first = store.open(aFlow('one', inHalfAnHour));
    const sync = store.open(aFlow('sync', { ...inHalfAnHour, purpose: 'sync' }));
    const second = store.open(aFlow('two', inHalfAnHour));
    expect([first.replacedIds, sync.replacedIds, second.replacedIds]).toEqual([[], [], ['one']]);
    expect(store.claim(first.state, REDIRECT, 'answered')).toBeUndefined();
    expect([store.claim(second.state, REDIRECT, 'answered')?.id, store.claim(sync.state, REDIRECT, 'answered')?.id]).toEqual([
      'two',
      'sync',
    ]);
  });

  it('S16 does not replace a flow whose callback is being worked on', () => {
    const { db, store, inHalfAnHour } = setUp();
    const { state } = store.open(aFlow('one', inHalfAnHour));
    store.claim(state, REDIRECT, 'answered');
    store.close('one', 'exchanging');
    expect(store.open(aFlow('two', inHalfAnHour)).replacedIds).toEqual([]);
    expect(db.prepare("SELECT closed_reason FROM pending_flows WHERE id = 'one'").get()).toEqual({ closed_reason: 'exchanging' });
    expect(store.listInterrupted()).toEqual([{ id: 'one', isExchanging: true }]);
  });
});

type Command =
  | { kind: 'start'; purpose: 'connect' | 'sync'; lifeMinutes: number }
  | { kind: 'callback'; back: number; isRightAddress: boolean }
  | { kind: 'cancel'; back: number }
  | { kind: 'restart' }
  | { kind: 'clock'; minutes: number };

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('start' as const),
      purpose: fc.constantFrom('connect' as const, 'sync' as const),
      lifeMinutes: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('callback' as const),
      back: fc.nat({ max: 3 }),
      isRightAddress: fc.constantFrom(true, true, true, false),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), back: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('clock' as const), minutes: fc.integer({ min: -60, max: 60 }) }) },
);

it('S16 property: over interleavings of starts, callbacks, restarts and clock moves a state is claimed at most once, never after its deadline', () => {
  let claims = 0;
  fc.assert(
    fc.property(fc.array(command, { minLength: 10, maxLength: 40 }), (commands) => {
      const db = openMemoryDatabase();
      const clock = createManualClock();
      const connect = () => createStateStore({ db, clock, random: systemRandom, environmentId: 'practice' });
      let store = connect();
      const flows: { id: string; state: string; purpose: string; deadlineAtMs: number; isOver: boolean }[] = [];
      const run = (step: Command): void => {
        if (step.kind === 'restart') store = connect();
        if (step.kind === 'clock') clock.setWall(clock.now() + step.minutes * MINUTE);
        if (step.kind === 'start') {
          const deadlineAtMs = clock.now() + step.lifeMinutes * MINUTE;
          const id = `f${flows.length}`;
          const { state } = store.open(aFlow(id, { purpose: step.purpose, deadlineAtMs }));
          for (const flow of flows) if (flow.purpose === step.purpose) flow.isOver = true;
          flows.push({ id, state, purpose: step.purpose, deadlineAtMs, isOver: false });
        }
        const flow = step.kind === 'callback' || step.kind === 'cancel' ? flows.at(-1 - step.back) : undefined;
        if (step.kind === 'cancel' && flow?.isOver === false) {
          store.close(flow.id, 'cancelled');
          flow.isOver = true;
        }
        if (step.kind === 'callback' && flow) {
          const isDue = !flow.isOver && clock.now() < flow.deadlineAtMs && step.isRightAddress;
          const claimed = store.claim(flow.state, step.isRightAddress ? REDIRECT : 'http://127.0.0.1:1/callback', 'answered');
          // Exactly when due: never twice, never late, and never lost.
          expect(claimed?.id).toBe(isDue ? flow.id : undefined);
          if (isDue) {
            flow.isOver = true;
            claims += 1;
          }
        }
      };
      commands.forEach(run);
      db.close();
    }),
    { numRuns: 300 },
  );
  expect(claims).toBeGreaterThan(100);
});
