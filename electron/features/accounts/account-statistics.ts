/** @file What is usual for one account: averages and extremes over its last complete months. SQL does the sums. */
import type { AccountStatistics } from '../../../shared/contract/accounts.ts';
import { addDays, type Day } from '../../../shared/domain/dates.ts';
import { shareMinor } from '../../../shared/domain/money.ts';
import type { Db } from '../../db/open.ts';

const MOST_MONTHS = 12;

export type Months = { readonly months: number; readonly fromDay: Day; readonly toDay: Day };
type Sums = { readonly inMinor: number; readonly outMinor: number; readonly count: number };
type Largest = NonNullable<AccountStatistics['largestIn']>;

/** First day of the month `back` months before that of a day. */
function monthStart(day: Day, back: number): Day {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 10);
}

/** The last complete months of which everything is held. @param heldFrom first day rows are held of */
export function completeMonths(heldFrom: Day, today: Day): Months | null {
  for (let months = MOST_MONTHS; months > 0; months -= 1) {
    const fromDay = monthStart(today, months);
    if (fromDay >= heldFrom) return { months, fromDay, toDay: addDays(monthStart(today, 0), -1) };
  }
  return null;
}

export function createAccountStatistics(db: Db) {
  const sums = db.prepare(
    `SELECT coalesce(sum(in_minor), 0) AS inMinor, coalesce(sum(out_minor), 0) AS outMinor, coalesce(sum(count), 0) AS count
     FROM daily_account_totals WHERE account_id = :id AND day_on BETWEEN :fromDay AND :toDay AND currency = :currency`,
  );
  const largest = (direction: 'in' | 'out') =>
    db.prepare(
      `SELECT t.id, t.day_on AS day, substr(coalesce(e.title, t.title), 1, 300) AS title, t.amount_minor AS amountMinor
       FROM transactions t INDEXED BY transactions_by_account_day LEFT JOIN transaction_edits e ON e.transaction_id = t.id
       WHERE t.account_id = :id AND t.day_on BETWEEN :fromDay AND :toDay AND t.is_pending = 0 AND t.currency = :currency
         AND t.amount_minor ${direction === 'in' ? '> 0' : '< 0'}
       ORDER BY abs(t.amount_minor) DESC, t.day_on DESC, t.id DESC LIMIT 1`,
    );
  const largestIn = largest('in');
  const largestOut = largest('out');

  return {
    of(id: string, currency: string, heldFrom: Day | null, today: Day): AccountStatistics | null {
      const span = heldFrom === null ? null : completeMonths(heldFrom, today);
      if (span === null) return null;
      const wanted = { id, currency, fromDay: span.fromDay, toDay: span.toDay };
      const { inMinor, outMinor, count } = sums.get(wanted) as Sums; // an aggregate always answers
      return {
        ...span,
        count,
        averageInMinor: shareMinor(inMinor, span.months),
        averageOutMinor: shareMinor(outMinor, span.months),
        largestIn: (largestIn.get(wanted) as Largest | undefined) ?? null, // columns as selected
        largestOut: (largestOut.get(wanted) as Largest | undefined) ?? null, // as above
      };
    },
  };
}
export type StatisticsOfAccounts = ReturnType<typeof createAccountStatistics>;
