import type { BaseConnectionState } from '../../../shared/domain/consent-state.ts';
import type { Day } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import type { ConnectionFacts } from './attention.ts';

type ConnectionRow = { id: string; bank_name: string; state: BaseConnectionState; consent_expires_at: string | null };
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

  const unreviewed = db
    .prepare<{ since: Day }, number>(
      `SELECT count(*)
      FROM transactions t INDEXED BY transactions_by_day
      CROSS JOIN accounts a ON a.id = t.account_id
      WHERE t.day_on >= :since AND t.is_reviewed = 0 AND a.is_hidden = 0`,
    )
    .pluck();

  return {
    unreviewedSince: (sinceDay: Day) => ({ count: unreviewed.get({ since: sinceDay }) ?? 0, sinceDay }),
    listConnections: (): ConnectionFacts[] =>
      connections.all().map((row) => ({
        id: row.id,
        bankName: row.bank_name,
        state: row.state,
        consentExpiresAt: row.consent_expires_at,
      })),
  };
}
