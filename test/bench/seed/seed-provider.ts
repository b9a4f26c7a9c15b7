/** @file A bank behind the `BankProvider` port that delivers a plan's rows in the provider's own wire format, read by the adapter's own parser. */
import { rereadPage } from '../../../electron/misconnect/reread-page.ts';
import type { BankProvider, TransactionsPage } from '../../../electron/ports/bank-provider.ts';
import { categoryPath } from '../../../electron/sandbox/household/categories.ts';
import { type Instant, toInstant } from '../../../shared/domain/dates.ts';
import { toDecimalText } from '../../../shared/domain/money.ts';
import { AppError } from '../../../shared/errors.ts';
import { type SeedAccount, seedAccesses } from './seed-accounts.ts';
import type { SeedPlan, SeedRow } from './seed-rows.ts';

const PAGE_SIZE = 1000;

function wireOf({ listed }: SeedAccount, row: SeedRow, isBooked: boolean): string {
  const { words, day } = row;
  const path = categoryPath(words.categoryId).map(({ id, parentId, names }) => ({ id, parent_id: parentId, name: names.en }));
  return JSON.stringify({
    transaction_id: row.id,
    account_id: listed.providerId,
    amount: toDecimalText({ minor: row.minor, currency: listed.currency }),
    currency: listed.currency,
    booked: isBooked,
    booked_at: `${day}T00:00:00.000Z`,
    settled_at: `${day}T00:00:00.000Z`,
    name: words.name,
    purpose: words.purpose.replace('{ref}', row.reference),
    booking_text: words.bookingText,
    type: words.type,
    categories: path,
    ...(words.partner !== null && { payment_partner: { name: words.partner } }),
    ...(words.counterIban !== null && { iban: words.counterIban }),
    ...(row.original && {
      additional_info: { original_amount: { amount: toDecimalText(row.original), currency: row.original.currency } },
    }),
    created_at: `${day}T09:36:33.079349+00:00`,
    modified_at: `${day}T09:36:33.079349+00:00`,
  });
}

function pageOf(account: SeedAccount, rows: readonly SeedRow[], plan: 'all' | 'pending', receivedAt: Instant): TransactionsPage {
  const raw = Buffer.from(`{"transactions":[${rows.map((row) => wireOf(account, row, plan === 'all')).join(',')}]}`);
  const items = rereadPage({ raw, plan, receivedAt, currency: account.listed.currency });
  return { items, quarantined: [], deletedIds: [], receivedCount: rows.length, keys: rows.map((row) => row.id), raw, receivedAt };
}

const never = async () => {
  throw new AppError('provider_rejected', 'the seed only reads');
};

/** Pages of a first import follow each other: each account's rows are made as they are asked for. */
export function createSeedProvider(plan: SeedPlan, nowMs: number): BankProvider {
  const receivedAt = toInstant(nowMs);
  const running = new Map<string, Generator<SeedRow>>();
  const byId = new Map(plan.accounts.map((account) => [account.listed.providerId, account]));
  function nextRows(account: SeedAccount): SeedRow[] {
    const id = account.listed.providerId;
    const rows = running.get(id) ?? plan.bookedRows(account);
    running.set(id, rows);
    return Array.from({ length: PAGE_SIZE }, () => rows.next()).flatMap(({ value }) => value ?? []);
  }
  return {
    listAccounts: async () => plan.accounts.map((account) => account.listed),
    listAccesses: async () => seedAccesses(plan.accounts, nowMs),
    async readTransactions(accountId, { kind }) {
      const account = byId.get(accountId);
      if (!account || (kind !== 'all' && kind !== 'pending'))
        throw new AppError('provider_rejected', 'the seed is read once, from the start');
      return pageOf(account, kind === 'all' ? nextRows(account) : plan.pendingRows(account), kind, receivedAt);
    },
    hasTokens: async () => true,
    keepAlive: async () => undefined,
    settled: async () => undefined,
    createAccessLink: never,
    createSyncLink: never,
    exchangeCode: never,
    deleteAccount: never,
    deleteAccess: never,
    deleteUser: never,
    revokeTokens: never,
    testCredentials: never,
  };
}
