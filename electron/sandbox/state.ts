/**
 * @file What the bank remembers: users, accesses, tokens, edits. Bookings are not kept: they follow from seed and clock.
 * With a path every change is written at once and atomically, because the embedded bank's thread is simply terminated.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { RowEdit } from './household/row.ts';

export type LinkedAccount = {
  readonly id: string;
  readonly key: string;
  /** Grows when the bank hands out new transaction ids. */
  generation: number;
  /** Since when the present ids exist; null for the first ones, which count as known since they happened. */
  reissuedAt: number | null;
};

export type Access = {
  readonly id: string;
  readonly bank: string;
  readonly createdAt: number;
  /** Last time the platform fetched with the user present, or was made to. */
  lastSyncAt: number;
  isAutosync: boolean;
  hasSecrets: boolean;
  /** null: the access tells nothing about its consent. */
  consentExpiresAt: number | null;
  consentDays: number;
  /** First booking day delivered; null = everything the bank has. */
  historyFrom: string | null;
  /** The bank stopped answering then. */
  failure: { readonly since: number; readonly message: string } | null;
  accounts: LinkedAccount[];
};

export type Token = {
  readonly hash: string;
  readonly kind: 'access' | 'refresh';
  readonly expiresAt: number;
  readonly scope: string;
};

export type Notification = {
  readonly notification_id: string;
  readonly observe_key: string;
  readonly notify_uri: string;
  readonly state: string;
};

export type User = {
  readonly id: string;
  accesses: Access[];
  tokens: Token[];
  /** How often each bank was connected: the base of access ids. */
  connections: Record<string, number>;
  notifications: Notification[];
  removedContracts: string[];
};

/** A row a test control added; stored as it is. */
export type AddedRow = {
  readonly account: string;
  readonly seq: number;
  readonly minor: number;
  readonly currency: string;
  readonly at: number;
  /** null while pending without an end. */
  readonly bookedFrom: number | null;
  readonly name: string;
  readonly purpose: string;
  readonly type: string;
};

export type BankState = {
  readonly version: 1;
  readonly seed: number;
  readonly profile: string;
  /** The day history ended when the household was made; later days are appended. */
  readonly anchorMs: number;
  users: User[];
  added: AddedRow[];
  /** Account key → row number → changes. */
  edits: Record<string, Record<number, RowEdit[]>>;
};

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

export type StateStore = { readonly state: BankState; save(): void };

/** Reads the stored state when it belongs to the same household, else starts afresh. */
export function openState(options: {
  readonly seed: number;
  readonly profile: string;
  readonly nowMs: number;
  readonly path?: string;
}): StateStore {
  const { path } = options;
  const state: BankState = (path === undefined ? undefined : readState(path, options)) ?? {
    version: 1,
    seed: options.seed,
    profile: options.profile,
    anchorMs: options.nowMs,
    users: [],
    added: [],
    edits: {},
  };
  const save = () => {
    if (path === undefined) return;
    const temporary = `${path}.new`;
    writeFileSync(temporary, JSON.stringify(state), { mode: 0o600, flush: true });
    renameSync(temporary, path);
  };
  save();
  return { state, save };
}

function readState(path: string, wanted: { readonly seed: number; readonly profile: string }): BankState | undefined {
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as BankState; // our own file; the checks below refuse anything else
    const isOurs = found.version === 1 && found.seed === wanted.seed && found.profile === wanted.profile;
    return isOurs && Array.isArray(found.users) && Array.isArray(found.added) ? found : undefined;
  } catch {
    // Missing or damaged: practice data only, so a fresh start is the plain answer.
    return undefined;
  }
}
