import { type Instant, riyadhDay } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';

export type BalanceInput = {
  readonly accountId: string;
  readonly balance: { readonly minor: number; readonly asOf: Instant | null };
  readonly runId: number | null;
  readonly at: Instant;
};

/** One snapshot per account and Riyadh day: the provider keeps no history, so Mizan does. Called inside the caller's transaction. */
export function createBalanceWriter(db: Db) {
  const upsert = db.prepare(
    `INSERT INTO balances (account_id, day_on, balance_minor, as_of_at, run_id, received_at)
     VALUES (:accountId, :dayOn, :balanceMinor, :asOfAt, :runId, :receivedAt)
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
        dayOn: riyadhDay(Date.parse(balance.asOf ?? at)),
        balanceMinor: balance.minor,
        asOfAt: balance.asOf,
        runId: runId ?? 0,
        receivedAt: at,
      });
    },
  };
}
