/** @file S31, all of it: a process that removes a bank or an account is killed at each of its steps. test/integration has a share of it. */
import { expect, it } from 'vitest';
import { marksOf } from '../harness/marked-store.ts';
import { startRemovalRounds } from '../harness/removal-rounds.ts';

it.each([
  ['plain', 'bank'],
  ['plain', 'account'],
  ['encrypted', 'bank'],
  ['encrypted', 'account'],
] as const)('S31 killed at every step, a %s store has no byte of the removed %s after the next start', (kind, level) => {
  const rounds = startRemovalRounds(kind, level);
  try {
    for (let step = 1; ; step += 1) {
      const round = rounds.run(step);
      const wanted = round.isBegun ? { left: [], index: { rows: 0, terms: 0 } } : { left: marksOf('a', level).map((mark) => mark.what) };
      expect({ step, ...round }).toMatchObject({ step, ...wanted, changed: [], faults: [] });
      if (round.steps === undefined) continue;
      expect(step).toBeGreaterThan(round.steps);
      return;
    }
  } finally {
    rounds.close();
  }
});
