/**
 * @file The list's address: `#/transactions?q=rent&account=a1&from=2026-10-01&sort=largest&open=41`. Filters live there and nowhere else, so
 * back, forward, links and saved views keep them. `period` and what `q` says of days are told from today: last month's view moves on.
 */
import {
  Direction,
  type TransactionFilter,
  TransactionFilter as TransactionFilterSchema,
  type TransactionList,
  TransactionSort,
} from '../../../shared/contract/transaction-filter.ts';
import { parseBound } from '../../../shared/domain/amount-bound.ts';
import { type Day, isDay } from '../../../shared/domain/dates.ts';
import { PERIODS, type PeriodName, periodSpan } from '../../../shared/domain/named-periods.ts';
import { readSearch, type SearchReading } from '../../../shared/domain/search-grammar.ts';

/** What the list is narrowed to and how it is sorted, as the person said it. */
export type ListFilters = Omit<TransactionFilter, 'search' | 'fromDay' | 'toDay'> & {
  /** As typed. */
  readonly search: string;
  readonly period: PeriodName | null;
  readonly fromDay: Day | null;
  readonly toDay: Day | null;
  readonly sort: TransactionSort;
};
export type ListAddress = ListFilters & {
  /** Transaction shown in the drawer. */
  readonly openId: number | undefined;
};

const MAX_SEARCH = 200;
const shape = TransactionFilterSchema.shape;
/** Parts that are lists of texts or numbers, by their name in the address. */
const LISTS = {
  account: 'accountIds',
  bank: 'connectionIds',
  'account-kind': 'accountKinds',
  kind: 'kinds',
  category: 'categoryIds',
  currency: 'currencies',
  status: 'statuses',
  tag: 'tagIds',
} as const satisfies Record<string, keyof TransactionFilter>;
const FLAGS = { foreign: 'isForeign', unreviewed: 'isUnreviewed', 'no-transfers': 'isWithoutTransfers' } as const;

export const NO_FILTERS: ListFilters = {
  ...TransactionFilterSchema.parse({}),
  period: null,
  sort: 'newest',
};

function readList(params: URLSearchParams, name: keyof typeof LISTS): unknown[] {
  const values = [...new Set(params.getAll(name))];
  const isNumbers = name === 'category' || name === 'tag';
  return isNumbers ? values.filter((value) => /^\d{1,9}$/.test(value)).map(Number) : values;
}

/** Items that the contract takes; one that is from an older version or a mistyped link is left out, not the whole list. */
function known<K extends (typeof LISTS)[keyof typeof LISTS]>(key: K, values: readonly unknown[]): TransactionFilter[K] {
  const kept: unknown[] = [];
  for (const value of values) if (shape[key].safeParse([...kept, value]).success) kept.push(value);
  return kept as TransactionFilter[K]; // each item was taken by the part's own schema
}

/** Total: an address is untrusted text, whatever cannot be read is left out. */
export function readAddress(params: URLSearchParams): ListAddress {
  const open = Number(params.get('open') ?? Number.NaN);
  const dayOf = (name: string): Day | null => {
    const value = params.get(name);
    return value !== null && isDay(value) ? value : null;
  };
  const lists = Object.entries(LISTS).map(([name, key]) => [key, known(key, readList(params, name as keyof typeof LISTS))]); // the object's own keys
  const note = params.get('note');
  return {
    ...NO_FILTERS,
    ...(Object.fromEntries(lists) as Pick<TransactionFilter, (typeof LISTS)[keyof typeof LISTS]>), // pairs of a key and its list
    search: (params.get('q') ?? '').slice(0, MAX_SEARCH),
    period: PERIODS.find((period) => period === params.get('period')) ?? null,
    fromDay: dayOf('from'),
    toDay: dayOf('to'),
    amounts: params
      .getAll('amount')
      .flatMap((text) => parseBound(text) ?? [])
      .slice(0, 8),
    direction: Direction.safeParse(params.get('direction')).data ?? null,
    hasNote: note === '1' ? true : note === '0' ? false : null,
    isForeign: params.get('foreign') === '1',
    isUnreviewed: params.get('unreviewed') === '1',
    isWithoutTransfers: params.get('no-transfers') === '1',
    sort: TransactionSort.safeParse(params.get('sort')).data ?? 'newest',
    openId: params.has('open') && Number.isSafeInteger(open) ? open : undefined,
  };
}

/** The query part alone: what a saved view keeps. */
export function writeFilters(filters: Partial<ListAddress>): string {
  const params = new URLSearchParams();
  if (filters.search) params.set('q', filters.search);
  if (filters.period) params.set('period', filters.period);
  if (filters.fromDay) params.set('from', filters.fromDay);
  if (filters.toDay) params.set('to', filters.toDay);
  for (const [name, key] of Object.entries(LISTS)) for (const value of filters[key] ?? []) params.append(name, String(value));
  for (const { op, value } of filters.amounts ?? []) params.append('amount', op + value);
  if (filters.direction) params.set('direction', filters.direction);
  if (typeof filters.hasNote === 'boolean') params.set('note', filters.hasNote ? '1' : '0');
  for (const [name, key] of Object.entries(FLAGS)) if (filters[key]) params.set(name, '1');
  if (filters.sort && filters.sort !== 'newest') params.set('sort', filters.sort);
  if (filters.openId !== undefined) params.set('open', String(filters.openId));
  return params.toString();
}

export function writeAddress(address: Partial<ListAddress>, path = '/transactions'): string {
  const query = writeFilters(address);
  return query === '' ? `#${path}` : `#${path}?${query}`;
}

/** Where what a list shows is exported: `#/transactions?q=rent&open=41` → `#/export?q=rent`. */
export function exportHref(listHref: string): string {
  const { openId: _, ...filters } = readAddress(new URLSearchParams(listHref.split('?', 2)[1] ?? ''));
  return writeAddress(filters, '/export');
}

const later = (a: Day | null, b: Day | null): Day | null => (a === null || (b !== null && b > a) ? b : a);
const earlier = (a: Day | null, b: Day | null): Day | null => (a === null || (b !== null && b < a) ? b : a);

/** What the address asks for on this day: typed days and amounts narrow what the filters leave. */
export function listOf(address: ListFilters, today: Day, reading: SearchReading = readSearch(address.search, today)): TransactionList {
  const { period, search: _typed, openId: _open, ...filters } = address as ListAddress; // an address may be given too: what is open is no filter
  const span = period === null ? null : periodSpan(period, today);
  let list: TransactionList = {
    ...filters,
    search: reading.text,
    fromDay: later(filters.fromDay, span?.fromDay ?? null),
    toDay: earlier(filters.toDay, span?.toDay ?? null),
  };
  for (const { meaning } of reading.pieces) {
    if (meaning.type === 'days')
      list = { ...list, fromDay: later(list.fromDay, meaning.fromDay), toDay: earlier(list.toDay, meaning.toDay) };
    else
      list = {
        ...list,
        amounts: [...list.amounts, ...meaning.bounds].slice(0, 8),
        currencies: meaning.currency === null ? list.currencies : [meaning.currency],
        direction: meaning.direction ?? list.direction,
      };
  }
  return list;
}

/** Nothing narrows the list but text of the search, which its own field clears. */
export const isOnlyText = (address: ListFilters, reading: SearchReading): boolean =>
  reading.text !== '' && filterCount(address, reading) === 1;

/** How many things narrow the list; text counts once, each piece it names as well. */
export function filterCount(address: ListFilters, reading: SearchReading): number {
  const lists = Object.values(LISTS).reduce((sum, key) => sum + address[key].length, 0);
  const flags = Object.values(FLAGS).filter((key) => address[key]).length;
  const days = address.period !== null || address.fromDay !== null || address.toDay !== null;
  const others = [reading.text !== '', days, address.amounts.length > 0, address.direction !== null, address.hasNote !== null];
  return lists + flags + reading.pieces.length + others.filter(Boolean).length;
}
