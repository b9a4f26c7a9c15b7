import type { Connection } from '../../../shared/contract/connections.ts';
import { type BaseConnectionState, connectionStateOf } from '../../../shared/domain/consent-state.ts';
import { ERROR_CODES, type ErrorCode } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';

type ConnectionRow = {
  id: string;
  bank_name: string;
  bank_name_ar: string | null;
  state: BaseConnectionState;
  state_reason: string | null;
  is_autosync: 0 | 1;
  connected_at: string;
  asked_at: string | null;
  bank_data_at: string | null;
  expires_at: string | null;
  is_expiry_estimated: 0 | 1 | null;
  account_count: number;
};

const CONFIRMED_HOSTS = 'connections.confirmed_hosts';

function toErrorCode(text: string | null): ErrorCode | null {
  return ERROR_CODES.find((code) => code === text) ?? null;
}

/** What this feature's own tables tell; the quota adds when the bank may be asked again. */
type StoredConnection = Omit<Connection, 'nextBankSyncAt'>;

function toConnection(row: ConnectionRow, now: number): StoredConnection {
  return {
    id: row.id,
    bankName: row.bank_name,
    bankNameAr: row.bank_name_ar,
    state: connectionStateOf({ baseState: row.state, expiresAt: row.expires_at, now }),
    stateReason: toErrorCode(row.state_reason),
    connectedAt: row.connected_at,
    expiresAt: row.expires_at,
    isExpiryEstimated: row.is_expiry_estimated === 1,
    isAutosync: row.is_autosync === 1,
    accountCount: row.account_count,
    askedAt: row.asked_at,
    bankDataAt: row.bank_data_at,
  };
}

function prepareStatements(db: Db) {
  return {
    // The consent in force is the newest that was neither superseded nor revoked.
    list: db.prepare(
      `SELECT c.id, c.bank_name, c.bank_name_ar, c.state, c.state_reason, c.is_autosync, c.connected_at, c.asked_at, c.bank_data_at,
              n.expires_at, n.is_expiry_estimated,
              (SELECT COUNT(*) FROM accounts a WHERE a.connection_id = c.id AND a.archived_at IS NULL) AS account_count
       FROM connections c
       LEFT JOIN consents n ON n.id = (
         SELECT id FROM consents
         WHERE connection_id = c.id AND superseded_at IS NULL AND revoked_at IS NULL
         ORDER BY granted_at DESC, rowid DESC LIMIT 1)
       ORDER BY c.connected_at, c.rowid`,
    ),
    findAutosync: db.prepare('SELECT is_autosync FROM connections WHERE id = :id'),
    // Each account under the provider id it was last seen with.
    listProviderIds: db.prepare(
      `SELECT (SELECT provider_id FROM account_aliases WHERE account_id = a.id ORDER BY seen_at DESC, provider_id LIMIT 1) AS provider_id
       FROM accounts a
       WHERE a.connection_id = :id AND a.archived_at IS NULL
       ORDER BY a.sort_order, a.id`,
    ),
    findSetting: db.prepare('SELECT value FROM settings WHERE name = :name'),
    upsertSetting: db.prepare(
      'INSERT INTO settings (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    ),
  };
}

export type ConnectionRepo = {
  list(now: number): StoredConnection[];
  /** What a user-present sync needs; undefined when there is no such connection. */
  findSyncTarget(id: string): { readonly isAutosync: boolean; readonly accountIds: readonly string[] } | undefined;
  confirmedHosts(): readonly string[];
  rememberHost(host: string): void;
};

export function createConnectionRepo(db: Db): ConnectionRepo {
  const statements = prepareStatements(db);
  const confirmedHosts = (): readonly string[] => {
    const row = statements.findSetting.get({ name: CONFIRMED_HOSTS }) as { value: string } | undefined; // as selected
    return row === undefined ? [] : (JSON.parse(row.value) as string[]); // written only by rememberHost
  };
  return {
    list: (now) => (statements.list.all() as ConnectionRow[]).map((row) => toConnection(row, now)), // as selected
    findSyncTarget(id) {
      const row = statements.findAutosync.get({ id }) as { is_autosync: 0 | 1 } | undefined; // as selected
      if (row === undefined) return undefined;
      const rows = statements.listProviderIds.all({ id }) as { provider_id: string | null }[]; // as selected
      return { isAutosync: row.is_autosync === 1, accountIds: rows.flatMap((account) => account.provider_id ?? []) };
    },
    confirmedHosts,
    rememberHost(host) {
      const hosts = new Set([...confirmedHosts(), host]);
      statements.upsertSetting.run({ name: CONFIRMED_HOSTS, value: JSON.stringify([...hosts]) });
    },
  };
}
