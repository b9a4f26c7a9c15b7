/** @file How old what we show is, from the provider's answers; the mark's shape follows it. */
import type { SyncStatus } from '../../shared/contract/sync.ts';

/** The provider refreshes up to four times a day; data of one bank that trails by more than this is worth a mark. */
const TRAILING_MS = 6 * 3_600_000;

export type FreshnessState = 'empty' | 'fresh' | 'partly_old' | 'none_answered';

export function freshnessOf(status: Pick<SyncStatus, 'bankDataAt' | 'oldestBankDataAt' | 'lastRun'>): FreshnessState {
  const { bankDataAt, oldestBankDataAt, lastRun } = status;
  if (bankDataAt === null) return 'empty';
  if (lastRun?.outcome === 'failed') return 'none_answered';
  const isTrailing = oldestBankDataAt !== null && Date.parse(bankDataAt) - Date.parse(oldestBankDataAt) > TRAILING_MS;
  return isTrailing ? 'partly_old' : 'fresh';
}
