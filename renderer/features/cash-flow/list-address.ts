/** @file Where a figure leads: the transactions behind it. The one place that knows how the list's filters are written. */
import type { DaySpan } from '../../../shared/domain/periods.ts';

export type ListFilter = DaySpan & {
  /** A parent is asked for with its children. */
  readonly categoryIds?: readonly number[];
  readonly accountId?: string | undefined;
  readonly search?: string;
};

/** Names of the list's filters in its address. */
const FILTERS = { from: 'from', to: 'to', category: 'category', account: 'account', search: 'q' } as const;
/** The list's search takes no more. */
const MAX_SEARCH = 200;

export function transactionsHref({ fromDay, toDay, categoryIds = [], accountId, search = '' }: ListFilter): string {
  const params = new URLSearchParams({ [FILTERS.from]: fromDay, [FILTERS.to]: toDay });
  for (const id of categoryIds) params.append(FILTERS.category, String(id));
  if (accountId !== undefined) params.set(FILTERS.account, accountId);
  if (search !== '') params.set(FILTERS.search, search.slice(0, MAX_SEARCH));
  return `#/transactions?${params}`;
}
