import type { OwnCategory } from '../../../shared/contract/categories.ts';
import type { Db } from '../../db/open.ts';

type CategoryRow = Omit<OwnCategory, 'isHidden'> & { readonly isHidden: 0 | 1 };

export function createCategoryRepo(db: Db) {
  const list = db.prepare<[], CategoryRow>(
    `SELECT c.id, c.key, c.parent_id AS parentId, c.flow, c.name_ar AS nameAr, c.name_en AS nameEn, c.colour, c.icon, c.is_hidden AS isHidden
     FROM own_categories c
     LEFT JOIN own_categories p ON p.id = c.parent_id
     ORDER BY coalesce(p.sort_order, c.sort_order), p.id IS NOT NULL, c.sort_order, c.id`,
  );
  return {
    list: (): OwnCategory[] => list.all().map((row) => ({ ...row, isHidden: row.isHidden === 1 })),
  };
}
