/** @file Puts rows into the category they belong to now, after an edit, a rule, a mapping or a link changed. Inside the caller's transaction. */
import type { Db } from '../../db/open.ts';
import { createCategoriser } from './categoriser.ts';
import { createCategoryTotals } from './category-totals.ts';

type Row = {
  readonly id: number;
  readonly accountId: string;
  readonly searchText: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly providerCategoryId: string | null;
  readonly categoryId: number;
  readonly ruleId: number | null;
};

const COLUMNS = `id, account_id AS accountId, search_text AS searchText, amount_minor AS amountMinor, currency,
  category_id AS providerCategoryId, own_category AS categoryId, rule_id AS ruleId`;
/** Rows looked at in one go: their texts are in memory meanwhile. */
const CHUNK = 5000;

/** A store from before own categories: its rows have none yet. */
export function categoriseOldStore(db: Db): void {
  const isOld = db
    .prepare('SELECT EXISTS (SELECT 1 FROM daily_account_totals) AND NOT EXISTS (SELECT 1 FROM daily_category_totals)')
    .pluck()
    .get();
  if (isOld === 1) db.transaction(() => createRecategoriser(db).all()).immediate();
}

export function createRecategoriser(db: Db) {
  const categoriser = createCategoriser(db);
  const totals = createCategoryTotals(db);
  const byIds = db.prepare(`SELECT ${COLUMNS} FROM transactions WHERE id IN (SELECT value FROM json_each(:ids))`);
  const after = db.prepare(`SELECT ${COLUMNS} FROM transactions WHERE id > :id ORDER BY id LIMIT ${CHUNK}`);
  const update = db.prepare('UPDATE transactions SET own_category = :categoryId, rule_id = :ruleId WHERE id = :id');
  const providerIds = db.prepare('SELECT id FROM categories').pluck();

  function settle(rows: readonly Row[]): number {
    const changes = rows.flatMap((row) => {
      const now = categoriser.resolve(row.id, row);
      return now.categoryId === row.categoryId && now.ruleId === row.ruleId ? [] : [{ id: row.id, ...now }];
    });
    if (changes.length === 0) return 0;
    totals.around(
      changes.map(({ id }) => id),
      () => {
        for (const change of changes) update.run(change);
      },
    );
    return changes.length;
  }

  return {
    guess: categoriser.guess,
    /** @returns how many of these rows changed their category or the rule behind it */
    rows(ids: readonly number[]): number {
      categoriser.refresh();
      let changed = 0;
      for (let from = 0; from < ids.length; from += CHUNK) {
        changed += settle(byIds.all({ ids: JSON.stringify(ids.slice(from, from + CHUNK)) }) as Row[]); // columns as selected
      }
      return changed;
    },
    /** Every row, e.g. after the schema came to know own categories. @returns how many changed */
    all(): number {
      categoriser.refresh();
      categoriser.learn(providerIds.all() as string[]); // plucked TEXT NOT NULL
      let changed = 0;
      for (let last = 0; ; ) {
        const rows = after.all({ id: last }) as Row[]; // columns as selected
        if (rows.length === 0) break;
        changed += settle(rows);
        last = rows.at(-1)?.id ?? last;
      }
      totals.recount();
      return changed;
    },
  };
}
