/** @file The statements behind the transaction list. Only the number of search terms varies them; what was typed is always a parameter. */
import type { Db } from '../../db/open.ts';

export type Params = Readonly<Record<string, string | number | null>>;
export type KeyRow = { id: number; day_on: string };
export type SumRow = { day_on: string; currency: string; sum_minor: number; count: number };

function confirmSql(termCount: number): string {
  return Array.from({ length: termCount }, (_, i) => `AND instr(t.search_text, :term${i}) > 0`).join(' ');
}

const IN_SCOPE = 'AND (:scope IS NULL OR t.account_id IN (SELECT value FROM json_each(:scope)))';
const IN_SPAN = 'AND t.day_on BETWEEN :fromDay AND :toDay';
const BEFORE = 'AND (t.day_on, t.id) < (:day, :id) AND t.day_on >= :fromDay ORDER BY t.day_on DESC, t.id DESC LIMIT :limit';
const BOOKED_ON_DAYS = 'AND t.is_pending = 0 AND t.day_on IN (SELECT value FROM json_each(:days))';
const SUMS = 't.day_on, t.currency, sum(t.amount_minor) AS sum_minor, count(*) AS count';
const BY_DAY = 'GROUP BY t.day_on, t.currency';

export type Statement<R> = { all(params: Params): R[]; get(params: Params): R | undefined };
export type ListStatements = {
  readonly keysOfAll: Statement<KeyRow>;
  readonly keysOfAccount: Statement<KeyRow>;
  readonly keysFound: Statement<KeyRow>;
  readonly keysRemoved: Statement<KeyRow>;
  readonly countWalked: Statement<{ count: number }>;
  readonly countFound: Statement<{ count: number }>;
  readonly sumsWalked: Statement<SumRow>;
  readonly sumsFound: Statement<SumRow>;
};

/** Walked: along an index, testing each row. Found: from the hits of the trigram index, each confirmed on its text. */
export function prepareList(db: Db, termCount: number): ListStatements {
  const confirm = confirmSql(termCount);
  // CROSS JOIN keeps SQLite from walking the list and asking the index about each row.
  const found = `FROM transaction_search s CROSS JOIN transactions t ON t.id = s.rowid WHERE s.transaction_search MATCH :trigrams ${confirm}`;
  const walkedByDay = 'FROM transactions t INDEXED BY transactions_by_day WHERE true';
  const walkedByAccount = 'FROM transactions t INDEXED BY transactions_by_account_day WHERE t.account_id = :accountId';
  return {
    keysOfAll: db.prepare<Params, KeyRow>(`SELECT t.id, t.day_on ${walkedByDay} ${confirm} ${BEFORE}`),
    keysOfAccount: db.prepare<Params, KeyRow>(`SELECT t.id, t.day_on ${walkedByAccount} ${confirm} ${BEFORE}`),
    keysFound: db.prepare<Params, KeyRow>(`SELECT t.id, t.day_on ${found} ${IN_SCOPE} ${BEFORE}`),
    keysRemoved: db.prepare<Params, KeyRow>(
      `SELECT t.id, t.day_on FROM removed_transactions t INDEXED BY removed_transactions_by_day WHERE true ${confirm} ${IN_SCOPE} ${BEFORE}`,
    ),
    countWalked: db.prepare<Params, { count: number }>(
      `SELECT count(*) AS count FROM transactions t WHERE true ${confirm} ${IN_SCOPE} ${IN_SPAN}`,
    ),
    countFound: db.prepare<Params, { count: number }>(`SELECT count(*) AS count ${found} ${IN_SCOPE} ${IN_SPAN}`),
    sumsWalked: db.prepare<Params, SumRow>(`SELECT ${SUMS} ${walkedByDay} ${BOOKED_ON_DAYS} ${confirm} ${IN_SCOPE} ${BY_DAY}`),
    sumsFound: db.prepare<Params, SumRow>(`SELECT ${SUMS} ${found} ${BOOKED_ON_DAYS} ${IN_SCOPE} ${BY_DAY}`),
  };
}
