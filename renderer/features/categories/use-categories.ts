import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { OwnCategory } from '../../../shared/contract/categories.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { categoryQueries } from './queries.ts';

export type Categories = {
  /** Each parent followed by its children; hidden ones among them. */
  readonly all: readonly OwnCategory[];
  readonly find: (id: number) => OwnCategory | undefined;
  /** In the reader's language; empty for one that is not there. */
  readonly name: (id: number) => string;
  /** `Food › Coffee`. */
  readonly path: (id: number) => string;
  readonly isTransfer: (id: number) => boolean;
};

/** The person's own categories, by number. */
export function useCategories(): Categories {
  const { data } = useQuery(categoryQueries.list());
  const { language } = usePreferences();
  return useMemo(() => {
    const all = data ?? [];
    const byId = new Map(all.map((category) => [category.id, category]));
    const nameOf = (category: OwnCategory | undefined) => (category ? category[language === 'ar' ? 'nameAr' : 'nameEn'] : '');
    return {
      all,
      find: (id) => byId.get(id),
      name: (id) => nameOf(byId.get(id)),
      path(id) {
        const category = byId.get(id);
        const parent = category?.parentId === null || category === undefined ? undefined : byId.get(category.parentId);
        return parent ? `${nameOf(parent)} › ${nameOf(category)}` : nameOf(category);
      },
      isTransfer: (id) => byId.get(id)?.flow === 'transfer',
    };
  }, [data, language]);
}
