/** @file Every filter of the list by itself, and every two of them together, over values that a seeded store has. */
import type { TransactionFilter } from '../../shared/contract/transaction-filter.ts';
import { SEARCHES } from './seed/seed-words.ts';
import type { Ask } from './seeded-core.ts';

export type Wanted = Partial<TransactionFilter>;
export type NamedFilter = { readonly name: string; readonly filter: Wanted };

/** One value of each filter. @throws Error when the store has nothing to filter by */
export async function singleFilters(ask: Ask): Promise<readonly NamedFilter[]> {
  const accounts = await ask('accounts.list', { includeHidden: true });
  const tags = await ask('tags.list', {});
  const [busy] = accounts.toSorted((a, b) => b.bookedCount - a.bookedCount);
  const [tag] = tags;
  if (!busy || !tag) throw new Error('the store has no accounts or no tags');
  const filters: Record<string, Wanted> = {
    days: { fromDay: '2021-03-01', toDay: '2021-08-31' },
    account: { accountIds: [busy.id] },
    bank: { connectionIds: [accounts.at(-1)?.connectionId ?? ''] },
    'account-kind': { accountKinds: ['credit_card', 'charge_card'] },
    kind: { kinds: ['transfer'] },
    category: { categoryIds: [3] },
    amount: { amounts: [{ op: '>', value: '3000' }] },
    currency: { currencies: ['EUR'] },
    direction: { direction: 'in' },
    pending: { statuses: ['pending'] },
    booked: { statuses: ['booked'] },
    removed: { statuses: ['removed'] },
    tag: { tagIds: [tag.id] },
    note: { hasNote: true },
    foreign: { isForeign: true },
    unreviewed: { isUnreviewed: true },
    'no-transfers': { isWithoutTransfers: true },
    search: { search: SEARCHES.frequent.en },
  };
  return Object.entries(filters).map(([name, filter]) => ({ name, filter }));
}

/** Two filters of the same part are no pair. */
export function pairsOf(filters: readonly NamedFilter[]): readonly NamedFilter[] {
  return filters.flatMap((one, index) =>
    filters.slice(index + 1).flatMap((other) => {
      const isSamePart = Object.keys(one.filter).some((part) => part in other.filter);
      return isSamePart ? [] : [{ name: `${one.name}+${other.name}`, filter: { ...one.filter, ...other.filter } }];
    }),
  );
}
