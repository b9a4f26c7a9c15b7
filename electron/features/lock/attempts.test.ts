import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { Attempts, type FailedAttempts, NO_ATTEMPTS, waitMsAfter } from './attempts.ts';

function setUp() {
  const clock = createManualClock();
  let stored: FailedAttempts = NO_ATTEMPTS;
  const store = {
    read: () => stored,
    write: (next: FailedAttempts) => {
      stored = next;
    },
  };
  const open = () => new Attempts(clock, store);
  return { clock, store, open, attempts: open() };
}
const fail = (attempts: Attempts, times: number) => {
  for (let n = 0; n < times; n += 1) attempts.fail();
};

describe('attempts', () => {
  it('S36 are free three times, then slower and slower, up to a quarter of an hour', () => {
    expect([0, 1, 2, 3, 4, 5, 9, 20].map(waitMsAfter)).toEqual([0, 0, 0, 5_000, 10_000, 20_000, 320_000, 900_000]);
  });

  it('S36 wait as long after a restart as before', async () => {
    const { clock, open, attempts } = setUp();
    fail(attempts, 4);
    await clock.advance(4_000);
    expect([attempts.waitMs(), open().waitMs()]).toEqual([6_000, 6_000]);
    await clock.advance(6_000);
    expect([attempts.waitMs(), open().waitMs()]).toEqual([0, 0]);
  });

  it('S36 are not hurried by a clock set forward while Mizan runs', async () => {
    const { clock, attempts } = setUp();
    fail(attempts, 4);
    clock.setWall(clock.now() + 86_400_000);
    expect(attempts.waitMs()).toBe(10_000);
  });

  it('do not wait for days because the clock was set back', async () => {
    const { clock, open, attempts } = setUp();
    fail(attempts, 4);
    clock.setWall(clock.now() - 86_400_000);
    expect(open().waitMs()).toBe(10_000);
    await clock.advance(10_000);
    expect(open().waitMs()).toBe(0);
  });

  it('start over once the passphrase was right', () => {
    const { store, attempts } = setUp();
    fail(attempts, 5);
    attempts.succeed();
    expect([store.read(), attempts.waitMs()]).toEqual([NO_ATTEMPTS, 0]);
  });

  it('S36 wait between zero and the whole time, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant('fail'), fc.integer({ min: -1e9, max: 1e9 })), { maxLength: 40 }), (steps) => {
        const { clock, store, attempts } = setUp();
        for (const step of steps) {
          if (typeof step === 'number') clock.setWall(clock.now() + step);
          else attempts.fail();
          const most = waitMsAfter(store.read().count);
          expect(attempts.waitMs()).toBeGreaterThanOrEqual(0);
          expect(attempts.waitMs()).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});
