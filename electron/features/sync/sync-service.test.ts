import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { createSyncWorld, failing, threeAccounts } from '../../../test/builders/sync-world.ts';
import { manyItems } from '../../../test/fakes/fake-provider.ts';
import { checkInvariants } from '../ledger/invariants.ts';
import { syncHandlers } from './sync-handlers.ts';

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
    expect(() => syncHandlers(world.service, () => null)['sync.start']({})).toThrow(AppError);
    expect(world.service.status().nextUserSyncAt).toBe('2026-11-07T11:12:00.000Z');
    await world.advance(60_000);
    expect((await world.service.start('user')).outcome).toBe('ok');
    await world.advance(5 * 60_000);
    failing(world, () => true, 'offline');
    await world.service.start('user');
    expect((await world.service.start('user')).errorCode).toBe('offline');
  });

  it('keeps many pages of the store in memory only while it reads', async () => {
    const world = await threeAccounts();
    const cacheKib = () => -Number(world.db.pragma('cache_size', { simple: true }));
    const during: number[] = [];
    world.provider.before = async () => void during.push(cacheKib());
    await world.service.start('user');
    expect(during.length).toBeGreaterThan(0);
    expect(new Set(during)).toEqual(new Set([65_536]));
    expect(cacheKib()).toBe(16_384);
  });

  it('does not lock the user out when the clock is set back', async () => {
    const world = createSyncWorld();
    await world.service.start('user');
    world.clock.setWall(Date.parse('2026-01-01T00:00:00Z'));
    expect((await world.service.start('user')).outcome).toBe('ok');
  });

  // The window offered another read at once, again and again, until the clock had come back to where it was.
  it('keeps to five minutes between reads after the clock was set back', async () => {
    const world = createSyncWorld();
    await world.service.start('user');
    world.clock.setWall(Date.parse('2026-11-05T11:07:00Z'));
    await world.service.start('user');
    await expect(world.service.start('user')).rejects.toMatchObject({ code: 'busy', retryAtMs: Date.parse('2026-11-05T11:12:00.000Z') });
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
