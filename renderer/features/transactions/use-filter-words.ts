import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { useCategories } from '../categories/public.ts';
import type { FilterWords } from './filter-kinds.ts';
import { tagQueries } from './queries.ts';

/** Everything filters are put into words with. */
export function useFilterWords(accounts: readonly Account[]): FilterWords {
  const t = useT();
  const format = useFormat();
  const categories = useCategories();
  const tags = useQuery(tagQueries.list());
  return useMemo(() => {
    const isReady = accounts.length > 0 && categories.all.length > 0 && tags.data !== undefined;
    return { t, format, accounts, categories, tags: tags.data ?? [], isReady };
  }, [t, format, accounts, categories, tags.data]);
}
