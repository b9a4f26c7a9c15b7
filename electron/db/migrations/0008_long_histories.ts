/** @file Frozen once merged: `migrate.test.ts` pins its digest. Indexes that stay quick to write and to read when there are a million rows. */
export const longHistories = `
-- A first import writes day after day. Indexes that begin with the day change a few pages per page of rows; those that began with a hash or
-- an amount changed one page per row, and half of all that was written to disk was theirs.
DROP INDEX transactions_by_fingerprint;
CREATE INDEX transactions_by_fingerprint ON transactions (coalesce(booked_on, value_on, ''), fingerprint);
-- The other half of an own transfer: the same amount within a few days. With the currency, lists by size read it instead of whole rows.
DROP INDEX transactions_by_amount;
CREATE INDEX transactions_by_day_amount ON transactions (day_on, amount_minor, currency);

-- Filters that keep few of many rows. Partial, so that most rows cost nothing; in list order, so that a page is the first hundred of them;
-- where they are still many, with what they are filtered by next.
CREATE INDEX transactions_unreviewed ON transactions (day_on, id) WHERE is_reviewed = 0;
CREATE INDEX transactions_other_money ON transactions (currency, day_on, id) WHERE currency <> 'SAR';
CREATE INDEX transactions_by_kind ON transactions (kind, day_on, id, own_category, is_pending, is_reviewed, amount_minor, currency)
  WHERE kind NOT IN ('card', 'unknown');

-- Eight pieces of the search index are merged at a time instead of four: what a first import has written is written again less often.
INSERT INTO transaction_search (transaction_search, rank) VALUES ('automerge', 8);
`;
