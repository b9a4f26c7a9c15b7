import type { Db } from '../../db/open.ts';

/** What income, expense and count are, over `daily_category_totals d` and its own category `c`. */
type DaySql = { readonly income: string; readonly expense: string; readonly count: string };

export type Refreshed = readonly string[] | 'all';

/** Stands for every day. */
const ALL_DAYS = '';

/** Not "OR IGNORE": within a trigger the statement that set it off decides about conflicts, and the writer's upserts would fail here. */
const noting = (name: string, event: string, day: string): string => `
    CREATE TEMP TRIGGER IF NOT EXISTS ${name} AFTER ${event}
      WHEN NOT EXISTS (SELECT 1 FROM stale_days WHERE day_on = ${day})
      BEGIN INSERT INTO stale_days VALUES (${day}); END;`;

/**
 * Ten years of days by category are a hundred thousand rows, of days alone under four thousand. The sums of days stand in a temporary
 * table; months of any calendar are then sums of thirty rows. What changes in the totals is noted day by day, so that after a write only
 * those days are summed anew: whatever else was written, be it a setting or a line of the fetch ledger, costs nothing. The notes are made by
 * temporary triggers: they are this connection's own, run once per changed day and category, and go with a transaction that is rolled back.
 */
export function createDaySums(db: Db, { income, expense, count }: DaySql) {
  db.exec(`
    CREATE TEMP TABLE IF NOT EXISTS day_flows (
      day_on TEXT NOT NULL,
      currency TEXT NOT NULL,
      income_minor INTEGER NOT NULL,
      expense_minor INTEGER NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (day_on, currency)
    ) STRICT, WITHOUT ROWID;
    CREATE TEMP TABLE IF NOT EXISTS stale_days (day_on TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    INSERT OR IGNORE INTO stale_days VALUES ('${ALL_DAYS}');
    ${noting('day_added', 'INSERT ON main.daily_category_totals', 'new.day_on')}
    ${noting('day_changed', 'UPDATE ON main.daily_category_totals', 'new.day_on')}
    ${noting('day_removed', 'DELETE ON main.daily_category_totals', 'old.day_on')}
    ${noting('flow_changed', 'UPDATE OF flow ON main.own_categories', `'${ALL_DAYS}'`)}`);
  const summed = (days: string) =>
    db.prepare(
      `INSERT INTO temp.day_flows (day_on, currency, income_minor, expense_minor, count)
       SELECT d.day_on, d.currency, ${income}, ${expense}, ${count}
       FROM daily_category_totals d LEFT JOIN own_categories c ON c.id = d.category_id ${days} GROUP BY d.day_on, d.currency`,
    );
  const statements = {
    hasStale: db.prepare('SELECT EXISTS (SELECT 1 FROM temp.stale_days)').pluck(),
    isAllStale: db.prepare(`SELECT EXISTS (SELECT 1 FROM temp.stale_days WHERE day_on = '${ALL_DAYS}')`).pluck(),
    clear: db.prepare('DELETE FROM temp.day_flows'),
    clearStale: db.prepare('DELETE FROM temp.day_flows WHERE day_on IN (SELECT day_on FROM temp.stale_days)'),
    sumAll: summed(''),
    sumStale: summed('WHERE d.day_on IN (SELECT day_on FROM temp.stale_days)'),
    stale: db.prepare<[], string>('SELECT day_on FROM temp.stale_days').pluck(),
    settle: db.prepare('DELETE FROM temp.stale_days'),
  };
  const sumAnew = db.transaction((): Refreshed => {
    const isAll = statements.isAllStale.get() === 1;
    const days = isAll ? 'all' : statements.stale.all();
    (isAll ? statements.clear : statements.clearStale).run();
    (isAll ? statements.sumAll : statements.sumStale).run();
    statements.settle.run();
    return days;
  });
  return {
    /** Brings `temp.day_flows` up to date. @returns the days that were summed anew */
    refresh: (): Refreshed => (statements.hasStale.get() === 1 ? sumAnew() : []),
  };
}
