/**
 * @file Which own category a row is in, and why. In this order: what the person said, a recognised own transfer, the first rule that
 * fits, what the provider's category stands for, else 0 (uncategorised). A pair the person rejected is no transfer, whatever the
 * provider calls its rows.
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
// 1 = half of a transfer, 0 = only of rejected ones.
const LINKED = `
  SELECT max(state <> 'rejected') FROM transaction_links WHERE out_id = :id OR in_id = :id`;
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
    transferIds: db.prepare("SELECT id FROM own_categories WHERE flow = 'transfer'").pluck(),
    idOfKey: db.prepare('SELECT id FROM own_categories WHERE key = ?').pluck(),
    path: db.prepare(PROVIDER_PATH).pluck(),
    said: db.prepare('SELECT category_id FROM transaction_edits WHERE transaction_id = ?').pluck(),
    linked: db.prepare(LINKED).pluck(),
    hasSaid: db.prepare('SELECT EXISTS (SELECT 1 FROM transaction_edits) OR EXISTS (SELECT 1 FROM transaction_links)').pluck(),
  };
  let rules: readonly PreparedRule[] = [];
  let mappings = new Map<string, number>();
  let isAnythingSaid = true;
  let transferIds = new Set<number>();
  const transferId = Number(statements.idOfKey.get(TRANSFER_KEY));

  function refresh(): void {
    rules = (statements.rules.all() as Rule[]).map(prepareRule); // columns as selected
    const known = statements.mappings.all() as { providerId: string; categoryId: number }[]; // columns as selected
    mappings = new Map(known.map(({ providerId, categoryId }) => [providerId, categoryId]));
    isAnythingSaid = statements.hasSaid.get() === 1;
    transferIds = new Set(statements.transferIds.all() as number[]); // plucked INTEGER PRIMARY KEY
  }

  function byRuleOrProvider(row: CategorySubject): Categorised {
    const rule = rules.find((one) => fits(one, row));
    if (rule) return { categoryId: rule.categoryId, ruleId: rule.id };
    const mapped = row.providerCategoryId === null ? undefined : mappings.get(row.providerCategoryId);
    return { categoryId: mapped ?? UNCATEGORISED, ruleId: null };
  }

  /** A linked row keeps what says more than "own transfer", e.g. a card payment. */
  function withLink(id: number, found: Categorised): Categorised {
    const link = statements.linked.get({ id }) as 0 | 1 | null; // an aggregate always answers
    const isTransfer = transferIds.has(found.categoryId);
    if (link === 1 && !isTransfer) return { categoryId: transferId, ruleId: null };
    return link === 0 && isTransfer ? { categoryId: UNCATEGORISED, ruleId: null } : found;
  }

  /** What a category of the provider stands for, by its names. */
  function guess(providerId: string): number {
    const key = builtInKeyOf(statements.path.all({ id: providerId }) as string[]); // plucked TEXT NOT NULL
    return key === undefined ? UNCATEGORISED : Number(statements.idOfKey.get(key));
  }

  refresh();
  return {
    refresh,
    guess,
    /** The provider's categories of a page are stored: each gets what it stands for, once. */
    learn(providerIds: Iterable<string>): void {
      for (const providerId of providerIds) {
        if (mappings.has(providerId)) continue;
        const categoryId = guess(providerId);
        statements.addMapping.run({ providerId, categoryId });
        mappings.set(providerId, categoryId);
      }
    },
    /** @param id of the stored row; null for one that is new, of which nothing can have been said */
    resolve(id: number | null, row: CategorySubject): Categorised {
      const said = id !== null && isAnythingSaid ? (statements.said.get(id) as number | null | undefined) : undefined; // plucked INTEGER
      if (said !== null && said !== undefined) return { categoryId: said, ruleId: null };
      const found = byRuleOrProvider(row);
      return id !== null && isAnythingSaid ? withLink(id, found) : found;
    },
  };
}
