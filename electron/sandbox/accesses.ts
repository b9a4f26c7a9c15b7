/** @file Accesses and their life: connecting, consent, autosync slots, what the platform has fetched by now. */
import { addDays, riyadhDay } from '../../shared/domain/dates.ts';
import type { BankSpec } from './household/row.ts';
import { hashDigits } from './seeded.ts';
import type { Access, User } from './state.ts';

const DAY_MS = 86_400_000;
/** The platform asks the banks four times a day: 02:05, 08:05, 14:05 and 20:05 in Riyadh. */
export const AUTOSYNC_SLOTS_UTC = [5, 11, 17, 23].map((hour) => (hour * 60 + 5) * 60_000);

/** The latest autosync moment that is not after `epochMs`. */
export function latestSlot(epochMs: number): number {
  const midnight = Math.floor(epochMs / DAY_MS) * DAY_MS;
  const today = AUTOSYNC_SLOTS_UTC.map((slot) => midnight + slot).filter((slot) => slot <= epochMs);
  return today.at(-1) ?? midnight - DAY_MS + (AUTOSYNC_SLOTS_UTC.at(-1) ?? 0);
}

export function isConsentAlive(access: Access, nowMs: number): boolean {
  return access.consentExpiresAt === null || access.consentExpiresAt > nowMs;
}

export type SyncTimes = {
  /** What the status object says. */
  readonly syncedAt: number;
  readonly succeededAt: number;
  readonly message: string | null;
  /** How far the fetched data reaches. */
  readonly horizon: number;
};

const EXPIRED_MESSAGE = 'Zustimmung abgelaufen / consent expired';

/** A pure function of access and clock: nothing has to happen at a slot for its bookings to be there afterwards. */
export function syncTimes(access: Access, nowMs: number): SyncTimes {
  const { failure, lastSyncAt, isAutosync, consentExpiresAt } = access;
  const lastSlotBefore = (end: number) => (isAutosync ? Math.max(lastSyncAt, latestSlot(end)) : lastSyncAt);
  const end = consentExpiresAt === null ? nowMs : Math.min(nowMs, consentExpiresAt);
  if (failure && failure.since <= nowMs) {
    const horizon = lastSlotBefore(Math.min(end, failure.since));
    // A failed run always looks younger than the last good one, also on a clock that stands still.
    return {
      syncedAt: Math.max(horizon, failure.since),
      succeededAt: Math.min(horizon, failure.since - 1),
      message: failure.message,
      horizon,
    };
  }
  const horizon = lastSlotBefore(end);
  if (isConsentAlive(access, nowMs) || !isAutosync) return { syncedAt: horizon, succeededAt: horizon, message: null, horizon };
  return { syncedAt: Math.max(latestSlot(nowMs), horizon), succeededAt: Math.min(horizon, end), message: EXPIRED_MESSAGE, horizon };
}

export type ConnectRequest = {
  readonly user: User;
  readonly bank: BankSpec;
  readonly accountKeys: readonly string[];
  readonly saveSecrets: boolean;
  readonly historyDays: number | null;
  readonly seed: number;
  readonly nowMs: number;
  /** What happens to an older access to the same bank. */
  readonly reconnect: ReconnectMode;
};

/** `replace`: new ids take the old ones' place; `leave`: the old access stays beside the new one; `reuse`: the old ids are kept. */
export type ReconnectMode = 'replace' | 'leave' | 'reuse';

/** Gives the user an access to the bank; ids depend on seed, bank and how often it was connected, never on the user id. */
export function connect(request: ConnectRequest): Access {
  const { user, bank, nowMs, reconnect } = request;
  const old = user.accesses.filter((access) => access.bank === bank.key);
  const kept = reconnect === 'reuse' ? old.at(-1) : undefined;
  const generation = kept ? Math.max(0, (user.connections[bank.key] ?? 1) - 1) : (user.connections[bank.key] ?? 0);
  const digits = hashDigits(`access/${request.seed}/${bank.key}/${generation}`, 18);
  const access: Access = {
    id: kept?.id ?? `X${digits}.1`,
    bank: bank.key,
    createdAt: kept?.createdAt ?? nowMs,
    lastSyncAt: nowMs,
    isAutosync: request.saveSecrets,
    hasSecrets: false,
    consentExpiresAt: nowMs + bank.consentDays * DAY_MS,
    consentDays: bank.consentDays,
    historyFrom: request.historyDays === null ? null : addDays(riyadhDay(nowMs), -request.historyDays),
    failure: null,
    accounts: request.accountKeys.map(
      (key, index) =>
        kept?.accounts.find((account) => account.key === key) ?? {
          id: `A${digits}.${index + 1}`,
          key,
          generation,
          reissuedAt: generation === 0 ? null : nowMs,
        },
    ),
  };
  if (!kept) user.connections[bank.key] = generation + 1;
  if (reconnect !== 'leave') user.accesses = user.accesses.filter((one) => one.bank !== bank.key);
  user.accesses.push(access);
  return access;
}

/** Prolongs a consent; it always moves forward, even when the clock stands still. */
export function renewConsent(access: Access, nowMs: number): void {
  if (access.consentExpiresAt === null) return;
  const renewed = nowMs + (access.consentDays > 0 ? access.consentDays : 365) * DAY_MS;
  access.consentExpiresAt = renewed > access.consentExpiresAt ? renewed : access.consentExpiresAt + DAY_MS;
}
