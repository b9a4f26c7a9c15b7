/** @file Frozen once merged: `migrate.test.ts` pins its digest. Indexes that stay quick to write and to read when there are a million rows. */
export const longHistories = `
-- A first import writes day after day. Indexes that begin with the day change a few pages per page of rows; those that began with a hash or
-- an amount changed one page per row, and half of all that was written to disk was theirs.
DROP INDEX transactions_by_fingerprint;
CREATE INDEX transactions_by_fingerprint ON transactions (coalesce(booked_on, value_on, ''), fingerprint);
-- The other half of an own transfer: the same amount within a few days.
DROP INDEX transactions_by_amount;
CREATE INDEX transactions_by_day_amount ON transactions (day_on, amount_minor);

-- Filters that keep few of many rows. Partial, so that most rows cost nothing; in list order, so that a page is the first hundred of them.
CREATE INDEX transactions_unreviewed ON transactions (day_on, id) WHERE is_reviewed = 0;
CREATE INDEX transactions_other_money ON transactions (currency, day_on, id) WHERE currency <> 'SAR';
CREATE INDEX transactions_by_kind ON transactions (kind, day_on, id) WHERE kind NOT IN ('card', 'unknown');
`;
