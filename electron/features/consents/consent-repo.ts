import type { AccountKind } from '../../../shared/domain/account-kind.ts';
import type { BaseConnectionState } from '../../../shared/domain/consent-state.ts';
import type { Day, Instant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import { type BookedDays, type ConsentRecord, QUIET_DAYS } from './consent-life.ts';

export type ConnectionRecord = {
  readonly id: string;
  readonly bankName: string;
  readonly bankNameAr: string | null;
  readonly state: BaseConnectionState;
  readonly askedAt: Instant | null;
  readonly consents: readonly ConsentRecord[];
};
export type LaneRecord = {
  readonly accountId: string;
  readonly connectionId: string;
  readonly name: string;
  readonly last4: string | null;
  readonly kind: AccountKind;
  readonly currency: string;
  readonly isArchived: boolean;
  readonly createdAt: Instant;
  readonly succeededAt: Instant | null;
  readonly booked: BookedDays | undefined;
};
export type StoredConsent = ConsentRecord & {
  readonly connectionId: string;
  readonly bankName: string;
  readonly bankNameAr: string | null;
  readonly language: 'ar' | 'en';
  readonly version: string;
  readonly dataKinds: string;
  readonly historyFromOn: Day;
  readonly isKeptUpdating: boolean;
  readonly textShown: string;
  readonly textTranslated: string | null;
};

type ConnectionRow = { id: string; bank_name: string; bank_name_ar: string | null; state: BaseConnectionState; asked_at: string | null };
type ConsentRow = {
  id: string;
  connection_id: string;
  granted_at: string;
  expires_at: string | null;
  is_expiry_estimated: 0 | 1;
  superseded_at: string | null;
  revoked_at: string | null;
};
type StoredRow = ConsentRow & {
  bank_name: string;
  bank_name_ar: string | null;
  language: 'ar' | 'en';
  text_version: string;
  data_kinds: string;
  history_from_on: string;
  is_secret_saved: 0 | 1;
  text_shown: string;
  text_translated: string | null;
};
type LaneRow = {
  id: string;
  connection_id: string;
  name: string;
  last4: string | null;
  kind: AccountKind;
  currency: string;
  archived_at: string | null;
  created_at: string;
  succeeded_at: string | null;
  first_on: string | null;
  last_on: string | null;
};
type SpellRow = { account_id: string; before_on: string; after_on: string };

const CONSENT_COLUMNS = 'n.id, n.connection_id, n.granted_at, n.expires_at, n.is_expiry_estimated, n.superseded_at, n.revoked_at';

const toConsent = (row: ConsentRow): ConsentRecord => ({
  id: row.id,
  grantedAt: row.granted_at,
  expiresAt: row.expires_at,
  isExpiryEstimated: row.is_expiry_estimated === 1,
  supersededAt: row.superseded_at,
  revokedAt: row.revoked_at,
});

function prepareStatements(db: Db) {
  return {
    connections: db.prepare('SELECT id, bank_name, bank_name_ar, state, asked_at FROM connections ORDER BY connected_at, rowid'),
    consents: db.prepare(`SELECT ${CONSENT_COLUMNS} FROM consents n ORDER BY n.granted_at, n.rowid`),
    lanes: db.prepare(
      `SELECT a.id, a.connection_id, coalesce(a.display_name, a.bank_label) AS name,
              substr(coalesce(a.account_number, a.iban), -4) AS last4, a.kind, a.currency, a.archived_at, a.created_at, a.succeeded_at,
              (SELECT min(day_on) FROM daily_account_totals WHERE account_id = a.id) AS first_on,
              (SELECT max(day_on) FROM daily_account_totals WHERE account_id = a.id) AS last_on
       FROM accounts a
       ORDER BY a.sort_order, a.id`,
    ),
    // A step from one booked day to the next that is longer than a quiet account takes.
    spells: db.prepare(
      `SELECT account_id, before_on, after_on FROM (
         SELECT account_id, lag(day_on) OVER (PARTITION BY account_id ORDER BY day_on) AS before_on, day_on AS after_on
         FROM (SELECT DISTINCT account_id, day_on FROM daily_account_totals))
       WHERE julianday(after_on) - julianday(before_on) > :quietDays
       ORDER BY account_id, after_on`,
    ),
    find: db.prepare(
      `SELECT ${CONSENT_COLUMNS}, c.bank_name, c.bank_name_ar, n.language, n.text_version, n.data_kinds, n.history_from_on,
              n.is_secret_saved, n.text_shown, n.text_translated
       FROM consents n JOIN connections c ON c.id = n.connection_id
       WHERE n.id = :id`,
    ),
  };
}

function bookedOf(row: LaneRow, spells: readonly SpellRow[]): BookedDays | undefined {
  if (row.first_on === null || row.last_on === null) return undefined;
  const own = spells.filter((spell) => spell.account_id === row.id);
  return {
    firstOn: row.first_on,
    lastOn: row.last_on,
    spells: own.map((spell) => ({ beforeOn: spell.before_on, afterOn: spell.after_on })),
  };
}

export type ConsentRepo = ReturnType<typeof createConsentRepo>;

export function createConsentRepo(db: Db) {
  const statements = prepareStatements(db);
  return {
    listConnections(): readonly ConnectionRecord[] {
      const consents = statements.consents.all() as ConsentRow[]; // columns as selected, here and below
      return (statements.connections.all() as ConnectionRow[]).map((row) => ({
        id: row.id,
        bankName: row.bank_name,
        bankNameAr: row.bank_name_ar,
        state: row.state,
        askedAt: row.asked_at,
        consents: consents.filter((consent) => consent.connection_id === row.id).map(toConsent),
      }));
    },
    listLanes(): readonly LaneRecord[] {
      const spells = statements.spells.all({ quietDays: QUIET_DAYS }) as SpellRow[];
      return (statements.lanes.all() as LaneRow[]).map((row) => ({
        accountId: row.id,
        connectionId: row.connection_id,
        name: row.name,
        last4: row.last4,
        kind: row.kind,
        currency: row.currency,
        isArchived: row.archived_at !== null,
        createdAt: row.created_at,
        succeededAt: row.succeeded_at,
        booked: bookedOf(row, spells),
      }));
    },
    find(id: string): StoredConsent | undefined {
      const row = statements.find.get({ id }) as StoredRow | undefined;
      if (!row) return undefined;
      return {
        ...toConsent(row),
        connectionId: row.connection_id,
        bankName: row.bank_name,
        bankNameAr: row.bank_name_ar,
        language: row.language,
        version: row.text_version,
        dataKinds: row.data_kinds,
        historyFromOn: row.history_from_on,
        isKeptUpdating: row.is_secret_saved === 1,
        textShown: row.text_shown,
        textTranslated: row.text_translated,
      };
    },
  };
}
