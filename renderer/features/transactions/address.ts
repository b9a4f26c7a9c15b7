/** @file The list's address: `#/transactions?q=rent&account=a1&account=a2&open=41`. Filters live there and nowhere else. */
import type { Parsed } from '../../../shared/contract/index.ts';
import { isDay } from '../../../shared/domain/dates.ts';
import type { TransactionFilter } from './queries.ts';

export type ListAddress = TransactionFilter & {
  /** Transaction shown in the drawer. */
  readonly openId: number | undefined;
};

const MAX_SEARCH = 200;
const MAX_ACCOUNTS = 200;

/** Total: an address is untrusted text, whatever cannot be read is left out. */
export function readAddress(params: URLSearchParams): ListAddress {
  const open = Number(params.get('open') ?? Number.NaN);
  const accountIds = params.getAll('account').filter((id) => id.length > 0 && id.length <= 64);
  return {
    search: (params.get('q') ?? '').slice(0, MAX_SEARCH),
    accountIds: [...new Set(accountIds)].slice(0, MAX_ACCOUNTS),
    openId: Number.isSafeInteger(open) ? open : undefined,
  };
}

/** What an address narrows the list to, as the core takes it. */
export function listFilter(params: URLSearchParams): Parsed<'transactions.count'> {
  const { search, accountIds } = readAddress(params);
  const day = (name: string) => {
    const text = params.get(name) ?? '';
    return isDay(text) ? text : null;
  };
  return { search, accountIds: [...accountIds], fromDay: day('from'), toDay: day('to') };
}

export function writeAddress(address: Partial<ListAddress>): string {
  const params = new URLSearchParams();
  if (address.search) params.set('q', address.search);
  for (const id of address.accountIds ?? []) params.append('account', id);
  if (address.openId !== undefined) params.set('open', String(address.openId));
  const query = params.toString();
  return query === '' ? '#/transactions' : `#/transactions?${query}`;
}

/** Where what a list shows is exported: `#/transactions?q=rent&open=41` → `#/export?q=rent`. */
export function exportHref(listHref: string): string {
  const params = new URLSearchParams(listHref.split('?', 2)[1] ?? '');
  params.delete('open');
  const query = params.toString();
  return query === '' ? '#/export' : `#/export?${query}`;
}

export function filterCount(filter: TransactionFilter): number {
  return filter.accountIds.length + (filter.search.trim() === '' ? 0 : 1);
}
