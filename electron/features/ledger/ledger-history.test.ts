import { describe, expect, it } from 'vitest';
import { createSyncWorld, HOUR_MS, type SyncWorld } from '../../../test/builders/sync-world.ts';
import { anItem, type FakeAccount, type FakeItem, manyItems, parseFakePage } from '../../../test/fakes/fake-provider.ts';
import { createTransactionService } from '../transactions/transaction-service.ts';
import { createLedgerHistory } from './ledger-history.ts';

function oneAccount(): { world: SyncWorld; account: FakeAccount; show(items: readonly Partial<FakeItem>[]): Promise<void> } {
  const world = createSyncWorld();
  const [account] = world.provider.accounts.values();
  if (!account) throw new Error('the fake has an account');
  return {
    world,
    account,
    /** The bank shows these and two days pass after a sync. */
    async show(items) {
      account.items = items.map((item) => anItem({ modifiedMs: world.provider.nowMs, ...item }));
      expect((await world.sync()).outcome).toBe('ok');
      await world.advance(48 * HOUR_MS);
    },
  };
}
const historyOf = ({ db }: SyncWorld, id = 1) => createLedgerHistory(db, parseFakePage).of(id);

describe('the history of a row', () => {
  it('R18 tells held 120.00 on one day and booked 117.50 on another as one row', async () => {
    const { world, show } = oneAccount();
    await show([{ providerId: 'T1', isBooked: false, amountMinor: -120_00, bookedOn: '2026-11-07' }]);
    await show([{ providerId: 'T1', amountMinor: -117_50, bookedOn: '2026-11-09' }]);
    expect(historyOf(world)).toEqual([
      {
        kind: 'held',
        at: '2026-11-07T11:07:00.000Z',
        runId: 1,
        day: '2026-11-07',
        amountMinor: -120_00,
        currency: 'SAR',
        beforeMinor: null,
        changes: [],
        link: null,
      },
      {
        kind: 'booked',
        at: '2026-11-09T11:07:00.000Z',
        runId: 2,
        day: '2026-11-09',
        amountMinor: -117_50,
        currency: 'SAR',
        beforeMinor: -120_00,
        changes: [{ field: 'bookedOn', from: '2026-11-07', to: '2026-11-09' }],
        link: 'same_id',
      },
    ]);
  });

  it('says when a held amount was matched to a booking under another id', async () => {
    const { world, show } = oneAccount();
    await show([{ providerId: 'P1', isBooked: false, bookedOn: '2026-11-07' }]);
    await show([{ providerId: 'T1', bookedOn: '2026-11-08' }]);
    expect(historyOf(world).map(({ kind, link }) => [kind, link])).toEqual([
      ['held', null],
      ['booked', 'matched'],
    ]);
  });

  it('names each text the bank changed, from what to what, and a new id', async () => {
    const { world, show } = oneAccount();
    await show([{ providerId: 'T1', purpose: 'old words' }]);
    await show([{ providerId: 'T1', purpose: 'new words', valueOn: '2026-11-02' }]);
    await show([{ providerId: 'T2', purpose: 'new words', valueOn: '2026-11-02' }]);
    expect(historyOf(world).map(({ kind, changes }) => [kind, changes])).toEqual([
      ['booked', []],
      [
        'changed',
        [
          { field: 'valueOn', from: '', to: '2026-11-02' },
          { field: 'purpose', from: 'old words', to: 'new words' },
        ],
      ],
      ['reissued', []],
    ]);
  });

  it('finds the beginning of a row that shares its observation with its neighbours', async () => {
    const { world, account } = oneAccount();
    account.items = manyItems(50);
    await world.sync();
    expect(historyOf(world, 37)).toMatchObject([{ kind: 'booked', amountMinor: account.items[36]?.amountMinor }]);
    expect(historyOf(world, 51)).toEqual([]);
  });

  it('lists a row the bank deleted where it stood, as removed, with its history and outside the sums', async () => {
    const { world, account, show } = oneAccount();
    await show([{ providerId: 'T1' }, { providerId: 'T2', amountMinor: -7_00 }]);
    account.deleted = [{ id: 'T1', atMs: world.provider.nowMs }];
    await show([{ providerId: 'T2', amountMinor: -7_00 }]);
    const service = createTransactionService(world.db, parseFakePage);
    const list = service.page({ search: '', accountIds: [], fromDay: null, toDay: null, cursor: null, limit: 10 });
    expect({
      rows: list.rows.map(({ id, removedAt }) => [id, removedAt]),
      sums: list.daySums.map(({ sumMinor, count }) => [sumMinor, count]),
      counts: service.count({ search: '', accountIds: [], fromDay: null, toDay: null }),
      found: service.page({ search: 'corner', accountIds: [], fromDay: null, toDay: null, cursor: null, limit: 1 }).nextCursor,
    }).toEqual({
      rows: [
        [2, null],
        [1, '2026-11-09T11:07:00.000Z'],
      ],
      sums: [[-7_00, 1]],
      counts: { matching: 1, total: 1 },
      found: '2026-11-01.2',
    });
    const detail = service.get(1);
    expect([detail.removedAt, detail.original !== '', detail.history.map(({ kind }) => kind)]).toEqual([
      '2026-11-09T11:07:00.000Z',
      true,
      ['booked', 'removed'],
    ]);
  });

  it('tells a held amount the bank let go', async () => {
    const { world, show } = oneAccount();
    await show([{ providerId: 'P1', isBooked: false }]);
    await show([]);
    expect(historyOf(world).map(({ kind }) => kind)).toEqual(['held', 'released']);
  });
});
