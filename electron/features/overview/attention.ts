import type { Account } from '../../../shared/contract/accounts.ts';
import type { Overview } from '../../../shared/contract/overview.ts';
import { type BaseConnectionState, connectionStateOf, consentDaysLeft } from '../../../shared/domain/consent-state.ts';
import type { Instant } from '../../../shared/domain/dates.ts';

export type ConnectionFacts = {
  readonly id: string;
  readonly bankName: string;
  readonly state: BaseConnectionState;
  readonly consentExpiresAt: Instant | null;
};
type Item = Overview['attention'][number];
type Kind = Item['kind'];

/** What stops the figures for good comes before what merely delays them. */
const ORDER: readonly Kind[] = ['reconnect_required', 'consent_expired', 'bank_failed', 'consent_expiring', 'account_stale'];

/**
 * What needs the person, at most one line per cause and bank. A bank that cannot be read at all is not also called stale.
 * @param accounts the visible ones; what a person hid does not call for attention, its consent does.
 */
export function attentionOf(connections: readonly ConnectionFacts[], accounts: readonly Account[], now: number): Item[] {
  return connections
    .flatMap((connection) => itemsOf(connection, accounts, now))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.daysLeft ?? 0) - (b.daysLeft ?? 0));
}

function itemsOf(connection: ConnectionFacts, accounts: readonly Account[], now: number): Item[] {
  const { consentExpiresAt: expiresAt } = connection;
  const state = connectionStateOf({ baseState: connection.state, expiresAt, now });
  const item = (kind: Kind, at: Instant | null, daysLeft: number | null = null): Item => ({
    kind,
    connectionId: connection.id,
    bankName: connection.bankName,
    at,
    daysLeft,
  });
  if (state === 'disconnected') return [];
  if (state === 'reconnect_required') return [item('reconnect_required', null)];
  if (state === 'expired') return [item('consent_expired', expiresAt, 0)];

  const own = accounts.filter((account) => account.connectionId === connection.id);
  const failed = own.filter((account) => account.dataState === 'failed');
  const stale = own.filter((account) => account.dataState === 'stale');
  const items: Item[] = [];
  if (state === 'error' || failed.length > 0) items.push(item('bank_failed', oldestData(failed.length > 0 ? failed : own)));
  else if (stale.length > 0) items.push(item('account_stale', oldestData(stale)));
  if (expiresAt !== null && consentIsEnding(connection, now))
    items.push(item('consent_expiring', expiresAt, consentDaysLeft(expiresAt, now)));
  return items;
}

/** The end of a consent needs the person also while its bank does not answer. */
function consentIsEnding({ consentExpiresAt }: ConnectionFacts, now: number): boolean {
  return connectionStateOf({ baseState: 'active', expiresAt: consentExpiresAt, now }) === 'expiring';
}

/** How old what is shown of these accounts is, at worst. */
function oldestData(accounts: readonly Account[]): Instant | null {
  const times = accounts.flatMap((account) => account.bankDataAt ?? []);
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}
