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
import { createDaySums, type Refreshed } from './day-sums.ts';

/** One side of some rows or sums: what counts by its category, and what by its sign. @param known of a category with a flow, @param bySign without */
const sideOf = (side: 'income' | 'expense', known: string, bySign: string) =>
  `sum(CASE WHEN c.flow = '${side}' THEN ${known} WHEN c.flow IS NULL THEN ${bySign} ELSE 0 END)`;

/** [Note: What is income and what is expense], over the daily sums of all accounts that are not hidden. */
const OF_ALL = {
  income: sideOf('income', 'd.in_minor + d.out_minor', 'd.in_minor'),
  expense: sideOf('expense', 'd.in_minor + d.out_minor', 'd.out_minor'),
  count: `sum(CASE WHEN c.flow = 'transfer' THEN 0 ELSE d.count END)`,
  category: 'd.category_id',
  rows: 'd.count',
  from: 'FROM daily_category_totals d LEFT JOIN own_categories c ON c.id = d.category_id WHERE d.day_on BETWEEN :fromDay AND :toDay',
} as const;
/** The same over the rows of chosen accounts, which no sums are kept of. */
const OF_SOME = {
  income: sideOf('income', 'd.amount_minor', 'max(d.amount_minor, 0)'),
  expense: sideOf('expense', 'd.amount_minor', 'min(d.amount_minor, 0)'),
  count: `sum(CASE WHEN c.flow = 'transfer' THEN 0 ELSE 1 END)`,
  category: 'd.own_category',
  rows: '1',
  from: `FROM transactions d INDEXED BY transactions_by_account_day LEFT JOIN own_categories c ON c.id = d.own_category
    WHERE d.account_id IN (SELECT value FROM json_each(:scope)) AND d.day_on BETWEEN :fromDay AND :toDay AND d.is_pending = 0`,
} as const;

/** Months of fifty years in each of the three calendars. */
const MAX_KNOWN_SPANS = 2000;
/** Beyond this many days sums are read from the sums of days (`day-sums.ts`). */
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

/** Account ids; null for all that are not hidden. */
export type Scope = readonly string[] | null;
type Params = DaySpan & { readonly currency?: string; readonly scope?: string };

/**
 * A chart of ten years asks for the same months each time: what was summed is kept until one of its days changes. Of a connection, as the
 * notes of changed days are: whoever settles them forgets for all.
 */
const KNOWN = new WeakMap<Db, Map<string, readonly CurrencyFlow[]>>();

function knownOf(db: Db): Map<string, readonly CurrencyFlow[]> {
  const known = KNOWN.get(db) ?? new Map<string, readonly CurrencyFlow[]>();
  KNOWN.set(db, known);
  return known;
}

export function createFlowSums(db: Db) {
  const daySums = createDaySums(db, OF_ALL);
  const overDays = db.prepare<Params, CurrencyFlow>(
    `SELECT currency, sum(income_minor) AS incomeMinor, sum(expense_minor) AS expenseMinor, sum(count) AS count
     FROM temp.day_flows WHERE day_on BETWEEN :fromDay AND :toDay GROUP BY currency`,
  );
  const [all, some] = [prepareSums(db, OF_ALL), prepareSums(db, OF_SOME)];
  const params = (span: DaySpan, scope: Scope, currency?: string): Params => ({
    // Only what the statements name: a span may carry more.
    fromDay: span.fromDay,
    toDay: span.toDay,
    ...(currency !== undefined && { currency }),
    ...(scope !== null && { scope: JSON.stringify(scope) }),
  });
  const known = knownOf(db);
  const forget = (days: Refreshed): void => {
    if (days === 'all') known.clear();
    else if (days.length > 0)
      for (const key of known.keys()) {
        const [fromDay = '', toDay = ''] = key.split(' ');
        if (days.some((day) => fromDay <= day && day <= toDay)) known.delete(key);
      }
  };
  const overSpan = (span: DaySpan): readonly CurrencyFlow[] => {
    const key = `${span.fromDay} ${span.toDay}`;
    const before = known.get(key);
    if (before) return before;
    const summed = overDays.all(params(span, null));
    // What a transaction has written so far may yet be taken back.
    if (!db.inTransaction && known.size < MAX_KNOWN_SPANS) known.set(key, summed);
    return summed;
  };
  const firstDay = db.prepare('SELECT min(day_on) FROM daily_category_totals').pluck();
  const statements = (scope: Scope) => (scope === null ? all : some);

  return {
    /** Per span, each currency with rows in it on its own. Spans follow each other. */
    ofSpans(spans: readonly DaySpan[], scope: Scope = null): (readonly CurrencyFlow[])[] {
      const [first, last] = [spans[0], spans.at(-1)];
      if (!first || !last) return [];
      const isLong = daysIn({ fromDay: first.fromDay, toDay: last.toDay }) > SHORT_DAYS;
      if (!isLong || scope !== null) return spans.map((span) => statements(scope).byCurrency.all(params(span, scope)));
      forget(daySums.refresh());
      return spans.map(overSpan);
    },
    byDay: (span: DaySpan, currency: string): DayFlow[] => all.byDay.all(params(span, null, currency)),
    byCategory: (span: DaySpan, currency: string, scope: Scope = null): CategorySum[] =>
      statements(scope).byCategory.all(params(span, scope, currency)),
    transferCount: (span: DaySpan, currency: string, scope: Scope = null): number =>
      statements(scope).transfers.get(params(span, scope, currency))?.count ?? 0,
    /** First day anything was booked on; null in an empty store. */
    firstDay: (): string | null => firstDay.get() as string | null, // plucked min of a TEXT column
  };
}

function prepareSums(db: Db, { income, expense, count, category, rows, from }: typeof OF_ALL | typeof OF_SOME) {
  const sides = `${income} AS incomeMinor, ${expense} AS expenseMinor`;
  return {
    byCurrency: db.prepare<Params, CurrencyFlow>(`SELECT d.currency, ${sides}, ${count} AS count ${from} GROUP BY d.currency`),
    byDay: db.prepare<Params, DayFlow>(`SELECT d.day_on AS day, ${sides} ${from} AND d.currency = :currency GROUP BY d.day_on`),
    byCategory: db.prepare<Params, CategorySum>(
      `SELECT ${category} AS categoryId, c.parent_id AS parentId, ${sides} ${from}
       AND d.currency = :currency AND c.flow IS NOT 'transfer' GROUP BY ${category}`,
    ),
    transfers: db.prepare<Params, { count: number }>(
      `SELECT coalesce(sum(${rows}), 0) AS count ${from} AND d.currency = :currency AND c.flow = 'transfer'`,
    ),
  };
}
