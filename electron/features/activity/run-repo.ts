import type { ActivityRun, RunAccount } from '../../../shared/contract/activity.ts';
import type { Db } from '../../db/open.ts';
import type { ObservationKind } from '../ledger/ledger-batch.ts';

const RUN = `
  SELECT r.id, r.trigger, r.started_at AS startedAt, r.ended_at AS endedAt, r.outcome, r.error_code AS errorCode, r.new_count AS newCount,
    r.changed_count AS changedCount, r.removed_count AS removedCount,
    (SELECT count(*) FROM sync_account_results a WHERE a.run_id = r.id) AS accountCount,
    (SELECT count(*) FROM sync_account_results a WHERE a.run_id = r.id AND a.outcome = 'failed') AS failedCount
  FROM sync_runs r`;

/** One observation of a run; `count` rows with consecutive ids. */
export type RunObservation = {
  readonly id: number;
  readonly kind: ObservationKind;
  readonly transactionId: number;
  readonly count: number;
};

export type RunRepo = ReturnType<typeof createRunRepo>;

export function createRunRepo(db: Db) {
  const page = db.prepare(`${RUN} WHERE :before IS NULL OR r.id < :before ORDER BY r.id DESC LIMIT :limit`);
  const find = db.prepare(`${RUN} WHERE r.id = :runId`);
  const accounts = db.prepare(
    `SELECT x.account_id AS accountId, coalesce(a.display_name, nullif(a.bank_label, ''), c.bank_name) AS accountName,
       c.bank_name AS bankName, c.bank_name_ar AS bankNameAr, x.outcome, x.error_code AS errorCode, x.new_count AS newCount,
       x.changed_count AS changedCount, x.removed_count AS removedCount, x.quarantined_count AS quarantinedCount
     FROM sync_account_results x JOIN accounts a ON a.id = x.account_id JOIN connections c ON c.id = a.connection_id
     WHERE x.run_id = :runId ORDER BY a.sort_order, a.id`,
  );
  const counts = db.prepare('SELECT kind, sum(count) AS count FROM observations WHERE run_id = :runId GROUP BY kind');
  const observations = db.prepare(
    `SELECT o.id, o.kind, o.transaction_id AS transactionId, o.count FROM observations o
     WHERE o.run_id = :runId AND o.id >= :from AND o.kind IN (SELECT value FROM json_each(:kinds)) ORDER BY o.id LIMIT :limit`,
  );
  const accountName = db.prepare(
    `SELECT coalesce(a.display_name, nullif(a.bank_label, ''), c.bank_name) AS name
     FROM accounts a JOIN connections c ON c.id = a.connection_id WHERE a.id = :accountId`,
  );
  // Every cast below: columns as selected.
  return {
    page: (before: number | null, limit: number) => page.all({ before, limit }) as ActivityRun[],
    find: (runId: number) => find.get({ runId }) as ActivityRun | undefined,
    accounts: (runId: number) => accounts.all({ runId }) as RunAccount[],
    counts: (runId: number) =>
      new Map((counts.all({ runId }) as { kind: ObservationKind; count: number }[]).map(({ kind, count }) => [kind, count])),
    observations: (runId: number, kinds: readonly ObservationKind[], from: number, limit: number) =>
      observations.all({ runId, from, limit, kinds: JSON.stringify(kinds) }) as RunObservation[],
    accountName: (accountId: string) => (accountName.get({ accountId }) as { name: string } | undefined)?.name ?? '',
  };
}
