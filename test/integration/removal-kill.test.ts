/**
 * @file S31: what is left of a bank, or of an account, when the process that removes it is killed (kill -9) at any of its steps. A share of
 * the steps here; test/long has every one.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { marksIn, marksOf, uncoveredTables } from '../harness/marked-store.ts';
import { startRemovalRounds } from '../harness/removal-rounds.ts';
import {
  aRemovalService,
  bytesOnDisk,
  indexLeft,
  openMarked,
  pagesIn,
  removeBankA,
  seedMarked,
  touch,
  willing,
} from '../harness/removal-world.ts';

/** Every so many steps. */
const EVERY = 5;

describe('the search itself', () => {
  it('finds the marker of every table, in the files of a plain store and below the cipher', () => {
    for (const kind of ['plain', 'encrypted'] as const) {
      const dir = mkdtempSync(join(tmpdir(), 'mizan-marked-'));
      try {
        seedMarked(dir, kind);
        const { db, close } = openMarked(dir, kind);
        // A table added by a migration belongs into test/harness/marked-store.ts.
        expect(uncoveredTables(db)).toEqual([]);
        const all = marksOf('a', 'everything');
        expect(marksIn(kind === 'plain' ? bytesOnDisk(dir) : pagesIn(dir, db), all)).toEqual(all.map((mark) => mark.what));
        expect(indexLeft(db).terms).toBe(1);
        close();
      } finally {
        rmSync(dir, { recursive: true });
      }
    }
  });

  it('finds what is only freed: without overwriting, a removed bank stands in free pages', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'mizan-marked-'));
    try {
      seedMarked(dir, 'plain');
      const { db, close } = openMarked(dir, 'plain');
      db.pragma('secure_delete=OFF');
      await removeBankA(aRemovalService(dir, db, willing), 'bank');
      expect(db.prepare('SELECT count(*) FROM transactions WHERE account_id = ?').pluck().get('account-a')).toBe(0);
      expect(marksIn(bytesOnDisk(dir), marksOf('a', 'bank')).length).toBeGreaterThan(5);
      close();
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('S31 the log file of the store is empty afterwards, though the removal itself went through it', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'mizan-marked-'));
    try {
      seedMarked(dir, 'plain');
      const { db, close } = openMarked(dir, 'plain');
      touch(db);
      await removeBankA(aRemovalService(dir, db, willing), 'bank');
      expect(marksIn(bytesOnDisk(dir), marksOf('a', 'bank'))).toEqual([]);
      close();
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});

describe.each(['plain', 'encrypted'] as const)('killed while removing, the store %s', (kind) => {
  it.each(['bank', 'account'] as const)(
    'S31 one %s: the next start leaves no byte of it, and the others as they are',
    (level) => {
      const rounds = startRemovalRounds(kind, level);
      try {
        const whole = rounds.run(0);
        expect(whole).toMatchObject({ isBegun: true, left: [], index: { rows: 0, terms: 0 }, rows: 0, changed: [], faults: [] });
        const steps = whole.steps ?? 0;
        expect(steps).toBeGreaterThan(15);
        let begun = 0;
        for (let step = level === 'bank' ? 2 : 5; step <= steps; step += EVERY) {
          const round = rounds.run(step);
          if (round.isBegun) begun += 1;
          const wanted = round.isBegun
            ? { left: [], index: { rows: 0, terms: 0 }, rows: 0 }
            : { left: marksOf('a', level).map((mark) => mark.what) };
          expect({ step, ...round }).toMatchObject({ step, ...wanted, changed: [], faults: [] });
        }
        expect(begun).toBeGreaterThan(0);
      } finally {
        rounds.close();
      }
    },
    60_000,
  );
});
