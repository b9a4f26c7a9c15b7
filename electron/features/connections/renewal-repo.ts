import type { BaseConnectionState } from '../../../shared/domain/consent-state.ts';
import type { Db } from '../../db/open.ts';
import { createLeftoverAccesses } from './leftover-accesses.ts';

export type RenewalTarget = {
  readonly id: string;
  readonly bankName: string;
  readonly bankNameAr: string | null;
  readonly providerBankId: string | null;
  readonly accessId: string | null;
  readonly state: BaseConnectionState;
  /** End of the consent in force; null when it is unknown or only our estimate. */
  readonly expiresAt: string | null;
  readonly accounts: readonly { readonly id: string; readonly providerId: string | null; readonly iban: string | null }[];
};

/** What is stored of a connection once a renewal has been noted. */
export type RenewedConnection = {
  readonly accessId: string | null;
  readonly endsAt: string | null;
  readonly isEndEstimated: boolean;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
};

type TargetRow = {
  id: string;
  bank_name: string;
  bank_name_ar: string | null;
  provider_bank_id: string | null;
  access_id: string | null;
  state: BaseConnectionState;
  expires_at: string | null;
  is_expiry_estimated: 0 | 1 | null;
};
type AccountRow = { id: string; name: string; provider_id: string | null; iban: string | null };

export type RenewalRepo = ReturnType<typeof createRenewalRepo>;

export function createRenewalRepo(db: Db) {
  const findTarget = db.prepare(
    `SELECT c.id, c.bank_name, c.bank_name_ar, c.provider_bank_id, c.access_id, c.state, n.expires_at, n.is_expiry_estimated
     FROM connections c
     LEFT JOIN consents n ON n.id = (
       SELECT id FROM consents
       WHERE connection_id = c.id AND superseded_at IS NULL AND revoked_at IS NULL
       ORDER BY granted_at DESC, rowid DESC LIMIT 1)
     WHERE c.id = :id`,
  );
  const listAccounts = db.prepare(
    `SELECT a.id, coalesce(a.display_name, a.bank_label) AS name, a.iban,
            (SELECT provider_id FROM account_aliases WHERE account_id = a.id ORDER BY seen_at DESC, provider_id LIMIT 1) AS provider_id
     FROM accounts a
     WHERE a.connection_id = :id AND a.archived_at IS NULL
     ORDER BY a.sort_order, a.id`,
  );
  const findName = db.prepare('SELECT coalesce(display_name, bank_label) FROM accounts WHERE id = :id').pluck();
  const findAlias = db.prepare('SELECT account_id FROM account_aliases WHERE provider_id = :providerId').pluck();
  const findOwner = db.prepare('SELECT 1 FROM connections WHERE access_id = :accessId').pluck();
  const target = (id: string) => findTarget.get({ id }) as TargetRow | undefined; // columns as selected
  const accountsOf = (id: string) => listAccounts.all({ id }) as AccountRow[]; // columns as selected

  return {
    findTarget(id: string): RenewalTarget | undefined {
      const row = target(id);
      if (!row) return undefined;
      return {
        id,
        bankName: row.bank_name,
        bankNameAr: row.bank_name_ar,
        providerBankId: row.provider_bank_id,
        accessId: row.access_id,
        state: row.state,
        expiresAt: row.is_expiry_estimated === 1 ? null : row.expires_at,
        accounts: accountsOf(id).map((account) => ({ id: account.id, providerId: account.provider_id, iban: account.iban })),
      };
    },
    findRenewed(id: string): RenewedConnection | undefined {
      const row = target(id);
      if (!row) return undefined;
      const accounts = accountsOf(id).map((account) => ({ id: account.id, name: account.name }));
      return { accessId: row.access_id, endsAt: row.expires_at, isEndEstimated: row.is_expiry_estimated === 1, accounts };
    },
    findAccountName: (id: string) => findName.get({ id }) as string | undefined, // plucked TEXT
    findAccountId: (providerId: string) => findAlias.get({ providerId }) as string | undefined, // plucked TEXT
    /** Whether a connection rests on this access. */
    isInUse: (accessId: string): boolean => findOwner.get({ accessId }) !== undefined,
    leftovers: createLeftoverAccesses(db),
  };
}
