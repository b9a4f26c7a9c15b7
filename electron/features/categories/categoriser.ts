/**
 * @file Which own category a row is in, and why. In this order: what the person said, a recognised own transfer, the first rule that
 * fits, what the provider's category stands for, else 0 (uncategorised).
 */
import type { Db } from '../../db/open.ts';
import { builtInKeyOf } from './provider-names.ts';
import { fits, type PreparedRule, prepareRule, type Rule, type RuleSubject } from './rule-match.ts';

export const UNCATEGORISED = 0;
/** Key of the category of rows that are linked as an own transfer. */
const TRANSFER_KEY = 'transfers';

export type Categorised = { readonly categoryId: number; readonly ruleId: number | null };
export type CategorySubject = RuleSubject & {
  /** The provider's category. */
  readonly providerCategoryId: string | null;
};

const RULES = `
  SELECT id, text, direction, min_minor AS minMinor, max_minor AS maxMinor, currency, account_id AS accountId, category_id AS categoryId
  FROM category_rules WHERE is_active = 1 ORDER BY position, id`;
// Two questions, each of its own index: asked as one with OR, SQLite would walk all links for every row.
const LINKED = `
  SELECT EXISTS (SELECT 1 FROM transaction_links WHERE out_id = :id AND state <> 'rejected')
    OR EXISTS (SELECT 1 FROM transaction_links WHERE in_id = :id AND state <> 'rejected')`;
// The depth is limited because the tree is the provider's: a circle in it must not hang the writer.
const PROVIDER_PATH = `
  WITH RECURSIVE up (id, parent_id, name, depth) AS (
    SELECT id, parent_id, provider_name, 0 FROM categories WHERE id = :id
    UNION ALL
    SELECT c.id, c.parent_id, c.provider_name, up.depth + 1 FROM up JOIN categories c ON c.id = up.parent_id WHERE up.depth < 8
  )
  SELECT name FROM up ORDER BY depth`;

export type Categoriser = ReturnType<typeof createCategoriser>;

/** Reads rules and mappings anew with `refresh`; between, they are remembered. */
export function createCategoriser(db: Db) {
  const statements = {
    rules: db.prepare(RULES),
    mappings: db.prepare('SELECT provider_id AS providerId, category_id AS categoryId FROM category_mappings'),
    addMapping: db.prepare(
      'INSERT INTO category_mappings (provider_id, category_id) VALUES (:providerId, :categoryId) ON CONFLICT (provider_id) DO NOTHING',
    ),
    idOfKey: db.prepare('SELECT id FROM own_categories WHERE key = ?').pluck(),
    path: db.prepare(PROVIDER_PATH).pluck(),
    said: db.prepare('SELECT category_id FROM transaction_edits WHERE transaction_id = ?').pluck(),
    isLinked: db.prepare(LINKED).pluck(),
    hasSaid: db.prepare('SELECT EXISTS (SELECT 1 FROM transaction_edits) OR EXISTS (SELECT 1 FROM transaction_links)').pluck(),
  };
  let rules: readonly PreparedRule[] = [];
  let mappings = new Map<string, number>();
  let isAnythingSaid = true;
  const transferId = Number(statements.idOfKey.get(TRANSFER_KEY));

  function refresh(): void {
    rules = (statements.rules.all() as Rule[]).map(prepareRule); // columns as selected
    const known = statements.mappings.all() as { providerId: string; categoryId: number }[]; // columns as selected
    mappings = new Map(known.map(({ providerId, categoryId }) => [providerId, categoryId]));
    isAnythingSaid = statements.hasSaid.get() === 1;
  }

  /** Said or linked; undefined when neither. */
  function decidedOf(id: number): number | undefined {
    if (!isAnythingSaid) return undefined;
    const said = statements.said.get(id) as number | null | undefined; // plucked INTEGER
    if (said !== null && said !== undefined) return said;
    return statements.isLinked.get({ id }) === 1 ? transferId : undefined;
  }

  refresh();
  return {
    refresh,
    /** The provider's categories of a page are stored: each gets what it stands for, once. */
    learn(providerIds: Iterable<string>): void {
      for (const providerId of providerIds) {
        if (mappings.has(providerId)) continue;
        const key = builtInKeyOf(statements.path.all({ id: providerId }) as string[]); // plucked TEXT NOT NULL
        const categoryId = key === undefined ? UNCATEGORISED : Number(statements.idOfKey.get(key));
        statements.addMapping.run({ providerId, categoryId });
        mappings.set(providerId, categoryId);
      }
    },
    /** @param id of the stored row; null for one that is new, of which nothing can have been said */
    resolve(id: number | null, row: CategorySubject): Categorised {
      const decided = id === null ? undefined : decidedOf(id);
      if (decided !== undefined) return { categoryId: decided, ruleId: null };
      const rule = rules.find((one) => fits(one, row));
      if (rule) return { categoryId: rule.categoryId, ruleId: rule.id };
      const mapped = row.providerCategoryId === null ? undefined : mappings.get(row.providerCategoryId);
      return { categoryId: mapped ?? UNCATEGORISED, ruleId: null };
    },
  };
}
