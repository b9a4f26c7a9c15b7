/** @file A migrated store, a fake bank, a clock that moves when told, and the sync service over them. */

import { type Db, openMemoryDatabase } from '../../electron/db/open.ts';
import { createAccountRegistry } from '../../electron/features/accounts/account-registry.ts';
import { createFetchLedger, type FetchLedger } from '../../electron/features/fetch-ledger/fetch-ledger.ts';
import { SyncService } from '../../electron/features/sync/sync-service.ts';
import type { LogFields } from '../../electron/ports/log.ts';
import type { EventTopic } from '../../shared/contract/events.ts';
import type { SyncRun } from '../../shared/contract/sync.ts';
import { createFakeProvider, type FakeProvider } from '../fakes/fake-provider.ts';
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

export function createSyncWorld(options: { provider?: FakeProvider; db?: Db } = {}): SyncWorld {
  const provider = options.provider ?? createFakeProvider();
  const db = options.db ?? openMemoryDatabase();
  const clock = createManualClock(provider.nowMs);
  const topics: EventTopic[] = [];
  const logged: { event: string; fields: LogFields | undefined }[] = [];
  let count = 0;
  const newId = () => {
    count += 1;
    return `id-${count}`;
  };
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
      registry: createAccountRegistry({ db, clock, newId }),
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
