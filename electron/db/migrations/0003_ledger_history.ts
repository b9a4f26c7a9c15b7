/** @file Frozen once merged: `migrate.test.ts` pins its digest. Every decision of the ledger's writer becomes an observation; rows the bank took back stay readable. */
export const ledgerHistory = `
ALTER TABLE observations RENAME TO earlier_versions;
DROP INDEX observations_by_transaction;
DROP INDEX observations_by_page;

-- What the writer decided, in order: with the raw pages it is enough to rebuild the visible ledger. Never changed, never thinned.
CREATE TABLE observations (
  id                INTEGER PRIMARY KEY,
  account_id        TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  run_id            INTEGER NOT NULL,
  at                TEXT NOT NULL,
  kind              TEXT NOT NULL CHECK (kind IN ('added', 'changed', 'reissued', 'removed', 'restored')),
  transaction_id    INTEGER NOT NULL,
  -- Of 'added' only: so many rows with consecutive ids came from consecutive places (a first import is a handful of lines).
  count             INTEGER NOT NULL DEFAULT 1 CHECK (count > 0),
  -- Where the item stands that is shown from here on; of 'removed' the page that lists the id as deleted, if one does.
  page_id           INTEGER,
  place             INTEGER
) STRICT;
CREATE INDEX observations_by_account ON observations (account_id);
CREATE INDEX observations_by_run ON observations (run_id, id);
CREATE INDEX observations_by_transaction ON observations (transaction_id);
CREATE INDEX observations_by_page ON observations (page_id);

INSERT INTO observations (account_id, run_id, at, kind, transaction_id, page_id, place)
SELECT account_id, run_id, coalesce(before_at, first_seen_at), iif(before_at IS NULL, 'added', 'changed'), transaction_id, page_id, place
FROM (
  SELECT v.*, t.account_id, t.first_seen_at, lag(v.replaced_at) OVER (PARTITION BY v.transaction_id ORDER BY v.seq) AS before_at
  FROM (
    SELECT transaction_id, page_id, place, run_id, replaced_at, id AS seq FROM earlier_versions
    UNION ALL
    SELECT id, page_id, place, run_id, NULL, 9223372036854775807 FROM transactions
  ) v JOIN transactions t ON t.id = v.transaction_id
)
ORDER BY coalesce(before_at, first_seen_at), transaction_id, seq;
DROP TABLE earlier_versions;

-- Rows the bank listed as deleted, and held amounts it let go: readable, in no sum and no count. Ids are those they had.
CREATE TABLE removed_transactions (
  id                INTEGER PRIMARY KEY,
  account_id        TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  provider_id       TEXT,
  fingerprint       BLOB NOT NULL CHECK (length(fingerprint) = 16),
  occurrence        INTEGER NOT NULL,
  is_pending        INTEGER NOT NULL CHECK (is_pending IN (0, 1)),
  day_on            TEXT NOT NULL,
  booked_on         TEXT,
  value_on          TEXT,
  amount_minor      INTEGER NOT NULL,
  currency          TEXT NOT NULL CHECK (length(currency) = 3),
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
  run_id            INTEGER NOT NULL,
  removed_at        TEXT NOT NULL
) STRICT;
CREATE INDEX removed_transactions_by_day ON removed_transactions (day_on, id);
CREATE INDEX removed_transactions_by_account ON removed_transactions (account_id, provider_id);
`;
