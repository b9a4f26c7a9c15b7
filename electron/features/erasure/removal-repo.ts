import type { ErasureCounts } from '../../../shared/contract/erasure.ts';
import type { Db } from '../../db/open.ts';
import { forgetGoneAccounts } from '../annotations/annotation-copy.ts';
import { createCategoryTotals } from '../categories/category-totals.ts';
import { createRecategoriser } from '../categories/recategoriser.ts';
import type { ErasedBank } from './steps.ts';

export type RemovableAccount = ErasedBank & {
  readonly connectionId: string;
  readonly identity: string;
  /** Newest first. */
  readonly providerIds: readonly string[];
};
export type RemovableConnection = ErasedBank & { readonly accessId: string | null; readonly isWithdrawn: boolean };
type StoredCounts = Pick<ErasureCounts, 'connections' | 'accounts' | 'transactions'>;

const CONSENT_END = `(SELECT expires_at FROM consents
   WHERE connection_id = c.id AND superseded_at IS NULL AND revoked_at IS NULL ORDER BY granted_at DESC, rowid DESC LIMIT 1)`;

function prepareReads(db: Db) {
  return {
    account: db.prepare(
      `SELECT a.connection_id AS connectionId, a.identity, c.bank_name AS bankName, c.bank_name_ar AS bankNameAr, ${CONSENT_END} AS endsAt,
         (SELECT json_group_array(provider_id ORDER BY seen_at DESC, provider_id) FROM account_aliases WHERE account_id = a.id) AS providerIds
       FROM accounts a JOIN connections c ON c.id = a.connection_id WHERE a.id = :id`,
    ),
    connection: db.prepare(
      `SELECT c.access_id AS accessId, c.state = 'disconnected' AS isWithdrawn, c.bank_name AS bankName, c.bank_name_ar AS bankNameAr,
         ${CONSENT_END} AS endsAt
       FROM connections c WHERE c.id = :id`,
    ),
    identities: db.prepare('SELECT identity FROM accounts WHERE connection_id = :id').pluck(),
    banks: db.prepare(
      `SELECT c.access_id AS accessId, c.bank_name AS bankName, c.bank_name_ar AS bankNameAr, ${CONSENT_END} AS endsAt
       FROM connections c WHERE c.state <> 'disconnected' ORDER BY c.connected_at, c.rowid`,
    ),
    counts: db.prepare(
      `SELECT (SELECT count(*) FROM connections WHERE state <> 'disconnected') AS connections,
         (SELECT count(*) FROM accounts) AS accounts, (SELECT count(*) FROM transactions) AS transactions`,
    ),
    countsOfAccount: db.prepare(
      `SELECT 0 AS connections, (SELECT count(*) FROM accounts WHERE id = :id) AS accounts,
         (SELECT count(*) FROM transactions WHERE account_id = :id) AS transactions`,
    ),
    countsOfConnection: db.prepare(
      `SELECT (SELECT count(*) FROM connections WHERE id = :id) AS connections,
         (SELECT count(*) FROM accounts WHERE connection_id = :id) AS accounts,
         (SELECT count(*) FROM transactions WHERE account_id IN (SELECT id FROM accounts WHERE connection_id = :id)) AS transactions`,
    ),
  };
}

/** Rows of other accounts that are half of a transfer with one that goes: they count again once their other half is gone. */
const OTHER_HALVES = `
  SELECT iif(o.is_leaving, l.in_id, l.out_id) FROM transaction_links l
  JOIN (SELECT id, :subject IN (id, connection_id) AS is_leaving FROM accounts) o ON o.id = l.out_account_id
  JOIN (SELECT id, :subject IN (id, connection_id) AS is_leaving FROM accounts) i ON i.id = l.in_account_id
  WHERE o.is_leaving <> i.is_leaving`;

function prepareWrites(db: Db) {
  return {
    searchOfAccount: db.prepare('DELETE FROM transaction_search WHERE rowid IN (SELECT id FROM transactions WHERE account_id = :id)'),
    searchOfConnection: db.prepare(
      `DELETE FROM transaction_search WHERE rowid IN
         (SELECT t.id FROM transactions t JOIN accounts a ON a.id = t.account_id WHERE a.connection_id = :id)`,
    ),
    // A deleted row leaves its trigrams in the index until its segments are merged.
    mergeSearch: db.prepare(`INSERT INTO transaction_search (transaction_search) VALUES ('optimize')`),
    account: db.prepare('DELETE FROM accounts WHERE id = :id'),
    connection: db.prepare('DELETE FROM connections WHERE id = :id'),
    disconnect: db.prepare(
      `UPDATE connections SET state = 'disconnected', state_reason = NULL, access_id = NULL, is_autosync = 0 WHERE id = :id`,
    ),
    archive: db.prepare('UPDATE accounts SET archived_at = :at WHERE connection_id = :id AND archived_at IS NULL'),
    revoke: db.prepare('UPDATE consents SET revoked_at = :at WHERE connection_id = :id AND superseded_at IS NULL AND revoked_at IS NULL'),
    flows: db.prepare('DELETE FROM pending_flows WHERE connection_id = :id'),
  };
}

export function createRemovalRepo(db: Db) {
  const reads = prepareReads(db);
  const writes = prepareWrites(db);
  const totals = createCategoryTotals(db);
  const recategorise = createRecategoriser(db).rows;
  const otherHalves = db.prepare(OTHER_HALVES).pluck();

  /** @param subject an account or a connection */
  function removing(subject: string, remove: () => void): void {
    const left = otherHalves.all({ subject }) as number[]; // plucked INTEGER NOT NULL
    remove();
    totals.recount();
    recategorise(left);
    forgetGoneAccounts(db);
    writes.mergeSearch.run();
  }

  return {
    findAccount(id: string): RemovableAccount | undefined {
      const row = reads.account.get({ id }) as (Omit<RemovableAccount, 'providerIds'> & { providerIds: string }) | undefined; // as selected
      return row && { ...row, providerIds: JSON.parse(row.providerIds) as string[] }; // built by json_group_array of TEXT
    },
    findConnection(id: string): RemovableConnection | undefined {
      const row = reads.connection.get({ id }) as (Omit<RemovableConnection, 'isWithdrawn'> & { isWithdrawn: 0 | 1 }) | undefined; // as selected
      return row && { ...row, isWithdrawn: row.isWithdrawn === 1 };
    },
    /** What its accounts are known by, whatever ids the provider gives them. */
    listIdentities: (connectionId: string) => reads.identities.all({ id: connectionId }) as string[], // plucked TEXT NOT NULL
    listBanks: () => reads.banks.all() as (ErasedBank & { accessId: string | null })[], // columns as selected
    counts: () => reads.counts.get() as StoredCounts, // an aggregate always answers
    countsOfAccount: (id: string) => reads.countsOfAccount.get({ id }) as StoredCounts, // as above
    countsOfConnection: (id: string) => reads.countsOfConnection.get({ id }) as StoredCounts, // as above
    /** Inside the caller's transaction. Everything else goes with the account: each table references it. */
    removeAccount(id: string): void {
      removing(id, () => {
        writes.searchOfAccount.run({ id });
        writes.account.run({ id });
      });
    },
    removeConnection(id: string): void {
      removing(id, () => {
        writes.searchOfConnection.run({ id });
        writes.connection.run({ id });
      });
    },
    /** Keeps what was read; nothing asks the bank again. */
    disconnect(id: string, at: string): void {
      writes.disconnect.run({ id });
      writes.archive.run({ id, at });
      writes.revoke.run({ id, at });
      writes.flows.run({ id });
    },
  };
}
