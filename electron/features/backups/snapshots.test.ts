import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { createManualClock } from '../../../test/fakes/manual-clock.ts';
import { backUp } from '../../db/backup.ts';
import { openStore } from '../../db/store.ts';
import type { StoreTask } from '../../ports/store-tasks.ts';
import { Snapshots } from './snapshots.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const nameOf = (at: string, isWeekly = false) => `mizan-${at.replace(/[-:.]/g, '')}-v7${isWeekly ? '-weekly' : ''}.db`;
const NOW = '2026-11-07T10:00:00.000Z';

let dir: string;
let ran: StoreTask[];
let failWith: ErrorCode[];
const clock = createManualClock(Date.parse(NOW));
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mizan-snapshots-'));
  ran = [];
  failWith = [];
  clock.setWall(Date.parse(NOW));
});
afterEach(() => rmSync(dir, { recursive: true }));

const snapshots = (state: { isWriting?: boolean; hasData?: boolean } = {}) =>
  new Snapshots({
    store: { path: join(dir, 'mizan.db'), keyHex: '5c'.repeat(32) },
    dir,
    tasks: {
      run: async (task) => {
        ran.push(task);
        const code = failWith.shift();
        if (code) throw new AppError(code, 'scripted');
      },
    },
    clock,
    log: quiet,
    isWriting: () => state.isWriting ?? false,
    hasData: () => state.hasData ?? true,
    onChange: () => undefined,
  });

it('R8 makes a weekly one when there is data, and the last is a week old, whatever it was made for', () => {
  snapshots().check();
  expect(ran).toMatchObject([{ kind: 'snapshot', isWeekly: true }]);
  writeFileSync(join(dir, nameOf('2026-11-01T10:00:00.000Z')), '');
  snapshots().check();
  expect(ran).toHaveLength(1);
  clock.setWall(Date.parse('2026-11-08T10:00:00.000Z'));
  snapshots().check();
  expect(ran).toHaveLength(2);
});

it('R8 waits while a run writes, and makes none of an empty store', () => {
  snapshots({ isWriting: true }).check();
  snapshots({ hasData: false }).check();
  expect(ran).toEqual([]);
});

it('R8 tries again when the store was written meanwhile, and tells what else failed until one succeeds', async () => {
  const one = snapshots();
  failWith = ['busy', 'busy'];
  await one.make(false);
  expect([ran.length, one.failure]).toEqual([3, null]);
  failWith = ['disk_full'];
  await expect(one.make(false)).rejects.toMatchObject({ code: 'disk_full' });
  expect(one.failure).toBe('disk_full');
  // Not at every tick.
  one.check();
  expect(ran).toHaveLength(4);
  await one.make(false);
  expect(one.failure).toBeNull();
});

it('R8 keeps the last three and the newest weekly one, however many schema steps come after it', () => {
  const key = Buffer.from('5c'.repeat(32), 'hex');
  const store = openStore({ dir: join(dir, 'store'), key, clock, log: quiet });
  const backups = join(dir, 'backups');
  const make = (at: string, isWeekly = false) => backUp({ db: store.db, dir: backups, keyHex: key.toString('hex'), at, isWeekly });
  make('2026-10-01T10:00:00.000Z', true);
  make('2026-10-08T10:00:00.000Z', true);
  for (const day of ['09', '10', '11', '12']) make(`2026-10-${day}T10:00:00.000Z`);
  store.close();
  expect(readdirSync(backups).map((name) => name.slice(6, 14))).toEqual(['20261008', '20261010', '20261011', '20261012']);
});
