/**
 * @file The transaction list: places by keyset over the indexes of the schema, then the rows of those places. Never an offset, so that the
 * hundredth page costs what the first does and rows arriving meanwhile shift nothing.
 */
import type { z } from 'zod';
import type { DaySum, TransactionRow } from '../../../shared/contract/transactions.ts';
import type { Day } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import { type KeyRow, type ListStatements, type Params, prepareList, type SumRow } from './list-statements.ts';
import type { Search } from './search-terms.ts';

/** A row's place in the list: newest day first, within a day the latest id first. */
export type Place = { readonly day: Day; readonly id: number };
export type Row = z.infer<typeof TransactionRow>;
export type Sum = z.infer<typeof DaySum>;
/** Accounts to look into; null for all there are, which the day index serves alone. */
export type Scope = readonly string[] | null;
/** Both days included; null = no bound. */
export type Span = { readonly fromDay: Day | null; readonly toDay: Day | null };
export type ListFilter = { readonly scope: Scope; readonly search: Search; readonly span: Span };

type ListRow = {
  id: number;
  account_id: string;
  account_name: string;
  bank_name: string;
  day_on: string;
  is_pending: number;
  amount_minor: number;
  currency: string;
  title: string;
  counterparty: string;
  purpose: string;
  booking_text: string;
  kind: Row['kind'];
  own_category: number;
  is_reviewed: number;
  has_note: number;
  tags: string;
  removed_at: string | null;
};

/** Sorts before every row of the list that is not after `toDay`. */
const startOf = ({ toDay }: Span): Place => ({ day: toDay ?? '~', id: Number.MAX_SAFE_INTEGER });

/**
 * From this many index hits on, walking the list and testing each row fills a page sooner than fetching and sorting all hits.
 * About sqrt(page size × rows), for pages of 200 out of 100,000.
 */
const COMMON_HITS = 4000;

export type TransactionRepo = ReturnType<typeof createTransactionRepo>;

export function createTransactionRepo(db: Db) {
  const prepared = new Map<number, ListStatements>();
  const statementsFor = ({ terms }: Search): ListStatements => {
    const known = prepared.get(terms.length) ?? prepareList(db, terms.length);
    prepared.set(terms.length, known);
    return known;
  };
  const hits = db.prepare<Params, { hits: number }>(
    `SELECT count(*) AS hits
    FROM (SELECT 1 FROM transaction_search WHERE transaction_search MATCH :trigrams LIMIT ${COMMON_HITS})`,
  );
  // A list line is one line: a bank that sends megabytes does not slow the list.
  const rowsFrom = (table: 'transactions' | 'removed_transactions') =>
    db.prepare<Params, ListRow>(
      `SELECT
      t.id,
      t.account_id,
      coalesce(a.display_name, nullif(a.bank_label, ''), c.bank_name) AS account_name,
      c.bank_name,
      t.day_on,
      t.is_pending,
      t.amount_minor,
      t.currency,
      substr(coalesce(e.title, t.title), 1, 300) AS title,
      substr(t.counterparty, 1, 300) AS counterparty,
      substr(t.purpose, 1, 300) AS purpose,
      substr(t.booking_text, 1, 300) AS booking_text,
      t.kind,
      ${table === 'transactions' ? 't.own_category' : '0'} AS own_category,
      ${table === 'transactions' ? 't.is_reviewed' : '1'} AS is_reviewed,
      e.note IS NOT NULL AS has_note,
      (
        SELECT json_group_array(g.name ORDER BY g.folded, g.id)
        FROM transaction_tags x
        CROSS JOIN tags g ON g.id = x.tag_id
        WHERE x.transaction_id = t.id
      ) AS tags,
      ${table === 'transactions' ? 'NULL' : 't.removed_at'} AS removed_at
    FROM json_each(:ids) wanted
    CROSS JOIN ${table} t ON t.id = wanted.value
    CROSS JOIN accounts a ON a.id = t.account_id
    CROSS JOIN connections c ON c.id = a.connection_id
    LEFT JOIN transaction_edits e ON e.transaction_id = t.id
    ORDER BY t.day_on DESC, t.id DESC`,
    );
  const rows = rowsFrom('transactions');
  const removedRows = rowsFrom('removed_transactions');
  const totals = db.prepare<Params, SumRow>(
    `SELECT day_on, currency, sum(in_minor + out_minor) AS sum_minor, sum(count) AS count
    FROM daily_account_totals
    WHERE day_on IN (SELECT value FROM json_each(:days))
      AND count > 0
      AND (:scope IS NULL OR account_id IN (SELECT value FROM json_each(:scope)))
    GROUP BY day_on, currency`,
  );
  const stored = db.prepare<Params, { count: number }>(
    `SELECT coalesce(sum(booked_count + pending_count), 0) AS count
    FROM accounts
    WHERE :scope IS NULL OR id IN (SELECT value FROM json_each(:scope))`,
  );
  const accounts = db.prepare<[], { id: string; is_hidden: number }>('SELECT id, is_hidden FROM accounts');

  /** Whether the trigram index should lead: it can, and its hits are few. */
  const isRare = ({ trigrams }: Search): boolean => trigrams !== null && (hits.get({ trigrams })?.hits ?? 0) < COMMON_HITS;

  /** Shown and removed rows alike, in one order. */
  function keys(filter: ListFilter, after: Place | null, limit: number): KeyRow[] {
    const { scope, search, span } = filter;
    const params = { ...paramsOf(filter), ...(after ?? startOf(span)), scope: scopeParam(scope), limit };
    return [...shownKeys(filter, after, limit), ...statementsFor(search).keysRemoved.all(params)].sort(newestFirst).slice(0, limit);
  }

  function shownKeys(filter: ListFilter, after: Place | null, limit: number): KeyRow[] {
    const { scope, search, span } = filter;
    const statements = statementsFor(search);
    const params = { ...paramsOf(filter), ...(after ?? startOf(span)), limit };
    if (isRare(search)) return statements.keysFound.all({ ...params, scope: scopeParam(scope) });
    if (scope === null) return statements.keysOfAll.all(params);
    // Each account's own index gives its newest rows; the page is the newest of those.
    return scope
      .flatMap((accountId) => statements.keysOfAccount.all({ ...params, accountId }))
      .sort(newestFirst)
      .slice(0, limit);
  }

  function rowsOf(ids: readonly number[]): Row[] {
    const wanted = { ids: JSON.stringify(ids) };
    const shown = rows.all(wanted);
    // An id is in one of the two tables.
    const all = shown.length === ids.length ? shown : [...shown, ...removedRows.all(wanted)].sort(newestFirst);
    return all.map(toRow);
  }

  return {
    listAccounts: () => accounts.all().map((row) => ({ id: row.id, isHidden: row.is_hidden === 1 })),
    /** Rows after a place, newest first. */
    page(filter: ListFilter, after: Place | null, limit: number): Row[] {
      return rowsOf(keys(filter, after, limit).map((key) => key.id));
    },
    rows: rowsOf,
    /** Booked sums of whole days under the filter, each currency by itself. */
    daySums(filter: ListFilter, days: readonly Day[]): Sum[] {
      const { scope, search } = filter;
      const params = { ...paramsOf(filter), scope: scopeParam(scope), days: JSON.stringify(days) };
      const statements = statementsFor(search);
      const found = search.terms.length === 0 ? totals : isRare(search) ? statements.sumsFound : statements.sumsWalked;
      return found.all(params).map((row) => ({ day: row.day_on, currency: row.currency, sumMinor: row.sum_minor, count: row.count }));
    },
    count(filter: ListFilter): number {
      const { scope, search, span } = filter;
      const params = { ...paramsOf(filter), scope: scopeParam(scope) };
      // Over everything the writers' own counters say it.
      if (search.terms.length === 0 && span.fromDay === null && span.toDay === null) return stored.get(params)?.count ?? 0;
      const statements = statementsFor(search);
      return (search.trigrams === null ? statements.countWalked : statements.countFound).get(params)?.count ?? 0;
    },
  };
}

const newestFirst = (a: KeyRow, b: KeyRow): number => (a.day_on === b.day_on ? b.id - a.id : a.day_on < b.day_on ? 1 : -1);

function paramsOf({ search, span }: ListFilter): Params {
  const terms = search.terms.map((term, i) => [`term${i}`, term] as const);
  return { ...Object.fromEntries(terms), trigrams: search.trigrams, fromDay: span.fromDay ?? '', toDay: span.toDay ?? '~' };
}

function scopeParam(scope: Scope): string | null {
  return scope && JSON.stringify(scope);
}

function toRow(row: ListRow): Row {
  const texts = [row.purpose, row.counterparty, row.booking_text];
  return {
    id: row.id,
    accountId: row.account_id,
    accountName: row.account_name,
    bankName: row.bank_name,
    day: row.day_on,
    isPending: row.is_pending === 1,
    amountMinor: row.amount_minor,
    currency: row.currency,
    title: row.title,
    detail: texts.find((text) => text.trim() !== '' && text !== row.title) ?? '',
    kind: row.kind,
    categoryId: row.own_category,
    isReviewed: row.is_reviewed === 1,
    hasNote: row.has_note === 1,
    tags: JSON.parse(row.tags) as string[], // built by json_group_array of TEXT NOT NULL
    removedAt: row.removed_at,
  };
}
