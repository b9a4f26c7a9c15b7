import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { EditChanges } from '../../../shared/contract/transaction-edits.ts';
import { createSyncWorld, HOUR_MS, type SyncWorld } from '../../../test/builders/sync-world.ts';
import { anItem, type FakeAccount, manyItems, parseFakePage } from '../../../test/fakes/fake-provider.ts';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { annotationHandlers } from '../annotations/annotation-handlers.ts';
import { createRecategoriser } from '../categories/recategoriser.ts';
import { checkInvariants } from './invariants.ts';
import { compareWithReceived } from './rebuild.ts';

function oneAccount(): { world: SyncWorld; account: FakeAccount } {
  const world = createSyncWorld();
  const [account] = world.provider.accounts.values();
  if (!account) throw new Error('the fake has an account');
  return { world, account };
}
const compare = ({ db }: SyncWorld) => compareWithReceived(db, parseFakePage);

describe('rebuilding the ledger', () => {
  it('gives the identical ledger from the raw pages and a handful of observations of a first import', async () => {
    const { world, account } = oneAccount();
    account.items = manyItems(300);
    world.provider.pageSize = 100;
    await world.sync();
    expect(compare(world)).toEqual({ rows: 300, differences: 0 });
    expect(world.rows('SELECT kind, count FROM observations')).toEqual([1, 2, 3].map(() => ({ kind: 'added', count: 100 })));
  });

  it('R19 keeps a row the bank deleted readable, out of every sum, and brings it back when the bank lists it again', async () => {
    const { world, account } = oneAccount();
    const kept = anItem({ providerId: 'T2', purpose: 'another' });
    account.items = [anItem({ providerId: 'T1' }), kept];
    await world.sync();
    await world.advance(26 * HOUR_MS);
    account.items = [kept];
    account.deleted = [{ id: 'T1', atMs: world.provider.nowMs }];
    expect(await world.sync()).toMatchObject({ removedCount: 1 });
    const removed = world.rows('SELECT id, amount_minor, purpose FROM removed_transactions');
    expect({
      removed,
      left: world.rows('SELECT id FROM transactions'),
      sums: world.rows('SELECT out_minor, count FROM daily_account_totals'),
    }).toEqual({
      removed: [{ id: 1, amount_minor: -25_00, purpose: 'POS purchase Corner Cafe' }],
      left: [{ id: 2 }],
      sums: [{ out_minor: -25_00, count: 1 }],
    });
    // The page that names the id as deleted is the proof of it, and is kept.
    expect(world.rows(`SELECT p.plan FROM observations o JOIN raw_pages p ON p.id = o.page_id WHERE o.kind = 'removed'`)).toEqual([
      { plan: 'modified' },
    ]);
    await world.advance(26 * HOUR_MS);
    account.deleted = [];
    account.items = [anItem({ providerId: 'T1', purpose: 'corrected', modifiedMs: world.provider.nowMs }), kept];
    expect(await world.sync()).toMatchObject({ newCount: 1, removedCount: 0 });
    expect(world.rows('SELECT id, purpose, first_seen_at FROM transactions ORDER BY id')).toMatchObject([
      { id: 1, purpose: 'corrected', first_seen_at: '2026-11-07T11:07:00.000Z' },
      { id: 2 },
    ]);
    expect({
      left: world.rows('SELECT id FROM removed_transactions'),
      compared: compare(world),
      faults: checkInvariants(world.db),
    }).toEqual({
      left: [],
      compared: { rows: 2, differences: 0 },
      faults: [],
    });
  });

  it('keeps the number of a removed row its own', async () => {
    const { world, account } = oneAccount();
    account.items = [anItem({ providerId: 'P1', isBooked: false })];
    await world.sync();
    account.items = [];
    await world.sync();
    account.items = [anItem({ providerId: 'T9', purpose: 'unlike', counterparty: 'Other' })];
    const later = createSyncWorld({ db: world.db, provider: world.provider });
    await later.sync();
    expect([world.rows('SELECT id FROM removed_transactions'), world.rows('SELECT id FROM transactions')]).toEqual([
      [{ id: 1 }],
      [{ id: 2 }],
    ]);
  });

  it('tells a ledger that is not what was received', async () => {
    const { world, account } = oneAccount();
    account.items = manyItems(20);
    await world.sync();
    world.db.exec('UPDATE transactions SET amount_minor = amount_minor + 1 WHERE id = 7');
    expect(compare(world)).toEqual({ rows: 20, differences: 2 });
  });

  it('gives the identical ledger with everything a person said of it: edits, tags, rules, and what was taken back again', async () => {
    const { world, account } = oneAccount();
    account.items = manyItems(40);
    await world.sync();
    const handlers = annotationHandlers({ db: world.db, clock: world.clock, emit: () => undefined });
    const say = (ids: number[], changes: EditChanges) => handlers['transactions.edit']({ target: { ids }, changes });
    world.db.exec(`INSERT INTO category_rules (position, text, direction, category_id, created_at) VALUES (1, 'cafe', 'any', 303, 'x')`);
    createRecategoriser(world.db).all();
    await say([1, 2, 3], { title: 'Mine', note: 'a note', categoryId: 301, isReviewed: true, addTags: ['School', 'زكاة'] });
    await say([4, 5], { isReviewed: false, note: 'look again' });
    await say([6, 7, 8], { isReviewed: false, categoryId: 101 });
    // Rows of an old history count as reviewed, new ones do not: what is taken back says which it was.
    for (let step = 0; step < 2; step += 1) await handlers['transactions.undo']({ token: null });
    expect(world.rows('SELECT DISTINCT is_reviewed FROM transactions')).toEqual([{ is_reviewed: 1 }]);
    await handlers['tags.rename']({ id: 1, name: 'University' });
    await handlers['tags.remove']({ id: 2 });
    await say([2], { note: null, title: null });
    expect(compare(world)).toEqual({ rows: 40, differences: 0 });
    await world.advance(26 * HOUR_MS);
    account.items = account.items.map((item, index) =>
      index < 3 ? { ...item, purpose: 'corrected', modifiedMs: world.provider.nowMs } : item,
    );
    account.deleted = [{ id: account.items[5]?.providerId ?? '', atMs: world.provider.nowMs }];
    account.items = account.items.filter((_, index) => index !== 5);
    await world.sync();
    const survived = world.rows('SELECT own_category, is_reviewed, own_text FROM transactions WHERE id = 1');
    expect({ survived, compared: compare(world), faults: checkInvariants(world.db) }).toEqual({
      survived: [{ own_category: 301, is_reviewed: 1, own_text: 'mine a note university' }],
      compared: { rows: 39, differences: 0 },
      faults: [],
    });
  });

  it('R3 carries the earlier versions of a store of the first schema over, in their order', () => {
    const db = new Database(':memory:');
    migrate(db, migrations.slice(0, 1));
    db.pragma('foreign_keys=OFF');
    const row = db.prepare(
      `INSERT INTO transactions (id, account_id, fingerprint, occurrence, is_pending, day_on, amount_minor, currency, title, counterparty, purpose,
         booking_text, kind, search_text, first_seen_at, changed_at, page_id, place, run_id)
       VALUES (?, 'a', zeroblob(16), 1, 0, '2026-11-01', -1, 'SAR', '', '', '', '', 'card', '', ?, ?, ?, ?, ?)`,
    );
    db.exec(`INSERT INTO connections (id, bank_name, state, connected_at) VALUES ('c', 'Bank', 'active', 'x');
      INSERT INTO accounts (id, connection_id, identity, kind, provider_type, currency, bank_label, created_at)
      VALUES ('a', 'c', 'a', 'current', 't', 'SAR', '', 'x')`);
    row.run(1, '2026-11-01T00:00:00Z', '2026-11-05T00:00:00Z', 12, 2, 5);
    row.run(2, '2026-11-02T00:00:00Z', null, 11, 1, 2);
    const earlier = db.prepare('INSERT INTO observations (transaction_id, page_id, place, run_id, replaced_at) VALUES (?, ?, ?, ?, ?)');
    earlier.run(1, 10, 0, 1, '2026-11-03T00:00:00Z');
    earlier.run(1, 11, 0, 3, '2026-11-05T00:00:00Z');
    migrate(db, migrations);
    expect(db.prepare('SELECT kind, transaction_id, page_id, place, run_id, at FROM observations ORDER BY id').raw().all()).toEqual([
      ['added', 1, 10, 0, 1, '2026-11-01T00:00:00Z'],
      ['added', 2, 11, 1, 2, '2026-11-02T00:00:00Z'],
      ['changed', 1, 11, 0, 3, '2026-11-03T00:00:00Z'],
      ['changed', 1, 12, 2, 5, '2026-11-05T00:00:00Z'],
    ]);
  });
});
