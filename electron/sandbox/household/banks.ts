/** @file The three fictional banks and the household's accounts at them. No real bank, BIC or IBAN bank identifier is used. */
import { hashDigits, hashUuid } from '../seeded.ts';
import type { AccountSpec, BankSpec } from './row.ts';

export const OWNER = 'Sara Alharbi';
export const OWNER_AR = 'سارة الحربي';

function bank(key: string, name: string, nameAr: string, bic: string, bankCode: string, color: string): BankSpec {
  return {
    key,
    name,
    nameAr,
    bic,
    bankCode,
    color,
    providerId: hashUuid(`provider/${key}`),
    accessMethodId: hashUuid(`method/${key}`),
    consentDays: 365,
  };
}

export const HOUSEHOLD_BANKS = [
  bank('practice-bank', 'Practice Bank', 'مصرف التدريب', 'PRCTSARIXXX', '10000101010101', '#3b45ae'),
  bank('sample-bank', 'Sample Bank', 'مصرف النموذج', 'SMPLSARIXXX', '10000102010101', '#9c5170'),
  bank('practice-wallet', 'Practice Wallet', 'محفظة التدريب', 'PRWLSARIXXX', '10000103010101', '#606212'),
] as const;

/** Identifiers no Saudi bank holds (reference, section 19), so that no made-up IBAN can be a real one. */
const IBAN_BANK: Readonly<Record<string, string>> = { 'practice-bank': '97', 'sample-bank': '98', 'practice-wallet': '99' };

/** A well-formed IBAN for a made-up account. Only a bank issues IBANs; this is the practice bank's own. */
export function practiceIban(bankKey: string, seed: number, accountKey: string, last4: string): string {
  const body = `${IBAN_BANK[bankKey] ?? '96'}0000${hashDigits(`iban/${seed}/${accountKey}`, 10)}${last4}`;
  let rest = 0;
  // "SA00" moved to the end, letters as numbers: S = 28, A = 10.
  for (const digit of `${body}281000`) rest = (rest * 10 + Number(digit)) % 97;
  return `SA${String(98 - rest).padStart(2, '0')}${body}`;
}

type Draft = Pick<AccountSpec, 'key' | 'bank' | 'type' | 'name' | 'nameAr' | 'openingMinor'> & {
  readonly last4: string;
  readonly form: 'iban' | 'card' | 'wallet';
  readonly currency?: string;
  readonly limit?: number;
};

const DRAFTS: readonly Draft[] = [
  {
    key: 'current',
    bank: 'practice-bank',
    type: 'Giro account',
    name: 'Current account',
    nameAr: 'الحساب الجاري',
    last4: '4821',
    form: 'iban',
    openingMinor: 13_540_00,
  },
  {
    key: 'savings',
    bank: 'practice-bank',
    type: 'Savings account',
    name: 'Savings account',
    nameAr: 'حساب الادخار',
    last4: '7730',
    form: 'iban',
    openingMinor: 26_650_00,
  },
  {
    key: 'credit',
    bank: 'practice-bank',
    type: 'Credit card',
    name: 'Credit card',
    nameAr: 'البطاقة الائتمانية',
    last4: '9034',
    form: 'card',
    openingMinor: -2_640_75,
    limit: 20_000_00,
  },
  {
    key: 'family',
    bank: 'sample-bank',
    type: 'Giro account',
    name: 'Family account',
    nameAr: 'حساب العائلة',
    last4: '1166',
    form: 'iban',
    openingMinor: 8_910_40,
  },
  {
    key: 'dollar',
    bank: 'sample-bank',
    type: 'Giro account',
    name: 'US dollar account',
    nameAr: 'حساب الدولار',
    last4: '2290',
    form: 'iban',
    openingMinor: 410_00,
    currency: 'USD',
  },
  {
    key: 'charge',
    bank: 'sample-bank',
    type: 'Charge card',
    name: 'Charge card',
    nameAr: 'بطاقة الخصم الشهري',
    last4: '6652',
    form: 'card',
    openingMinor: -918_20,
    limit: 10_000_00,
  },
  {
    key: 'wallet',
    bank: 'practice-wallet',
    type: 'E-money account',
    name: 'Wallet',
    nameAr: 'المحفظة',
    last4: '5508',
    form: 'wallet',
    openingMinor: 186_35,
  },
  {
    key: 'prepaid',
    bank: 'practice-wallet',
    type: 'Prepaid card',
    name: 'Prepaid card',
    nameAr: 'البطاقة مسبقة الدفع',
    last4: '3317',
    form: 'card',
    openingMinor: 120_00,
  },
];

export function householdAccounts(seed: number): readonly AccountSpec[] {
  return DRAFTS.map((draft) => {
    const iban = draft.form === 'iban' ? practiceIban(draft.bank, seed, draft.key, draft.last4) : null;
    const digits = hashDigits(`number/${seed}/${draft.key}`, 8);
    const number = iban
      ? iban.slice(-14)
      : draft.form === 'card'
        ? `9${digits.slice(0, 5)}******${draft.last4}`
        : `7${digits}${draft.last4}`;
    return {
      key: draft.key,
      bank: draft.bank,
      type: draft.type,
      name: draft.name,
      nameAr: draft.nameAr,
      owner: OWNER,
      currency: draft.currency ?? 'SAR',
      iban,
      number,
      openingMinor: draft.openingMinor,
      creditLimitMinor: draft.limit ?? null,
      isJoint: draft.key === 'family',
      oddity: {},
    };
  });
}
