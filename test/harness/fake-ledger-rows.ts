import type { z } from 'zod';
import type { Account } from '../../shared/contract/accounts.ts';
import type { LedgerEvent, TransactionDetail, TransactionRow } from '../../shared/contract/transactions.ts';
import { addDays } from '../../shared/domain/dates.ts';
import { LEDGER_TODAY } from './fake-ledger-accounts.ts';

export type LedgerRow = z.infer<typeof TransactionRow>;

type Seed = {
  readonly age: number;
  readonly account: string;
  readonly en: string;
  readonly ar: string;
  readonly amountMinor: number;
  readonly kind?: LedgerRow['kind'];
  readonly isPending?: boolean;
};

const SEEDS: readonly Seed[] = [
  { age: 0, account: 'a-9034', en: 'Coffee Counter', ar: 'ركن القهوة', amountMinor: -19_00, isPending: true },
  { age: 0, account: 'a-4821', en: 'Corner Grocery', ar: 'بقالة الزاوية', amountMinor: -186_35 },
  { age: 0, account: 'a-9034', en: 'Fuel Station 12', ar: 'محطة الوقود 12', amountMinor: -92_00 },
  { age: 2, account: 'a-9034', en: 'Family Restaurant', ar: 'مطعم العائلة', amountMinor: -117_50 },
  { age: 2, account: 'a-4821', en: 'City Pharmacy', ar: 'صيدلية المدينة', amountMinor: -64_75 },
  { age: 2, account: 'a-5508', en: 'Metro top-up', ar: 'شحن بطاقة المترو', amountMinor: -50_00 },
  { age: 3, account: 'a-4821', en: 'Course fee refund', ar: 'استرداد رسوم دورة', amountMinor: 400_00, kind: 'unknown' },
  { age: 3, account: 'a-4821', en: 'To Savings account 7730', ar: 'إلى حساب الادخار 7730', amountMinor: -1_000_00, kind: 'transfer' },
  { age: 3, account: 'a-1166', en: 'Electricity bill', ar: 'فاتورة الكهرباء', amountMinor: -311_20, kind: 'direct_debit' },
  { age: 3, account: 'a-9034', en: 'Online Store 24', ar: 'متجر إلكتروني 24', amountMinor: -248_90 },
  { age: 5, account: 'a-1166', en: 'Home Internet', ar: 'إنترنت المنزل', amountMinor: -287_50, kind: 'standing_order' },
];

const FILLERS = SEEDS.slice(1);
const HOSTILE = [
  '<script>alert(1)</script><b>bold</b>',
  '\u202eevil txt.exe \u202d reversed',
  `Long ${'merchant name without end '.repeat(12)}`,
  'تحويل إلى SAMPLE TRADING EST. 00-441 مرجع ABC/123',
  '\u0000\u0007\u2028line breaks\nand controls',
];

export function fakeRows(
  accounts: readonly Account[],
  options: { readonly language: 'en' | 'ar'; readonly count: number; readonly isOdd: boolean },
): LedgerRow[] {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const rows: LedgerRow[] = SEEDS.map((seed, index) => toRow(index + 1, seed, byId, options.language));
  for (let id = rows.length + 1; id <= options.count; id += 1) {
    const seed = FILLERS[(id * 7) % FILLERS.length] ?? FILLERS[0];
    if (!seed) break;
    const isSalary = id % 93 === 0;
    rows.push(
      toRow(
        id,
        isSalary
          ? { ...seed, age: 0, en: 'Salary', ar: 'راتب', amountMinor: 16_500_00, kind: 'salary_or_rent', account: 'a-4821' }
          : { ...seed, amountMinor: seed.amountMinor - ((id * 7919) % 9_000) },
        byId,
        options.language,
        6 + Math.floor(id / 4),
      ),
    );
  }
  if (options.isOdd) for (const [index, title] of HOSTILE.entries()) Object.assign(rows[index] ?? {}, { title, detail: title });
  const foreign = rows[9];
  if (options.isOdd && foreign) Object.assign(foreign, { accountId: 'a-2290', currency: 'USD', amountMinor: -59_99 });
  return rows;
}

function toRow(id: number, seed: Seed, accounts: ReadonlyMap<string, Account>, language: 'en' | 'ar', age = seed.age): LedgerRow {
  const account = accounts.get(seed.account);
  return {
    id,
    accountId: seed.account,
    accountName: account?.name ?? '',
    bankName: account?.bankName ?? '',
    day: addDays(LEDGER_TODAY, -age),
    isPending: seed.isPending ?? false,
    amountMinor: seed.amountMinor,
    currency: account?.currency ?? 'SAR',
    title: seed[language],
    detail: '',
    kind: seed.kind ?? 'card',
    categoryId: 0,
    isReviewed: true,
    hasNote: false,
    tags: [],
    removedAt: null,
  };
}

export function aFakeDetail(row: LedgerRow): z.infer<typeof TransactionDetail> {
  const purpose = 'شراء نقاط بيع - مطعم العائلة، الرياض - بطاقة تنتهي بـ 9034 - مرجع 88-004417';
  const original = {
    transaction_id: `T${row.id}`,
    account_id: row.accountId,
    amount: row.amountMinor / 100, // as the provider writes it; shown, never reckoned with
    currency: row.currency,
    booked: !row.isPending,
    purpose,
    name: row.title,
  };
  return {
    ...row,
    bookedOn: row.isPending ? null : row.day,
    valueOn: row.day,
    counterparty: row.title,
    purpose,
    bookingText: 'POS PURCHASE',
    counterpartyIban: row.kind === 'transfer' ? 'SA0099000000001234577300' : null,
    originalAmountMinor: row.id === 10 ? -66_37 : null,
    originalCurrency: row.id === 10 ? 'USD' : null,
    categoryPath: row.kind === 'card' ? ['Living', 'Eating out'] : [],
    firstSeenAt: `${row.day}T11:05:00.000Z`,
    changedAt: null,
    original: JSON.stringify(original, null, 2),
    sources: [
      { field: 'title', value: row.title, source: 'provider' },
      { field: 'amount', value: String(row.amountMinor / 100), source: 'bank' },
      { field: 'day', value: row.day, source: row.isPending ? 'mizan' : 'bank' },
      { field: 'purpose', value: purpose, source: 'bank' },
    ],
    receivedAt: `${row.day}T11:05:00.000Z`,
    runId: 4,
    history: fakeHistory(row),
  };
}

/** The fourth row is the one of the pictures: held 120.00, booked 117.50 two days later. */
function fakeHistory(row: LedgerRow): z.infer<typeof LedgerEvent>[] {
  const at = `${row.day}T11:05:00.000Z`;
  const plain = {
    runId: 4,
    day: row.day,
    amountMinor: row.amountMinor,
    currency: row.currency,
    beforeMinor: null,
    changes: [],
    link: null,
  };
  if (row.isPending) return [{ ...plain, kind: 'held', at }];
  if (row.id !== 4) return [{ ...plain, kind: 'booked', at }];
  const heldOn = addDays(row.day, -2);
  return [
    { ...plain, kind: 'held', at: `${heldOn}T19:05:00.000Z`, runId: 2, day: heldOn, amountMinor: -120_00 },
    { ...plain, kind: 'booked', at, beforeMinor: -120_00, link: 'same_id' },
  ];
}
