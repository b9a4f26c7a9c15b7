/** @file What daily sums cannot tell and is read from the rows of a few periods: who money went to, and when the salary came. */
import type { FlowSide } from '../../../shared/contract/cash-flow.ts';
import type { Day } from '../../../shared/domain/dates.ts';
import type { DaySpan } from '../../../shared/domain/periods.ts';
import type { Db } from '../../db/open.ts';
import type { Scope } from './flow-sums.ts';

/** A title is one line of a list; what a bank sends beyond that tells nobody apart. */
const TITLE = 'substr(coalesce(e.title, t.title), 1, 300)';
const ROWS = `
  FROM transactions t INDEXED BY transactions_by_day
  CROSS JOIN accounts a ON a.id = t.account_id
  LEFT JOIN own_categories c ON c.id = t.own_category
  LEFT JOIN transaction_edits e ON e.transaction_id = t.id
  WHERE t.is_pending = 0`;
/** [Note: What is income and what is expense], for single rows. */
const ON_SIDE = `
  AND CASE WHEN c.flow IS NOT NULL THEN c.flow = :side WHEN :side = 'income' THEN t.amount_minor > 0 ELSE t.amount_minor < 0 END`;
const IN_SPAN = 'AND t.day_on BETWEEN :fromDay AND :toDay AND t.currency = :currency';
const NOT_HIDDEN = 'AND a.is_hidden = 0';
const IN_SCOPE = `AND (a.is_hidden = 0 OR :scope IS NOT NULL) AND (:scope IS NULL OR t.account_id IN (SELECT value FROM json_each(:scope)))`;

type Where = DaySpan & { readonly currency: string; readonly side: FlowSide };
type SideParams = Where & { readonly scope: string | null };
export type TitleSum = { readonly title: string; readonly count: number; readonly minor: number };
type RankedTitle = TitleSum & { readonly allCount: number; readonly allMinor: number };
export type SalaryRow = {
  readonly day: Day;
  readonly accountId: string;
  readonly accountName: string;
  readonly title: string;
  readonly amountMinor: number;
};
export type FlowRows = ReturnType<typeof createFlowRows>;

export function createFlowRows(db: Db) {
  const largest = db.prepare<SideParams & { limit: number }, RankedTitle>(
    `SELECT title, count, minor, sum(count) OVER () AS allCount, sum(minor) OVER () AS allMinor
     FROM (SELECT ${TITLE} AS title, count(*) AS count, sum(t.amount_minor) AS minor ${ROWS} ${IN_SPAN} ${IN_SCOPE} ${ON_SIDE} GROUP BY 1)
     ORDER BY CASE :side WHEN 'income' THEN -minor ELSE minor END, title
     LIMIT :limit`,
  );
  const named = db.prepare<SideParams & { titles: string }, TitleSum>(
    `SELECT ${TITLE} AS title, count(*) AS count, sum(t.amount_minor) AS minor ${ROWS} ${IN_SPAN} ${IN_SCOPE} ${ON_SIDE}
       AND ${TITLE} IN (SELECT value FROM json_each(:titles))
     GROUP BY 1`,
  );
  const salaries = db.prepare<{ since: Day }, SalaryRow>(
    `SELECT t.day_on AS day, t.account_id AS accountId, coalesce(a.display_name, a.bank_label) AS accountName, ${TITLE} AS title,
       t.amount_minor AS amountMinor ${ROWS} ${NOT_HIDDEN}
       AND t.day_on >= :since AND t.amount_minor > 0
       AND (c.key = 'salary' OR (t.kind = 'salary_or_rent' AND c.flow IS NOT 'transfer' AND c.flow IS NOT 'expense'))
     ORDER BY t.day_on`,
  );
  return {
    /** The largest sums of one side by title, and what all titles together come to. */
    largest(
      where: Where,
      scope: Scope,
      limit: number,
    ): { readonly titles: TitleSum[]; readonly allCount: number; readonly allMinor: number } {
      const rows = largest.all({ ...where, scope: textOf(scope), limit });
      return {
        titles: rows.map(({ title, count, minor }) => ({ title, count, minor })),
        allCount: rows[0]?.allCount ?? 0,
        allMinor: rows[0]?.allMinor ?? 0,
      };
    },
    /** Sums of these titles in other days. */
    ofTitles(where: Where, scope: Scope, titles: readonly string[]): ReadonlyMap<string, number> {
      const rows = titles.length === 0 ? [] : named.all({ ...where, scope: textOf(scope), titles: JSON.stringify(titles) });
      return new Map(rows.map(({ title, minor }) => [title, minor]));
    },
    /** Money in that is a salary by category, or by what the bank calls it. */
    salariesSince: (since: Day): SalaryRow[] => salaries.all({ since }),
  };
}

const textOf = (scope: Scope): string | null => scope && JSON.stringify(scope);
