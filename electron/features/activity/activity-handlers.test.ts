import { describe, expect, it } from 'vitest';
import { createSyncWorld, HOUR_MS, type SyncWorld, threeAccounts } from '../../../test/builders/sync-world.ts';
import { anItem, manyItems, parseFakePage } from '../../../test/fakes/fake-provider.ts';
import { type ActivityHandlers, activityHandlers } from './activity-handlers.ts';

function handlersOf(world: SyncWorld, saved: { fileName: string; text: string }[] = []): ActivityHandlers {
  const { db, clock, ledger } = world;
  const saveText = async (file: { fileName: string; text: string }) => {
    saved.push(file);
    return true;
  };
  return activityHandlers({ db, clock, ledger, parse: parseFakePage, saveText });
}
const everything = { connectionId: null, consentId: null };
/** A call about an account, named by what the provider calls it. */
function call(world: SyncWorld, endpoint: string, providerId?: string): void {
  const accountId = world.db
    .prepare('SELECT account_id FROM account_aliases WHERE provider_id = ?')
    .pluck()
    .get(providerId ?? '');
  const append = () =>
    world.ledger.append({
      at: new Date(world.clock.now()).toISOString(),
      endpoint,
      method: 'GET',
      status: 200,
      outcome: 'ok',
      durationMs: 12,
      bytes: 34,
      digest: 'ab',
    });
  if (typeof accountId === 'string') world.ledger.forAccount(accountId, append);
  else append();
}

describe('activity', () => {
  it('lists runs newest first, page by page, with how many accounts failed', async () => {
    const world = createSyncWorld();
    for (let run = 0; run < 3; run += 1) await world.sync();
    const handlers = handlersOf(world);
    const first = await handlers['activity.runs']({ cursor: null, limit: 2 });
    const rest = await handlers['activity.runs']({ cursor: first.nextCursor, limit: 2 });
    expect([first.runs.map(({ id }) => id), rest.runs.map(({ id }) => id), rest.nextCursor]).toEqual([[3, 2], [1], null]);
    expect(first.runs[0]).toMatchObject({ outcome: 'ok', accountCount: 1, failedCount: 0 });
  });

  it('opens a run as what it added, changed field by field, and removed, at each account', async () => {
    const world = await threeAccounts();
    const [account] = world.provider.accounts.values();
    if (!account) throw new Error('the fake has accounts');
    account.items = account.items.map((item) =>
      item.providerId === 'A1-5' ? { ...item, purpose: 'corrected', modifiedMs: world.provider.nowMs } : item,
    );
    const { id: runId } = await world.sync();
    const handlers = handlersOf(world);
    expect(await handlers['activity.run']({ runId })).toMatchObject({
      run: { id: runId, newCount: 6, changedCount: 1, removedCount: 3, accountCount: 3 },
      counts: { added: 6, changed: 1, removed: 3 },
      accounts: [
        { accountName: 'Account A1', newCount: 2, changedCount: 1, removedCount: 1 },
        { newCount: 2, changedCount: 0 },
        { newCount: 2, changedCount: 0 },
      ],
    });
    const diff = (kind: 'added' | 'changed' | 'removed') => handlers['activity.runDiff']({ runId, kind, cursor: null, limit: 50 });
    expect((await diff('added')).changes.map(({ kind, title }) => `${kind} ${title}`).sort()).toEqual([
      ...Array.from({ length: 3 }, () => 'booked Corner Cafe'),
      ...Array.from({ length: 3 }, () => 'held Fuel'),
    ]);
    const [changed] = (await diff('changed')).changes;
    expect(changed).toMatchObject({ kind: 'changed', accountName: 'Account A1', changes: [{ field: 'purpose', to: 'corrected' }] });
    expect((await diff('removed')).changes.map(({ kind }) => kind)).toEqual(['removed', 'removed', 'removed']);
  });

  it('pages through a first import without reading it whole', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    if (account) account.items = manyItems(120);
    const { id: runId } = await world.sync();
    const handlers = handlersOf(world);
    const seen: number[] = [];
    for (let cursor: string | null = null; ; ) {
      const { changes, nextCursor }: Awaited<ReturnType<ActivityHandlers['activity.runDiff']>> = await handlers['activity.runDiff']({
        runId,
        kind: 'added',
        cursor,
        limit: 50,
      });
      seen.push(...changes.map(({ transactionId }) => transactionId));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
    expect(() => handlers['activity.runDiff']({ runId, kind: 'added', cursor: 'x', limit: 5 })).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
  });

  it('shows everything read under a consent: its accounts, the lists of its time, nothing of another bank', async () => {
    const world = await threeAccounts();
    const at = (hour: number) =>
      world.db.prepare('UPDATE fetch_ledger SET at = ? WHERE id = ?').run(`2026-11-08T0${hour}:00:00.000Z`, hour);
    world.ledger.enterRun(7);
    call(world, 'GET /accounts');
    call(world, 'GET /accounts/{id}/transactions', 'A1');
    call(world, 'GET /accounts/{id}/transactions', 'A3');
    call(world, 'GET /accounts/{id}/transactions', 'nobody');
    world.ledger.enterRun(null);
    for (const hour of [1, 2, 3, 4]) at(hour);
    const [first] = world.rows('SELECT id FROM connections ORDER BY rowid') as { id: string }[];
    const [consent] = world.db.prepare('SELECT id FROM consents WHERE connection_id = ?').all(first?.id) as { id: string }[];
    world.db.prepare(`UPDATE consents SET granted_at = '2026-11-08T01:30:00.000Z' WHERE id = ?`).run(consent?.id);
    const handlers = handlersOf(world);
    const read = async (filter: { connectionId: string | null; consentId: string | null }) =>
      (await handlers['activity.fetchLedger']({ ...filter, cursor: null, limit: 100 })).lines.map(({ id, accountName }) => [
        id,
        accountName,
      ]);
    expect(await read({ ...everything, connectionId: first?.id ?? '' })).toEqual([
      [4, null],
      [2, 'Account A1'],
      [1, null],
    ]);
    // Of the second line on: the consent was given between the first two.
    expect(await read({ ...everything, consentId: consent?.id ?? '' })).toEqual([
      [4, null],
      [2, 'Account A1'],
    ]);
    expect(await read({ ...everything, consentId: 'none' })).toEqual([]);
  });

  it('verifies the fetch ledger and names the first altered line', async () => {
    const world = createSyncWorld();
    for (let line = 0; line < 5; line += 1) call(world, 'GET /accounts');
    const handlers = handlersOf(world);
    expect(await handlers['activity.verifyLedger']({})).toEqual({ lines: 5, firstBadId: null });
    world.db.exec(`UPDATE fetch_ledger SET status = 500 WHERE id = 3`);
    expect(await handlers['activity.verifyLedger']({})).toEqual({ lines: 5, firstBadId: 3 });
  });

  it('says whether the ledger is what was received', async () => {
    const world = createSyncWorld();
    const [account] = world.provider.accounts.values();
    account?.items.push(anItem());
    await world.sync();
    await world.advance(HOUR_MS);
    expect(await handlersOf(world)['activity.compareLedger']({})).toEqual({ rows: 1, differences: 0 });
  });

  it('S6 writes what it shows as CSV and JSON, no cell of it a formula', async () => {
    const world = createSyncWorld();
    world.db.exec(`INSERT INTO connections (id, bank_name, state, connected_at) VALUES ('c', 'Bank', 'active', 'x');
      INSERT INTO accounts (id, connection_id, identity, kind, provider_type, currency, bank_label, created_at)
      VALUES ('a', 'c', 'a', 'current', 't', 'SAR', '=HYPERLINK("https://evil.example"),x', 'x');
      INSERT INTO account_aliases VALUES ('P1', 'a', 'x')`);
    call(world, 'GET /accounts/{id}/transactions', 'P1');
    const saved: { fileName: string; text: string }[] = [];
    const handlers = handlersOf(world, saved);
    expect(await handlers['activity.exportLedger']({ ...everything, format: 'csv' })).toEqual({ saved: true });
    await handlers['activity.exportLedger']({ ...everything, format: 'json' });
    expect(saved.map(({ fileName }) => fileName)).toEqual(['mizan-fetch-ledger-2026-11-07.csv', 'mizan-fetch-ledger-2026-11-07.json']);
    expect(saved[0]?.text.split('\r\n')[1]).toContain(`,"'=HYPERLINK(""https://evil.example""),x",GET,`);
    expect(JSON.parse(saved[1]?.text ?? '')).toMatchObject({ lines: [{ id: 1, accountId: 'a', outcome: 'ok' }] });
  });
});
