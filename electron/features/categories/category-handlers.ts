import type { Handlers } from '../../../shared/contract/index.ts';
import type { Db } from '../../db/open.ts';
import { createCategoryRepo } from './category-repo.ts';

export function categoryHandlers(deps: { readonly db: Db }): Pick<Handlers, Extract<keyof Handlers, `categories.${string}`>> {
  const repo = createCategoryRepo(deps.db);
  return { 'categories.list': () => repo.list() };
}
