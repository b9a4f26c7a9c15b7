import type { CategoryRule, RuleDraft, RulePreview } from '../../../shared/contract/rules.ts';
import type { Instant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';

export type StoredRule = Omit<CategoryRule, 'decidedCount' | 'isActive'> & { readonly isActive: 0 | 1 };
/** What decides whether a rule fits a row, and where the row is now. */
export type RuleRow = {
  readonly id: number;
  readonly accountId: string;
  readonly searchText: string;
  readonly amountMinor: number;
  readonly currency: string;
};

const COLUMNS = `id, position, is_active AS isActive, text, direction, min_minor AS minMinor, max_minor AS maxMinor, currency,
  account_id AS accountId, category_id AS categoryId, created_at AS createdAt`;
const ROW = 't.id, t.account_id AS accountId, t.search_text AS searchText, t.amount_minor AS amountMinor, t.currency';

function prepare(db: Db) {
  return {
    list: db.prepare(`SELECT ${COLUMNS} FROM category_rules ORDER BY position, id`),
    decided: db.prepare('SELECT rule_id AS id, count(*) AS count FROM transactions WHERE rule_id IS NOT NULL GROUP BY rule_id'),
    clear: db.prepare('DELETE FROM category_rules'),
    insert: db.prepare(
      `INSERT INTO category_rules (id, position, is_active, text, direction, min_minor, max_minor, currency, account_id, category_id, created_at)
       VALUES (:id, :position, :isActive, :text, :direction, :minMinor, :maxMinor, :currency, :accountId, :categoryId, :createdAt)`,
    ),
    newId: db
      .prepare(`SELECT 1 + max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'category_rules'), 0),
        coalesce((SELECT max(id) FROM category_rules), 0))`)
      .pluck(),
    decidedBy: db.prepare('SELECT id FROM transactions WHERE rule_id = :id').pluck(),
    found: db.prepare(
      `SELECT ${ROW} FROM transaction_search s CROSS JOIN transactions t ON t.id = s.rowid WHERE s.transaction_search MATCH :trigrams`,
    ),
    ofAccount: db.prepare(`SELECT ${ROW} FROM transactions t WHERE t.account_id = :accountId`),
    all: db.prepare(`SELECT ${ROW} FROM transactions t`),
    categories: db.prepare('SELECT id, own_category AS categoryId FROM transactions WHERE id IN (SELECT value FROM json_each(:ids))'),
    deciders: db.prepare(
      `SELECT
         coalesce(sum(e.category_id IS NOT NULL), 0) AS person,
         coalesce(sum(e.category_id IS NULL AND t.rule_id IS NOT NULL), 0) AS rule,
         coalesce(sum(e.category_id IS NULL AND t.rule_id IS NULL), 0) AS other
       FROM json_each(:ids) w CROSS JOIN transactions t ON t.id = w.value LEFT JOIN transaction_edits e ON e.transaction_id = t.id`,
    ),
    preview: db.prepare(
      `SELECT t.id, t.day_on AS day, substr(coalesce(e.title, t.title), 1, 300) AS title,
         coalesce(a.display_name, nullif(a.bank_label, ''), c.bank_name) AS accountName, t.amount_minor AS amountMinor, t.currency
       FROM json_each(:ids) w CROSS JOIN transactions t ON t.id = w.value
       JOIN accounts a ON a.id = t.account_id JOIN connections c ON c.id = a.connection_id
       LEFT JOIN transaction_edits e ON e.transaction_id = t.id
       ORDER BY t.day_on DESC, t.id DESC LIMIT :limit`,
    ),
    row: db.prepare(`SELECT counterparty, title, amount_minor AS amountMinor, own_category AS categoryId FROM transactions WHERE id = :id`),
  };
}

type Deciders = { readonly person: number; readonly rule: number; readonly other: number };
type PreviewRow = Omit<RulePreview['rows'][number], 'fromCategoryId' | 'toCategoryId'>;
type SuggestRow = { readonly counterparty: string; readonly title: string; readonly amountMinor: number; readonly categoryId: number };

export function createRuleRepo(db: Db) {
  const statements = prepare(db);
  const stored = () => statements.list.all() as StoredRule[]; // columns as selected
  return {
    stored,
    list(): CategoryRule[] {
      const decided = new Map((statements.decided.all() as { id: number; count: number }[]).map(({ id, count }) => [id, count])); // columns as selected
      return stored().map((rule) => ({ ...rule, isActive: rule.isActive === 1, decidedCount: decided.get(rule.id) ?? 0 }));
    },
    /** The whole list, in this order; positions follow from it. */
    replaceAll(rules: readonly StoredRule[]): void {
      statements.clear.run();
      rules.forEach((rule, index) => {
        statements.insert.run({ ...rule, position: index + 1 });
      });
    },
    newRule: (draft: RuleDraft, at: Instant): StoredRule => ({
      ...draft,
      id: Number(statements.newId.get()),
      position: 0,
      isActive: 1,
      createdAt: at,
    }),
    decidedBy: (id: number): number[] => statements.decidedBy.all({ id }) as number[], // plucked INTEGER PRIMARY KEY
    /** Rows that may fit, at least; each is to be confirmed. @param trigrams query of the search index, null when the text is too short for it */
    mayFit(trigrams: string | null, accountId: string | null): IterableIterator<RuleRow> {
      if (trigrams !== null) return statements.found.iterate({ trigrams }) as IterableIterator<RuleRow>; // columns as selected
      if (accountId !== null) return statements.ofAccount.iterate({ accountId }) as IterableIterator<RuleRow>; // as above
      return statements.all.iterate() as IterableIterator<RuleRow>; // as above
    },
    categories(ids: readonly number[]): ReadonlyMap<number, number> {
      const rows = statements.categories.all({ ids: JSON.stringify(ids) }) as { id: number; categoryId: number }[]; // columns as selected
      return new Map(rows.map(({ id, categoryId }) => [id, categoryId]));
    },
    /** How many of these rows are where they are by the person's word, by a rule, by neither. */
    deciders: (ids: readonly number[]): Deciders => statements.deciders.get({ ids: JSON.stringify(ids) }) as Deciders, // an aggregate always answers
    previewRows: (ids: readonly number[], limit: number): PreviewRow[] =>
      statements.preview.all({ ids: JSON.stringify(ids), limit }) as PreviewRow[], // columns as selected
    findRow: (id: number): SuggestRow | undefined => statements.row.get({ id }) as SuggestRow | undefined, // columns as selected
  };
}
