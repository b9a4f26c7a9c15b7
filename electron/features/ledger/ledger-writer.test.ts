import { describe, expect, it } from 'vitest';
import { createSyncWorld } from '../../../test/builders/sync-world.ts';
import { anItem, type FakeItem } from '../../../test/fakes/fake-provider.ts';
import type { Db } from '../../db/open.ts';
import { checkInvariants } from './invariants.ts';
import { createRowMaker } from './ledger-row.ts';
import { createLedgerWriter } from './ledger-writer.ts';
import { toReadPage } from './read-page.ts';

const RECEIVED_AT = '2026-11-07T11:07:00.000Z';

/** A store with one account whose first import has not begun. */
async function emptyAccount() {
  const { db, service } = createSyncWorld();
  await service.start('connect');
  db.prepare('UPDATE accounts SET import_offset = 0').run();
  const accountId = String(db.prepare('SELECT id FROM accounts').pluck().get());
  const writer = createLedgerWriter(db);
  const makeRow = createRowMaker();
  const pageOf = (items: readonly FakeItem[]) =>
    toReadPage(
      makeRow,
      { accountId, providerId: 'A1.1' },
      {
        items: items.map((item, place) => ({ ...item, accountId: 'A1.1', place, createdAt: null, modifiedAt: null })),
        quarantined: [],
        deletedIds: [],
        receivedCount: items.length,
        keys: items.map((_item, place) => String(place)),
        raw: Buffer.from('{}'),
        receivedAt: RECEIVED_AT,
      },
      'all',
    );
  const context = { accountId, runId: 1, at: RECEIVED_AT, today: '2026-11-07' };
  const importPage = (items: readonly FakeItem[], offset: number) =>
    db.transaction(() => writer.importPage(context, pageOf(items), offset))();
  return { db, importPage, pageOf, writer, accountId };
}
const rows = (db: Db) => db.prepare('SELECT id, provider_id, occurrence, day_on FROM transactions ORDER BY id').all();

describe('ledger writer', () => {
  it('R16 takes a page of the first import once, also when its rows have no ids', async () => {
    const { db, importPage } = await emptyAccount();
    const page = [anItem({ providerId: null }), anItem({ providerId: null }), anItem({ providerId: 'T1' })];
    expect(importPage(page, 0)).toEqual({ newCount: 3, changedCount: 0, removedCount: 0 });
    const before = rows(db);
    expect(importPage(page, 0)).toBeUndefined();
    expect(importPage(page, 7)).toBeUndefined();
    expect({ rows: rows(db), faults: checkInvariants(db) }).toEqual({ rows: before, faults: [] });
  });

  it('R17 takes a row the bank delivers again on the next page as the one it has', async () => {
    const { db, importPage } = await emptyAccount();
    importPage([anItem({ providerId: 'T1' }), anItem({ providerId: 'T2' })], 0);
    expect(importPage([anItem({ providerId: 'T2' }), anItem({ providerId: 'T3' })], 2)).toMatchObject({ newCount: 1 });
    expect(rows(db).length).toBe(3);
  });

  it('lists a row without any day under the day it was first seen', async () => {
    const { db, importPage } = await emptyAccount();
    importPage([anItem({ bookedOn: null, valueOn: null })], 0);
    expect(rows(db)).toEqual([{ id: 1, provider_id: 'T1', occurrence: 1, day_on: '2026-11-07' }]);
  });

  it('R17 asks for whole days only where a row may be known under another id', async () => {
    const { importPage, pageOf, writer, accountId } = await emptyAccount();
    importPage([anItem({ providerId: 'T1' }), anItem({ providerId: null, bookedOn: '2026-10-01' })], 0);
    const ambiguity = (change: Partial<FakeItem>) => writer.ambiguousSince(accountId, [pageOf([anItem(change)])]);
    expect([
      ambiguity({ providerId: 'T1' }),
      ambiguity({ providerId: 'T2', purpose: 'something else' }),
      ambiguity({ providerId: 'T2' }),
      ambiguity({ providerId: 'T3', bookedOn: '2026-10-01' }),
      ambiguity({ providerId: null }),
    ]).toEqual([undefined, undefined, '2026-11-01', '2026-10-01', '2026-11-01']);
  });
});
