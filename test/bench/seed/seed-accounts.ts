/** @file Twenty accounts at six fictional banks: what a family of many years has, in every kind Mizan knows. */

import type { ProviderAccess, ProviderAccount } from '../../../electron/ports/bank-provider.ts';
import { practiceIban } from '../../../electron/sandbox/household/banks.ts';
import { hashDigits } from '../../../electron/sandbox/seeded.ts';
import { type Instant, toInstant } from '../../../shared/domain/dates.ts';

export type SeedAccount = {
  readonly listed: ProviderAccount;
  readonly nameAr: string;
  readonly last4: string;
  /** Of a hundred rows so many are its own. */
  readonly share: number;
};
type Draft = readonly [
  bank: number,
  kind: ProviderAccount['kind'],
  type: string,
  name: string,
  nameAr: string,
  share: number,
  currency?: string,
];

const OWNER = 'Sara Alharbi';
const BANKS = [
  ['Practice Bank', 'مصرف التدريب'],
  ['Sample Bank', 'مصرف النموذج'],
  ['Model Savings House', 'بيت الادخار النموذجي'],
  ['Rehearsal Credit', 'تمويل التجربة'],
  ['Practice Wallet', 'محفظة التدريب'],
  ['Trial Pay', 'مدفوعات التجربة'],
] as const;
const DRAFTS: readonly Draft[] = [
  [0, 'current', 'Giro account', 'Current account', 'الحساب الجاري', 18],
  [0, 'savings', 'Savings account', 'Savings account', 'حساب الادخار', 1],
  [0, 'credit_card', 'Credit card', 'Credit card', 'البطاقة الائتمانية', 16],
  [0, 'current', 'Giro account', 'Rent account', 'حساب الإيجار', 2],
  [1, 'current', 'Giro account', 'Family account', 'حساب العائلة', 11],
  [1, 'current', 'Giro account', 'US dollar account', 'حساب الدولار', 2, 'USD'],
  [1, 'charge_card', 'Charge card', 'Charge card', 'بطاقة الخصم الشهري', 6],
  [1, 'credit_card', 'Credit card', 'Travel card', 'بطاقة السفر', 5],
  [2, 'savings', 'Savings account', 'House savings', 'ادخار المنزل', 1],
  [2, 'current', 'Giro account', 'Shop account', 'حساب المتجر', 9],
  [2, 'current', 'Giro account', 'Euro account', 'حساب اليورو', 1, 'EUR'],
  [2, 'prepaid_card', 'Prepaid card', 'Online card', 'بطاقة التسوق', 3],
  [3, 'credit_card', 'Credit card', 'Second card', 'البطاقة الثانية', 7],
  [3, 'current', 'Giro account', 'Instalment account', 'حساب الأقساط', 1],
  [4, 'emoney', 'E-money account', 'Wallet', 'المحفظة', 7],
  [4, 'prepaid_card', 'Prepaid card', 'Prepaid card', 'البطاقة مسبقة الدفع', 3],
  [4, 'emoney', 'E-money account', "Children's wallet", 'محفظة الأولاد', 2],
  [5, 'emoney', 'E-money account', 'Pay account', 'حساب المدفوعات', 3],
  [5, 'prepaid_card', 'Prepaid card', 'Fuel card', 'بطاقة الوقود', 1],
  [5, 'current', 'Giro account', 'Dirham account', 'حساب الدرهم', 1, 'AED'],
];
const HAS_LIMIT: ReadonlySet<string> = new Set(['credit_card', 'charge_card']);
const IS_CARD: ReadonlySet<string> = new Set(['credit_card', 'charge_card', 'prepaid_card']);

function seedAccount(
  [bank, kind, type, name, nameAr, share, currency = 'SAR']: Draft,
  index: number,
  seed: number,
  at: Instant,
): SeedAccount {
  const last4 = hashDigits(`seed/${seed}/${index}`, 4);
  const isCard = IS_CARD.has(kind);
  const iban = isCard || kind === 'emoney' ? null : practiceIban('seed', seed, String(index), last4);
  const [bankName, bankNameAr] = BANKS[bank] ?? BANKS[0];
  const listed: ProviderAccount = {
    providerId: `A${String(index + 1).padStart(2, '0')}.${seed}`,
    accessId: `X${bank + 1}.${seed}`,
    name,
    owner: OWNER,
    kind,
    providerType: type,
    accountNumber: iban
      ? iban.slice(-14)
      : isCard
        ? `9${hashDigits(`card/${index}`, 5)}******${last4}`
        : `7${hashDigits(`wallet/${index}`, 8)}${last4}`,
    bankCode: `1000020${bank}010101`,
    bankName,
    bankNameAr,
    bic: null,
    iban,
    currency,
    isAutosync: true,
    isJoint: false,
    status: { syncedAt: at, succeededAt: at, message: null },
    balance: { minor: HAS_LIMIT.has(kind) ? -2_450_75 : 8_120_00 + index * 1_337_45, asOf: at },
    creditLimitMinor: HAS_LIMIT.has(kind) ? 25_000_00 : null,
  };
  return { listed, nameAr, last4, share };
}

export function seedAccounts(seed: number, nowMs: number): readonly SeedAccount[] {
  return DRAFTS.map((draft, index) => seedAccount(draft, index, seed, toInstant(nowMs)));
}

export function seedAccesses(accounts: readonly SeedAccount[], nowMs: number): readonly ProviderAccess[] {
  const byId = new Map(accounts.map(({ listed }) => [listed.accessId, listed]));
  return [...byId].map(([providerId, { bankName, bankNameAr, status }]) => ({
    providerId,
    bankName,
    bankNameAr,
    providerBankId: null,
    createdAt: toInstant(nowMs),
    consentExpiresAt: toInstant(nowMs + 300 * 86_400_000),
    consentScopes: ['ACCOUNTS', 'BALANCES', 'TRANSACTIONS'],
    isAutosync: true,
    status,
  }));
}
