/** @file S30 R27, all of it: each call of a port fails once while everything is erased. test/integration has a share of it. */
import { expect, it } from 'vitest';
import { startEraseFaults, wantedAfterFault } from '../harness/erase-faults.ts';

it.each(['error', 'locked'] as const)(
  'S30 every call fails once (keychain: %s): in the end nothing is left and the provider was told',
  async (keychain) => {
    const faults = await startEraseFaults();
    try {
      const ports = new Set<string>();
      for (let n = 1; ; n += 1) {
        const round = await faults.run(n, keychain);
        expect({ n, ...round }).toMatchObject({ n, ...wantedAfterFault(round) });
        if (round.failed === undefined) break;
        ports.add(round.failed.split('.')[0] ?? '');
      }
      expect([...ports].sort()).toEqual(['files', 'hostData', 'http', 'secrets']);
    } finally {
      await faults.close();
    }
  },
);
