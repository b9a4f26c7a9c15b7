import { type AccountKind, KIND_ORDER } from '../../../shared/domain/account-kind.ts';
import type { BaseConnectionState } from '../../../shared/domain/consent-state.ts';
import type { Day, Instant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import { IS_PUT_AWAY } from './account-arrangement.ts';

type AccountRow = {
  id: string;
  connection_id: string;
  bank_name: string;
  bank_name_ar: string | null;
  kind: AccountKind;
  currency: string;
  display_name: string | null;
  bank_label: string;
  owner: string | null;
  iban: string | null;
  account_number: string | null;
  bic: string | null;
  credit_limit_minor: number | null;
  is_hidden: number;
  is_reconciled: number | null;
  archived_at: string | null;
  is_put_away: number;
  synced_at: string | null;
  succeeded_at: string | null;
  status_message: string | null;
  asked_at: string | null;
  last_error: string | null;
  booked_count: number;
  pending_count: number;
  quarantined_count: number;
  import_offset: number | null;
  connection_state: BaseConnectionState;
  is_autosync: number;
  consent_expires_at: string | null;
  balance_minor: number | null;
  balance_on: string | null;
  balance_as_of_at: string | null;
};

/** An account as stored, before the clock has its say. */
export type AccountRecord = {
  readonly id: string;
  readonly connectionId: string;
  readonly bankName: string;
  readonly bankNameAr: string | null;
  readonly kind: AccountKind;
  readonly currency: string;
  readonly displayName: string | null;
  readonly bankLabel: string;
  readonly owner: string | null;
  readonly iban: string | null;
  readonly accountNumber: string | null;
  readonly bic: string | null;
  readonly creditLimitMinor: number | null;
  readonly isHidden: boolean;
  readonly isProven: boolean | null;
  readonly archivedBy: 'bank' | 'person' | null;
  readonly syncedAt: Instant | null;
  readonly succeededAt: Instant | null;
  readonly statusMessage: string | null;
  readonly askedAt: Instant | null;
  readonly hasLastError: boolean;
  readonly bookedCount: number;
  readonly pendingCount: number;
  readonly quarantinedCount: number;
  readonly isImporting: boolean;
  readonly connectionState: BaseConnectionState;
  readonly isAutosync: boolean;
  readonly consentExpiresAt: Instant | null;
  readonly balance: { readonly minor: number; readonly on: Day; readonly asOf: Instant | null } | null;
};

export type BookedFacts = {
  readonly firstBookedOn: Day | null;
  readonly lastBookedOn: Day | null;
  readonly inMinor: number;
  readonly outMinor: number;
};

// From our own constant: what is in no place of the person's comes by bank and kind.
const KIND_RANK = `CASE a.kind ${KIND_ORDER.map((kind, rank) => `WHEN '${kind}' THEN ${rank}`).join(' ')} END`;

const ACCOUNT_SQL = `
  SELECT
    a.id,
    a.connection_id,
    c.bank_name,
    c.bank_name_ar,
    a.kind,
    a.currency,
    a.display_name,
    a.bank_label,
    a.owner,
    a.iban,
    a.account_number,
    a.bic,
    a.credit_limit_minor,
    a.is_hidden,
    a.is_reconciled,
    a.archived_at,
    ${IS_PUT_AWAY} AS is_put_away,
    a.synced_at,
    a.succeeded_at,
    a.status_message,
    a.asked_at,
    a.last_error,
    a.booked_count,
    a.pending_count,
    a.quarantined_count,
    a.import_offset,
    c.state AS connection_state,
    c.is_autosync,
    (
      SELECT k.expires_at
      FROM consents k
      WHERE k.connection_id = c.id AND k.superseded_at IS NULL AND k.revoked_at IS NULL
      ORDER BY k.granted_at DESC
      LIMIT 1
    ) AS consent_expires_at,
    b.balance_minor,
    b.day_on AS balance_on,
    b.as_of_at AS balance_as_of_at
  FROM accounts a
  JOIN connections c ON c.id = a.connection_id
  LEFT JOIN balances b
    ON b.account_id = a.id
    AND b.day_on = (SELECT max(newest.day_on) FROM balances newest WHERE newest.account_id = a.id)`;

export type AccountRepo = ReturnType<typeof createAccountRepo>;

/** Accounts for reading, and the two things about them a person decides: name and hiding. */
export function createAccountRepo(db: Db) {
  const list = db.prepare<{ includeHidden: number }, AccountRow>(
    `${ACCOUNT_SQL}
    WHERE :includeHidden = 1 OR a.is_hidden = 0
    ORDER BY iif(a.sort_order < 0, a.sort_order, 0), c.connected_at, c.id, ${KIND_RANK}, a.sort_order, a.id`,
  );
  const find = db.prepare<{ id: string }, AccountRow>(`${ACCOUNT_SQL} WHERE a.id = :id`);
  const update = db.prepare<{ id: string; setsName: number; name: string | null; isHidden: number | null }>(
    `UPDATE accounts
    SET display_name = CASE WHEN :setsName = 1 THEN :name ELSE display_name END,
        is_hidden = coalesce(:isHidden, is_hidden)
    WHERE id = :id`,
  );
  const booked = db.prepare<
    { id: string; currency: string },
    { first_on: string | null; last_on: string | null; in_minor: number; out_minor: number }
  >(
    `SELECT
      min(CASE WHEN count > 0 THEN day_on END) AS first_on,
      max(CASE WHEN count > 0 THEN day_on END) AS last_on,
      coalesce(sum(CASE WHEN currency = :currency THEN in_minor END), 0) AS in_minor,
      coalesce(sum(CASE WHEN currency = :currency THEN out_minor END), 0) AS out_minor
    FROM daily_account_totals
    WHERE account_id = :id`,
  );
  // A bank delivers the same depth for all accounts of an access: a savings account with one booking a quarter is known as far back as its siblings.
  const firstBooked = db.prepare<{ connectionId: string }, { first_on: string | null }>(
    `SELECT min((
      SELECT t.day_on
      FROM daily_account_totals t
      WHERE t.account_id = a.id AND t.count > 0
      ORDER BY t.day_on
      LIMIT 1
    )) AS first_on
    FROM accounts a
    WHERE a.connection_id = :connectionId AND a.import_offset IS NULL`,
  );
  const firstSnapshot = db.prepare<{ id: string }, { first_on: string | null }>(
    'SELECT min(day_on) AS first_on FROM balances WHERE account_id = :id',
  );
  const nets = db.prepare<{ id: string; currency: string; from: string }, { day_on: string; net_minor: number }>(
    `SELECT day_on, in_minor + out_minor AS net_minor
    FROM daily_account_totals
    WHERE account_id = :id AND day_on >= :from AND currency = :currency`,
  );
  const snapshots = db.prepare<{ id: string; from: string }, { day_on: string; balance_minor: number }>(
    'SELECT day_on, balance_minor FROM balances WHERE account_id = :id AND day_on >= :from',
  );

  return {
    list: (includeHidden: boolean): AccountRecord[] => list.all({ includeHidden: includeHidden ? 1 : 0 }).map(toAccountRecord),
    find(id: string): AccountRecord | undefined {
      const row = find.get({ id });
      return row && toAccountRecord(row);
    },
    /** A left-out field stays; a null name gives back the bank's. @returns whether the account exists. */
    update(id: string, changes: { readonly name?: string | null; readonly isHidden?: boolean }): boolean {
      const { name, isHidden } = changes;
      const hidden = isHidden === undefined ? null : Number(isHidden);
      return update.run({ id, setsName: name === undefined ? 0 : 1, name: name ?? null, isHidden: hidden }).changes > 0;
    },
    bookedFacts(id: string, currency: string): BookedFacts {
      const row = booked.get({ id, currency });
      return {
        firstBookedOn: row?.first_on ?? null,
        lastBookedOn: row?.last_on ?? null,
        inMinor: row?.in_minor ?? 0,
        outMinor: row?.out_minor ?? 0,
      };
    },
    /** First booked day over all fully imported accounts of a bank access. */
    firstBookedDay: (connectionId: string): Day | null => firstBooked.get({ connectionId })?.first_on ?? null,
    firstSnapshotDay: (id: string): Day | null => firstSnapshot.get({ id })?.first_on ?? null,
    netByDay: (id: string, currency: string, from: Day): Map<Day, number> =>
      new Map(nets.all({ id, currency, from }).map((row) => [row.day_on, row.net_minor])),
    snapshotsByDay: (id: string, from: Day): Map<Day, number> =>
      new Map(snapshots.all({ id, from }).map((row) => [row.day_on, row.balance_minor])),
  };
}

function toAccountRecord(row: AccountRow): AccountRecord {
  return {
    id: row.id,
    connectionId: row.connection_id,
    bankName: row.bank_name,
    bankNameAr: row.bank_name_ar,
    kind: row.kind,
    currency: row.currency,
    displayName: row.display_name,
    bankLabel: row.bank_label,
    owner: row.owner,
    iban: row.iban,
    accountNumber: row.account_number,
    bic: row.bic,
    creditLimitMinor: row.credit_limit_minor,
    isHidden: row.is_hidden === 1,
    isProven: row.is_reconciled === null ? null : row.is_reconciled === 1,
    archivedBy: row.archived_at !== null ? 'bank' : row.is_put_away === 1 ? 'person' : null,
    syncedAt: row.synced_at,
    succeededAt: row.succeeded_at,
    statusMessage: row.status_message,
    askedAt: row.asked_at,
    hasLastError: row.last_error !== null,
    bookedCount: row.booked_count,
    pendingCount: row.pending_count,
    quarantinedCount: row.quarantined_count,
    isImporting: row.import_offset !== null,
    connectionState: row.connection_state,
    isAutosync: row.is_autosync === 1,
    consentExpiresAt: row.consent_expires_at,
    balance:
      row.balance_minor === null || row.balance_on === null
        ? null
        : { minor: row.balance_minor, on: row.balance_on, asOf: row.balance_as_of_at },
  };
}
