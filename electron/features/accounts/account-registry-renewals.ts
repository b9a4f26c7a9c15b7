/**
 * @file Renewals under way, as the registry sees them: which connection a finished renewal flow is about, and which listed accounts
 * an old access shows beside the new one that replaced it (API reference 12).
 */
import type { Db } from '../../db/open.ts';
import type { ProviderAccount } from '../../ports/bank-provider.ts';
import { identityOf } from './account-registry-matching.ts';

export type Renewal = {
  readonly flowId: string;
  readonly connectionId: string;
  /** The access that was in force when the renewal began. */
  readonly accessId: string | null;
  readonly startedAt: string;
};

type Row = { flow_id: string; connection_id: string; access_id: string | null; created_at: string };

export function createRenewals(db: Db) {
  const list = db.prepare(
    `SELECT f.id AS flow_id, f.connection_id, c.access_id, f.created_at
     FROM pending_flows f JOIN connections c ON c.id = f.connection_id
     WHERE f.purpose = 'renew' AND f.closed_reason IN ('exchanged', 'prolonged')
     ORDER BY f.created_at, f.rowid`,
  );
  const close = db.prepare(`UPDATE pending_flows SET closed_reason = 'granted' WHERE id = :flowId`);
  return {
    /** Renewals the bank has answered and whose consent is not noted yet. */
    list: (): readonly Renewal[] =>
      (list.all() as Row[]).map((row) => ({
        flowId: row.flow_id,
        connectionId: row.connection_id,
        accessId: row.access_id,
        startedAt: row.created_at,
      })), // columns as selected
    close: (flowId: string) => close.run({ flowId }),
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

/** Accesses whose accounts all moved to a new one: they no longer hold their connection. */
export function movedAccessIds(
  renewals: readonly Renewal[],
  before: readonly ProviderAccount[],
  after: readonly ProviderAccount[],
): ReadonlySet<string> {
  const isListed = (accounts: readonly ProviderAccount[], accessId: string) => accounts.some((account) => account.accessId === accessId);
  const ids = renewals.flatMap((renewal) => renewal.accessId ?? []);
  return new Set(ids.filter((id) => isListed(before, id) && !isListed(after, id)));
}
