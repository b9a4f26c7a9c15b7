import { type Instant, riyadhDay } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';

export type BalanceInput = {
  readonly accountId: string;
  readonly balance: { readonly minor: number; readonly asOf: Instant | null };
  readonly runId: number | null;
  readonly at: Instant;
};

/**
 * One snapshot per account and Riyadh day: the provider keeps no history, so Mizan does. What was told last is the newest: a day
 * before one that is stored, or one that has not come yet, would leave an older balance on show. Called inside the caller's transaction.
 */
export function createBalanceWriter(db: Db) {
  const upsert = db.prepare(
    `INSERT INTO balances (account_id, day_on, balance_minor, as_of_at, run_id, received_at)
     VALUES (:accountId, max(min(:asOfOn, :today), coalesce((SELECT max(day_on) FROM balances WHERE account_id = :accountId), '')), :balanceMinor, :asOfAt, :runId, :receivedAt)
     ON CONFLICT (account_id, day_on) DO UPDATE SET
       balance_minor = excluded.balance_minor,
       as_of_at = excluded.as_of_at,
       run_id = excluded.run_id,
       received_at = excluded.received_at`,
  );
  return {
    save({ accountId, balance, runId, at }: BalanceInput): void {
      upsert.run({
        accountId,
        asOfOn: riyadhDay(Date.parse(balance.asOf ?? at)),
        today: riyadhDay(Date.parse(at)),
        balanceMinor: balance.minor,
        asOfAt: balance.asOf,
        runId: runId ?? 0,
        receivedAt: at,
      });
    },
  };
}
