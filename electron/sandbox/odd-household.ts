/**
 * @file The odd household: every oddity of the API reference, section 23, items 6, 7 and 9, in one place. Same banks plus
 * a lender; odd spellings of times, numbers and texts are added where rows are written (`wire-transactions.ts`).
 */
import { addDays, riyadhDay } from '../../shared/domain/dates.ts';
import { HOUSEHOLD_BANKS, OWNER, OWNER_AR, practiceIban } from './household/banks.ts';
import type { AccountOddity, AccountSpec, BankSpec, Dataset, Row, RowEdit } from './household/row.ts';
import { oddRows } from './odd-rows.ts';
import { hashDigits, hashUuid } from './seeded.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** One consent in good shape, one about to end, one ending now, one that ended yesterday. */
const CONSENT_DAYS: Readonly<Record<string, number>> = { 'practice-bank': 400, 'sample-bank': 14, 'practice-wallet': 0 };

const LENDER: BankSpec = {
  key: 'sample-finance',
  name: 'Sample Finance',
  nameAr: 'تمويل النموذج',
  bic: 'SMFNSARIXXX',
  bankCode: '10000104010101',
  providerId: hashUuid('provider/sample-finance'),
  accessMethodId: hashUuid('method/sample-finance'),
  consentDays: -1,
  color: '#5b3103',
};

type Draft = readonly [
  key: string,
  bank: string,
  type: string,
  last4: string,
  currency: string,
  oddity: AccountOddity & { readonly hasIban?: boolean },
];

const DRAFTS: readonly Draft[] = [
  ['busy', 'practice-bank', 'Giro account', '4821', 'SAR', { hasIban: true }],
  ['round', 'practice-bank', 'Savings account', '7730', 'SAR', { hasIban: true, aliasStatus: true }],
  ['credit', 'practice-bank', 'Credit card', '9034', 'SAR', {}],
  ['no-iban', 'sample-bank', 'Giro account', '1166', 'SAR', {}],
  ['unknown', 'sample-bank', 'Sukuk pocket', '0042', 'SAR', { hasIban: true }],
  ['no-balance', 'sample-bank', 'Charge card', '6652', 'SAR', { hasNoBalance: true }],
  ['dollar', 'sample-bank', 'Giro account', '2290', 'USD', { hasIban: true }],
  [
    'silent',
    'practice-wallet',
    'E-money account',
    '5508',
    'SAR',
    { failure: { message: 'البنك لا يستجيب حاليًا (20003 maintenance)', ageMs: 5 * DAY_MS } },
  ],
  ['prepaid', 'practice-wallet', 'Prepaid card', '3317', 'SAR', {}],
  ['loan', 'sample-finance', 'Loan account', '8800', 'SAR', {}],
];

function oddAccounts(seed: number): readonly AccountSpec[] {
  return DRAFTS.map(([key, bank, type, last4, currency, { hasIban, ...oddity }]) => ({
    key,
    bank,
    type,
    // As in the provider's own sandbox: the account is named like its owner.
    name: OWNER,
    nameAr: OWNER_AR,
    owner: OWNER,
    currency,
    iban: hasIban ? practiceIban(bank, seed, key, last4) : null,
    // Leading zeros belong to the number.
    number: `00${hashDigits(`number/${seed}/${key}`, 8)}${last4}`,
    openingMinor: key === 'loan' ? -180_000_00 : 1_000_00,
    creditLimitMinor: type.endsWith('card') ? 15_000_00 : null,
    isJoint: key === 'unknown',
    oddity,
  }));
}

/** What the bank itself corrects: before the household is first seen, and while it is being watched. */
function correctionsOf(key: string, anchorMs: number): ReadonlyMap<number, readonly RowEdit[]> {
  if (key !== 'busy') return new Map();
  const edit = (hours: number, change: Partial<RowEdit>): readonly RowEdit[] => [
    { at: anchorMs + hours * HOUR_MS, isDeleted: false, ...change },
  ];
  return new Map([
    [2590, edit(-1, { words: { purpose: 'شراء نقاط بيع - تم تصحيح الوصف {ref}' } })],
    [2591, edit(1, { words: { purpose: 'POS PURCHASE, TEXT CORRECTED {ref}' } })],
    [2592, edit(1, { minor: -77_70 })],
    [2580, edit(-6, { isDeleted: true })],
    [2581, edit(-6, { isDeleted: true })],
    [2582, edit(2, { isDeleted: true })],
  ]);
}

export function createOddHousehold({ seed, anchorMs }: { readonly seed: number; readonly anchorMs: number }): Dataset {
  const accounts = oddAccounts(seed);
  const rows = new Map<string, readonly Row[]>(accounts.map((account) => [account.key, oddRows({ seed, anchorMs, account })]));
  const corrections = new Map(accounts.map((account) => [account.key, correctionsOf(account.key, anchorMs)]));
  return {
    firstDay: addDays(riyadhDay(anchorMs), -730),
    banks: [...HOUSEHOLD_BANKS.map((bank) => ({ ...bank, consentDays: CONSENT_DAYS[bank.key] ?? 365 })), LENDER],
    accounts,
    rowsOf: (key) => rows.get(key) ?? [],
    editsOf: (key) => corrections.get(key) ?? new Map(),
    // Everything this household will ever do is written down from the start; the clock only uncovers it.
    extendTo: () => undefined,
  };
}
