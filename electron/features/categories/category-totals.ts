/**
 * @file Keeps `daily_category_totals` in step with rows that change outside the ledger's writer: edits, rules, links, accounts that are
 * hidden or removed. Every function runs inside the caller's transaction.
 */
import type { Db } from '../../db/open.ts';

const SHARE = `
  t.day_on, t.currency, t.own_category, sum(max(t.amount_minor, 0)) AS in_minor, sum(min(t.amount_minor, 0)) AS out_minor, count(*) AS count
  FROM transactions t CROSS JOIN accounts a ON a.id = t.account_id`;
const COUNTED = 't.is_pending = 0 AND a.is_hidden = 0';
const ADD = `
  ON CONFLICT (day_on, currency, category_id) DO UPDATE SET
    in_minor = in_minor + excluded.in_minor,
    out_minor = out_minor + excluded.out_minor,
    count = count + excluded.count`;
const COLUMNS = '(day_on, currency, category_id, in_minor, out_minor, count)';

export function createCategoryTotals(db: Db) {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS moved_rows (id INTEGER PRIMARY KEY) STRICT');
  const shift = (sign: '' | '-') =>
    db.prepare(
      `INSERT INTO daily_category_totals ${COLUMNS}
       SELECT day_on, currency, own_category, ${sign}in_minor, ${sign}out_minor, ${sign}count FROM (
         SELECT ${SHARE} WHERE t.id IN (SELECT id FROM temp.moved_rows) AND ${COUNTED} GROUP BY t.day_on, t.currency, t.own_category)
       WHERE true ${ADD}`,
    );
  const statements = {
    mark: db.prepare('INSERT OR IGNORE INTO temp.moved_rows (id) SELECT value FROM json_each(:ids)'),
    unmark: db.prepare('DELETE FROM temp.moved_rows'),
    takeOut: shift('-'),
    putIn: shift(''),
    dropEmpty: db.prepare('DELETE FROM daily_category_totals WHERE count = 0 AND in_minor = 0 AND out_minor = 0'),
    clear: db.prepare('DELETE FROM daily_category_totals'),
    recount: db.prepare(
      `INSERT INTO daily_category_totals ${COLUMNS}
       SELECT ${SHARE} WHERE ${COUNTED} GROUP BY t.day_on, t.currency, t.own_category`,
    ),
  };
  return {
    /** Runs `change`, which may put these rows into other categories. */
    around(ids: readonly number[], change: () => void): void {
      statements.mark.run({ ids: JSON.stringify(ids) });
      statements.takeOut.run();
      change();
      statements.putIn.run();
      statements.unmark.run();
      statements.dropEmpty.run();
    },
    /** Everything anew: an account came or went, or was hidden or shown. */
    recount(): void {
      statements.clear.run();
      statements.recount.run();
    },
  };
}
