/** @file A migrated store, a fake bank, a clock that moves when told, and the sync service over them. */

import { type Db, openMemoryDatabase } from '../../electron/db/open.ts';
import { createAccountRegistry } from '../../electron/features/accounts/account-registry.ts';
import { createFetchLedger, type FetchLedger } from '../../electron/features/fetch-ledger/fetch-ledger.ts';
import { SyncService } from '../../electron/features/sync/sync-service.ts';
import type { LogFields } from '../../electron/ports/log.ts';
import type { EventTopic } from '../../shared/contract/events.ts';
import type { SyncRun } from '../../shared/contract/sync.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import { anItem, aProviderAccount, createFakeProvider, type FakeCall, type FakeProvider, manyItems } from '../fakes/fake-provider.ts';
import { createManualClock, type ManualClock } from '../fakes/manual-clock.ts';

export type SyncWorld = {
  readonly db: Db;
  readonly provider: FakeProvider;
  readonly clock: ManualClock;
  readonly service: SyncService;
  readonly ledger: FetchLedger;
  readonly topics: EventTopic[];
  readonly logged: { readonly event: string; readonly fields: LogFields | undefined }[];
  /** False = the machine has no network. */
  network: boolean;
  /** A user's sync regardless of the schedule. */
  sync(): Promise<SyncRun>;
  /** Time passes, at the bank too. */
  advance(ms: number): Promise<void>;
  rows(sql: string): unknown[];
};

export function createSyncWorld(options: { provider?: FakeProvider; db?: Db; newId?: () => string } = {}): SyncWorld {
  const provider = options.provider ?? createFakeProvider();
  const db = options.db ?? openMemoryDatabase();
  const clock = createManualClock(provider.nowMs);
  const topics: EventTopic[] = [];
  const logged: { event: string; fields: LogFields | undefined }[] = [];
  let count = 0;
  const newId =
    options.newId ??
    (() => {
      count += 1;
      return `id-${count}`;
    });
  const note = (event: string, fields?: LogFields) => void logged.push({ event, fields });
  const ledger = createFetchLedger(db);
  const world: SyncWorld = {
    db,
    ledger,
    provider,
    clock,
    topics,
    logged,
    network: true,
    service: new SyncService({
      db,
      provider,
      registry: createAccountRegistry({ db, clock, newId, noteLeftover: () => undefined }),
      clock,
      random: { bytes: (size) => new Uint8Array(size) },
      log: { info: note, warn: note, error: note },
      emit: (topic) => void topics.push(topic),
      isOnline: () => world.network,
      ledger,
    }),
    sync: () => world.service.start('user', { ignoreSchedule: true }),
    advance: async (ms) => {
      provider.nowMs += ms;
      await clock.advance(ms);
    },
    rows: (sql) => db.prepare(sql).all(),
  };
  return world;
}

export const HOUR_MS = 3_600_000;
export const THREE = ['A1', 'A2', 'A3'];

/** Three accounts at two banks with 30 rows each, imported, then with something new to read everywhere. */
export async function threeAccounts(): Promise<SyncWorld> {
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
export const stateOf = (world: SyncWorld, providerId: string) => {
  const id = world.db.prepare('SELECT account_id FROM account_aliases WHERE provider_id = ?').pluck().get(providerId);
  return {
    rows: world.db
      .prepare('SELECT provider_id, is_pending, amount_minor, day_on FROM transactions WHERE account_id = ? ORDER BY id')
      .all(id),
    account: world.db.prepare('SELECT booked_count, pending_count, cursor_at, import_offset FROM accounts WHERE id = ?').get(id),
    balances: world.db.prepare('SELECT day_on, balance_minor FROM balances WHERE account_id = ?').all(id),
  };
};
export const results = (world: SyncWorld, runId: number) =>
  world.db
    .prepare(
      `SELECT l.provider_id AS id, r.error_code AS code, r.new_count AS new, r.removed_count AS removed
       FROM sync_account_results r JOIN account_aliases l ON l.account_id = r.account_id WHERE run_id = ? ORDER BY 1`,
    )
    .all(runId);
export const failing = (world: SyncWorld, isHit: (call: FakeCall) => boolean, code: ErrorCode) => {
  world.provider.fail = (_, call) => (isHit(call) ? new AppError(code, 'scripted') : undefined);
};
