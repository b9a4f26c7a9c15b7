import type { Account } from '../../../shared/contract/accounts.ts';
import { type Instant, riyadhDay } from '../../../shared/domain/dates.ts';

/** With autosync the provider reaches the bank up to four times a day; two days without success mean something is wrong. */
const STALE_AFTER_MS = 48 * 3_600_000;

export type DataFacts = {
  readonly isImporting: boolean;
  /** Our own last run over this account failed. */
  readonly hasLastError: boolean;
  /** A balance or any row. */
  readonly hasData: boolean;
  readonly isAutosync: boolean;
  /** When the provider last tried at the bank, and last succeeded. */
  readonly syncedAt: Instant | null;
  readonly succeededAt: Instant | null;
};

/** How far an account's figures can be relied on, worst finding first. */
export function dataStateOf(facts: DataFacts, now: number): Account['dataState'] {
  // Before `importing`: a first import that failed is not going on.
  if (facts.hasLastError) return 'failed';
  if (facts.isImporting) return 'importing';
  const { syncedAt, succeededAt } = facts;
  if (succeededAt === null) {
    if (!facts.hasData) return 'never';
    return syncedAt === null ? 'fresh' : 'stale';
  }
  if (syncedAt !== null && Date.parse(succeededAt) < Date.parse(syncedAt)) return 'stale';
  return facts.isAutosync && now - Date.parse(succeededAt) > STALE_AFTER_MS ? 'stale' : 'fresh';
}

/**
 * The moment a balance stands for. Banks send a mere date as midnight UTC; shown as a time that would read 03:00 in Riyadh, so on the
 * day the provider read it, that reading is the moment.
 */
export function balanceTime(asOf: Instant | null, bankDataAt: Instant | null): Instant | null {
  if (asOf === null || bankDataAt === null) return asOf ?? bankDataAt;
  const isDateOnly = Date.parse(asOf) % 86_400_000 === 0;
  return isDateOnly && riyadhDay(Date.parse(bankDataAt)) === asOf.slice(0, 10) ? bankDataAt : asOf;
}
