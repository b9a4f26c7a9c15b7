/**
 * @file Whether the transactions held explain the bank's balance, account by account and day by day. What was there before the
 * history begins is fixed once, when the first import is complete; from then on every balance must be that plus what was booked.
 */
import type { AccountProof, ProofCause } from '../../../shared/contract/accounts.ts';
import type { Day } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';

type Facts = {
  readonly currency: string;
  readonly openingMinor: number | null;
  readonly isReconciled: 0 | 1 | null;
  readonly isImporting: 0 | 1;
  readonly creditLimitMinor: number | null;
  readonly quarantined: number;
  readonly bookedMinor: number;
  readonly pendingMinor: number;
  readonly foreign: number;
  readonly removed: number;
  readonly late: number;
};
type ProofDay = { readonly day: Day; readonly balanceMinor: number; readonly expectedMinor: number };

/** Days the page shows; older ones are proven or not by what follows them. */
const SHOWN_DAYS = 60;

const FACTS = `
  SELECT a.currency, a.opening_minor AS openingMinor, a.is_reconciled AS isReconciled, a.import_offset IS NOT NULL AS isImporting,
    a.credit_limit_minor AS creditLimitMinor, a.quarantined_count AS quarantined,
    (SELECT coalesce(sum(in_minor + out_minor), 0) FROM daily_account_totals d
      WHERE d.account_id = a.id AND d.currency = a.currency) AS bookedMinor,
    (SELECT coalesce(sum(amount_minor), 0) FROM transactions t
      WHERE t.account_id = a.id AND t.is_pending = 1 AND t.currency = a.currency) AS pendingMinor,
    EXISTS (SELECT 1 FROM daily_account_totals d WHERE d.account_id = a.id AND d.currency <> a.currency AND d.count > 0) AS "foreign",
    EXISTS (SELECT 1 FROM removed_transactions r WHERE r.account_id = a.id AND r.is_pending = 0) AS removed,
    EXISTS (SELECT 1 FROM observations o JOIN transactions t ON t.id = o.transaction_id
      WHERE o.account_id = a.id AND o.kind = 'added' AND t.is_pending = 0
        AND t.day_on < (SELECT min(day_on) FROM balances b WHERE b.account_id = a.id)
        AND o.run_id > (SELECT min(run_id) FROM observations f WHERE f.account_id = a.id)) AS late
  FROM accounts a WHERE a.id = :accountId`;
const DAYS = `
  SELECT b.day_on AS day, b.balance_minor AS balanceMinor,
    :openingMinor + (SELECT coalesce(sum(in_minor + out_minor), 0) FROM daily_account_totals d
      WHERE d.account_id = b.account_id AND d.currency = :currency AND d.day_on <= b.day_on) AS expectedMinor
  FROM balances b WHERE b.account_id = :accountId ORDER BY b.day_on DESC LIMIT :limit`;

export type BalanceProof = ReturnType<typeof createBalanceProof>;

/** What may explain the difference, the surest first. Guesses, and shown as such: only the bank knows. */
function causesOf(facts: Facts, differenceMinor: number): ProofCause[] {
  const causes: ProofCause[] = [];
  if (facts.pendingMinor !== 0 && differenceMinor === facts.pendingMinor) causes.push('pending_counted');
  if (facts.creditLimitMinor !== null && facts.creditLimitMinor !== 0 && Math.abs(differenceMinor) === facts.creditLimitMinor) {
    causes.push('limit_counted');
  }
  if (facts.quarantined > 0) causes.push('unreadable_items');
  if (facts.removed === 1) causes.push('deleted_rows');
  if (facts.late === 1) causes.push('late_rows');
  if (facts.foreign === 1) causes.push('foreign_currency');
  return causes.length === 0 ? ['missing_history'] : causes;
}

/** The first day of the unbroken run of days, up to the newest, on which the balance is not explained. */
function unprovenSince(newestFirst: readonly ProofDay[]): Day | null {
  const firstProven = newestFirst.findIndex((day) => day.balanceMinor === day.expectedMinor);
  const streak = firstProven === -1 ? newestFirst : newestFirst.slice(0, firstProven);
  return streak.at(-1)?.day ?? newestFirst[0]?.day ?? null;
}

const UNKNOWN: AccountProof = {
  status: 'unknown',
  openingMinor: null,
  bookedMinor: 0,
  differenceMinor: null,
  since: null,
  days: [],
  causes: [],
};

export function createBalanceProof(db: Db) {
  const facts = db.prepare(FACTS);
  const days = db.prepare(DAYS);
  return {
    of(accountId: string): AccountProof {
      const found = facts.get({ accountId }) as Facts | undefined; // columns as selected
      if (!found || found.openingMinor === null || found.isReconciled === null || found.isImporting === 1) return UNKNOWN;
      const { openingMinor, bookedMinor, currency } = found;
      const newestFirst = days.all({ accountId, currency, openingMinor, limit: SHOWN_DAYS }) as ProofDay[]; // columns as selected
      const newest = newestFirst[0];
      if (!newest) return UNKNOWN;
      const differenceMinor = newest.balanceMinor - openingMinor - bookedMinor;
      const isProven = differenceMinor === 0;
      return {
        status: isProven ? 'proven' : 'unproven',
        openingMinor,
        bookedMinor,
        differenceMinor,
        since: isProven ? null : unprovenSince(newestFirst),
        days: newestFirst.toReversed(),
        causes: isProven ? [] : causesOf(found, differenceMinor),
      };
    },
  };
}
