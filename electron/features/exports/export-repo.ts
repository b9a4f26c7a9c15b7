import type { Day } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import type { ExportRow } from './export-row.ts';

type Row = Omit<ExportRow, 'tags' | 'isReviewed' | 'status'> & {
  readonly tags: string;
  readonly isReviewed: 0 | 1;
  readonly isPending: 0 | 1;
  readonly removedAt: string | null;
};
/** What an account statement says of its account. */
export type ExportAccount = {
  readonly id: string;
  readonly kind: string;
  readonly currency: string;
  readonly iban: string | null;
  readonly accountNumber: string | null;
  readonly bankCode: string | null;
  readonly bic: string | null;
  readonly balanceMinor: number | null;
  readonly balanceOn: Day | null;
};

const rowsFrom = (table: 'transactions' | 'removed_transactions') => {
  const isShown = table === 'transactions';
  return `
    SELECT t.id, t.provider_id AS providerId, t.day_on AS day, t.booked_on AS bookedOn, t.value_on AS valueOn, t.is_pending AS isPending,
      ${isShown ? 'NULL' : 't.removed_at'} AS removedAt, t.account_id AS accountId,
      coalesce(a.display_name, nullif(a.bank_label, ''), c.bank_name) AS accountName, a.kind AS accountKind, a.iban AS accountIban,
      a.account_number AS accountNumber, c.bank_name AS bankName, t.amount_minor AS amountMinor, t.currency,
      t.original_minor AS originalMinor, t.original_currency AS originalCurrency, coalesce(e.title, t.title) AS title, t.counterparty,
      t.counterparty_iban AS counterpartyIban, t.purpose, t.booking_text AS bookingText, t.kind,
      coalesce(o.name_en, '') AS categoryEn, coalesce(o.name_ar, '') AS categoryAr, coalesce(p.name_en, '') AS parentEn,
      coalesce(p.name_ar, '') AS parentAr, coalesce(e.note, '') AS note, ${isShown ? 't.is_reviewed' : '1'} AS isReviewed,
      (SELECT json_group_array(g.name ORDER BY g.folded, g.id) FROM transaction_tags x CROSS JOIN tags g ON g.id = x.tag_id
       WHERE x.transaction_id = t.id) AS tags
    FROM json_each(:ids) w
    CROSS JOIN ${table} t ON t.id = w.value
    CROSS JOIN accounts a ON a.id = t.account_id
    CROSS JOIN connections c ON c.id = a.connection_id
    LEFT JOIN transaction_edits e ON e.transaction_id = t.id
    LEFT JOIN own_categories o ON o.id = ${isShown ? 't.own_category' : 'NULL'} AND o.id <> 0
    LEFT JOIN own_categories p ON p.id = o.parent_id`;
};

export type ExportRepo = ReturnType<typeof createExportRepo>;

export function createExportRepo(db: Db) {
  const shown = db.prepare(rowsFrom('transactions'));
  const removed = db.prepare(rowsFrom('removed_transactions'));
  const accounts = db.prepare(
    `SELECT a.id, a.kind, a.currency, a.iban, a.account_number AS accountNumber, a.bank_code AS bankCode, a.bic,
       b.balance_minor AS balanceMinor, b.day_on AS balanceOn
     FROM accounts a
     LEFT JOIN balances b ON b.account_id = a.id AND b.day_on = (SELECT max(day_on) FROM balances WHERE account_id = a.id)
     ORDER BY a.sort_order, a.id`,
  );
  return {
    /** In the order of the ids, which is the order of the list. */
    rows(ids: readonly number[]): ExportRow[] {
      const wanted = { ids: JSON.stringify(ids) };
      const found = [...shown.all(wanted), ...removed.all(wanted)] as Row[]; // columns as selected
      const byId = new Map(found.map((row) => [row.id, toExportRow(row)]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
    accounts: (): ExportAccount[] => accounts.all() as ExportAccount[], // columns as selected
  };
}

function toExportRow({ tags, isReviewed, isPending, removedAt, ...row }: Row): ExportRow {
  return {
    ...row,
    tags: JSON.parse(tags) as string[], // built by json_group_array of TEXT NOT NULL
    isReviewed: isReviewed === 1,
    status: removedAt !== null ? 'removed' : isPending === 1 ? 'pending' : 'booked',
  };
}
