/** @file Every SQL statement of the writer. Lookups are batched through `json_each`: one step per page, not per row. */
import type { Db, Statement } from '../../db/open.ts';
import type { LedgerRow } from './ledger-row.ts';

/** Columns that decide identity and change, named as `LedgerFacts` names them. */
const STORED_COLUMNS = `
  id, provider_id AS providerId, lower(hex(fingerprint)) AS fingerprint, occurrence, is_pending AS isPending, day_on AS day,
  booked_on AS bookedOn, value_on AS valueOn, amount_minor AS amountMinor, currency, original_minor AS originalMinor,
  original_currency AS originalCurrency, title, counterparty, purpose, booking_text AS bookingText,
  counterparty_iban AS counterpartyIban, kind, category_id AS categoryId, search_text AS searchText,
  page_id AS pageId, place, run_id AS runId`;
/** What stands beside a row that is shown; a row the bank took back has none of it. */
const SHOWN_COLUMNS = `${STORED_COLUMNS}, own_category AS ownCategory, own_text AS ownText`;
const SET_ASIDE_COLUMNS = `${STORED_COLUMNS}, 0 AS ownCategory, '' AS ownText`;

/** Rows of these fingerprints, by the index that keeps them day by day: the day is part of what is hashed. */
const OF_FINGERPRINTS = `
    FROM (SELECT value ->> 0 AS hashed_on, unhex(value ->> 1) AS wanted FROM json_each(:fingerprints)) f
    CROSS JOIN transactions ON coalesce(booked_on, value_on, '') = f.hashed_on AND fingerprint = f.wanted`;

const INSERT_TRANSACTION = `
  INSERT INTO transactions
    (id, account_id, provider_id, fingerprint, occurrence, is_pending, day_on, booked_on, value_on, amount_minor, currency,
     original_minor, original_currency, title, counterparty, purpose, booking_text, counterparty_iban, kind, category_id,
     search_text, created_at, modified_at, first_seen_at, page_id, place, run_id, own_category, rule_id, is_reviewed)
  VALUES (?, ?, ?, unhex(?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** What a row is moved with when the bank takes it back, and moved back with when the bank lists it again. */
const MOVED_COLUMNS = `
  id, account_id, provider_id, fingerprint, occurrence, is_pending, day_on, booked_on, value_on, amount_minor, currency, pending_minor,
  original_minor, original_currency, title, counterparty, purpose, booking_text, counterparty_iban, kind, category_id, search_text,
  created_at, modified_at, first_seen_at, changed_at, page_id, place, run_id`;

const UPDATE_TRANSACTION = `
  UPDATE transactions SET
    provider_id = :providerId,
    fingerprint = unhex(:fingerprint),
    occurrence = :occurrence,
    is_pending = :isPending,
    day_on = :day,
    booked_on = :bookedOn,
    value_on = :valueOn,
    amount_minor = :amountMinor,
    currency = :currency,
    pending_minor = coalesce(:pendingMinor, pending_minor),
    original_minor = :originalMinor,
    original_currency = :originalCurrency,
    title = :title,
    counterparty = :counterparty,
    purpose = :purpose,
    booking_text = :bookingText,
    counterparty_iban = :counterpartyIban,
    kind = :kind,
    category_id = :categoryId,
    search_text = :searchText,
    created_at = coalesce(:createdAt, created_at),
    modified_at = coalesce(:modifiedAt, modified_at),
    changed_at = :at,
    page_id = :pageId,
    place = :place,
    run_id = :runId,
    own_category = :ownCategory,
    rule_id = :ruleId
  WHERE id = :id`;

const UPSERT_TOTAL = `
  INSERT INTO daily_account_totals (account_id, day_on, currency, in_minor, out_minor, count)
  VALUES (:accountId, :day, :currency, :inMinor, :outMinor, :count)
  ON CONFLICT (account_id, day_on, currency) DO UPDATE SET
    in_minor = in_minor + excluded.in_minor,
    out_minor = out_minor + excluded.out_minor,
    count = count + excluded.count`;

const UPSERT_CATEGORY_TOTAL = `
  INSERT INTO daily_category_totals (day_on, currency, category_id, in_minor, out_minor, count)
  VALUES (:day, :currency, :categoryId, :inMinor, :outMinor, :count)
  ON CONFLICT (day_on, currency, category_id) DO UPDATE SET
    in_minor = in_minor + excluded.in_minor,
    out_minor = out_minor + excluded.out_minor,
    count = count + excluded.count`;

const SQL = {
  byProviderIds: `
    SELECT ${SHOWN_COLUMNS} FROM transactions
    WHERE account_id = :accountId AND provider_id IN (SELECT value FROM json_each(:ids))`,
  byFingerprints: `
    SELECT ${SHOWN_COLUMNS} ${OF_FINGERPRINTS}
    WHERE is_pending = 0
    ORDER BY occurrence, id`,
  // Highest occurrence per fingerprint, pending rows included: numbers are never given twice.
  occurrences: `
    SELECT lower(hex(fingerprint)) AS fingerprint, max(occurrence) AS highest ${OF_FINGERPRINTS}
    GROUP BY transactions.fingerprint`,
  pending: `
    SELECT ${SHOWN_COLUMNS} FROM transactions
    WHERE account_id = :accountId AND is_pending = 1
    ORDER BY day_on, id`,
  byId: `SELECT ${SHOWN_COLUMNS} FROM transactions WHERE id = :id`,
  removedByIds: `
    SELECT ${SET_ASIDE_COLUMNS} FROM removed_transactions
    WHERE account_id = :accountId AND provider_id IN (SELECT value FROM json_each(:ids))
    ORDER BY id`,
  removedById: `SELECT ${SET_ASIDE_COLUMNS} FROM removed_transactions WHERE id = :id`,
  // The number of a row the bank took back stays its own.
  highestId: `
    SELECT max((SELECT coalesce(max(id), 0) FROM transactions), (SELECT coalesce(max(id), 0) FROM removed_transactions)) AS id`,
  // Positional: binding 30 names costs a third of the insert.
  insert: INSERT_TRANSACTION,
  update: UPDATE_TRANSACTION,
  setProviderId: 'UPDATE transactions SET provider_id = :providerId WHERE id = :id',
  setAside: `
    INSERT INTO removed_transactions (${MOVED_COLUMNS}, removed_at)
    SELECT ${MOVED_COLUMNS}, :at FROM transactions WHERE id = :id`,
  remove: 'DELETE FROM transactions WHERE id = :id',
  takeBack: `
    INSERT INTO transactions (${MOVED_COLUMNS})
    SELECT ${MOVED_COLUMNS} FROM removed_transactions WHERE id = :id`,
  forgetRemoved: 'DELETE FROM removed_transactions WHERE id = :id',
  setOccurrence: 'UPDATE transactions SET occurrence = :occurrence WHERE id = :id',
  addToSearch: 'INSERT INTO transaction_search (rowid, search_text) VALUES (?, ?)',
  removeFromSearch: 'DELETE FROM transaction_search WHERE rowid = ?',
  insertPage: `
    INSERT INTO raw_pages (run_id, account_id, plan, received_at, item_count, digest, body)
    VALUES (:runId, :accountId, :plan, :receivedAt, :itemCount, :digest, :body)`,
  // Pages that were kept for items nobody could read: every pending set is read anew, and so are they.
  dropUnusedPendingPages: `
    DELETE FROM raw_pages
    WHERE account_id = :accountId AND plan = 'pending'
      AND NOT EXISTS (SELECT 1 FROM observations o WHERE o.page_id = raw_pages.id)`,
  observe: `
    INSERT INTO observations (account_id, run_id, at, kind, transaction_id, count, page_id, place)
    VALUES (:accountId, :runId, :at, :kind, :id, :count, :pageId, :place)`,
  upsertCategory: `
    INSERT INTO categories (id, parent_id, provider_name) VALUES (:id, :parentId, :name)
    ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, provider_name = excluded.provider_name`,
  upsertTotal: UPSERT_TOTAL,
  dropEmptyTotals: 'DELETE FROM daily_account_totals WHERE account_id = :accountId AND count = 0',
  upsertCategoryTotal: UPSERT_CATEGORY_TOTAL,
  dropEmptyCategoryTotals: 'DELETE FROM daily_category_totals WHERE count = 0 AND in_minor = 0 AND out_minor = 0',
  count: `
    UPDATE accounts SET
      booked_count = booked_count + :booked,
      pending_count = pending_count + :pending
    WHERE id = :accountId`,
  account: 'SELECT import_offset AS importOffset, is_hidden AS isHidden FROM accounts WHERE id = :accountId',
  stepImport: `
    UPDATE accounts SET
      import_offset = :offset,
      quarantined_count = quarantined_count + :quarantined,
      cursor_at = CASE WHEN :cursorAt > coalesce(cursor_at, '') THEN :cursorAt ELSE cursor_at END
    WHERE id = :accountId`,
} as const;

export type LedgerStatements = Readonly<Record<keyof typeof SQL, Statement>>;

export function prepareLedgerStatements(db: Db): LedgerStatements {
  const prepared = Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)] as const);
  return Object.fromEntries(prepared) as LedgerStatements; // one entry per name of SQL
}

/** Parameter of the statements that look for fingerprints. */
export function fingerprintsOf(rows: readonly Pick<LedgerRow, 'bookedOn' | 'valueOn' | 'fingerprint'>[]): {
  readonly fingerprints: string;
} {
  const days = new Map(rows.map((row) => [row.fingerprint, row.bookedOn ?? row.valueOn ?? '']));
  return { fingerprints: JSON.stringify([...days].map(([fingerprint, day]) => [day, fingerprint])) };
}
