/** @file The fetch ledger as a person reads it: newest first, for everything, for one bank, or for what one consent allowed. */
import type { FetchLine } from '../../../shared/contract/activity.ts';
import type { Db } from '../../db/open.ts';

export type FetchFilter = { readonly connectionId: string | null; readonly consentId: string | null };

// Lists of accounts and accesses name every bank at once, so they belong to each of them while its consent lives.
const FILTERED = `
  FROM fetch_ledger f
  LEFT JOIN accounts a ON a.id = f.account_id
  LEFT JOIN connections c ON c.id = a.connection_id
  LEFT JOIN consents n ON n.id = :consentId
  WHERE (:consentId IS NULL OR n.id IS NOT NULL)
    AND (:connectionId IS NULL OR a.connection_id = :connectionId OR (f.account_id IS NULL AND f.run_id IS NOT NULL))
    AND (:consentId IS NULL OR (
      (a.connection_id = n.connection_id OR (f.account_id IS NULL AND f.run_id IS NOT NULL))
      AND f.at >= n.granted_at
      AND f.at < coalesce(n.superseded_at, n.revoked_at, '~')))`;
const LINE = `
  f.id, f.at, f.run_id AS runId, f.account_id AS accountId, coalesce(a.display_name, nullif(a.bank_label, ''), c.bank_name) AS accountName,
  f.method, f.endpoint, f.status, f.outcome, f.duration_ms AS durationMs, f.bytes, f.payload_digest AS digest, lower(hex(f.line_hash)) AS hash`;

export function createFetchLedgerReader(db: Db) {
  const page = db.prepare(`SELECT ${LINE} ${FILTERED} AND (:before IS NULL OR f.id < :before) ORDER BY f.id DESC LIMIT :limit`);
  const all = db.prepare(`SELECT ${LINE} ${FILTERED} ORDER BY f.id`);
  const count = db.prepare(`SELECT count(*) AS count ${FILTERED}`);
  return {
    page: (filter: FetchFilter, before: number | null, limit: number) => page.all({ ...filter, before, limit }) as FetchLine[], // columns as selected
    /** Oldest first, as it is chained. */
    all: (filter: FetchFilter) => all.all(filter) as FetchLine[], // columns as selected
    count: (filter: FetchFilter) => (count.get(filter) as { count: number }).count, // an aggregate always answers
  };
}
