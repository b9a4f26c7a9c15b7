/** @file The parts a list can be narrowed by: which are in use, what they say, and how each is taken out. */
import type { Account } from '../../../shared/contract/accounts.ts';
import type { Tag } from '../../../shared/contract/tags.ts';
import type { AmountBound } from '../../../shared/domain/amount-bound.ts';
import { formatAmount, parseDecimal } from '../../../shared/domain/money.ts';
import { periodSpan } from '../../../shared/domain/named-periods.ts';
import type { SearchMeaning } from '../../../shared/domain/search-grammar.ts';
import type { Format, Translate } from '../../lib/format.ts';
import type { Categories } from '../categories/public.ts';
import { type ListFilters, NO_FILTERS } from './address.ts';

export const FILTER_KINDS = [
  'days',
  'account',
  'bank',
  'category',
  'amount',
  'direction',
  'tag',
  'note',
  'unreviewed',
  'status',
  'noTransfers',
  'foreign',
  'currency',
  'accountKind',
  'kind',
] as const;
export type FilterKind = (typeof FILTER_KINDS)[number];

/** Parts that are either on or off. */
const FLAGS = { unreviewed: 'isUnreviewed', noTransfers: 'isWithoutTransfers', foreign: 'isForeign' } as const;
export const isFlag = (kind: FilterKind): kind is keyof typeof FLAGS => kind in FLAGS;
export const flagOn = (kind: keyof typeof FLAGS): Partial<ListFilters> => ({ [FLAGS[kind]]: true });

const PARTS = {
  days: ['period', 'fromDay', 'toDay'],
  account: ['accountIds'],
  bank: ['connectionIds'],
  category: ['categoryIds'],
  amount: ['amounts'],
  direction: ['direction'],
  tag: ['tagIds'],
  note: ['hasNote'],
  unreviewed: ['isUnreviewed'],
  status: ['statuses'],
  noTransfers: ['isWithoutTransfers'],
  foreign: ['isForeign'],
  currency: ['currencies'],
  accountKind: ['accountKinds'],
  kind: ['kinds'],
} as const satisfies Record<FilterKind, readonly (keyof ListFilters)[]>;

const isEmpty = (value: unknown): boolean => value === null || value === false || (Array.isArray(value) && value.length === 0);

export const isActive = (filters: ListFilters, kind: FilterKind): boolean => PARTS[kind].some((part) => !isEmpty(filters[part]));
export const activeKinds = (filters: ListFilters): FilterKind[] => FILTER_KINDS.filter((kind) => isActive(filters, kind));

/** The change that takes a part out. */
export const cleared = (kind: FilterKind): Partial<ListFilters> =>
  Object.fromEntries(PARTS[kind].map((part) => [part, NO_FILTERS[part]])) as Partial<ListFilters>; // each part with its own empty value

export type FilterWords = {
  readonly t: Translate;
  readonly format: Format;
  readonly accounts: readonly Account[];
  readonly categories: Categories;
  readonly tags: readonly Tag[];
  /** False while names are still being read. */
  readonly isReady: boolean;
};

/** Of an id without a name. */
const nameless = ({ t, isReady }: FilterWords): string => (isReady ? t('transactions.filters.gone') : '…');

/** How many values are written out before they are counted. */
const WRITTEN = 2;

function joined(values: readonly string[], { t }: FilterWords): string {
  const written = values.slice(0, WRITTEN).join(t('common.listComma'));
  return values.length <= WRITTEN ? written : t('transactions.filters.more', { values: written, count: values.length - WRITTEN });
}

/** Short enough for a chip: `27 Oct – 26 Nov`, `Wallet 5508`, `Booked, Pending`. */
export function valueText(filters: ListFilters, kind: FilterKind, words: FilterWords): string {
  const { t, accounts, categories, tags } = words;
  switch (kind) {
    case 'days':
      return daysText(filters, words);
    case 'account':
      return joined(
        filters.accountIds.map((id) =>
          accountText(
            accounts.find((account) => account.id === id),
            words,
          ),
        ),
        words,
      );
    case 'bank':
      return joined(
        filters.connectionIds.map((id) =>
          bankText(
            accounts.find((account) => account.connectionId === id),
            words,
          ),
        ),
        words,
      );
    case 'category':
      return joined(
        filters.categoryIds.map((id) => categories.name(id) || nameless(words)),
        words,
      );
    case 'amount':
      return boundsText(filters.amounts, words);
    case 'direction':
      return filters.direction === null ? '' : t(`transactions.filters.directions.${filters.direction}`);
    case 'tag':
      return joined(
        filters.tagIds.map((id) => tags.find((tag) => tag.id === id)?.name ?? nameless(words)),
        words,
      );
    case 'note':
      return t(`transactions.filters.notes.${filters.hasNote ? 'with' : 'without'}`);
    case 'status':
      return joined(
        filters.statuses.map((status) => t(`transactions.filters.statuses.${status}`)),
        words,
      );
    case 'currency':
      return joined(filters.currencies, words);
    case 'accountKind':
      return joined(
        filters.accountKinds.map((one) => t(`accounts.kinds.${one}`)),
        words,
      );
    case 'kind':
      return joined(
        filters.kinds.map((one) => t(`transactions.kinds.${one}`)),
        words,
      );
    case 'unreviewed':
    case 'noTransfers':
    case 'foreign':
      return '';
  }
}

function accountText(account: Account | undefined, words: FilterWords): string {
  if (!account) return nameless(words);
  return words.format.account(account.name, account.numberLast4 ?? account.ibanLast4);
}

export function bankText(account: Account | undefined, words: FilterWords): string {
  return account ? words.format.bank(account) : nameless(words);
}

function daysText({ period, fromDay, toDay }: ListFilters, words: FilterWords): string {
  const own = spanText(fromDay, toDay, words);
  if (period === null) return own;
  const name = words.format.digits(words.t(`transactions.periods.${period}`));
  return own === '' ? name : `${name}${words.t('common.listComma')}${own}`;
}

export function spanText(from: string | null, to: string | null, { t, format }: FilterWords): string {
  if (from !== null && to !== null) return from === to ? format.day(from) : format.range(from, to);
  if (from !== null) return t('transactions.filters.since', { day: format.day(from) });
  return to === null ? '' : t('transactions.filters.until', { day: format.day(to) });
}

/** What a period is today, for those who want to see the days. */
export function periodText(period: NonNullable<ListFilters['period']>, words: FilterWords): string {
  const { fromDay, toDay } = periodSpan(period, words.format.today);
  return spanText(fromDay, toDay, words);
}

/** As people say it: more than 500, 100 to 200, exactly 120.50. */
export function boundsText(bounds: readonly AmountBound[], { t, format }: FilterWords): string {
  const amount = (value: string) => {
    // Three decimals as Kuwait has them: a bound is in each row's own currency.
    const hasFils = (value.split('.')[1] ?? '').length > 2;
    const currency = hasFils ? 'KWD' : 'SAR';
    const text = formatAmount({ minor: parseDecimal(value, currency) ?? 0, currency }, { numerals: format.numerals });
    return value.includes('.') ? text : text.replace(/[.٫]0+$|[.٫]٠+$/, '');
  };
  const low = bounds.find(({ op }) => op === '>=' || op === '>');
  const high = bounds.find(({ op }) => op === '<=' || op === '<');
  if (low && high && low.op === '>=' && high.op === '<=') {
    return low.value === high.value
      ? amount(low.value)
      : t('transactions.filters.between', { low: amount(low.value), high: amount(high.value) });
  }
  return bounds
    .map(({ op, value }) => t(`transactions.filters.bounds.${BOUND_KEYS[op]}`, { amount: amount(value) }))
    .join(t('common.listComma'));
}

const BOUND_KEYS = { '>': 'over', '>=': 'from', '<': 'under', '<=': 'to' } as const;

/** What a piece of the search was taken for. */
export function pieceText(meaning: SearchMeaning, words: FilterWords): string {
  if (meaning.type === 'days') return spanText(meaning.fromDay, meaning.toDay, words);
  const parts = [
    boundsText(meaning.bounds, words),
    ...(meaning.currency === null ? [] : [meaning.currency]),
    ...(meaning.direction === null ? [] : [words.t(`transactions.filters.directions.${meaning.direction}`)]),
  ];
  return parts.join(' · ');
}
