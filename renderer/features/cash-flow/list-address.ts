/** @file Where a figure leads: the transactions behind it. The one place that knows how the list's filters are written. */
import type { DaySpan } from '../../../shared/domain/periods.ts';

export type ListFilter = DaySpan & {
  /** A parent is asked for with its children. */
  readonly categoryIds?: readonly number[];
  readonly search?: string;
};

/** Names of the list's filters in its address. */
const FILTERS = { from: 'from', to: 'to', category: 'category', search: 'q' } as const;
/** The list's search takes no more. */
const MAX_SEARCH = 200;

export function transactionsHref({ fromDay, toDay, categoryIds = [], search = '' }: ListFilter): string {
  const params = new URLSearchParams({ [FILTERS.from]: fromDay, [FILTERS.to]: toDay });
  for (const id of categoryIds) params.append(FILTERS.category, String(id));
  if (search !== '') params.set(FILTERS.search, search.slice(0, MAX_SEARCH));
  return `#/transactions?${params}`;
}
