/** @file Rows of the list by their ids: what one line shows. Which ids, and in which order, is the business of `list-keys.ts`. */
import type { TransactionRow } from '../../../shared/contract/transactions.ts';
import type { Db } from '../../db/open.ts';
import type { Lookups } from './list-conditions.ts';

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
  kind: TransactionRow['kind'];
  own_category: number;
  is_reviewed: number;
  note: string | null;
  tags: string;
  removed_at: string | null;
};
type AccountRow = { id: string; connection_id: string; kind: string; is_hidden: number };
export type ListedAccount = { readonly id: string; readonly connectionId: string; readonly kind: string; readonly isHidden: boolean };

/** The two tables differ in what stands beside a row: one the bank took back has no category, asks for no review and is in no sum. */
const BESIDE = {
  transactions: 't.own_category, t.is_reviewed, NULL AS removed_at',
  removed_transactions: '0 AS own_category, 1 AS is_reviewed, t.removed_at',
} as const;

// A list line is one line: a bank that sends megabytes does not slow the list.
const rowsSql = (table: keyof typeof BESIDE) => `
  SELECT
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
    substr(e.note, 1, 200) AS note,
    (
      SELECT json_group_array(g.name ORDER BY g.folded, g.id)
      FROM transaction_tags x
      CROSS JOIN tags g ON g.id = x.tag_id
      WHERE x.transaction_id = t.id
    ) AS tags,
    ${BESIDE[table]}
  FROM json_each(:ids) wanted
  CROSS JOIN ${table} t ON t.id = wanted.value
  CROSS JOIN accounts a ON a.id = t.account_id
  CROSS JOIN connections c ON c.id = a.connection_id
  LEFT JOIN transaction_edits e ON e.transaction_id = t.id`;

export type TransactionRepo = ReturnType<typeof createTransactionRepo>;

export function createTransactionRepo(db: Db) {
  const rows = db.prepare<{ ids: string }, ListRow>(rowsSql('transactions'));
  const removedRows = db.prepare<{ ids: string }, ListRow>(rowsSql('removed_transactions'));
  const stored = db
    .prepare<{ scope: string | null }, number>(
      `SELECT coalesce(sum(booked_count + pending_count), 0)
      FROM accounts
      WHERE :scope IS NULL OR id IN (SELECT value FROM json_each(:scope))`,
    )
    .pluck();
  const accounts = db.prepare<[], AccountRow>('SELECT id, connection_id, kind, is_hidden FROM accounts');
  const children = db
    .prepare<{ ids: string }, number>(
      `SELECT value FROM json_each(:ids)
      UNION SELECT id FROM own_categories WHERE parent_id IN (SELECT value FROM json_each(:ids))`,
    )
    .pluck();
  const transfers = db.prepare<[], number>(`SELECT id FROM own_categories WHERE flow = 'transfer'`).pluck();

  return {
    /** In the order asked for; ids that are of no row are left out. */
    rows(ids: readonly number[]): TransactionRow[] {
      const wanted = { ids: JSON.stringify(ids) };
      const shown = rows.all(wanted);
      // An id is in one of the two tables.
      const all = shown.length === ids.length ? shown : [...shown, ...removedRows.all(wanted)];
      const byId = new Map(all.map((row) => [row.id, row]));
      return ids.flatMap((id) => byId.get(id) ?? []).map(toRow);
    },
    listAccounts: (): ListedAccount[] =>
      accounts.all().map((row) => ({ id: row.id, connectionId: row.connection_id, kind: row.kind, isHidden: row.is_hidden === 1 })),
    /** All rows of these accounts, by the writers' own counters. */
    countStored: (scope: readonly string[] | null): number => stored.get({ scope: scope && JSON.stringify(scope) }) ?? 0,
    lookups: (categoryIds: readonly number[]): Lookups => ({
      categoryIds: categoryIds.length === 0 ? [] : children.all({ ids: JSON.stringify(categoryIds) }),
      transferCategoryIds: transfers.all(),
    }),
  };
}

function toRow(row: ListRow): TransactionRow {
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
    note: row.note,
    tags: JSON.parse(row.tags) as string[], // built by json_group_array of TEXT NOT NULL
    removedAt: row.removed_at,
  };
}
