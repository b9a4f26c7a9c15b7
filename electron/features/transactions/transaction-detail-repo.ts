import type { TransactionDetail, TransactionRow } from '../../../shared/contract/transactions.ts';
import type { Db } from '../../db/open.ts';
import { unpackBody } from '../../db/raw-body.ts';
import { rawItem } from './raw-item.ts';

type DetailRow = {
  booked_on: string | null;
  value_on: string | null;
  title: string;
  own_title: string | null;
  note: string | null;
  said_category: number | null;
  edited_at: string | null;
  is_transfer: number;
  rule_id: number | null;
  rule_position: number | null;
  counterparty: string;
  purpose: string;
  booking_text: string;
  counterparty_iban: string | null;
  original_minor: number | null;
  original_currency: string | null;
  category_id: string | null;
  first_seen_at: string;
  changed_at: string | null;
  place: number;
  run_id: number;
  received_at: string | null;
  item_count: number | null;
  body: Uint8Array | null;
};

/** Who decided what stands beside the row. */
export type Said = {
  /** When the person last said something of it. */
  readonly at: string | null;
  readonly isTransfer: boolean;
  readonly rule: { readonly id: number; readonly position: number } | null;
};
/** What the drawer shows beyond the list's row; `original` is the item as received, empty when its page is gone. */
export type StoredDetail = Omit<TransactionDetail, keyof Omit<TransactionRow, 'title' | 'note'> | 'sources' | 'history'> & {
  readonly said: Said;
};

/** A row the bank took back keeps what was said of it, but no rule put it anywhere. */
const RULE = {
  transactions: 't.rule_id, (SELECT r.position FROM category_rules r WHERE r.id = t.rule_id) AS rule_position',
  removed_transactions: 'NULL AS rule_id, NULL AS rule_position',
} as const;

export type TransactionDetailRepo = ReturnType<typeof createTransactionDetailRepo>;

export function createTransactionDetailRepo(db: Db) {
  const detailFrom = (table: 'transactions' | 'removed_transactions') =>
    db.prepare<{ id: number }, DetailRow>(
      `SELECT
      t.booked_on,
      t.value_on,
      t.title,
      e.title AS own_title,
      e.note,
      e.category_id AS said_category,
      e.edited_at,
      (
        EXISTS (SELECT 1 FROM transaction_links l WHERE l.out_id = t.id AND l.state <> 'rejected')
        OR EXISTS (SELECT 1 FROM transaction_links l WHERE l.in_id = t.id AND l.state <> 'rejected')
      ) AS is_transfer,
      ${RULE[table]},
      t.counterparty,
      t.purpose,
      t.booking_text,
      t.counterparty_iban,
      t.original_minor,
      t.original_currency,
      t.category_id,
      t.first_seen_at,
      t.changed_at,
      t.place,
      t.run_id,
      p.received_at,
      p.item_count,
      p.body
    FROM ${table} t
    LEFT JOIN raw_pages p ON p.id = t.page_id
    LEFT JOIN transaction_edits e ON e.transaction_id = t.id
    WHERE t.id = :id`,
    );
  const find = detailFrom('transactions');
  const findRemoved = detailFrom('removed_transactions');
  // The depth is limited because the tree is the provider's: a circle in it must not hang the drawer.
  const path = db.prepare<{ id: string }, { name: string }>(
    `WITH RECURSIVE up (id, parent_id, name, depth) AS (
      SELECT id, parent_id, provider_name, 0 FROM categories WHERE id = :id
      UNION ALL
      SELECT c.id, c.parent_id, c.provider_name, up.depth + 1
      FROM up
      JOIN categories c ON c.id = up.parent_id
      WHERE up.depth < 8
    )
    SELECT name FROM up ORDER BY depth DESC`,
  );

  return {
    find(id: number): StoredDetail | undefined {
      const row = find.get({ id }) ?? findRemoved.get({ id });
      if (!row) return undefined;
      return {
        title: row.own_title ?? row.title,
        bankTitle: row.title,
        hasOwnTitle: row.own_title !== null,
        hasOwnCategory: row.said_category !== null,
        note: row.note,
        said: {
          at: row.edited_at,
          isTransfer: row.is_transfer === 1,
          rule: row.rule_id === null ? null : { id: row.rule_id, position: row.rule_position ?? row.rule_id },
        },
        bookedOn: row.booked_on,
        valueOn: row.value_on,
        counterparty: row.counterparty,
        purpose: row.purpose,
        bookingText: row.booking_text,
        counterpartyIban: row.counterparty_iban,
        originalAmountMinor: row.original_minor,
        originalCurrency: row.original_currency,
        categoryPath: row.category_id === null ? [] : path.all({ id: row.category_id }).map((category) => category.name),
        firstSeenAt: row.first_seen_at,
        changedAt: row.changed_at,
        receivedAt: row.received_at ?? row.first_seen_at,
        runId: row.run_id,
        original: originalOf(row),
      };
    },
  };
}

function originalOf({ body, item_count: itemCount, place }: DetailRow): string {
  if (body === null || itemCount === null) return '';
  return rawItem(unpackBody(body).toString('utf8'), itemCount, place) ?? '';
}
