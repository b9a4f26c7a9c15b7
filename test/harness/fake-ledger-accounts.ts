import type { Account } from '../../shared/contract/accounts.ts';

export const LEDGER_TODAY = '2026-11-07';
const FRESH = '2026-11-07T11:05:00.000Z';
const OLD = '2026-11-06T18:40:00.000Z';

const BANKS = {
  practice: { connectionId: 'c-practice', bankName: 'Practice Bank', bankNameAr: 'مصرف التدريب' },
  sample: { connectionId: 'c-sample', bankName: 'Sample Bank', bankNameAr: 'مصرف المثال' },
  wallet: { connectionId: 'c-wallet', bankName: 'Practice Wallet', bankNameAr: 'محفظة التدريب' },
} as const;

type Seed = {
  readonly id: string;
  readonly bank: keyof typeof BANKS;
  readonly kind: Account['kind'];
  readonly en: string;
  readonly ar: string;
  readonly last4: string;
  readonly balanceMinor: number;
  readonly currency?: string;
  readonly creditLimitMinor?: number;
};

const SEEDS: readonly Seed[] = [
  { id: 'a-4821', bank: 'practice', kind: 'current', en: 'Current account', ar: 'الحساب الجاري', last4: '4821', balanceMinor: 18_640_25 },
  { id: 'a-1166', bank: 'sample', kind: 'current', en: 'Current account', ar: 'الحساب الجاري', last4: '1166', balanceMinor: 7_905_60 },
  { id: 'a-5508', bank: 'wallet', kind: 'emoney', en: 'Wallet', ar: 'المحفظة', last4: '5508', balanceMinor: 312_40 },
  { id: 'a-7730', bank: 'practice', kind: 'savings', en: 'Savings account', ar: 'حساب الادخار', last4: '7730', balanceMinor: 64_200_00 },
  {
    id: 'a-9034',
    bank: 'practice',
    kind: 'credit_card',
    en: 'Credit card',
    ar: 'البطاقة الائتمانية',
    last4: '9034',
    balanceMinor: -3_412_80,
    creditLimitMinor: 20_000_00,
  },
  {
    id: 'a-2290',
    bank: 'sample',
    kind: 'current',
    en: 'US dollar account',
    ar: 'حساب الدولار',
    last4: '2290',
    balanceMinor: 1_250_00,
    currency: 'USD',
  },
];

export type AccountsOptions = { readonly language: 'en' | 'ar'; readonly state: 'ready' | 'importing' | 'old'; readonly isOdd: boolean };

export function fakeAccounts(options: AccountsOptions): Account[] {
  const accounts = SEEDS.map((seed) => toAccount(seed, options));
  return options.isOdd ? [...accounts, ...oddAccounts(accounts)] : accounts;
}

function toAccount(seed: Seed, { language, state }: AccountsOptions): Account {
  const isCard = seed.kind === 'credit_card' || seed.kind === 'emoney';
  const isOld = state === 'old' || seed.bank === 'wallet';
  const isImporting = state === 'importing' && seed.bank !== 'practice';
  return {
    id: seed.id,
    ...BANKS[seed.bank],
    kind: seed.kind,
    currency: seed.currency ?? 'SAR',
    name: seed[language],
    bankLabel: seed.en.toUpperCase(),
    owner: 'N. Sample',
    ibanLast4: isCard ? null : seed.last4,
    numberLast4: seed.last4,
    balanceMinor: isImporting && seed.bank === 'wallet' ? null : seed.balanceMinor,
    balanceAsOf: isOld ? OLD : FRESH,
    creditLimitMinor: seed.creditLimitMinor ?? null,
    isHidden: false,
    isArchived: false,
    archivedBy: null,
    connectionState: seed.bank === 'sample' ? 'expiring' : 'active',
    dataState: isImporting ? 'importing' : isOld ? 'stale' : 'fresh',
    askedAt: FRESH,
    bankDataAt: isOld ? OLD : FRESH,
    bookedCount: 2367,
    pendingCount: seed.id === 'a-9034' ? 1 : 0,
    quarantinedCount: 0,
    isProven: true,
  };
}

function oddAccounts(accounts: readonly Account[]): Account[] {
  const [current] = accounts;
  if (!current) return [];
  return [
    {
      ...current,
      id: 'a-odd-unknown',
      name: 'حساب مشترك مع اسم طويل جدا لا يتسع له السطر الواحد مهما كان عريضا في هذه الشاشة أو غيرها',
      numberLast4: null,
      ibanLast4: null,
      balanceMinor: null,
      balanceAsOf: null,
      connectionState: 'reconnect_required',
      dataState: 'failed',
      quarantinedCount: 3,
    },
    { ...current, id: 'a-odd-hidden', name: 'Old savings', kind: 'savings', numberLast4: '0001', balanceMinor: 50_00, isHidden: true },
    {
      ...current,
      id: 'a-odd-dinar',
      name: 'Dinar account <img src=x onerror=alert(1)> \u202egnp.exe',
      numberLast4: '7777',
      currency: 'KWD',
      balanceMinor: -1_234_567,
      isArchived: true,
      archivedBy: 'bank',
      connectionState: 'expired',
      dataState: 'never',
    },
  ];
}
