/** @file Frozen once merged: `migrate.test.ts` pins its digest. A TypeScript module, so that plain Node and every bundler carry it alike. */
export const initial = `
-- Money is integer minor units beside its currency; *_on is a day in Asia/Riyadh, *_at a UTC instant, both as text.

CREATE TABLE connections (
  id                TEXT PRIMARY KEY,
  bank_name         TEXT NOT NULL,
  bank_name_ar      TEXT,
  provider_bank_id  TEXT,
  -- The provider's access id now in force; it changes with a reconnect.
  access_id         TEXT UNIQUE,
  state             TEXT NOT NULL CHECK (state IN ('active', 'expired', 'error', 'reconnect_required', 'disconnected')),
  state_reason      TEXT,
  is_autosync       INTEGER NOT NULL DEFAULT 0 CHECK (is_autosync IN (0, 1)),
  connected_at      TEXT NOT NULL,
  asked_at          TEXT,
  bank_data_at      TEXT
) STRICT;

-- Every grant and renewal; rows are added and closed, never overwritten.
CREATE TABLE consents (
  id                TEXT PRIMARY KEY,
  connection_id     TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  granted_at        TEXT NOT NULL,
  expires_at        TEXT,
  is_expiry_estimated INTEGER NOT NULL CHECK (is_expiry_estimated IN (0, 1)),
  superseded_at     TEXT,
  revoked_at        TEXT,
  data_kinds        TEXT NOT NULL,
  history_from_on   TEXT NOT NULL,
  is_secret_saved   INTEGER NOT NULL CHECK (is_secret_saved IN (0, 1)),
  language          TEXT NOT NULL CHECK (language IN ('ar', 'en')),
  text_version      TEXT NOT NULL,
  -- The consent card exactly as shown (JSON).
  text_shown        TEXT NOT NULL
) STRICT;
CREATE INDEX consents_by_connection ON consents (connection_id, granted_at);

-- S16: only the digest of a state is kept; claimed_at is set atomically before any network call.
CREATE TABLE pending_flows (
  id                TEXT PRIMARY KEY,
  state_digest      BLOB NOT NULL UNIQUE CHECK (length(state_digest) = 32),
  purpose           TEXT NOT NULL CHECK (purpose IN ('connect', 'sync', 'renew')),
  user_id           TEXT NOT NULL,
  environment_id    TEXT NOT NULL,
  redirect_uri      TEXT NOT NULL,
  connection_id     TEXT REFERENCES connections (id) ON DELETE CASCADE,
  -- Consent card shown and choices made, to be stored with the grant (JSON).
  context           TEXT NOT NULL,
  created_at        TEXT NOT NULL,
  deadline_at       TEXT NOT NULL,
  claimed_at        TEXT,
  closed_reason     TEXT
) STRICT;

CREATE TABLE accounts (
  id                TEXT PRIMARY KEY,
  connection_id     TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  -- IBAN, else bank name + bank code + number; plus currency and type. Not unique: two accounts in one answer are never one.
  identity          TEXT NOT NULL,
  kind              TEXT NOT NULL CHECK (kind IN ('current', 'savings', 'credit_card', 'prepaid_card', 'emoney', 'charge_card', 'loan', 'investment', 'other')),
  provider_type     TEXT NOT NULL,
  currency          TEXT NOT NULL CHECK (length(currency) = 3),
  bank_label        TEXT NOT NULL,
  display_name      TEXT,
  owner             TEXT,
  iban              TEXT,
  account_number    TEXT,
  bank_code         TEXT,
  bic               TEXT,
  credit_limit_minor INTEGER,
  is_hidden         INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
  archived_at       TEXT,
  created_at        TEXT NOT NULL,
  -- Provider's sync status of this account, and ours.
  synced_at         TEXT,
  succeeded_at      TEXT,
  status_message    TEXT,
  asked_at          TEXT,
  last_error        TEXT,
  -- Counters kept by the writer (R6: stored count = counter).
  booked_count      INTEGER NOT NULL DEFAULT 0,
  pending_count     INTEGER NOT NULL DEFAULT 0,
  quarantined_count INTEGER NOT NULL DEFAULT 0,
  -- First import: rows done so far; NULL once complete.
  import_offset     INTEGER DEFAULT 0,
  -- Largest modification time received; moves only with a committed page.
  cursor_at         TEXT,
  -- When the last weeks were last compared booking by booking, whatever their modification times say.
  compared_at       TEXT,
  -- Balance minus all booked rows when both were first complete: what was there before the history begins.
  opening_minor     INTEGER,
  -- R6: 0 = the booked rows no longer explain the balance; NULL = nothing to compare yet.
  is_reconciled     INTEGER CHECK (is_reconciled IN (0, 1)),
  sort_order        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX accounts_by_identity ON accounts (identity);
CREATE INDEX accounts_by_connection ON accounts (connection_id);

CREATE TABLE account_aliases (
  provider_id       TEXT PRIMARY KEY,
  account_id        TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  seen_at           TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_aliases_by_account ON account_aliases (account_id);

CREATE TABLE balances (
  account_id        TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  day_on            TEXT NOT NULL,
  balance_minor     INTEGER NOT NULL,
  as_of_at          TEXT,
  run_id            INTEGER NOT NULL,
  received_at       TEXT NOT NULL,
  PRIMARY KEY (account_id, day_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_runs (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  trigger           TEXT NOT NULL CHECK (trigger IN ('connect', 'start', 'user', 'schedule', 'renew')),
  started_at        TEXT NOT NULL,
  ended_at          TEXT,
  outcome           TEXT CHECK (outcome IN ('ok', 'partial', 'failed', 'cancelled')),
  error_code        TEXT,
  new_count         INTEGER NOT NULL DEFAULT 0,
  changed_count     INTEGER NOT NULL DEFAULT 0,
  removed_count     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE sync_account_results (
  run_id            INTEGER NOT NULL REFERENCES sync_runs (id) ON DELETE CASCADE,
  account_id        TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  outcome           TEXT NOT NULL CHECK (outcome IN ('ok', 'failed')),
  error_code        TEXT,
  new_count         INTEGER NOT NULL DEFAULT 0,
  changed_count     INTEGER NOT NULL DEFAULT 0,
  removed_count     INTEGER NOT NULL DEFAULT 0,
  quarantined_count INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (run_id, account_id)
) STRICT, WITHOUT ROWID;

-- Raw answers exactly as received, compressed (db/raw-body.ts reads them); rows and observations point into them.
CREATE TABLE raw_pages (
  id                INTEGER PRIMARY KEY,
  run_id            INTEGER NOT NULL,
  account_id        TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  plan              TEXT NOT NULL CHECK (plan IN ('all', 'modified', 'booked', 'pending')),
  received_at       TEXT NOT NULL,
  item_count        INTEGER NOT NULL,
  digest            BLOB NOT NULL,
  body              BLOB NOT NULL
) STRICT;
CREATE INDEX raw_pages_by_account ON raw_pages (account_id);

CREATE TABLE transactions (
  id                INTEGER PRIMARY KEY,
  account_id        TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  provider_id       TEXT,
  -- Account, dates, amount, currency, texts; with occurrence the identity of rows whose ids change or are missing (R17).
  fingerprint       BLOB NOT NULL CHECK (length(fingerprint) = 16),
  occurrence        INTEGER NOT NULL,
  is_pending        INTEGER NOT NULL CHECK (is_pending IN (0, 1)),
  -- The day the row is listed under: booking day, else value day, else first seen.
  day_on            TEXT NOT NULL,
  booked_on         TEXT,
  value_on          TEXT,
  amount_minor      INTEGER NOT NULL,
  currency          TEXT NOT NULL CHECK (length(currency) = 3),
  -- What the row showed while it was pending, when the bank then booked another amount (fuel, hotel, currency).
  pending_minor     INTEGER,
  original_minor    INTEGER,
  original_currency TEXT,
  title             TEXT NOT NULL,
  counterparty      TEXT NOT NULL,
  purpose           TEXT NOT NULL,
  booking_text      TEXT NOT NULL,
  counterparty_iban TEXT,
  kind              TEXT NOT NULL,
  category_id       TEXT,
  search_text       TEXT NOT NULL,
  created_at        TEXT,
  modified_at       TEXT,
  first_seen_at     TEXT NOT NULL,
  changed_at        TEXT,
  page_id           INTEGER NOT NULL,
  place             INTEGER NOT NULL,
  run_id            INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX transactions_by_provider_id ON transactions (account_id, provider_id) WHERE provider_id IS NOT NULL;
-- The account is part of what is hashed, so the index needs no account column.
CREATE INDEX transactions_by_fingerprint ON transactions (fingerprint);
-- Keyset paging: newest first over everything, and per account.
CREATE INDEX transactions_by_day ON transactions (day_on, id);
CREATE INDEX transactions_by_account_day ON transactions (account_id, day_on, id);
CREATE INDEX transactions_pending ON transactions (account_id) WHERE is_pending = 1;

-- Trigrams of search_text (already folded). detail=none keeps the index small; matches are confirmed on search_text.
CREATE VIRTUAL TABLE transaction_search USING fts5 (
  search_text, content = '', contentless_delete = 1, detail = 'none', tokenize = 'trigram case_sensitive 1'
);

-- Earlier versions of a row: where the raw item stands that the row showed before.
CREATE TABLE observations (
  id                INTEGER PRIMARY KEY,
  transaction_id    INTEGER NOT NULL REFERENCES transactions (id) ON DELETE CASCADE,
  page_id           INTEGER NOT NULL,
  place             INTEGER NOT NULL,
  run_id            INTEGER NOT NULL,
  replaced_at       TEXT NOT NULL
) STRICT;
CREATE INDEX observations_by_transaction ON observations (transaction_id);
CREATE INDEX observations_by_page ON observations (page_id);

-- Booked rows only, in the row's own currency; maintained by the writer, so that charts never scan.
CREATE TABLE daily_account_totals (
  account_id        TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  day_on            TEXT NOT NULL,
  currency          TEXT NOT NULL,
  in_minor          INTEGER NOT NULL,
  out_minor         INTEGER NOT NULL,
  count             INTEGER NOT NULL,
  PRIMARY KEY (account_id, day_on, currency)
) STRICT, WITHOUT ROWID;
CREATE INDEX daily_account_totals_by_day ON daily_account_totals (day_on, currency);

CREATE TABLE categories (
  id                TEXT PRIMARY KEY,
  parent_id         TEXT,
  provider_name     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only, hash-chained: one line per provider call. No amounts, names, tokens.
CREATE TABLE fetch_ledger (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  at                TEXT NOT NULL,
  run_id            INTEGER,
  account_id        TEXT,
  method            TEXT NOT NULL,
  endpoint          TEXT NOT NULL,
  status            INTEGER,
  outcome           TEXT NOT NULL,
  duration_ms       INTEGER NOT NULL,
  bytes             INTEGER NOT NULL,
  payload_digest    TEXT,
  line_hash         BLOB NOT NULL CHECK (length(line_hash) = 32)
) STRICT;

CREATE TABLE settings (
  name              TEXT PRIMARY KEY,
  value             TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
