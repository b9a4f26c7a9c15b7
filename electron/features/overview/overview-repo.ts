import type { BaseConnectionState } from '../../../shared/domain/consent-state.ts';
import type { Day } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import type { ConnectionFacts } from './attention.ts';
import type { DaySpan } from './month-days.ts';

type ConnectionRow = { id: string; bank_name: string; state: BaseConnectionState; consent_expires_at: string | null };
export type BookedSums = { readonly inMinor: number; readonly outMinor: number };
export type OverviewRepo = ReturnType<typeof createOverviewRepo>;

export function createOverviewRepo(db: Db) {
  const connections = db.prepare<[], ConnectionRow>(
    `SELECT
      c.id,
      c.bank_name,
      c.state,
      (
        SELECT k.expires_at
        FROM consents k
        WHERE k.connection_id = c.id AND k.superseded_at IS NULL AND k.revoked_at IS NULL
        ORDER BY k.granted_at DESC
        LIMIT 1
      ) AS consent_expires_at
    FROM connections c
    ORDER BY c.connected_at, c.id`,
  );
  const booked = db.prepare<{ ids: string; currency: string; fromDay: string; toDay: string }, { in_minor: number; out_minor: number }>(
    `SELECT coalesce(sum(in_minor), 0) AS in_minor, coalesce(sum(out_minor), 0) AS out_minor
    FROM daily_account_totals
    WHERE account_id IN (SELECT value FROM json_each(:ids))
      AND day_on BETWEEN :fromDay AND :toDay
      AND currency = :currency`,
  );
  // A bank delivers the same depth for all its accounts, so each bank counts from its first booked day; the youngest history decides.
  const covered = db.prepare<{ ids: string }, { from_on: string | null }>(
    `SELECT max(first_on) AS from_on
    FROM (
      SELECT min((
        SELECT t.day_on
        FROM daily_account_totals t
        WHERE t.account_id = a.id AND t.count > 0
        ORDER BY t.day_on
        LIMIT 1
      )) AS first_on
      FROM accounts a
      WHERE a.id IN (SELECT value FROM json_each(:ids))
      GROUP BY a.connection_id
    )`,
  );

  return {
    listConnections: (): ConnectionFacts[] =>
      connections.all().map((row) => ({
        id: row.id,
        bankName: row.bank_name,
        state: row.state,
        consentExpiresAt: row.consent_expires_at,
      })),
    /** Booked money in and out of these accounts in one currency, both days included. */
    bookedSums(accountIds: readonly string[], currency: string, span: DaySpan): BookedSums {
      const row = booked.get({ ids: JSON.stringify(accountIds), currency, fromDay: span.fromDay, toDay: span.toDay });
      return { inMinor: row?.in_minor ?? 0, outMinor: row?.out_minor ?? 0 };
    },
    /** The day from which bookings of every one of these banks are held; null without any. */
    coveredFrom: (accountIds: readonly string[]): Day | null => covered.get({ ids: JSON.stringify(accountIds) })?.from_on ?? null,
  };
}
