/** @file Everything the routes share: clock, household, state, settings, cached views. */
import { syncTimes } from './accesses.ts';
import type { BankClock } from './bank-clock.ts';
import type { AccountSpec, BankSpec, Dataset } from './household/row.ts';
import { type AccountView, buildView, createIdMaker } from './ledger.ts';
import type { Access, LinkedAccount, StateStore, User } from './state.ts';

export const ALL_SCOPES = ['accounts=ro', 'balance=ro', 'transactions=ro', 'categories=ro', 'user=rw', 'offline'] as const;

/** What tests may bend; the defaults are a healthy bank. */
export type Settings = {
  clientId: string;
  clientSecret: string;
  scopes: string[];
  refreshMode: 'rotate' | 'keep';
  accessTtlSeconds: number;
  doesSyncProlong: boolean;
  reconnect: 'replace' | 'leave' | 'reuse';
  /** True: only `sync_period` days of history are delivered. False: all a bank has, whatever was asked for. */
  clipsHistory: boolean;
  requiresRedirectUri: boolean;
  /** The widget returns a state that is not the one it was given. */
  sendsWrongState: boolean;
  listsAccessesBare: boolean;
  /** Real milliseconds of "succeed after a delay" in the widget. */
  delayMs: number;
};

export type Engine = {
  readonly seed: number;
  readonly profile: 'household' | 'odd';
  readonly clock: BankClock;
  readonly dataset: Dataset;
  readonly store: StateStore;
  readonly settings: Settings;
  readonly idOf: ReturnType<typeof createIdMaker>;
  bank(key: string): BankSpec;
  account(key: string): AccountSpec;
  findUser(id: string): User | undefined;
  /** The user, made when missing. */
  ensureUser(id: string): User;
  /** How far the platform has fetched an access. */
  horizon(access: Access): number;
  view(access: Access, account: LinkedAccount): AccountView;
  balanceMinor(access: Access, account: LinkedAccount): number;
  /** Saves the state and forgets what was derived from the old one. */
  changed(): void;
  /** Grows with every change; part of cache keys. */
  revision(): number;
};

const MAX_VIEWS = 48;

export function createEngine(parts: Pick<Engine, 'seed' | 'profile' | 'clock' | 'dataset' | 'store' | 'settings'>): Engine {
  const { dataset, store, clock } = parts;
  const banks = new Map(dataset.banks.map((bank) => [bank.key, bank]));
  const accounts = new Map(dataset.accounts.map((account) => [account.key, account]));
  const views = new Map<string, AccountView>();
  let revision = 0;

  const horizon = (access: Access) => syncTimes(access, clock.now()).horizon;
  const fullView = (key: string, until: number): AccountView => {
    const cacheKey = `${key}|${until}`;
    const known = views.get(cacheKey);
    if (known) return known;
    const view = buildView(dataset, store.state, key, until);
    const oldest = views.keys().next().value;
    if (views.size >= MAX_VIEWS && oldest !== undefined) views.delete(oldest);
    views.set(cacheKey, view);
    return view;
  };
  /** An account may have stopped answering on its own, before its access did. */
  const accountHorizon = (access: Access, key: string) => {
    const failure = accounts.get(key)?.oddity.failure;
    return failure ? Math.min(horizon(access), access.createdAt - failure.ageMs) : horizon(access);
  };

  return {
    ...parts,
    idOf: createIdMaker(parts.seed),
    bank: (key) => required(banks.get(key), key),
    account: (key) => required(accounts.get(key), key),
    findUser: (id) => store.state.users.find((user) => user.id === id),
    ensureUser(id) {
      const found = store.state.users.find((user) => user.id === id);
      if (found) return found;
      const user: User = { id, accesses: [], tokens: [], connections: {}, notifications: [], removedContracts: [] };
      store.state.users.push(user);
      return user;
    },
    horizon,
    view(access, account) {
      const view = fullView(account.key, accountHorizon(access, account.key));
      if (access.historyFrom === null) return view;
      const from = Date.parse(`${access.historyFrom}T00:00:00Z`) - 3 * 3_600_000;
      return { ...view, booked: view.booked.filter((row) => row.bookedFrom >= from) };
    },
    balanceMinor: (access, account) =>
      required(accounts.get(account.key), account.key).openingMinor +
      fullView(account.key, accountHorizon(access, account.key)).bookedSumMinor,
    changed() {
      revision += 1;
      views.clear();
      store.save();
    },
    revision: () => revision,
  };
}

function required<T>(value: T | undefined, key: string): T {
  if (value === undefined) throw new Error(`unknown key ${key}`);
  return value;
}
