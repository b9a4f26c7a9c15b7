import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { createSyncWorld, failing, HOUR_MS, stateOf, THREE, threeAccounts } from '../../../test/builders/sync-world.ts';
import { anItem, aProviderAccount, createFakeProvider, manyItems } from '../../../test/fakes/fake-provider.ts';
import { checkInvariants } from '../ledger/invariants.ts';

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

  it('works without a list of accesses, and reads the accounts but says so when the list failed otherwise', async () => {
    const world = createSyncWorld();
    failing(world, (call) => call.method === 'listAccesses', 'scope_missing');
    expect((await world.sync()).outcome).toBe('ok');
    failing(world, (call) => call.method === 'listAccesses', 'provider_unavailable');
    expect(await world.sync()).toMatchObject({ outcome: 'partial', errorCode: 'provider_unavailable' });
    failing(world, (call) => call.method === 'listAccesses', 'reconnect_required');
    expect(await world.sync()).toMatchObject({ outcome: 'failed', errorCode: 'reconnect_required' });
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
    // The note of the run did not fit either; whoever looks is told all the same.
    expect(world.service.status().lastRun).toMatchObject({ outcome: 'failed', errorCode: 'disk_full' });
    expect(THREE.map((id) => stateOf(world, id))).toEqual(before);
    expect(world.db.inTransaction).toBe(false);
    world.db.pragma('max_page_count=1000000');
    // Under the schedule: the pause between requests is for the provider's sake, and the trouble was ours.
    expect(await world.service.start('user')).toMatchObject({ outcome: 'ok', newCount: 6006 });
    expect(checkInvariants(world.db)).toEqual([]);
  });

  it('records a bug as internal, logs it, and still reads the other accounts', async () => {
    const world = await threeAccounts();
    world.provider.fail = (_, call) => (call.accountId === 'A2' ? new TypeError('a bug') : undefined);
    expect(await world.sync()).toMatchObject({ outcome: 'partial', errorCode: 'internal' });
    expect(world.logged.some((line) => line.event === 'sync.bug')).toBe(true);
  });
});
