/** @file Everything the routes share: clock, household, state, settings, cached views. */
import { syncTimes } from './accesses.ts';
import type { BankClock } from './bank-clock.ts';
import { type AccountSpec, type BankSpec, type Dataset, riyadhTime } from './household/row.ts';
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

type Views = { full(key: string, until: number): AccountView; clear(): void };

/** Keeps what was worked out for an account at a moment; readers page through the same moment again and again. */
function createViews(dataset: Dataset, store: StateStore): Views {
  const views = new Map<string, AccountView>();
  return {
    full(key, until) {
      const cacheKey = `${key}|${until}`;
      const known = views.get(cacheKey);
      if (known) return known;
      const view = buildView(dataset, store.state, key, until);
      const oldest = views.keys().next().value;
      if (views.size >= MAX_VIEWS && oldest !== undefined) views.delete(oldest);
      views.set(cacheKey, view);
      return view;
    },
    clear: () => views.clear(),
  };
}

function byKey<T extends { readonly key: string }>(list: readonly T[]): (key: string) => T {
  const map = new Map(list.map((one) => [one.key, one]));
  return (key) => {
    const found = map.get(key);
    if (!found) throw new Error(`unknown key ${key}`);
    return found;
  };
}

function ensureUser({ state }: StateStore, id: string): User {
  const found = state.users.find((user) => user.id === id);
  if (found) return found;
  const user: User = { id, accesses: [], tokens: [], connections: {}, notifications: [], removedContracts: [] };
  state.users.push(user);
  return user;
}

export function createEngine(parts: Pick<Engine, 'seed' | 'profile' | 'clock' | 'dataset' | 'store' | 'settings'>): Engine {
  const { dataset, store, clock } = parts;
  const account = byKey(dataset.accounts);
  const views = createViews(dataset, store);
  let revision = 0;

  const horizon = (access: Access) => syncTimes(access, clock.now()).horizon;
  /** An account may have stopped answering on its own, before its access did. */
  const fullView = (access: Access, key: string) => {
    const { failure } = account(key).oddity;
    return views.full(key, failure ? Math.min(horizon(access), access.createdAt - failure.ageMs) : horizon(access));
  };

  return {
    ...parts,
    idOf: createIdMaker(parts.seed),
    bank: byKey(dataset.banks),
    account,
    findUser: (id) => store.state.users.find((user) => user.id === id),
    ensureUser: (id) => ensureUser(store, id),
    horizon,
    view(access, { key }) {
      const view = fullView(access, key);
      if (access.historyFrom === null) return view;
      const from = riyadhTime(access.historyFrom, 0);
      return { ...view, booked: view.booked.filter((row) => row.bookedFrom >= from) };
    },
    balanceMinor: (access, { key }) => account(key).openingMinor + fullView(access, key).bookedSumMinor,
    changed() {
      revision += 1;
      views.clear();
      store.save();
    },
    revision: () => revision,
  };
}
