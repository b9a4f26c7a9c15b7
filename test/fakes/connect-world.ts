/** @file A connection service with every port faked: a provider that is told what to answer, a browser that only remembers. */
import { request } from 'node:http';
import { systemRandom } from '../../electron/core/system.ts';
import { type Db, openMemoryDatabase } from '../../electron/db/open.ts';
import { createAccountRegistry } from '../../electron/features/accounts/account-registry.ts';
import { type ConnectionDeps, createConnectionService } from '../../electron/features/connections/connection-service.ts';
import { createAttemptQuota } from '../../electron/features/quota/attempt-quota.ts';
import type { BankProvider, LinkRequest, ProviderAccess, ProviderAccount } from '../../electron/ports/bank-provider.ts';
import type { LogFields } from '../../electron/ports/log.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

export function aProviderAccount(change: Partial<ProviderAccount> = {}): ProviderAccount {
  return {
    providerId: 'A1',
    accessId: 'X1',
    name: 'Current',
    owner: null,
    kind: 'current',
    providerType: 'Giro account',
    accountNumber: '0001',
    bankCode: null,
    bankName: 'Practice Bank',
    bankNameAr: 'مصرف التدريب',
    bic: null,
    iban: 'SA0380000000608010167519',
    currency: 'SAR',
    isAutosync: true,
    isJoint: false,
    status: { syncedAt: null, succeededAt: null, message: null },
    balance: null,
    creditLimitMinor: null,
    ...change,
  };
}

export function aProviderAccess(change: Partial<ProviderAccess> = {}): ProviderAccess {
  return {
    providerId: 'X1',
    bankName: 'Practice Bank',
    bankNameAr: 'مصرف التدريب',
    providerBankId: null,
    createdAt: null,
    consentExpiresAt: '2027-05-06T00:00:00.000Z',
    consentScopes: [],
    isAutosync: true,
    status: { syncedAt: null, succeededAt: null, message: null },
    ...change,
  };
}

type SentLink = LinkRequest & { readonly accountIds?: readonly string[] };

export type ConnectWorld = {
  readonly db: Db;
  readonly clock: ManualClock;
  /** What happened outside, in order: links asked for, codes exchanged, lists read. */
  readonly calls: string[];
  readonly links: SentLink[];
  readonly opened: string[];
  readonly topics: string[];
  readonly logged: string[];
  imports: number;
  location: string;
  linkLifeMs: number;
  isSchemeRegistered: boolean;
  accounts: readonly ProviderAccount[];
  accesses: readonly ProviderAccess[];
  /** Run instead of a provider method or the opener. */
  readonly instead: {
    createLink?: (signal?: AbortSignal) => Promise<never>;
    exchange?: () => Promise<void>;
    list?: () => Promise<never>;
    open?: () => Promise<void>;
  };
  /** A new process over the same database. */
  start(change?: Partial<ConnectionDeps>): ReturnType<typeof createConnectionService>;
};

export function createConnectWorld(): ConnectWorld {
  const world: ConnectWorld = {
    db: openMemoryDatabase(),
    clock: createManualClock(),
    calls: [],
    links: [],
    opened: [],
    topics: [],
    logged: [],
    imports: 0,
    location: 'http://127.0.0.1:9/widget?token=t',
    linkLifeMs: 10 * 60_000,
    isSchemeRegistered: true,
    accounts: [aProviderAccount()],
    accesses: [aProviderAccess()],
    instead: {},
    start: (change) => createConnectionService({ ...depsOf(world), ...change }),
  };
  return world;
}

function depsOf(world: ConnectWorld): ConnectionDeps {
  const note = (event: string, fields?: LogFields) => void world.logged.push(`${event} ${JSON.stringify(fields)}`);
  const newId = () => Buffer.from(systemRandom.bytes(12)).toString('hex');
  return {
    db: world.db,
    clock: world.clock,
    random: systemRandom,
    log: { info: note, warn: note, error: note },
    emit: (topic) => void world.topics.push(topic),
    environment: {
      id: 'practice',
      kind: 'practice',
      baseUrl: 'http://127.0.0.1:9',
      legalName: { ar: '', en: '' },
      userId: 'u-1@users.mizan.example',
    },
    historyDays: 365,
    quota: createAttemptQuota({ db: world.db, clock: world.clock }),
    startImport: () => {
      world.imports += 1;
    },
    scheme: { scheme: 'app.mizan.desktop', isRegistered: async () => world.isSchemeRegistered },
    opener: {
      open: async (url) => {
        await world.instead.open?.();
        world.opened.push(url);
      },
    },
    registry: createAccountRegistry({ db: world.db, clock: world.clock, newId, noteLeftover: () => undefined }),
    provider: providerOf(world),
  };
}

function providerOf(world: ConnectWorld): BankProvider {
  const createLink = async (kind: string, link: SentLink, signal?: AbortSignal) => {
    world.calls.push(kind);
    world.links.push(link);
    await world.instead.createLink?.(signal);
    return { id: 'L1', location: world.location, expiresAtMs: world.clock.now() + world.linkLifeMs };
  };
  const unused = () => Promise.reject(new Error('not part of connecting'));
  return {
    createAccessLink: (link, signal) => createLink('access-link', link, signal),
    createSyncLink: (link, signal) => createLink('sync-link', link, signal),
    exchangeCode: async (code, redirectUri) => {
      world.calls.push(`exchange ${code} ${redirectUri}`);
      await world.instead.exchange?.();
    },
    listAccounts: async () => {
      world.calls.push('accounts');
      await world.instead.list?.();
      return world.accounts;
    },
    listAccesses: async () => {
      world.calls.push('accesses');
      return world.accesses;
    },
    hasTokens: async () => true,
    readTransactions: unused,
    keepAlive: unused,
    settled: async () => undefined,
    deleteAccount: unused,
    deleteAccess: unused,
    deleteUser: unused,
    revokeTokens: unused,
    testCredentials: unused,
  };
}

/** As the browser does at the end of the widget. */
export function visit(address: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(address, { agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    call.on('error', reject);
    call.end();
  });
}
