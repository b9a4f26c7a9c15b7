/** @file The two-level tree as pages use it: parents with their children, names in the reader's language, places among siblings. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { OwnCategory } from '../../../shared/contract/categories.ts';
import { useFormat } from '../../lib/format.ts';
import { categoryQueries } from './queries.ts';

export const UNCATEGORISED = 0;

export type CategoryNode = { readonly category: OwnCategory; readonly children: readonly OwnCategory[] };

/** Without "uncategorised", which is no category one could shape. */
export function treeOf(categories: readonly OwnCategory[]): CategoryNode[] {
  return categories
    .filter(({ id, parentId }) => parentId === null && id !== UNCATEGORISED)
    .map((category) => ({ category, children: categories.filter(({ parentId }) => parentId === category.id) }));
}

/** Those it stands among, itself included, in their order. */
export function siblingsOf(categories: readonly OwnCategory[], { parentId }: Pick<OwnCategory, 'parentId'>): OwnCategory[] {
  return categories.filter((other) => other.parentId === parentId && other.id !== UNCATEGORISED);
}

export const nameIn = (language: 'ar' | 'en', category: OwnCategory): string => (language === 'ar' ? category.nameAr : category.nameEn);

/** What a category is called, by its id; empty while the tree is read, and for one that is gone. */
export function useCategoryName(): (id: number) => string {
  const { language } = useFormat();
  const find = useCategory();
  return (id) => {
    const category = find(id);
    return category ? nameIn(language, category) : '';
  };
}

export function useCategory(): (id: number) => OwnCategory | undefined {
  const { data } = useQuery(categoryQueries.list());
  const byId = useMemo(() => new Map((data ?? []).map((category) => [category.id, category])), [data]);
  return (id) => byId.get(id);
}
