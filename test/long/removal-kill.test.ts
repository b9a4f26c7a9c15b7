/** @file S31, all of it: a process that removes a bank or an account is killed at each of its steps. test/integration has a share of it. */
import { expect, it } from 'vitest';
import { marksOf } from '../harness/marked-store.ts';
import { startRemovalRounds } from '../harness/removal-rounds.ts';

it.each([
  ['plain', 'bank'],
  ['plain', 'account'],
  ['encrypted', 'bank'],
  ['encrypted', 'account'],
] as const)('S31 %s store: killed at every step, no byte of the removed %s is left after the next start', (kind, level) => {
  const rounds = startRemovalRounds(kind, level);
  try {
    for (let step = 1; ; step += 1) {
      const round = rounds.run(step);
      const wanted = round.isBegun
        ? { left: [], index: { rows: 0, terms: 0 }, rows: 0 }
        : { left: marksOf('a', level).map((mark) => mark.what) };
      expect({ step, ...round }).toMatchObject({ step, ...wanted, changed: [], faults: [] });
      if (round.steps === undefined) continue;
      expect(step).toBeGreaterThan(round.steps);
      return;
    }
  } finally {
    rounds.close();
  }
});

it('S31 killed at every step of the start that finishes a removal, the start after that finishes it', () => {
  const rounds = startRemovalRounds('encrypted', 'bank');
  try {
    const steps = rounds.run(0).steps ?? 0;
    // Begun, and nothing of it done here: all of it is left to the start.
    let begun = 1;
    while (!rounds.run(begun).isBegun) begun += 1;
    for (let again = 1; again <= steps; again += 1) {
      const round = rounds.run(begun, again);
      expect({ again, ...round }).toMatchObject({
        again,
        isBegun: true,
        left: [],
        index: { rows: 0, terms: 0 },
        rows: 0,
        changed: [],
        faults: [],
      });
    }
  } finally {
    rounds.close();
  }
});
