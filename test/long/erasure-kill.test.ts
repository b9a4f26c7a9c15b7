/** @file S30, all of it: a process that erases everything is killed at each of its steps. test/integration has a share of it. */
import { expect, it } from 'vitest';
import { type EraseOptions, startEraseRounds, wanted } from '../harness/erase-rounds.ts';

/** What follows the provider's part is the same however that went: there every so many steps will do. */
const MODES: readonly [EraseOptions, number][] = [
  [{ mode: 'online', isEvery: false }, 1],
  [{ mode: 'online', isEvery: true }, 5],
  [{ mode: 'refused', isEvery: true }, 5],
  [{ mode: 'offline', isEvery: false }, 5],
];

it('S30 the start that finishes is killed as well: the one after that leaves no trace, and the provider is told once', async () => {
  const options: EraseOptions = { mode: 'online', isEvery: true };
  const rounds = await startEraseRounds(options);
  try {
    for (const step of [3, 60])
      for (let again = 2; again < 120; again += 13) {
        const round = await rounds.run(step, again);
        expect({ step, again, ...round }).toMatchObject({ step, again, ...wanted(round, options) });
      }
  } finally {
    await rounds.close();
  }
});

it.each(MODES)('S30 killed at every step (%j), the next start leaves no trace, and the provider is told once', async (options, every) => {
  const rounds = await startEraseRounds(options);
  const users = options.isEvery ? 2 : 1;
  try {
    let isDone = false;
    for (let step = 1; !isDone; ) {
      const round = await rounds.run(step);
      expect({ step, ...round }).toMatchObject({ step, ...wanted(round, options) });
      isDone = round.steps !== undefined;
      step += round.noted.filter((state) => state === 'ended').length === users ? every : 1;
    }
  } finally {
    await rounds.close();
  }
});
