import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { createSyncWorld, type SyncWorld } from '../../../test/builders/sync-world.ts';
import { anItem, aProviderAccount, createFakeProvider, type FakeCall, manyItems } from '../../../test/fakes/fake-provider.ts';
import type { TransactionsPage } from '../../ports/bank-provider.ts';
import { checkInvariants } from '../ledger/invariants.ts';
import { syncHandlers } from './sync-handlers.ts';

const HOUR_MS = 3_600_000;
const THREE = ['A1', 'A2', 'A3'];

/** Three accounts at two banks with 30 rows each, imported, then with something new to read everywhere. */
async function threeAccounts(): Promise<SyncWorld> {
  const provider = createFakeProvider(
    THREE.map((providerId, index) => aProviderAccount({ providerId, accessId: index < 2 ? 'X1' : 'X2' })),
  );
  for (const [id, account] of provider.accounts) account.items = manyItems(30, `${id}-`);
  const world = createSyncWorld({ provider });
  await world.sync();
  await world.advance(26 * HOUR_MS);
  for (const [id, account] of provider.accounts) {
    const atMs = provider.nowMs - 1000;
    account.listed = { ...account.listed, balance: { minor: 777_00, asOf: '2026-11-08T00:00:00.000Z' } };
    account.items.push(
      anItem({ providerId: `${id}-new`, createdMs: atMs, modifiedMs: atMs }),
      anItem({ providerId: `${id}-pending`, isBooked: false, counterparty: 'Fuel', createdMs: atMs, modifiedMs: atMs }),
    );
    account.deleted.push({ id: `${id}-3`, atMs });
    account.items = account.items.filter((item) => item.providerId !== `${id}-3`);
  }
  provider.calls.length = 0;
  return world;
}

/** Everything a sync may change of one account, without run numbers and times of asking. */
const stateOf = (world: SyncWorld, providerId: string) => {
  const id = world.db.prepare('SELECT account_id FROM account_aliases WHERE provider_id = ?').pluck().get(providerId);
  return {
    rows: world.db
      .prepare('SELECT provider_id, is_pending, amount_minor, day_on FROM transactions WHERE account_id = ? ORDER BY id')
      .all(id),
    account: world.db.prepare('SELECT booked_count, pending_count, cursor_at, import_offset FROM accounts WHERE id = ?').get(id),
    balances: world.db.prepare('SELECT day_on, balance_minor FROM balances WHERE account_id = ?').all(id),
  };
};
const results = (world: SyncWorld, runId: number) =>
  world.db
    .prepare(
      `SELECT l.provider_id AS id, r.error_code AS code, r.new_count AS new, r.removed_count AS removed
       FROM sync_account_results r JOIN account_aliases l ON l.account_id = r.account_id WHERE run_id = ? ORDER BY 1`,
    )
    .all(runId);
const failing = (world: SyncWorld, isHit: (call: FakeCall) => boolean, code: ErrorCode) => {
  world.provider.fail = (_, call) => (isHit(call) ? new AppError(code, 'scripted') : undefined);
};

describe('first import', () => {
  it('reads all pages, the pending set, the balance and the categories, and ends with a cursor', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (!account) throw new Error('the fake has an account');
    account.items = [...manyItems(2500), anItem({ providerId: 'P1', isBooked: false })];
    const run = await world.sync();
    expect(run).toMatchObject({ outcome: 'ok', newCount: 2501, changedCount: 0, removedCount: 0 });
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

describe('later runs', () => {
  it('R19 reads what changed since three days before the newest received time, and the pending set', async () => {
    const world = await threeAccounts();
    expect(await world.sync()).toMatchObject({ outcome: 'ok', newCount: 6, changedCount: 0, removedCount: 3 });
    const plans = world.provider.calls.flatMap((call) => (call.accountId === 'A1' ? [call.plan] : []));
    expect(plans).toEqual([
      { kind: 'pending', offset: 0 },
      { kind: 'modified', since: '2024-12-30', offset: 0 },
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

  it('R19 falls back to the last 90 days when changes cannot be asked for, and removes nothing that is missing there', async () => {
    const world = await threeAccounts();
    failing(world, (call) => call.plan?.kind === 'modified', 'provider_rejected');
    expect(await world.sync()).toMatchObject({ outcome: 'ok', newCount: 6, removedCount: 0 });
    expect(world.provider.calls.find((call) => call.plan?.kind === 'booked')?.plan).toMatchObject({ since: '2026-08-10' });
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
        outcome: failAt <= 2 ? 'failed' : 'partial',
        errorCode: 'timeout',
      });
      const failed = results(world, run.id).flatMap((result) =>
        (result as { code: string | null }).code ? [(result as { id: string }).id] : [],
      );
      expect(failed.length).toBe(failAt <= 2 ? 0 : 1);
      const isUntouched = (id: string) => failAt <= 2 || failed.includes(id);
      expect(THREE.map((id) => stateOf(world, id))).toEqual(THREE.map((id, index) => (isUntouched(id) ? before : after)[index]));
      expect(world.db.inTransaction).toBe(false);
      world.provider.fail = () => undefined;
      expect((await world.sync()).outcome).toBe('ok');
      expect(THREE.map((id) => stateOf(world, id))).toEqual(after);
      expect(checkInvariants(world.db)).toEqual([]);
    }
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
    expect(world.rows('SELECT o.transaction_id, p.plan FROM observations o JOIN raw_pages p ON p.id = o.page_id')).toEqual([
      { transaction_id: 1, plan: 'pending' },
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
    expect(world.rows('SELECT plan FROM raw_pages')).toEqual([{ plan: 'all' }]);
  });
});

describe('what a run says', () => {
  it('R22 fails as offline without a word about the banks, and says so until it reaches the provider again', async () => {
    const world = await threeAccounts();
    const banks = 'SELECT state, state_reason, asked_at FROM connections';
    const before = world.rows(banks);
    failing(world, () => true, 'offline');
    expect(await world.sync()).toMatchObject({ outcome: 'failed', errorCode: 'offline' });
    expect({ banks: world.rows(banks), isOffline: world.service.status().isOffline }).toEqual({ banks: before, isOffline: true });
    world.network = false;
    world.provider.calls.length = 0;
    expect(await world.sync()).toMatchObject({ outcome: 'failed', errorCode: 'offline' });
    expect(world.provider.calls).toEqual([]);
    world.network = true;
    world.provider.fail = () => undefined;
    await world.sync();
    expect(world.service.status().isOffline).toBe(false);
    expect(world.rows("SELECT count(*) AS n FROM accounts WHERE last_error = 'offline'")).toEqual([{ n: 0 }]);
  });

  it('marks every bank for reconnecting when the tokens are lost, and active once they work again', async () => {
    const world = await threeAccounts();
    failing(world, (call) => call.method === 'listAccounts', 'reconnect_required');
    await world.sync();
    expect(world.rows('SELECT DISTINCT state FROM connections')).toEqual([{ state: 'reconnect_required' }]);
    expect(world.rows('SELECT count(*) AS n FROM transactions')).toEqual([{ n: 90 }]);
    world.provider.fail = () => undefined;
    await world.sync();
    expect(world.rows('SELECT DISTINCT state, state_reason FROM connections')).toEqual([{ state: 'active', state_reason: null }]);
  });

  it('makes no further calls once the tokens are lost in the middle of a run', async () => {
    const provider = createFakeProvider(Array.from({ length: 12 }, (_, index) => aProviderAccount({ providerId: `A${index}` })));
    const world = createSyncWorld({ provider });
    failing(world, (call) => call.method === 'readTransactions', 'reconnect_required');
    expect(await world.sync()).toMatchObject({ outcome: 'failed', errorCode: 'reconnect_required' });
    expect(provider.calls.filter((call) => call.method === 'readTransactions').length).toBe(4);
    expect(world.rows('SELECT DISTINCT state FROM connections')).toEqual([{ state: 'reconnect_required' }]);
  });

  it('tells a bank that wants the user, one that fails, and one whose own last sync failed', async () => {
    const failedAtBank = { syncedAt: '2026-11-07T08:00:00.000Z', succeededAt: '2026-11-01T08:00:00.000Z', message: 'maintenance' };
    const provider = createFakeProvider([
      aProviderAccount({ providerId: 'A1', accessId: 'X1' }),
      aProviderAccount({ providerId: 'A2', accessId: 'X2' }),
      aProviderAccount({ providerId: 'A3', accessId: 'X3', status: failedAtBank }),
      aProviderAccount({ providerId: 'A4', accessId: 'X4' }),
    ]);
    const world = createSyncWorld({ provider });
    const codes: Readonly<Record<string, ErrorCode>> = { A1: 'user_action_required', A2: 'bank_unavailable', A4: 'provider_unavailable' };
    provider.fail = (_, call) =>
      call.accountId && codes[call.accountId] ? new AppError(codes[call.accountId] ?? 'internal', 'scripted') : undefined;
    await world.sync();
    expect(world.rows('SELECT access_id AS id, state, state_reason AS reason, bank_data_at AS at FROM connections ORDER BY 1')).toEqual([
      { id: 'X1', state: 'expired', reason: 'user_action_required', at: '2026-11-07T08:00:00.000Z' },
      { id: 'X2', state: 'error', reason: 'bank_unavailable', at: '2026-11-07T08:00:00.000Z' },
      { id: 'X3', state: 'error', reason: 'bank_unavailable', at: '2026-11-01T08:00:00.000Z' },
      { id: 'X4', state: 'active', reason: null, at: '2026-11-07T08:00:00.000Z' },
    ]);
  });

  it('works without a list of accesses, and passes on why a list failed otherwise', async () => {
    const world = createSyncWorld();
    failing(world, (call) => call.method === 'listAccesses', 'scope_missing');
    expect((await world.sync()).outcome).toBe('ok');
    failing(world, (call) => call.method === 'listAccesses', 'provider_unavailable');
    expect(await world.sync()).toMatchObject({ outcome: 'failed', errorCode: 'provider_unavailable' });
  });

  it('ties the calls of a run to it and writes them with the data they brought', async () => {
    const world = await threeAccounts();
    const note = (endpoint: string) =>
      world.ledger.append({ at: 'now', endpoint, method: 'GET', status: 200, outcome: 'ok', durationMs: 1, bytes: 1, digest: null });
    const written = () => Number(world.db.prepare('SELECT count(*) FROM fetch_ledger').pluck().get());
    const seen: number[] = [];
    world.provider.before = async (call) => {
      seen.push(written());
      note(call.method);
    };
    const { id } = await world.sync();
    expect({ early: seen.every((count) => count === 0), written: written(), verdict: world.ledger.verify() }).toEqual({
      early: true,
      written: world.provider.calls.length,
      verdict: { ok: true },
    });
    expect(world.rows('SELECT DISTINCT run_id FROM fetch_ledger')).toEqual([{ run_id: id }]);
  });

  it('R19 does not move the cursor past the start of an import that took days', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (!account) throw new Error('the fake has an account');
    account.items = manyItems(1500);
    failing(world, (call) => call.plan?.kind === 'all' && call.plan.offset === 1000, 'provider_unavailable');
    await world.sync();
    await world.advance(48 * HOUR_MS);
    account.items = account.items.map((item, index) =>
      index === 3 ? { ...item, purpose: 'corrected', modifiedMs: world.provider.nowMs } : item,
    );
    await world.advance(240 * HOUR_MS);
    const lastMs = world.provider.nowMs;
    account.items.push(anItem({ providerId: 'last', bookedOn: '2026-11-18', modifiedMs: lastMs }));
    world.provider.fail = () => undefined;
    await world.sync();
    await world.sync();
    expect(world.rows("SELECT count(*) AS n FROM transactions WHERE purpose = 'corrected'")).toEqual([{ n: 1 }]);
  });

  it('R5 leaves everything as it was when the disk is full, says so, and goes on when there is room', async () => {
    const world = await threeAccounts();
    const before = THREE.map((id) => stateOf(world, id));
    for (const account of world.provider.accounts.values())
      account.items.push(
        ...manyItems(2000, `${account.listed.providerId}-more-`).map((item) => ({
          ...item,
          purpose: `more ${item.purpose}`,
          modifiedMs: world.provider.nowMs,
        })),
      );
    const pages = Number(world.db.pragma('page_count', { simple: true }));
    world.db.pragma(`max_page_count=${pages + 3}`);
    expect(await world.sync()).toMatchObject({ outcome: 'failed', errorCode: 'disk_full' });
    expect(THREE.map((id) => stateOf(world, id))).toEqual(before);
    expect(world.db.inTransaction).toBe(false);
    world.db.pragma('max_page_count=1000000');
    expect(await world.sync()).toMatchObject({ outcome: 'ok', newCount: 6006 });
    expect(checkInvariants(world.db)).toEqual([]);
  });

  it('records a bug as internal, logs it, and still reads the other accounts', async () => {
    const world = await threeAccounts();
    world.provider.fail = (_, call) => (call.accountId === 'A2' ? new TypeError('a bug') : undefined);
    expect(await world.sync()).toMatchObject({ outcome: 'partial', errorCode: 'internal' });
    expect(world.logged.some((line) => line.event === 'sync.bug')).toBe(true);
  });
});

describe('starting and stopping', () => {
  it('R24 joins a running run, and runs once more for a bank connected meanwhile', async () => {
    const world = await threeAccounts();
    const runs = await Promise.all([
      world.service.start('start'),
      world.service.start('user'),
      world.service.start('schedule'),
      world.service.start('connect'),
      world.service.start('connect'),
    ]);
    const ids = runs.map((run) => run.id);
    expect([ids[1] === ids[0], ids[2] === ids[0], ids[3] !== ids[0], ids[4] === ids[3]]).toEqual([true, true, true, true]);
    expect(world.provider.calls.filter((call) => call.method === 'listAccounts').length).toBe(2);
  });

  it('refuses a user within five minutes of the last run, names when it may, and never after an offline one', async () => {
    const world = createSyncWorld();
    await world.service.start('user');
    await world.advance(4 * 60_000);
    await expect(world.service.start('user')).rejects.toMatchObject({ code: 'busy', retryAtMs: Date.parse('2026-11-07T11:12:00.000Z') });
    expect(() => syncHandlers(world.service)['sync.start']({})).toThrow(AppError);
    expect(world.service.status().nextUserSyncAt).toBe('2026-11-07T11:12:00.000Z');
    await world.advance(60_000);
    expect((await world.service.start('user')).outcome).toBe('ok');
    await world.advance(5 * 60_000);
    failing(world, () => true, 'offline');
    await world.service.start('user');
    expect((await world.service.start('user')).errorCode).toBe('offline');
  });

  it('does not lock the user out when the clock is set back', async () => {
    const world = createSyncWorld();
    await world.service.start('user');
    world.clock.setWall(Date.parse('2026-01-01T00:00:00Z'));
    expect((await world.service.start('user')).outcome).toBe('ok');
  });

  it('R24 stops at once when cancelled, keeps what was committed, and goes on later', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (account) account.items = manyItems(3000);
    world.provider.before = async (call) => {
      if (call.plan?.offset === 2000) world.service.cancel();
    };
    const run = await world.sync();
    expect(run.outcome).toBe('cancelled');
    expect(world.rows('SELECT last_error FROM accounts')).toEqual([{ last_error: null }]);
    const stored = Number(world.db.prepare('SELECT import_offset FROM accounts').pluck().get());
    expect(world.rows('SELECT booked_count FROM accounts')).toEqual([{ booked_count: stored }]);
    world.provider.before = async () => {};
    expect((await world.sync()).newCount).toBe(3000 - stored);
    expect(checkInvariants(world.db)).toEqual([]);
  });

  it('R24 closes within three seconds although the bank never answers, and starts nothing afterwards', async () => {
    const world = createSyncWorld();
    world.provider.before = (_, signal) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve());
      });
    const running = world.service.start('start');
    await world.service.close();
    expect((await running).outcome).toBe('cancelled');
    await expect(world.service.start('user')).rejects.toMatchObject({ code: 'app_closing' });

    const deaf = createSyncWorld();
    deaf.provider.before = () => new Promise(() => {});
    const hanging = deaf.service.start('start');
    hanging.catch(() => {});
    const closed = deaf.service.close();
    await deaf.advance(3000);
    await closed;
  });

  it('closes runs that a crash left open when it starts', async () => {
    const world = createSyncWorld();
    world.db.prepare("INSERT INTO sync_runs (trigger, started_at) VALUES ('start', '2026-11-01T00:00:00.000Z')").run();
    createSyncWorld({ db: world.db, provider: world.provider });
    expect(world.rows('SELECT outcome, error_code FROM sync_runs')).toEqual([{ outcome: 'cancelled', error_code: 'app_closing' }]);
  });

  it('shows progress while it reads and tells the window after each commit, not more often than needed', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (account) account.items = manyItems(3000);
    const seen: unknown[] = [];
    world.provider.before = async (call) => {
      const [progress] = world.service.status().accounts;
      if (call.plan)
        seen.push([call.plan.kind, progress?.phase, progress?.rows, progress?.isFirstImport, world.service.status().isRunning]);
    };
    await world.sync();
    expect(seen.at(0)).toEqual(['all', 'reading', 0, true, true]);
    expect(seen.at(-1)).toEqual(['pending', 'reading', 3000, true, true]);
    const status = world.service.status();
    expect(status).toMatchObject({
      isRunning: false,
      run: null,
      lastRun: { outcome: 'ok', newCount: 3000 },
      accounts: [{ phase: 'done', rows: 3000 }],
      bankDataAt: '2026-11-07T08:00:00.000Z',
      oldestBankName: 'Model Bank',
    });
    // The clock stands still: one of each at once, and one of each when the run is over.
    expect(world.topics.filter((topic) => topic === 'transactions.changed').length).toBe(2);
    expect(world.topics.filter((topic) => topic === 'sync.changed').length).toBe(2);
  });
});
