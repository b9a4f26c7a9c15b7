/** @file R6: what must hold of the ledger whatever a bank sends and whenever the process dies. Faults carry no amounts or texts. */
import type { Db } from '../../db/open.ts';

type Check = { readonly name: string; readonly sql: string };

/** Each statement selects what breaks the rule. */
const CHECKS: readonly Check[] = [
  {
    name: 'transaction without account',
    sql: 'SELECT t.id FROM transactions t LEFT JOIN accounts a ON a.id = t.account_id WHERE a.id IS NULL LIMIT 5',
  },
  {
    name: 'amount or currency malformed',
    sql: `SELECT id FROM transactions
          WHERE typeof(amount_minor) <> 'integer' OR abs(amount_minor) > 9007199254740991 OR currency NOT GLOB '[A-Z][A-Z][A-Z]' LIMIT 5`,
  },
  {
    name: 'booked counter',
    sql: `SELECT a.id FROM accounts a
          WHERE a.booked_count <> (SELECT count(*) FROM transactions t WHERE t.account_id = a.id AND t.is_pending = 0)`,
  },
  {
    name: 'pending counter',
    sql: `SELECT a.id FROM accounts a
          WHERE a.pending_count <> (SELECT count(*) FROM transactions t WHERE t.account_id = a.id AND t.is_pending = 1)`,
  },
  {
    name: 'provider id twice',
    sql: `SELECT min(id) AS id FROM transactions WHERE provider_id IS NOT NULL
          GROUP BY account_id, provider_id HAVING count(*) > 1 LIMIT 5`,
  },
  {
    name: 'fingerprint and occurrence twice',
    sql: 'SELECT min(id) AS id FROM transactions GROUP BY fingerprint, occurrence HAVING count(*) > 1 LIMIT 5',
  },
  {
    name: 'pending row of an older set',
    sql: `SELECT t.id FROM transactions t JOIN accounts a ON a.id = t.account_id
          WHERE t.is_pending = 1 AND a.import_offset IS NOT NULL LIMIT 5`,
  },
  {
    name: 'cursor later than anything received',
    sql: `SELECT a.id FROM accounts a
          WHERE a.cursor_at > max(coalesce(a.asked_at, ''),
            coalesce((SELECT max(received_at) FROM raw_pages p WHERE p.account_id = a.id), ''))`,
  },
  {
    name: 'daily totals',
    sql: `SELECT account_id AS id FROM (
            SELECT account_id, day_on, currency, in_minor, out_minor, count FROM daily_account_totals
            UNION ALL
            SELECT account_id, day_on, currency, -sum(max(amount_minor, 0)), -sum(min(amount_minor, 0)), -count(*)
            FROM transactions WHERE is_pending = 0 GROUP BY account_id, day_on, currency)
          GROUP BY account_id, day_on, currency
          HAVING sum(in_minor) <> 0 OR sum(out_minor) <> 0 OR sum(count) <> 0 LIMIT 5`,
  },
  {
    name: 'category totals',
    sql: `SELECT day_on AS id FROM (
            SELECT day_on, currency, category_id, in_minor, out_minor, count FROM daily_category_totals
            UNION ALL
            SELECT t.day_on, t.currency, t.own_category, -sum(max(t.amount_minor, 0)), -sum(min(t.amount_minor, 0)), -count(*)
            FROM transactions t JOIN accounts a ON a.id = t.account_id
            WHERE t.is_pending = 0 AND a.is_hidden = 0 GROUP BY t.day_on, t.currency, t.own_category)
          GROUP BY day_on, currency, category_id
          HAVING sum(in_minor) <> 0 OR sum(out_minor) <> 0 OR sum(count) <> 0 LIMIT 5`,
  },
  {
    name: 'linked as a transfer twice',
    sql: `SELECT id FROM (
            SELECT out_id AS id FROM transaction_links WHERE state <> 'rejected'
            UNION ALL SELECT in_id FROM transaction_links WHERE state <> 'rejected')
          GROUP BY id HAVING count(*) > 1 LIMIT 5`,
  },
  {
    name: 'row without its raw page',
    sql: 'SELECT t.id FROM transactions t LEFT JOIN raw_pages p ON p.id = t.page_id WHERE p.id IS NULL LIMIT 5',
  },
  {
    name: 'observation without its raw page',
    sql: 'SELECT o.id FROM observations o LEFT JOIN raw_pages p ON p.id = o.page_id WHERE p.id IS NULL AND o.page_id IS NOT NULL LIMIT 5',
  },
  {
    name: 'row without the observation it shows',
    sql: `SELECT t.id FROM transactions t
          WHERE NOT EXISTS (SELECT 1 FROM observations o WHERE o.page_id = t.page_id
            AND t.id BETWEEN o.transaction_id AND o.transaction_id + o.count - 1 AND t.place = o.place + t.id - o.transaction_id) LIMIT 5`,
  },
  {
    name: 'row both shown and removed',
    sql: 'SELECT id FROM transactions INTERSECT SELECT id FROM removed_transactions LIMIT 5',
  },
  {
    name: 'row missing from the search index',
    sql: 'SELECT id FROM transactions EXCEPT SELECT rowid FROM transaction_search LIMIT 5',
  },
  {
    name: 'search index of a row that is gone',
    sql: 'SELECT rowid AS id FROM transaction_search EXCEPT SELECT id FROM transactions LIMIT 5',
  },
];

/** Every rule over the whole store; for tests and the full check. Empty = all hold. */
export function checkInvariants(db: Db): string[] {
  return CHECKS.flatMap(({ name, sql }) => {
    const ids = db.prepare(sql).pluck().all();
    return ids.length === 0 ? [] : [`${name}: ${ids.join(', ')}`];
  });
}

type AccountFigures = { stored: number; counted: number; pending: number; countedPending: number; totalled: number; countedBooked: number };

/** The rules an account's own counters can show, from indexes alone: cheap enough for every sync. */
export function findAccountFaults(db: Db, accountId: string): string[] {
  const figures = db
    .prepare(
      `SELECT
         (SELECT count(*) FROM transactions WHERE account_id = :accountId) AS stored,
         booked_count + pending_count AS counted,
         (SELECT count(*) FROM transactions WHERE account_id = :accountId AND is_pending = 1) AS pending,
         pending_count AS countedPending,
         (SELECT coalesce(sum(count), 0) FROM daily_account_totals WHERE account_id = :accountId) AS totalled,
         booked_count AS countedBooked
       FROM accounts WHERE id = :accountId`,
    )
    .get({ accountId }) as AccountFigures | undefined; // columns as selected
  if (!figures) return ['account is gone'];
  const faults: string[] = [];
  if (figures.stored !== figures.counted) faults.push('stored rows differ from the counters');
  if (figures.pending !== figures.countedPending) faults.push('pending rows differ from the counter');
  if (figures.totalled !== figures.countedBooked) faults.push('daily totals differ from the booked counter');
  return faults;
}
