import { describe, expect, it } from 'vitest';
import { createSyncWorld, failing } from '../../../test/builders/sync-world.ts';
import { anItem, aProviderAccount, createFakeProvider, manyItems } from '../../../test/fakes/fake-provider.ts';
import type { TransactionsPage } from '../../ports/bank-provider.ts';
import { checkInvariants } from '../ledger/invariants.ts';

describe('first import', () => {
  it('reads all pages, the pending set, the balance and the categories, and ends with a cursor', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (!account) throw new Error('the fake has an account');
    account.items = [...manyItems(2500), anItem({ providerId: 'P1', isBooked: false })];
    const run = await world.sync();
    expect(run).toMatchObject({ outcome: 'ok', newCount: 2501, changedCount: 0, removedCount: 0 });
    // Told while connecting: the same count as afterwards, pending ones too.
    expect(world.service.status().accounts.map(({ rows }) => rows)).toEqual([2501]);
    expect(world.rows('SELECT booked_count, pending_count, import_offset, cursor_at, is_reconciled FROM accounts')).toEqual([
      { booked_count: 2500, pending_count: 1, import_offset: null, cursor_at: '2025-05-05T09:00:00.000Z', is_reconciled: 1 },
    ]);
    expect(world.rows('SELECT count(*) AS n FROM categories')).toEqual([{ n: 10 }]);
    expect(world.provider.calls.flatMap((call) => (call.plan ? [`${call.plan.kind} ${call.plan.offset}`] : []))).toEqual([
      'all 0',
      'all 1000',
      'all 2000',
      'all 2500',
      'pending 0',
    ]);
    expect(checkInvariants(world.db)).toEqual([]);
  });

  it('finds every row by three letters of its folded text', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    account?.items.push(anItem({ counterparty: 'أحمد' }), anItem({ providerId: 'T2', counterparty: 'Book House' }));
    await world.sync();
    const find = (text: string) =>
      world.db.prepare('SELECT count(*) FROM transaction_search WHERE transaction_search MATCH ?').pluck().get(text);
    expect([find('احم'), find('boo'), find('xyz')]).toEqual([1, 1, 0]);
  });

  it('ends on a full last page and asks again where a server hands out less than asked', async () => {
    const counts = await Promise.all(
      [
        { items: 1000, pageSize: 1000 },
        { items: 730, pageSize: 200 },
      ].map(async ({ items, pageSize }) => {
        const world = createSyncWorld();
        world.provider.pageSize = pageSize;
        const [account] = world.provider.accounts.values();
        if (account) account.items = manyItems(items);
        return (await world.sync()).newCount;
      }),
    );
    expect(counts).toEqual([1000, 730]);
  });

  it('R14 commits page by page with the position and goes on there after a failure', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (account) account.items = manyItems(3500);
    failing(world, (call) => call.plan?.kind === 'all' && call.plan.offset === 2000, 'provider_unavailable');
    const failed = await world.sync();
    expect(failed).toMatchObject({ outcome: 'failed', errorCode: 'provider_unavailable', newCount: 2000 });
    expect(world.rows('SELECT booked_count, import_offset, last_error FROM accounts')).toEqual([
      { booked_count: 2000, import_offset: 2000, last_error: 'provider_unavailable' },
    ]);
    world.provider.fail = () => undefined;
    world.provider.calls.length = 0;
    expect(await world.sync()).toMatchObject({ outcome: 'ok', newCount: 1500 });
    expect(world.provider.calls.find((call) => call.plan !== null)?.plan).toEqual({ kind: 'all', offset: 2000 });
    expect(world.rows('SELECT booked_count, import_offset, last_error FROM accounts')).toEqual([
      { booked_count: 3500, import_offset: null, last_error: null },
    ]);
    expect(checkInvariants(world.db)).toEqual([]);
  });

  it('R17 keeps identical purchases and rows without an id apart, however many', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    const twin = anItem({ providerId: null });
    account?.items.push(twin, twin, anItem({ providerId: 'T1' }), anItem({ providerId: 'T2' }));
    await world.sync();
    expect(world.rows('SELECT occurrence FROM transactions ORDER BY occurrence')).toEqual(
      [1, 2, 3, 4].map((occurrence) => ({ occurrence })),
    );
  });

  it('R17 reads the account whole when it was issued anew in the middle of its first import', async () => {
    const world = createSyncWorld({ provider: createFakeProvider([aProviderAccount({ providerId: 'A1' })]) });
    const { provider } = world;
    const items = manyItems(2500);
    const account = { listed: aProviderAccount({ providerId: 'A1' }), items, deleted: [] };
    provider.accounts.set('A1', account);
    failing(world, (call) => call.plan?.kind === 'all' && call.plan.offset === 1000, 'provider_unavailable');
    await world.sync();
    provider.fail = () => undefined;
    provider.accounts.clear();
    const renewed = aProviderAccount({
      providerId: 'A2',
      accessId: 'X2',
      name: account.listed.name,
      accountNumber: account.listed.accountNumber,
    });
    provider.accounts.set('A2', {
      listed: renewed,
      items: items.map((item, index) => ({ ...item, providerId: `N${index}` })),
      deleted: [],
    });
    await world.advance(1000);
    expect(await world.sync()).toMatchObject({ outcome: 'ok', newCount: 1500 });
    expect(world.rows('SELECT booked_count FROM accounts')).toEqual([{ booked_count: 2500 }]);
    expect(checkInvariants(world.db)).toEqual([]);
  });

  it('R11 stops when the bank goes round in circles', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (account) account.items = manyItems(1000);
    const read = world.provider.readTransactions;
    world.provider.readTransactions = (id, plan, signal) => read(id, { ...plan, offset: 0 }, signal);
    expect(await world.sync()).toMatchObject({ outcome: 'ok', newCount: 1000 });
    expect(world.provider.calls.length).toBeLessThan(12);
  });

  it('counts what could not be read, keeps its page, and stores the rest', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    account?.items.push(anItem());
    const read = world.provider.readTransactions;
    world.provider.readTransactions = async (id, plan, signal): Promise<TransactionsPage> => ({
      ...(await read(id, plan, signal)),
      quarantined: plan.kind === 'all' ? [{ place: 1, accountId: id, reason: 'amount' }] : [],
    });
    expect((await world.sync()).newCount).toBe(1);
    await world.sync();
    expect(world.rows('SELECT quarantined_count FROM accounts')).toEqual([{ quarantined_count: 1 }]);
  });

  it('waits for a bank the provider is still fetching from, for two minutes at most', async () => {
    const missing = { syncedAt: null, succeededAt: null, message: null };
    const world = createSyncWorld({ provider: createFakeProvider([aProviderAccount({ status: missing, balance: null })]) });
    const [account] = world.provider.accounts.values();
    const running = world.service.start('connect');
    for (let waits = 0; waits < 2; waits += 1) {
      while (world.clock.sleepers() === 0) await new Promise((resolve) => setImmediate(resolve));
      if (waits === 1 && account) {
        account.items = manyItems(10);
        account.listed = aProviderAccount();
      }
      await world.advance(waits === 0 ? 2000 : 4000);
    }
    expect(await running).toMatchObject({ outcome: 'ok', newCount: 10 });

    const empty = createSyncWorld({ provider: createFakeProvider([aProviderAccount({ status: missing, balance: null })]) });
    const ending = empty.service.start('connect');
    let waitedMs = 0;
    for (const ms of [2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]) {
      while (empty.clock.sleepers() === 0) await new Promise((resolve) => setImmediate(resolve));
      waitedMs += ms;
      await empty.advance(ms);
    }
    expect(await ending).toMatchObject({ outcome: 'ok', newCount: 0 });
    expect(waitedMs).toBe(120_000);
    // The next run reads it whole, so nothing that arrives late is missed.
    const [late] = empty.provider.accounts.values();
    if (late) late.items = manyItems(5);
    expect((await empty.sync()).newCount).toBe(5);
  });
});
