import type { SyncRun, SyncStatus } from '../../../shared/contract/sync.ts';
import type { Day, Instant } from '../../../shared/domain/dates.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { WriteCounts } from '../ledger/ledger-batch.ts';

/** An account as a run needs it. */
export type SyncAccount = {
  readonly accountId: string;
  readonly connectionId: string;
  readonly accountName: string;
  readonly bankName: string;
  readonly bankNameAr: string | null;
  readonly currency: string;
  /** Rows of the first import done so far; null once it is complete. */
  readonly importOffset: number | null;
  readonly cursorAt: Instant | null;
  readonly comparedAt: Instant | null;
  readonly bookedCount: number;
  readonly pendingCount: number;
  /** More than one: the bank has issued the account under a new id at least once. */
  readonly aliasCount: number;
  /** The provider's id it was last seen under. */
  readonly providerId: string;
};

export type AccountStatus = { readonly syncedAt: Instant | null; readonly succeededAt: Instant | null; readonly message: string | null };

export type CompletedAccount = AccountStatus & {
  readonly accountId: string;
  readonly cursorAt: Instant | null;
  readonly isCompared: boolean;
  readonly quarantined: number;
  readonly at: Instant;
};

export type AccountResult = {
  readonly runId: number;
  readonly accountId: string;
  readonly errorCode: ErrorCode | null;
  readonly counts: WriteCounts;
  readonly quarantinedCount: number;
};

export type BankState = { readonly state: 'active' | 'expired' | 'error' | 'reconnect_required'; readonly reason: ErrorCode | null };
type DataAge = Pick<SyncStatus, 'askedAt' | 'bankDataAt' | 'oldestBankDataAt' | 'oldestBankName' | 'oldestBankNameAr'>;

const RUN_COLUMNS = `id, trigger, started_at AS startedAt, ended_at AS endedAt, outcome, error_code AS errorCode,
  new_count AS newCount, changed_count AS changedCount, removed_count AS removedCount`;

function prepareRuns(db: Db) {
  return {
    open: db.prepare('INSERT INTO sync_runs (trigger, started_at) VALUES (:trigger, :at)'),
    close: db.prepare(
      `UPDATE sync_runs SET
         ended_at = :at,
         outcome = :outcome,
         error_code = :errorCode,
         new_count = (SELECT coalesce(sum(new_count), 0) FROM sync_account_results WHERE run_id = :id),
         changed_count = (SELECT coalesce(sum(changed_count), 0) FROM sync_account_results WHERE run_id = :id),
         removed_count = (SELECT coalesce(sum(removed_count), 0) FROM sync_account_results WHERE run_id = :id)
       WHERE id = :id`,
    ),
    closeInterrupted: db.prepare(
      `UPDATE sync_runs SET ended_at = :at, outcome = 'cancelled', error_code = 'app_closing' WHERE outcome IS NULL`,
    ),
    get: db.prepare(`SELECT ${RUN_COLUMNS} FROM sync_runs WHERE id = :id`),
    last: db.prepare(`SELECT ${RUN_COLUMNS} FROM sync_runs WHERE outcome IS NOT NULL ORDER BY id DESC LIMIT 1`),
    // A run that never reached the provider, was stopped, or failed on this computer holds nobody back: whoever has made room
    // on the disk or unlocked the key store may try at once.
    // By its number, not by its time: after a clock was set back the latest time is that of an older run.
    lastCounted: db
      .prepare(
        `SELECT started_at FROM sync_runs
         WHERE outcome IN ('ok', 'partial', 'failed') AND coalesce(error_code, '') NOT IN
           ('offline', 'disk_full', 'disk_failed', 'secret_store_locked', 'secret_store_unavailable', 'secret_store_failed')
         ORDER BY id DESC LIMIT 1`,
      )
      .pluck(),
    saveResult: db.prepare(
      `INSERT INTO sync_account_results
         (run_id, account_id, outcome, error_code, new_count, changed_count, removed_count, quarantined_count)
       VALUES (:runId, :accountId, iif(:errorCode IS NULL, 'ok', 'failed'), :errorCode, :newCount, :changedCount, :removedCount, :quarantinedCount)
       ON CONFLICT (run_id, account_id) DO UPDATE SET
         outcome = excluded.outcome,
         error_code = excluded.error_code,
         new_count = excluded.new_count,
         changed_count = excluded.changed_count,
         removed_count = excluded.removed_count,
         quarantined_count = excluded.quarantined_count`,
    ),
  };
}

function prepareAccounts(db: Db) {
  return {
    find: db.prepare(
      `SELECT a.id AS accountId, a.connection_id AS connectionId, coalesce(a.display_name, a.bank_label) AS accountName,
         c.bank_name AS bankName, c.bank_name_ar AS bankNameAr, a.currency, a.import_offset AS importOffset, a.cursor_at AS cursorAt, a.compared_at AS comparedAt, a.booked_count AS bookedCount, a.pending_count AS pendingCount,
         (SELECT count(*) FROM account_aliases x WHERE x.account_id = a.id) AS aliasCount,
         (SELECT provider_id FROM account_aliases x WHERE x.account_id = a.id ORDER BY seen_at DESC, provider_id LIMIT 1) AS providerId
       FROM account_aliases l JOIN accounts a ON a.id = l.account_id JOIN connections c ON c.id = a.connection_id
       WHERE l.provider_id = :providerId`,
    ),
    complete: db.prepare(
      `UPDATE accounts SET
         import_offset = NULL,
         cursor_at = :cursorAt,
         compared_at = iif(:isCompared, :at, compared_at),
         quarantined_count = max(quarantined_count, :quarantined),
         synced_at = :syncedAt,
         succeeded_at = :succeededAt,
         status_message = :message,
         asked_at = :at,
         last_error = NULL
       WHERE id = :accountId`,
    ),
    // An import may take days with a crash in between: what the bank changed behind it lies after its first page (R19).
    importCursor: db.prepare(
      `SELECT min(cursor_at, (SELECT min(received_at) FROM raw_pages p WHERE p.account_id = accounts.id AND p.plan = 'all')) AS cursorAt
       FROM accounts WHERE id = :accountId`,
    ),
    newestBookedDay: db
      .prepare('SELECT day_on FROM daily_account_totals WHERE account_id = :accountId AND count > 0 ORDER BY day_on DESC LIMIT 1')
      .pluck(),
    fail: db.prepare('UPDATE accounts SET asked_at = :at, last_error = :errorCode WHERE id = :accountId'),
    // What the bank holds apart from the rows it told us of must stay the same; if it moves, rows are missing or wrong (R6).
    checkBalance: db.prepare(
      `UPDATE accounts SET
         is_reconciled = iif(opening_minor IS NULL, 1, opening_minor = :balanceMinor - booked.sum),
         opening_minor = coalesce(opening_minor, :balanceMinor - booked.sum)
       FROM (SELECT coalesce(sum(in_minor + out_minor), 0) AS sum FROM daily_account_totals
             WHERE account_id = :accountId AND currency = :currency) AS booked
       WHERE id = :accountId`,
    ),
    dataAge: db.prepare(
      `SELECT max(a.asked_at) AS askedAt, max(a.succeeded_at) AS bankDataAt FROM accounts a
       WHERE a.archived_at IS NULL AND a.is_hidden = 0`,
    ),
    oldest: db.prepare(
      `SELECT a.succeeded_at AS at, c.bank_name AS bankName, c.bank_name_ar AS bankNameAr
       FROM accounts a JOIN connections c ON c.id = a.connection_id
       WHERE a.archived_at IS NULL AND a.is_hidden = 0 AND a.succeeded_at IS NOT NULL
       ORDER BY a.succeeded_at LIMIT 1`,
    ),
  };
}

function prepareConnections(db: Db) {
  return {
    setState: db.prepare('UPDATE connections SET state = :state, state_reason = :reason WHERE id = :id'),
    // One token set serves every bank of the user: when it is lost, all need connecting again.
    loseTokens: db.prepare(
      `UPDATE connections SET state = 'reconnect_required', state_reason = 'reconnect_required' WHERE state <> 'disconnected'`,
    ),
    updateDataAge: db.prepare(
      `UPDATE connections SET bank_data_at =
         (SELECT min(succeeded_at) FROM accounts WHERE connection_id = connections.id AND archived_at IS NULL)
       WHERE id = :id`,
    ),
  };
}

export type SyncRepo = ReturnType<typeof createSyncRepo>;

export function createSyncRepo(db: Db) {
  const runs = prepareRuns(db);
  const accounts = prepareAccounts(db);
  const connections = prepareConnections(db);
  return {
    openRun: (trigger: SyncRun['trigger'], at: Instant): number => Number(runs.open.run({ trigger, at }).lastInsertRowid),
    closeRun: (id: number, at: Instant, outcome: SyncRun['outcome'], errorCode: ErrorCode | null) =>
      runs.close.run({ id, at, outcome, errorCode }),
    /** Runs that a crash left open. */
    closeInterrupted: (at: Instant) => runs.closeInterrupted.run({ at }),
    getRun: (id: number): SyncRun => runs.get.get({ id }) as SyncRun, // columns as selected; the id was just given
    findLastRun: (): SyncRun | undefined => runs.last.get() as SyncRun | undefined, // columns as selected
    lastCountedStart: (): Instant | undefined => runs.lastCounted.get() as Instant | undefined, // plucked TEXT NOT NULL
    saveResult: ({ counts, ...result }: AccountResult) => runs.saveResult.run({ ...result, ...counts }),
    findAccount: (providerId: string): SyncAccount | undefined => accounts.find.get({ providerId }) as SyncAccount | undefined, // columns as selected
    completeAccount: ({ isCompared, ...input }: CompletedAccount) => accounts.complete.run({ ...input, isCompared: isCompared ? 1 : 0 }),
    importCursor: (accountId: string) => (accounts.importCursor.get({ accountId }) as { cursorAt: Instant | null }).cursorAt, // the account exists
    newestBookedDay: (accountId: string) => accounts.newestBookedDay.get({ accountId }) as Day | undefined, // plucked TEXT NOT NULL
    failAccount: (accountId: string, errorCode: ErrorCode, at: Instant) => accounts.fail.run({ accountId, errorCode, at }),
    checkBalance: (accountId: string, currency: string, balanceMinor: number) =>
      accounts.checkBalance.run({ accountId, currency, balanceMinor }),
    setBankState: (id: string, { state, reason }: BankState) => connections.setState.run({ id, state, reason }),
    loseTokens: () => connections.loseTokens.run(),
    updateDataAge: (id: string) => connections.updateDataAge.run({ id }),
    dataAge(): DataAge {
      const newest = accounts.dataAge.get() as Pick<DataAge, 'askedAt' | 'bankDataAt'>; // an aggregate always answers
      const oldest = accounts.oldest.get() as { at: Instant; bankName: string; bankNameAr: string | null } | undefined; // columns as selected
      return {
        ...newest,
        oldestBankDataAt: oldest?.at ?? null,
        oldestBankName: oldest?.bankName ?? null,
        oldestBankNameAr: oldest?.bankNameAr ?? null,
      };
    },
  };
}
