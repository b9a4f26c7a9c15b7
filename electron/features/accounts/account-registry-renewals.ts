/**
 * @file Renewals under way, as the registry sees them: which connection a finished renewal flow is about, and which listed accounts
 * an old access shows beside the new one that replaced it (API reference 12).
 */
import { type Instant, toInstant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import type { ProviderAccess, ProviderAccount } from '../../ports/bank-provider.ts';
import { identityOf, isSameAccount, type StoredAccount } from './account-registry-matching.ts';

export type Renewal = {
  readonly connectionId: string;
  /** The access that was in force when the renewal began. */
  readonly accessId: string | null;
  readonly startedAt: string;
  /** Mizan saw the new tokens or the later end; otherwise only the bank's word is there, and the end has to move yet. */
  readonly isProven: boolean;
};

type Row = { connection_id: string; access_id: string | null; created_at: string; is_proven: 0 | 1 };

/** How long after a bank's yes a grant that shows up is taken for the one it was about. */
const ANSWER_HOLDS_MS = 7 * 86_400_000;
export const answeredSince = (nowMs: number): Instant => toInstant(nowMs - ANSWER_HOLDS_MS);

export function createRenewals(db: Db) {
  const list = db.prepare(
    `SELECT f.connection_id, c.access_id, f.created_at, f.closed_reason IN ('exchanged', 'prolonged') AS is_proven
     FROM pending_flows f JOIN connections c ON c.id = f.connection_id
     WHERE f.purpose = 'renew'
       AND (f.closed_reason IN ('exchanged', 'prolonged')
         OR (f.closed_reason IN ('exchanging', 'answered') AND f.created_at >= :answeredSince))
     ORDER BY f.created_at, f.rowid`,
  );
  const close = db.prepare(
    `UPDATE pending_flows SET closed_reason = 'granted'
     WHERE purpose = 'renew' AND connection_id = :connectionId AND closed_reason IN ('exchanging', 'exchanged', 'prolonged', 'answered')`,
  );
  return {
    /** Renewals the bank has answered and whose consent is not noted yet. */
    list: (nowMs: number): readonly Renewal[] =>
      (list.all({ answeredSince: answeredSince(nowMs) }) as Row[]).map((row) => ({
        connectionId: row.connection_id,
        accessId: row.access_id,
        startedAt: row.created_at,
        isProven: row.is_proven === 1,
      })), // columns as selected
    close: (connectionId: string) => close.run({ connectionId }),
  };
}

/**
 * A renewal may leave the old access standing beside the new one for a while. What both show is one account, so the old
 * listing of it is left out: the stored account then follows its new id.
 * @param ownedIds accesses that belong to a connection already
 */
export function withoutReplaced(
  listed: readonly ProviderAccount[],
  renewals: readonly Renewal[],
  ownedIds: ReadonlySet<string>,
): readonly ProviderAccount[] {
  const renewedIds = new Set(renewals.map((renewal) => renewal.accessId));
  // One place per account of a new access: two real accounts of one identity are never one.
  const places = new Map<string, number>();
  for (const account of listed) {
    if (ownedIds.has(account.accessId)) continue;
    const identity = identityOf(account);
    places.set(identity, (places.get(identity) ?? 0) + 1);
  }
  return listed.filter((account) => {
    if (!renewedIds.has(account.accessId)) return true;
    const identity = identityOf(account);
    const left = places.get(identity) ?? 0;
    if (left > 0) places.set(identity, left - 1);
    return left === 0;
  });
}

/** Accesses whose accounts all moved to a new one, each with the connection it no longer holds. */
export function movedAccesses(
  renewals: readonly Renewal[],
  before: readonly ProviderAccount[],
  after: readonly ProviderAccount[],
): ReadonlyMap<string, string> {
  const isListed = (accounts: readonly ProviderAccount[], accessId: string) => accounts.some((account) => account.accessId === accessId);
  const hasMoved = (id: string) => isListed(before, id) && !isListed(after, id);
  return new Map(
    renewals.flatMap(({ accessId, connectionId }) => (accessId !== null && hasMoved(accessId) ? [[accessId, connectionId] as const] : [])),
  );
}

/**
 * New accesses that earlier tries of a renewal left at the provider, when what followed the bank's yes was lost: all of their accounts
 * are the renewed connection's, and a newer access shows them too.
 * @returns listed account of such an access → the stored account it is
 */
export function abandonedAccounts(
  listed: readonly ProviderAccount[],
  context: {
    readonly renewals: readonly Renewal[];
    readonly stored: readonly StoredAccount[];
    readonly ownedIds: ReadonlySet<string>;
    readonly accesses: readonly ProviderAccess[];
  },
): ReadonlyMap<ProviderAccount, StoredAccount> {
  const { renewals, stored, ownedIds, accesses } = context;
  const fresh = Map.groupBy(
    listed.filter((account) => !ownedIds.has(account.accessId)),
    (account) => account.accessId,
  );
  const ageOf = (accessId: string) => accesses.find((access) => access.providerId === accessId)?.createdAt ?? '';
  const abandoned = new Map<ProviderAccount, StoredAccount>();
  for (const connectionId of new Set(renewals.map((renewal) => renewal.connectionId))) {
    const known = stored.filter((account) => account.connectionId === connectionId);
    const storedOf = (account: ProviderAccount) => known.find((candidate) => isSameAccount(candidate, account));
    // Where no times are told, the order of the answer has to do: `sort` is stable.
    const tries = [...fresh]
      .filter(([, accounts]) => accounts.every(storedOf))
      .sort(([a], [b]) => (ageOf(a) < ageOf(b) ? -1 : Number(ageOf(a) > ageOf(b))));
    const shown = new Set(tries.pop()?.[1].map(storedOf));
    for (const account of tries.flatMap(([, accounts]) => accounts)) {
      const own = storedOf(account);
      if (own && shown.has(own)) abandoned.set(account, own);
    }
  }
  return abandoned;
}
