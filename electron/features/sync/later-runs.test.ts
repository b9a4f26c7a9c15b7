import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { createSyncWorld, failing, HOUR_MS, results, stateOf, THREE, threeAccounts } from '../../../test/builders/sync-world.ts';
import { anItem, aProviderAccount, createFakeProvider, manyItems } from '../../../test/fakes/fake-provider.ts';
import { checkInvariants } from '../ledger/invariants.ts';

describe('later runs', () => {
  it('R19 reads what changed since three days before the newest received time, and the pending set', async () => {
    const world = await threeAccounts();
    expect(await world.sync()).toMatchObject({ outcome: 'ok', newCount: 6, changedCount: 0, removedCount: 3 });
    const plans = world.provider.calls.flatMap((call) => (call.accountId === 'A1' ? [call.plan] : []));
    expect(plans).toEqual([
      { kind: 'pending', since: '2024-12-19', offset: 0 },
      { kind: 'modified', since: '2024-12-30', offset: 0 },
      // Thirty items may be all the server gives at a time: an empty page says that they were all.
      { kind: 'modified', since: '2024-12-30', offset: 30 },
    ]);
    expect(checkInvariants(world.db)).toEqual([]);
  });

  it('R19 never takes a cursor from the future or from its own clock', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    account?.items.push(anItem({ modifiedMs: Date.parse('2099-01-01T00:00:00Z') }));
    await world.sync();
    expect(world.rows('SELECT cursor_at FROM accounts')).toEqual([{ cursor_at: '2026-11-07T11:07:00.000Z' }]);
    world.clock.setWall(Date.parse('2031-01-01T00:00:00Z'));
    await world.sync();
    expect(world.rows('SELECT cursor_at FROM accounts')).toEqual([{ cursor_at: '2026-11-07T11:07:00.000Z' }]);
  });

  it('R19 falls back to the 90 days before the newest booking when changes cannot be asked for, and removes nothing that is missing there', async () => {
    const world = await threeAccounts();
    failing(world, (call) => call.plan?.kind === 'modified', 'provider_rejected');
    expect(await world.sync()).toMatchObject({ outcome: 'ok', newCount: 6, removedCount: 0 });
    expect(world.provider.calls.find((call) => call.plan?.kind === 'booked')?.plan).toMatchObject({ since: '2024-10-04' });
  });

  it('R14 R27 does nothing or everything per account when any one call of the run fails', async () => {
    const untouched = await threeAccounts();
    const before = THREE.map((id) => stateOf(untouched, id));
    const complete = await untouched.sync();
    const callCount = untouched.provider.calls.length;
    const after = THREE.map((id) => stateOf(untouched, id));
    expect(complete.outcome).toBe('ok');

    for (let failAt = 1; failAt <= callCount; failAt += 1) {
      const world = await threeAccounts();
      world.provider.fail = (number) => (number === failAt ? new AppError('timeout', 'scripted') : undefined);
      const run = await world.sync();
      expect({ failAt, outcome: run.outcome, errorCode: run.errorCode }).toEqual({
        failAt,
        // The second call lists the accesses: without it accounts are read all the same.
        outcome: failAt === 1 ? 'failed' : 'partial',
        errorCode: 'timeout',
      });
      const failed = results(world, run.id).flatMap((result) =>
        (result as { code: string | null }).code ? [(result as { id: string }).id] : [],
      );
      expect(failed.length).toBe(failAt <= 2 ? 0 : 1);
      const isUntouched = (id: string) => failAt === 1 || failed.includes(id);
      expect(THREE.map((id) => stateOf(world, id))).toEqual(THREE.map((id, index) => (isUntouched(id) ? before : after)[index]));
      expect(world.db.inTransaction).toBe(false);
      world.provider.fail = () => undefined;
      expect((await world.sync()).outcome).toBe('ok');
      expect(THREE.map((id) => stateOf(world, id))).toEqual(after);
      expect(checkInvariants(world.db)).toEqual([]);
    }
  });

  // After a renewal the old access, which the bank keeps for a while, was read on: its data stood still, and it could go any moment.
  it('R17 reads an account under the id in use, whichever the bank lists first', async () => {
    const world = createSyncWorld();
    const [old] = world.provider.accounts.values();
    if (!old) throw new Error('the fake has an account');
    old.items.push(anItem());
    await world.sync();
    const renewed = { ...old, listed: { ...old.listed, providerId: 'A2.1', accessId: 'X2.1' } };
    world.provider.accounts.clear();
    world.provider.accounts.set('A2.1', renewed);
    await world.sync();
    world.provider.accounts.clear();
    world.provider.accounts.set(old.listed.providerId, old).set('A2.1', renewed);
    world.provider.calls.length = 0;
    expect(await world.sync()).toMatchObject({ outcome: 'ok', newCount: 0 });
    expect(new Set(world.provider.calls.flatMap((call) => call.accountId ?? []))).toEqual(new Set(['A2.1']));
  });

  it('R15 isolates every kind of failure in every position among ten accounts', async () => {
    const codes: ErrorCode[] = [
      'bank_unavailable',
      'rate_limited',
      'sync_quota_exceeded',
      'response_malformed',
      'offline',
      'user_action_required',
      'account_gone',
    ];
    const ids = Array.from({ length: 10 }, (_, index) => `A${index}`);
    for (const [index, code] of codes.entries()) {
      const provider = createFakeProvider(ids.map((providerId) => aProviderAccount({ providerId, accessId: `X${providerId}` })));
      for (const [id, account] of provider.accounts) account.items = manyItems(3, id);
      const world = createSyncWorld({ provider });
      const bad = ids[(index * 3) % 10] ?? '';
      failing(world, (call) => call.accountId === bad, code);
      const run = await world.sync();
      expect({ outcome: run.outcome, errorCode: run.errorCode, newCount: run.newCount }).toEqual({
        outcome: 'partial',
        errorCode: code,
        newCount: 27,
      });
      expect(results(world, run.id)).toEqual(
        ids.map((id) => ({ id, code: id === bad ? code : null, new: id === bad ? 0 : 3, removed: 0 })),
      );
    }
  });

  it('R19 finds once a week what a bank slipped in with times older than the cursor', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (!account) throw new Error('the fake has an account');
    account.items.push(anItem(), anItem({ providerId: 'T2', bookedOn: '2026-11-07', modifiedMs: world.provider.nowMs }));
    await world.sync();
    account.items.push(anItem({ providerId: 'T3', bookedOn: '2026-10-20', purpose: 'late' }));
    await world.advance(6 * 24 * HOUR_MS);
    expect((await world.sync()).newCount).toBe(0);
    await world.advance(25 * HOUR_MS);
    expect((await world.sync()).newCount).toBe(1);
    world.provider.calls.length = 0;
    await world.sync();
    expect(world.provider.calls.some((call) => call.plan?.kind === 'booked')).toBe(false);
  });

  it('R6 flags an account whose rows stop explaining its balance, and unflags it when they do again', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (!account) throw new Error('the fake has an account');
    const flag = () => world.rows('SELECT is_reconciled FROM accounts');
    const withBalance = (minor: number) => {
      account.listed = { ...account.listed, balance: { minor, asOf: null } };
    };
    account.items.push(anItem());
    await world.sync();
    withBalance(900_00);
    await world.sync();
    expect(flag()).toEqual([{ is_reconciled: 0 }]);
    account.items.push(anItem({ providerId: 'T2', amountMinor: -100_00, purpose: 'late', modifiedMs: world.provider.nowMs }));
    await world.sync();
    expect(flag()).toEqual([{ is_reconciled: 1 }]);
  });

  it('stores one balance per account and Riyadh day, and none when the bank does not know it', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (!account) throw new Error('the fake has an account');
    const listing = async (balance: { minor: number; asOf: string | null } | null) => {
      account.listed = { ...account.listed, balance };
      await world.sync();
    };
    await listing({ minor: 1, asOf: '2026-11-05T20:59:00.000Z' });
    await listing({ minor: 2, asOf: '2026-11-05T21:00:00.000Z' });
    await listing({ minor: 3, asOf: null });
    await listing({ minor: 4, asOf: '2026-11-07T09:00:00.000Z' });
    await listing(null);
    expect(world.rows('SELECT day_on, balance_minor FROM balances ORDER BY day_on')).toEqual([
      { day_on: '2026-11-05', balance_minor: 1 },
      { day_on: '2026-11-06', balance_minor: 2 },
      { day_on: '2026-11-07', balance_minor: 4 },
    ]);
  });

  it('R18 keeps the row, its first sighting and its earlier version when a pending item is booked under another id and amount stays', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (!account) throw new Error('the fake has an account');
    account.items.push(anItem({ providerId: 'P1', isBooked: false, bookedOn: '2026-11-06' }));
    await world.sync();
    await world.advance(48 * HOUR_MS);
    account.items = [anItem({ providerId: 'T9', bookedOn: '2026-11-08', modifiedMs: world.provider.nowMs })];
    expect(await world.sync()).toMatchObject({ newCount: 0, changedCount: 1, removedCount: 0 });
    expect(world.rows('SELECT id, provider_id, is_pending, first_seen_at, pending_minor FROM transactions')).toEqual([
      { id: 1, provider_id: 'T9', is_pending: 0, first_seen_at: '2026-11-07T11:07:00.000Z', pending_minor: null },
    ]);
    expect(world.rows('SELECT o.transaction_id, o.kind, p.plan FROM observations o JOIN raw_pages p ON p.id = o.page_id')).toEqual([
      { transaction_id: 1, kind: 'added', plan: 'pending' },
      { transaction_id: 1, kind: 'changed', plan: 'all' },
    ]);
  });

  it('R18 notes the authorised amount when the same item is booked with another', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (!account) throw new Error('the fake has an account');
    account.items.push(anItem({ isBooked: false, amountMinor: -200_00 }));
    await world.sync();
    account.items = [anItem({ amountMinor: -183_40, modifiedMs: world.provider.nowMs })];
    await world.sync();
    expect(world.rows('SELECT amount_minor, pending_minor FROM transactions')).toEqual([{ amount_minor: -183_40, pending_minor: -200_00 }]);
  });

  it('R18 takes an item as booked that was still pending when the pending set was read a moment before', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (!account) throw new Error('the fake has an account');
    account.items.push(anItem({ isBooked: false }));
    await world.sync();
    world.provider.before = async (call) => {
      if (call.plan && call.plan.kind !== 'pending') account.items = [anItem({ modifiedMs: world.provider.nowMs })];
    };
    await world.sync();
    expect(world.rows('SELECT is_pending FROM transactions')).toEqual([{ is_pending: 0 }]);
  });

  it('keeps no raw page that nothing points to', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    account?.items.push(anItem(), anItem({ providerId: 'P1', isBooked: false }));
    for (let run = 0; run < 5; run += 1) {
      await world.advance(HOUR_MS);
      await world.sync();
    }
    expect(world.rows('SELECT plan FROM raw_pages ORDER BY id')).toEqual([{ plan: 'all' }, { plan: 'pending' }]);
    if (account) account.items = account.items.slice(0, 1);
    await world.sync();
    // The held amount was let go: its page is what the removed row still shows.
    expect(world.rows('SELECT plan FROM raw_pages')).toEqual([{ plan: 'all' }, { plan: 'pending' }]);
  });
});
