import type { Instant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import type { ProviderAccount } from '../../ports/bank-provider.ts';
import { identityOf, type StoredAccount } from './account-registry-matching.ts';

export type ConnectionRow = {
  readonly id: string;
  readonly access_id: string | null;
  readonly state: string;
  readonly connected_at: string;
};

type AccountRow = {
  id: string;
  connection_id: string;
  kind: string;
  currency: string;
  iban: string | null;
  bank_name: string;
  bank_code: string | null;
  account_number: string | null;
  bank_label: string;
  archived_at: string | null;
  aliases: string | null;
};

export type ConnectionFacts = {
  readonly id: string;
  readonly accessId: string;
  readonly bankName: string;
  readonly bankNameAr: string | null;
  readonly providerBankId: string | null;
  readonly isAutosync: boolean;
  readonly at: Instant;
};

const toStored = (row: AccountRow): StoredAccount => ({
  id: row.id,
  connectionId: row.connection_id,
  kind: row.kind,
  currency: row.currency,
  iban: row.iban,
  bankName: row.bank_name,
  bankCode: row.bank_code,
  accountNumber: row.account_number,
  bankLabel: row.bank_label,
  isArchived: row.archived_at !== null,
  aliases: row.aliases === null ? [] : (JSON.parse(row.aliases) as string[]), // built by json_group_array of TEXT
});

/** A field the bank leaves out this time keeps what it said before. */
const accountFacts = (account: ProviderAccount) => ({
  identity: identityOf(account),
  kind: account.kind,
  providerType: account.providerType,
  bankLabel: account.name,
  owner: account.owner,
  iban: account.iban,
  accountNumber: account.accountNumber,
  bankCode: account.bankCode,
  bic: account.bic,
  creditLimitMinor: account.creditLimitMinor,
});

function accountStatements(db: Db) {
  return {
    list: db.prepare(
      `SELECT a.id, a.connection_id, a.kind, a.currency, a.iban, c.bank_name, a.bank_code, a.account_number, a.bank_label, a.archived_at,
         (SELECT json_group_array(provider_id ORDER BY seen_at DESC) FROM account_aliases WHERE account_id = a.id) AS aliases
       FROM accounts a JOIN connections c ON c.id = a.connection_id
       ORDER BY a.sort_order, a.id`,
    ),
    insert: db.prepare(
      `INSERT INTO accounts
         (id, connection_id, identity, kind, provider_type, currency, bank_label, owner, iban, account_number, bank_code, bic,
          credit_limit_minor, created_at, sort_order)
       VALUES (:id, :connectionId, :identity, :kind, :providerType, :currency, :bankLabel, :owner, :iban, :accountNumber, :bankCode, :bic,
          :creditLimitMinor, :at, (SELECT coalesce(max(sort_order), 0) + 1 FROM accounts))`,
    ),
    update: db.prepare(
      `UPDATE accounts SET
         connection_id = :connectionId,
         identity = CASE WHEN :iban IS NULL AND iban IS NOT NULL THEN identity ELSE :identity END,
         kind = :kind,
         provider_type = :providerType,
         bank_label = :bankLabel,
         owner = coalesce(:owner, owner),
         iban = coalesce(:iban, iban),
         account_number = coalesce(:accountNumber, account_number),
         bank_code = coalesce(:bankCode, bank_code),
         bic = coalesce(:bic, bic),
         credit_limit_minor = coalesce(:creditLimitMinor, credit_limit_minor),
         archived_at = NULL
       WHERE id = :id`,
    ),
    // The id in use is the newest even when a clock stood still or was set back since another was seen.
    alias: db.prepare(
      `INSERT INTO account_aliases (provider_id, account_id, seen_at)
       SELECT :providerId, :accountId, max(:at, coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', max(seen_at), '+0.001 seconds'), ''))
       FROM account_aliases WHERE account_id = :accountId AND provider_id <> :providerId
       ON CONFLICT (provider_id) DO UPDATE SET account_id = excluded.account_id, seen_at = excluded.seen_at`,
    ),
    // While the first import runs the account's figures come page by page anyway; later they change only with its own transaction (R14).
    updateImporting: db.prepare(
      `UPDATE accounts SET synced_at = :syncedAt, succeeded_at = :succeededAt, status_message = :message
       WHERE id = :id AND import_offset IS NOT NULL`,
    ),
    archiveAbsent: db.prepare(
      `UPDATE accounts SET archived_at = :at
       WHERE archived_at IS NULL AND id NOT IN (SELECT value FROM json_each(:seen))`,
    ),
  };
}

function connectionStatements(db: Db) {
  return {
    list: db.prepare('SELECT id, access_id, state, connected_at FROM connections'),
    insert: db.prepare(
      `INSERT INTO connections (id, bank_name, bank_name_ar, provider_bank_id, access_id, state, is_autosync, connected_at, asked_at)
       VALUES (:id, :bankName, :bankNameAr, :providerBankId, :accessId, 'active', :isAutosync, :at, :at)`,
    ),
    // A listed access proves the tokens and that the bank is connected; what its data is like is decided at the end of a run.
    update: db.prepare(
      `UPDATE connections SET
         bank_name = coalesce(nullif(:bankName, ''), bank_name),
         bank_name_ar = coalesce(:bankNameAr, bank_name_ar),
         provider_bank_id = coalesce(:providerBankId, provider_bank_id),
         access_id = :accessId,
         is_autosync = :isAutosync,
         asked_at = :at,
         state_reason = CASE WHEN :isRenewed = 1 OR state IN ('reconnect_required', 'disconnected') THEN NULL ELSE state_reason END,
         state = CASE WHEN :isRenewed = 1 OR state IN ('reconnect_required', 'disconnected') THEN 'active' ELSE state END
       WHERE id = :id`,
    ),
    activate: db.prepare(`UPDATE connections SET state = 'active', state_reason = NULL WHERE id = :id AND state = 'expired'`),
    // The worst of its accounts: a figure is as old as its oldest part.
    updateDataAge: db.prepare(
      `UPDATE connections SET bank_data_at =
         (SELECT min(succeeded_at) FROM accounts WHERE connection_id = connections.id AND archived_at IS NULL)
       WHERE id = :id`,
    ),
    // A passed consent may hide an access as well; that is `expired`, which readers derive from the date.
    disconnectAbsent: db.prepare(
      `UPDATE connections SET state = 'disconnected', state_reason = 'resource_gone'
       WHERE state NOT IN ('disconnected', 'expired')
         AND access_id NOT IN (SELECT value FROM json_each(:accessIds))
         AND NOT EXISTS (SELECT 1 FROM accounts WHERE connection_id = connections.id AND archived_at IS NULL)
         AND NOT EXISTS (
           SELECT 1 FROM consents
           WHERE connection_id = connections.id AND superseded_at IS NULL AND revoked_at IS NULL AND expires_at <= :at)`,
    ),
  };
}

export function createAccountRegistryRepo(db: Db) {
  const accounts = accountStatements(db);
  const connections = connectionStatements(db);
  const facts = (input: ConnectionFacts) => ({ ...input, isAutosync: input.isAutosync ? 1 : 0 });
  return {
    listAccounts: (): readonly StoredAccount[] => (accounts.list.all() as AccountRow[]).map(toStored), // columns as selected
    listConnections: (): readonly ConnectionRow[] => connections.list.all() as ConnectionRow[], // columns as selected
    insertAccount: (id: string, connectionId: string, account: ProviderAccount, at: Instant) =>
      accounts.insert.run({ id, connectionId, currency: account.currency, at, ...accountFacts(account) }),
    updateAccount: (id: string, connectionId: string, account: ProviderAccount) =>
      accounts.update.run({ id, connectionId, ...accountFacts(account) }),
    updateImporting: (id: string, { status }: ProviderAccount) => accounts.updateImporting.run({ id, ...status }).changes > 0,
    saveAlias: (providerId: string, accountId: string, at: Instant) => accounts.alias.run({ providerId, accountId, at }),
    archiveAbsent: (seen: readonly string[], at: Instant) => accounts.archiveAbsent.run({ seen: JSON.stringify(seen), at }),
    insertConnection: (input: ConnectionFacts) => connections.insert.run(facts(input)),
    updateConnection: (input: ConnectionFacts, isRenewed: boolean) =>
      connections.update.run({ ...facts(input), isRenewed: isRenewed ? 1 : 0 }),
    activateConnection: (id: string) => connections.activate.run({ id }),
    updateDataAge: (id: string) => connections.updateDataAge.run({ id }),
    disconnectAbsent: (accessIds: readonly string[], at: Instant) =>
      connections.disconnectAbsent.run({ accessIds: JSON.stringify(accessIds), at }),
  };
}
