/** @file What a run is doing, for the window: live figures, told a few times a second at most. */
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { SyncStatus } from '../../../shared/contract/sync.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SyncAccount } from './sync-repo.ts';

type AccountProgress = SyncStatus['accounts'][number];

/** Every list that depends on transactions asks again after each of these; five times a second would be all it does. */
const PAUSE_MS: Readonly<Partial<Record<EventTopic, number>>> = {
  'sync.changed': 200,
  'accounts.changed': 1000,
  'transactions.changed': 1000,
};

/** Emits at once, then not again within the pause; `flush` tells what was held back. */
export function createThrottledEmitter(emit: (topic: EventTopic) => void, clock: Clock) {
  const lastMs = new Map<EventTopic, number>();
  const held = new Set<EventTopic>();
  return {
    tell(...topics: readonly EventTopic[]): void {
      for (const topic of topics) {
        const nowMs = clock.monotonic();
        const last = lastMs.get(topic);
        if (last !== undefined && nowMs - last < (PAUSE_MS[topic] ?? 0)) {
          held.add(topic);
          continue;
        }
        lastMs.set(topic, nowMs);
        held.delete(topic);
        emit(topic);
      }
    },
    flush(): void {
      for (const topic of held) emit(topic);
      held.clear();
    },
  };
}

export type SyncProgress = ReturnType<typeof createSyncProgress>;

export function createSyncProgress() {
  const accounts = new Map<string, AccountProgress>();
  function update(accountId: string, change: Partial<AccountProgress>): void {
    const known = accounts.get(accountId);
    if (known) accounts.set(accountId, { ...known, ...change });
  }
  return {
    clear: () => accounts.clear(),
    add(account: SyncAccount): void {
      accounts.set(account.accountId, {
        accountId: account.accountId,
        accountName: account.accountName,
        bankName: account.bankName,
        bankNameAr: account.bankNameAr,
        phase: 'waiting',
        rows: account.importOffset ?? 0,
        isFirstImport: account.importOffset !== null,
        errorCode: null,
      });
    },
    reading: (accountId: string) => update(accountId, { phase: 'reading' }),
    rows: (accountId: string, rows: number) => update(accountId, { rows }),
    done: (accountId: string) => update(accountId, { phase: 'done' }),
    failed: (accountId: string, errorCode: ErrorCode) => update(accountId, { phase: 'failed', errorCode }),
    list: (): AccountProgress[] => [...accounts.values()],
  };
}
