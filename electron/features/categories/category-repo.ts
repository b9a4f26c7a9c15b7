import type { CategoryCounts, CategoryMapping, OwnCategory } from '../../../shared/contract/categories.ts';
import type { Db } from '../../db/open.ts';

export type StoredCategory = Omit<OwnCategory, 'isHidden'> & { readonly isHidden: 0 | 1; readonly sortOrder: number };
type MappingRow = Omit<CategoryMapping, 'isChosen' | 'path'> & { readonly isChosen: 0 | 1; readonly path: string };

const COLUMNS = `c.id, c.key, c.parent_id AS parentId, c.flow, c.name_ar AS nameAr, c.name_en AS nameEn, c.colour, c.icon,
  c.is_hidden AS isHidden, c.sort_order AS sortOrder`;
// The depth is limited because the tree is the provider's: a circle in it must not hang the page.
const PATH = `(
  WITH RECURSIVE up (id, parent_id, name, depth) AS (
    SELECT id, parent_id, provider_name, 0 FROM categories WHERE id = m.provider_id
    UNION ALL
    SELECT c.id, c.parent_id, c.provider_name, up.depth + 1 FROM up JOIN categories c ON c.id = up.parent_id WHERE up.depth < 8
  )
  SELECT json_group_array(name ORDER BY depth DESC) FROM up)`;

// Booked rows are counted from the sums by day; of the rest there are few, and an index of their own.
const COUNTS = `
  WITH pending AS (
    SELECT t.own_category AS id, count(*) AS rows FROM accounts a CROSS JOIN transactions t ON t.account_id = a.id
    WHERE t.is_pending = 1 AND a.is_hidden = 0 GROUP BY t.own_category
  ), booked AS (SELECT category_id AS id, sum(count) AS rows FROM daily_category_totals GROUP BY category_id)
  SELECT c.id AS categoryId, coalesce(b.rows, 0) + coalesce(p.rows, 0) AS rows,
    (SELECT count(*) FROM category_rules WHERE category_id = c.id) AS rules,
    (SELECT count(*) FROM category_mappings WHERE category_id = c.id) AS mappings
  FROM own_categories c LEFT JOIN booked b ON b.id = c.id LEFT JOIN pending p ON p.id = c.id`;

function prepare(db: Db) {
  return {
    list: db.prepare<[], StoredCategory>(
      `SELECT ${COLUMNS} FROM own_categories c LEFT JOIN own_categories p ON p.id = c.parent_id
       ORDER BY coalesce(p.sort_order, c.sort_order), coalesce(p.id, c.id), p.id IS NOT NULL, c.sort_order, c.id`,
    ),
    counts: db.prepare<[], CategoryCounts>(COUNTS),
    insert: db.prepare(
      `INSERT INTO own_categories (id, key, parent_id, flow, name_ar, name_en, colour, icon, sort_order, is_hidden)
       VALUES (:id, :key, :parentId, :flow, :nameAr, :nameEn, :colour, :icon, :sortOrder, :isHidden)`,
    ),
    newId: db.prepare('SELECT max(9999, max(id)) + 1 FROM own_categories').pluck(),
    update: db.prepare(
      `UPDATE own_categories SET name_ar = :nameAr, name_en = :nameEn, colour = :colour, icon = :icon, is_hidden = :isHidden,
         sort_order = :sortOrder WHERE id = :id`,
    ),
    remove: db.prepare('DELETE FROM own_categories WHERE id = :id'),
    rowsIn: db.prepare('SELECT id FROM transactions WHERE own_category = :id').pluck(),
    rowsOfProvider: db.prepare('SELECT id FROM transactions WHERE category_id = :providerId').pluck(),
    moveEdits: db.prepare('UPDATE transaction_edits SET category_id = :toId WHERE transaction_id IN (SELECT value FROM json_each(:ids))'),
    editsIn: db.prepare('SELECT transaction_id FROM transaction_edits WHERE category_id = :id').pluck(),
    moveRules: db.prepare('UPDATE category_rules SET category_id = :toId WHERE id IN (SELECT value FROM json_each(:ids))'),
    rulesIn: db.prepare('SELECT id FROM category_rules WHERE category_id = :id').pluck(),
    mappingsIn: db.prepare('SELECT provider_id FROM category_mappings WHERE category_id = :id').pluck(),
    moveMappings: db.prepare('UPDATE category_mappings SET category_id = :toId WHERE provider_id IN (SELECT value FROM json_each(:ids))'),
    mappings: db.prepare<[], MappingRow>(
      `SELECT m.provider_id AS providerId, m.category_id AS categoryId, m.is_chosen AS isChosen, ${PATH} AS path,
         coalesce(n.count, 0) AS count
       FROM category_mappings m
       LEFT JOIN (SELECT category_id, count(*) AS count FROM transactions WHERE category_id IS NOT NULL GROUP BY category_id) n
         ON n.category_id = m.provider_id
       ORDER BY count DESC, m.provider_id`,
    ),
    mapping: db.prepare('SELECT category_id AS categoryId, is_chosen AS isChosen FROM category_mappings WHERE provider_id = :providerId'),
    map: db.prepare('UPDATE category_mappings SET category_id = :categoryId, is_chosen = :isChosen WHERE provider_id = :providerId'),
  };
}

/** What refers to a category and must go elsewhere when it goes. */
export type CategoryUses = { readonly edits: readonly number[]; readonly rules: readonly number[]; readonly mappings: readonly string[] };
type StoredMapping = { readonly categoryId: number; readonly isChosen: 0 | 1 };

export function createCategoryRepo(db: Db) {
  const statements = prepare(db);
  const stored = () => statements.list.all();
  return {
    stored,
    list: (): OwnCategory[] => stored().map(({ sortOrder: _, ...row }) => ({ ...row, isHidden: row.isHidden === 1 })),
    counts: (): CategoryCounts[] => statements.counts.all(),
    newId: () => Number(statements.newId.get()),
    insert: (category: StoredCategory) => void statements.insert.run(category),
    update: ({ id, nameAr, nameEn, colour, icon, isHidden, sortOrder }: StoredCategory) =>
      void statements.update.run({ id, nameAr, nameEn, colour, icon, isHidden, sortOrder }),
    remove: (id: number) => void statements.remove.run({ id }),
    rowsIn: (id: number) => statements.rowsIn.all({ id }) as number[], // plucked INTEGER PRIMARY KEY
    rowsOfProvider: (providerId: string) => statements.rowsOfProvider.all({ providerId }) as number[], // as above
    usesOf: (id: number): CategoryUses => ({
      edits: statements.editsIn.all({ id }) as number[], // plucked INTEGER PRIMARY KEY
      rules: statements.rulesIn.all({ id }) as number[], // as above
      mappings: statements.mappingsIn.all({ id }) as string[], // plucked TEXT PRIMARY KEY
    }),
    moveUses(uses: CategoryUses, toId: number): void {
      statements.moveEdits.run({ ids: JSON.stringify(uses.edits), toId });
      statements.moveRules.run({ ids: JSON.stringify(uses.rules), toId });
      statements.moveMappings.run({ ids: JSON.stringify(uses.mappings), toId });
    },
    mappings: (): CategoryMapping[] =>
      statements.mappings.all().map((row) => ({ ...row, isChosen: row.isChosen === 1, path: JSON.parse(row.path) as string[] })), // built by json_group_array
    findMapping: (providerId: string) => statements.mapping.get({ providerId }) as StoredMapping | undefined, // columns as selected
    map: (providerId: string, mapping: StoredMapping) => void statements.map.run({ providerId, ...mapping }),
  };
}
