/** @file S30 R27: one call of a port fails while everything is erased. A share of the calls here; test/long has every one. */
import { expect, it } from 'vitest';
import { startEraseFaults, wantedAfterFault } from '../harness/erase-faults.ts';

it.each(['error', 'locked'] as const)(
  'S30 any call that fails once (keychain: %s) costs nothing, the next start heals what was left',
  async (keychain) => {
    const faults = await startEraseFaults();
    try {
      const failed: string[] = [];
      for (let n = keychain === 'error' ? 2 : 3; ; n += keychain === 'error' ? 6 : 9) {
        const round = await faults.run(n, keychain);
        expect({ n, ...round }).toMatchObject({ n, ...wantedAfterFault(round) });
        if (round.failed === undefined) break;
        failed.push(round.failed);
      }
      expect(failed.length).toBeGreaterThan(6);
    } finally {
      await faults.close();
    }
  },
  60_000,
);
