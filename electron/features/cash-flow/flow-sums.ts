/**
 * @file Income and expense of days, in SQL: the one place that says what they are, for Cash flow and Overview alike.
 *
 * [Note: What is income and what is expense]
 * In an income category every amount is income (a correction lowers it), in an expense category every amount is expense (a refund
 * lowers it). Where nothing is known of the category, money in is income and money out is expense. Own transfers are neither.
 */
import type { DaySpan } from '../../../shared/domain/periods.ts';
import { daysIn } from '../../../shared/domain/periods.ts';
import type { Db } from '../../db/open.ts';

/** [Note: What is income and what is expense], over `daily_category_totals d` beside its category `c`. */
const INCOME = `sum(CASE c.flow WHEN 'income' THEN d.in_minor + d.out_minor WHEN 'expense' THEN 0 WHEN 'transfer' THEN 0 ELSE d.in_minor END)`;
const EXPENSE = `sum(CASE c.flow WHEN 'expense' THEN d.in_minor + d.out_minor WHEN 'income' THEN 0 WHEN 'transfer' THEN 0 ELSE d.out_minor END)`;
const COUNT = `sum(CASE c.flow WHEN 'transfer' THEN 0 ELSE d.count END)`;
const TOTALS = 'FROM daily_category_totals d LEFT JOIN own_categories c ON c.id = d.category_id';

/** Beyond this many days sums are read from the sums of days, which are made once per change. */
const SHORT_DAYS = 450;

export type CurrencyFlow = {
  readonly currency: string;
  readonly incomeMinor: number;
  readonly expenseMinor: number;
  readonly count: number;
};
export type DayFlow = { readonly day: string; readonly incomeMinor: number; readonly expenseMinor: number };
export type CategorySum = {
  readonly categoryId: number;
  readonly parentId: number | null;
  readonly incomeMinor: number;
  readonly expenseMinor: number;
};
export type FlowSums = ReturnType<typeof createFlowSums>;

export function createFlowSums(db: Db) {
  const overDays = createDaySums(db);
  const short = db.prepare<DaySpan, CurrencyFlow>(
    `SELECT d.currency, ${INCOME} AS incomeMinor, ${EXPENSE} AS expenseMinor, ${COUNT} AS count ${TOTALS}
     WHERE d.day_on BETWEEN :fromDay AND :toDay GROUP BY d.currency`,
  );
  const days = db.prepare<DaySpan & { currency: string }, DayFlow>(
    `SELECT d.day_on AS day, ${INCOME} AS incomeMinor, ${EXPENSE} AS expenseMinor ${TOTALS}
     WHERE d.day_on BETWEEN :fromDay AND :toDay AND d.currency = :currency GROUP BY d.day_on`,
  );
  const categories = db.prepare<DaySpan & { currency: string }, CategorySum>(
    `SELECT d.category_id AS categoryId, c.parent_id AS parentId, ${INCOME} AS incomeMinor, ${EXPENSE} AS expenseMinor ${TOTALS}
     WHERE d.day_on BETWEEN :fromDay AND :toDay AND d.currency = :currency AND c.flow IS NOT 'transfer' GROUP BY d.category_id`,
  );
  const transfers = db
    .prepare(
      `SELECT coalesce(sum(d.count), 0) ${TOTALS}
       WHERE d.day_on BETWEEN :fromDay AND :toDay AND d.currency = :currency AND c.flow = 'transfer'`,
    )
    .pluck();
  const firstDay = db.prepare('SELECT min(day_on) FROM daily_category_totals').pluck();

  return {
    /** Per span, each currency with rows in it on its own. Spans follow each other. */
    ofSpans(spans: readonly DaySpan[]): CurrencyFlow[][] {
      const [first, last] = [spans[0], spans.at(-1)];
      if (!first || !last) return [];
      const isShort = daysIn({ fromDay: first.fromDay, toDay: last.toDay }) <= SHORT_DAYS;
      const statement = isShort ? short : overDays();
      return spans.map((span) => statement.all(spanOf(span)));
    },
    byDay: (span: DaySpan, currency: string): DayFlow[] => days.all({ ...spanOf(span), currency }),
    byCategory: (span: DaySpan, currency: string): CategorySum[] => categories.all({ ...spanOf(span), currency }),
    transferCount: (span: DaySpan, currency: string): number => Number(transfers.get({ ...spanOf(span), currency })),
    /** First day anything was booked on; null in an empty store. */
    firstDay: (): string | null => firstDay.get() as string | null, // plucked min of a TEXT column
  };
}

/** Only what the statements name: a span may carry more. */
const spanOf = ({ fromDay, toDay }: DaySpan): DaySpan => ({ fromDay, toDay });

/**
 * Ten years of days by category are a hundred thousand rows, of days alone under four thousand. The sums of days stand in a temporary
 * table and are made anew when anything was written since; months of any calendar are then sums of thirty rows.
 */
function createDaySums(db: Db) {
  db.exec(`
    CREATE TEMP TABLE IF NOT EXISTS day_flows (
      day_on TEXT NOT NULL,
      currency TEXT NOT NULL,
      income_minor INTEGER NOT NULL,
      expense_minor INTEGER NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (day_on, currency)
    ) STRICT, WITHOUT ROWID`);
  const changes = db.prepare('SELECT total_changes()').pluck();
  const clear = db.prepare('DELETE FROM temp.day_flows');
  const fill = db.prepare(
    `INSERT INTO temp.day_flows (day_on, currency, income_minor, expense_minor, count)
     SELECT d.day_on, d.currency, ${INCOME}, ${EXPENSE}, ${COUNT} ${TOTALS} GROUP BY d.day_on, d.currency`,
  );
  const sums = db.prepare<DaySpan, CurrencyFlow>(
    `SELECT currency, sum(income_minor) AS incomeMinor, sum(expense_minor) AS expenseMinor, sum(count) AS count
     FROM temp.day_flows WHERE day_on BETWEEN :fromDay AND :toDay GROUP BY currency`,
  );
  const fillAnew = db.transaction(() => {
    clear.run();
    fill.run();
  });
  let madeAt: unknown;
  return () => {
    if (changes.get() !== madeAt) {
      fillAnew();
      madeAt = changes.get();
    }
    return sums;
  };
}
