/**
 * @file S30: a process that erases everything is killed (kill -9) at any of its steps, and Mizan started again. Nothing may be left in the data
 * folder, the keychain, and all around them; the provider is told once. A share of the steps here; test/long has every one.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../electron/db/store.ts';
import { standingClock } from '../builders/ledger-builder.ts';
import { type EraseOptions, startEraseRounds, wanted } from '../harness/erase-rounds.ts';
import { startEraseServer } from '../harness/erase-server.ts';
import { dataDirOf, keychainOf, marksOfSeed, otherIdOf, seedErase, tracesIn } from '../harness/erase-world.ts';
import { marksIn, marksOf, uncoveredTables } from '../harness/marked-store.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('the search itself', () => {
  it('finds every mark before anything is erased: in plain files and the keychain as they lie there, in both stores below the cipher', async () => {
    const place = join(mkdtempSync(join(tmpdir(), 'mizan-erase-seed-')), 'seed');
    const server = await startEraseServer({});
    try {
      await seedErase(place, server.baseUrl);
      const marks = await marksOfSeed(place);
      const lying = tracesIn(place, [...marks.a, ...marks.b, ...marks.c]).map((trace) => trace.split(' in ')[0]);
      const stored: string[] = [];
      for (const [id, bank] of [
        ['practice', 'a'],
        [otherIdOf(place), 'b'],
      ] as const) {
        const key = await keychainOf(place).get(`${id}:database-key`);
        const keyBytes = Buffer.from(key.status === 'found' ? key.value : '', 'hex');
        const options = { dir: join(dataDirOf(place), 'environments', id), key: keyBytes, clock: standingClock(), log: quiet };
        const { db, close } = openStore(options);
        // A table added by a migration belongs into test/harness/marked-store.ts.
        expect(uncoveredTables(db)).toEqual([]);
        stored.push(...marksIn(db.serialize(), [...marksOf(bank, 'everything'), ...marks[bank]]));
        close();
      }
      const found = [...stored, ...lying];
      // Sealed with a key of the keychain, and in the database besides.
      const sealed = ['b: token'];
      const all = [...marks.a, ...marks.b, ...marks.c].map((mark) => mark.what).filter((what) => !what.endsWith('(wide)'));
      expect(all.filter((what) => !found.includes(what) && !sealed.includes(what))).toEqual([]);
      expect(all.length).toBeGreaterThan(90);
    } finally {
      await server.close();
      rmSync(join(place, '..'), { recursive: true });
    }
  });
});

it.each([
  [3, 25],
  [60, 40],
])(
  'S30 killed at step %i, and the start that finishes at its step %i: the one after that leaves no trace',
  async (step, again) => {
    const options: EraseOptions = { mode: 'online', isEvery: false };
    const rounds = await startEraseRounds(options);
    try {
      const round = await rounds.run(step, again);
      expect(round).toMatchObject({ isBegun: true, ...wanted(round, options) });
    } finally {
      await rounds.close();
    }
  },
  60_000,
);

/** Every so many steps. */
const SHARES: readonly [EraseOptions, number][] = [
  [{ mode: 'online', isEvery: false }, 17],
  [{ mode: 'refused', isEvery: true }, 45],
  [{ mode: 'offline', isEvery: false }, 61],
];

it.each(SHARES)(
  'S30 killed at any step (%j), the next start leaves no trace, and the provider is told once',
  async (options, every) => {
    const rounds = await startEraseRounds(options);
    try {
      const whole = await rounds.run(0);
      expect(whole).toMatchObject(wanted(whole, options));
      const steps = whole.steps ?? 0;
      expect(steps).toBeGreaterThan(80);
      for (let step = 2; step <= steps; step += every) {
        const round = await rounds.run(step);
        expect({ step, ...round }).toMatchObject({ step, ...wanted(round, options) });
      }
    } finally {
      await rounds.close();
    }
  },
  120_000,
);
