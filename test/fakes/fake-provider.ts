/**
 * @file A bank data provider in memory behind the `BankProvider` port: the smallest bank that can reissue ids, drop them,
 * settle, delete, reorder and fail at its n-th call. Times come from its own clock, as a server's would.
 */
import type {
  BankProvider,
  PageParser,
  ProviderAccess,
  ProviderAccount,
  ProviderTransaction,
  ReadPlan,
  TransactionsPage,
} from '../../electron/ports/bank-provider.ts';
import { type Day, toInstant } from '../../shared/domain/dates.ts';
import { AppError } from '../../shared/errors.ts';

export type FakeItem = Omit<ProviderTransaction, 'accountId' | 'place' | 'createdAt' | 'modifiedAt'> & {
  readonly createdMs: number;
  readonly modifiedMs: number;
};

export type FakeAccount = {
  listed: ProviderAccount;
  /** In the order the bank delivers them. */
  items: FakeItem[];
  deleted: { readonly id: string; readonly atMs: number }[];
};

export type FakeCall = { readonly method: string; readonly accountId: string | null; readonly plan: ReadPlan | null };

export type FakeProvider = BankProvider & {
  readonly accounts: Map<string, FakeAccount>;
  accesses: ProviderAccess[];
  readonly calls: FakeCall[];
  nowMs: number;
  pageSize: number;
  /** Throws instead of answering, by the running number of the call (from 1); counted from the last reset of `calls`. */
  fail: (callNumber: number, call: FakeCall) => unknown;
  /** Runs before an answer is made; where tests delay or abort. */
  before: (call: FakeCall, signal: AbortSignal | undefined) => Promise<void>;
};

const never = async () => {
  throw new AppError('provider_rejected', 'not part of the fake');
};

export function aProviderAccount(change: Partial<ProviderAccount> = {}): ProviderAccount {
  const providerId = change.providerId ?? 'A1.1';
  return {
    providerId,
    accessId: 'X1.1',
    name: `Account ${providerId}`,
    owner: 'Sara Alharbi',
    kind: 'current',
    providerType: 'Giro account',
    accountNumber: `32000${providerId}`,
    bankCode: '10000109010101',
    bankName: 'Model Bank',
    bankNameAr: 'البنك النموذجي',
    bic: null,
    iban: null,
    currency: 'SAR',
    isAutosync: true,
    isJoint: false,
    status: { syncedAt: '2026-11-07T08:00:00.000Z', succeededAt: '2026-11-07T08:00:00.000Z', message: null },
    balance: { minor: 1000_00, asOf: '2026-11-07T00:00:00.000Z' },
    creditLimitMinor: null,
    ...change,
  };
}

export function aProviderAccess(change: Partial<ProviderAccess> = {}): ProviderAccess {
  return {
    providerId: 'X1.1',
    bankName: 'Model Bank',
    bankNameAr: null,
    providerBankId: null,
    createdAt: null,
    consentExpiresAt: '2027-11-07T00:00:00.000Z',
    consentScopes: ['ACCOUNTS', 'BALANCES', 'TRANSACTIONS'],
    isAutosync: true,
    status: { syncedAt: null, succeededAt: null, message: null },
    ...change,
  };
}

export function anItem(change: Partial<FakeItem> = {}): FakeItem {
  return {
    providerId: 'T1',
    amountMinor: -25_00,
    currency: 'SAR',
    isBooked: true,
    bookedOn: '2026-11-01',
    valueOn: null,
    counterparty: 'Corner Cafe',
    purpose: 'POS purchase Corner Cafe',
    bookingText: 'Purchase',
    kind: 'card',
    counterpartyIban: null,
    merchantName: null,
    categoryPath: [],
    original: null,
    createdMs: Date.parse('2026-11-01T10:00:00.000Z'),
    modifiedMs: Date.parse('2026-11-01T10:00:00.000Z'),
    ...change,
  };
}

const utcDay = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

/** What a plan selects, oldest booking first as the adapter asks for it. */
function select(account: FakeAccount, plan: ReadPlan): readonly FakeItem[] {
  if (plan.kind === 'pending') return account.items.filter((item) => !item.isBooked);
  const booked = account.items.filter((item) => item.isBooked);
  const dayOf = (item: FakeItem) => item.bookedOn ?? '';
  const byDay = (a: FakeItem, b: FakeItem) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0);
  if (plan.kind === 'all') return booked.toSorted(byDay);
  if (plan.kind === 'booked') return booked.filter((item) => dayOf(item) >= plan.since).toSorted(byDay);
  const sinceMs = Date.parse(`${plan.since}T00:00:00Z`);
  return booked.filter((item) => item.modifiedMs >= sinceMs).toSorted((a, b) => a.modifiedMs - b.modifiedMs);
}

function toPage(account: FakeAccount, plan: ReadPlan, pageSize: number, nowMs: number): TransactionsPage {
  const received = select(account, plan).slice(plan.offset, plan.offset + pageSize);
  const items = received.map(({ createdMs, modifiedMs, ...item }, place) => ({
    ...item,
    accountId: account.listed.providerId,
    createdAt: toInstant(createdMs),
    modifiedAt: toInstant(modifiedMs),
    place,
  }));
  const deleted = plan.kind === 'modified' ? account.deleted.filter(({ atMs }) => utcDay(atMs) >= plan.since) : [];
  return {
    items,
    quarantined: [],
    deletedIds: deleted.map(({ id }) => id),
    receivedCount: received.length,
    keys: items.map((item) => item.providerId ?? JSON.stringify(item)),
    raw: Buffer.from(JSON.stringify({ transactions: items, at: nowMs })),
    receivedAt: toInstant(nowMs),
  };
}

/** Reads a stored page of the fake again; its raw answer is the items themselves. */
export const parseFakePage: PageParser = ({ raw }) =>
  (JSON.parse(Buffer.from(raw).toString('utf8')) as { transactions: ProviderTransaction[] }).transactions; // written by toPage above

export function createFakeProvider(accounts: readonly ProviderAccount[] = [aProviderAccount()]): FakeProvider {
  async function begin(call: FakeCall, signal: AbortSignal | undefined): Promise<void> {
    fake.calls.push(call);
    const failure = fake.fail(fake.calls.length, call);
    await fake.before(call, signal);
    if (signal?.aborted) throw new AppError('cancelled', 'aborted');
    if (failure) throw failure;
  }

  const fake: FakeProvider = {
    accounts: new Map<string, FakeAccount>(accounts.map((listed) => [listed.providerId, { listed, items: [], deleted: [] }])),
    accesses: [...new Set(accounts.map((account) => account.accessId))].map((providerId) => aProviderAccess({ providerId })),
    calls: [],
    nowMs: Date.parse('2026-11-07T11:07:00.000Z'),
    pageSize: 1000,
    fail: () => undefined,
    before: async () => {},
    async listAccounts(signal) {
      await begin({ method: 'listAccounts', accountId: null, plan: null }, signal);
      return [...fake.accounts.values()].map((account) => account.listed);
    },
    async listAccesses(signal) {
      await begin({ method: 'listAccesses', accountId: null, plan: null }, signal);
      return fake.accesses;
    },
    async readTransactions(accountId, plan, signal) {
      await begin({ method: 'readTransactions', accountId, plan }, signal);
      const account = fake.accounts.get(accountId);
      if (!account) throw new AppError('resource_gone', 'no such account');
      return toPage(account, plan, fake.pageSize, fake.nowMs);
    },
    hasTokens: async () => true,
    keepAlive: async () => {},
    settled: async () => {},
    createAccessLink: never,
    createSyncLink: never,
    exchangeCode: never,
    deleteAccount: never,
    deleteAccess: never,
    deleteUser: never,
    revokeTokens: never,
    testCredentials: never,
  };
  return fake;
}

/** `count` booked items over consecutive days with distinct texts, ids `<prefix>1…`. */
export function manyItems(count: number, prefix = 'T'): FakeItem[] {
  const shops = ['Corner Cafe', 'مطعم الواحة', 'Green Grocer', 'صيدلية النور', 'City Fuel', 'Book House', 'سوق المدينة'];
  return Array.from({ length: count }, (_, index) => {
    const atMs = Date.parse('2025-01-01T09:00:00.000Z') + Math.floor(index / 20) * 86_400_000;
    const shop = shops[index % shops.length] ?? '';
    return anItem({
      providerId: `${prefix}${index + 1}`,
      amountMinor: index % 40 === 0 ? 9_500_00 : -(100 + ((index * 7919) % 90_000)),
      bookedOn: utcDay(atMs),
      valueOn: utcDay(atMs),
      counterparty: shop,
      purpose: `Card purchase at ${shop} terminal ${(index * 2_654_435_761) % 4_294_967_296}`,
      categoryPath: [
        { id: '10', parentId: null, name: 'Living' },
        { id: String(11 + (index % 9)), parentId: '10', name: `Category ${index % 9}` },
      ],
      createdMs: atMs,
      modifiedMs: atMs,
    });
  });
}
