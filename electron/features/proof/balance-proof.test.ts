import { describe, expect, it } from 'vitest';
import { createSyncWorld, HOUR_MS, type SyncWorld } from '../../../test/builders/sync-world.ts';
import { anItem, type FakeAccount, type FakeItem } from '../../../test/fakes/fake-provider.ts';
import { createAccountReader } from '../accounts/account-service.ts';
import { positionsOf } from '../overview/positions.ts';
import { createBalanceProof } from './balance-proof.ts';

type Shown = { readonly balance: number; readonly items: readonly Partial<FakeItem>[] };

/** An account over some days: what the bank shows at each sync, one a day. */
async function over(...days: readonly Shown[]): Promise<{ world: SyncWorld; account: FakeAccount; id: string }> {
  const world = createSyncWorld();
  const [account] = world.provider.accounts.values();
  if (!account) throw new Error('the fake has an account');
  for (const { balance, items } of days) {
    const { nowMs } = world.provider;
    account.listed = { ...account.listed, balance: { minor: balance, asOf: new Date(nowMs).toISOString() } };
    account.items = items.map((item) => anItem({ modifiedMs: nowMs, ...item }));
    expect((await world.sync()).outcome).toBe('ok');
    await world.advance(24 * HOUR_MS);
  }
  return { world, account, id: String(world.db.prepare('SELECT id FROM accounts').pluck().get()) };
}
const first = { providerId: 'T1', amountMinor: -25_00 };
const second = { providerId: 'T2', amountMinor: -10_00, bookedOn: '2026-11-08', purpose: 'second' };

describe('balance proof', () => {
  it('R6 R26 proves a balance that opening and booked rows explain, day by day', async () => {
    const { world, id } = await over({ balance: 975_00, items: [first] }, { balance: 965_00, items: [first, second] });
    expect(createBalanceProof(world.db).of(id)).toEqual({
      status: 'proven',
      openingMinor: 1000_00,
      bookedMinor: -35_00,
      differenceMinor: 0,
      since: null,
      days: [
        { day: '2026-11-07', balanceMinor: 975_00, expectedMinor: 975_00 },
        { day: '2026-11-08', balanceMinor: 965_00, expectedMinor: 965_00 },
      ],
      causes: [],
    });
  });

  it('R26 names the day from which a balance is not explained, and that rows are missing', async () => {
    const items = [first];
    const { world, id } = await over({ balance: 975_00, items }, { balance: 900_00, items }, { balance: 900_00, items });
    expect(createBalanceProof(world.db).of(id)).toMatchObject({
      status: 'unproven',
      differenceMinor: -75_00,
      since: '2026-11-08',
      causes: ['missing_history'],
    });
    const [account] = createAccountReader({ db: world.db, clock: world.clock }).list({ includeHidden: true });
    expect(account?.isProven).toBe(false);
    expect(positionsOf(account ? [account] : []).main).toMatchObject({ netMinor: 900_00, unprovenMinor: 900_00 });
  });

  it('recognises pending amounts the bank counts already', async () => {
    const held = { providerId: 'P1', isBooked: false, amountMinor: -40_00, purpose: 'held' };
    const { world, id } = await over({ balance: 975_00, items: [first] }, { balance: 935_00, items: [first, held] });
    expect(createBalanceProof(world.db).of(id)).toMatchObject({ differenceMinor: -40_00, causes: ['pending_counted'] });
  });

  it('names foreign currency, unreadable items, rows that came late and rows that were deleted', async () => {
    const foreign = { providerId: 'T3', amountMinor: -5_00, currency: 'USD', purpose: 'abroad' };
    const late = { providerId: 'T4', amountMinor: -9_00, bookedOn: '2026-10-01', purpose: 'late' };
    const { world, account, id } = await over({ balance: 975_00, items: [first, second] });
    account.deleted = [{ id: 'T1', atMs: world.provider.nowMs }];
    account.items = [second, foreign, late].map((item) => anItem({ modifiedMs: world.provider.nowMs, ...item }));
    account.listed = { ...account.listed, balance: { minor: 1_00, asOf: null } };
    await world.sync();
    world.db.exec('UPDATE accounts SET quarantined_count = 1');
    expect(createBalanceProof(world.db).of(id).causes).toEqual(['unreadable_items', 'deleted_rows', 'late_rows', 'foreign_currency']);
  });

  it('claims nothing before the first import is complete or a balance is known', async () => {
    const { world, id } = await over({ balance: 975_00, items: [first] });
    world.db.exec('UPDATE accounts SET import_offset = 0');
    expect(createBalanceProof(world.db).of(id)).toMatchObject({ status: 'unknown', differenceMinor: null });
    expect(createBalanceProof(world.db).of('none').status).toBe('unknown');
  });
});
