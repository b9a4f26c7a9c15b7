/** @file Frozen once merged: `migrate.test.ts` pins its digest. What working unattended must remember. */
export const background = `
-- R20: every attempt that may reach a bank, written before the call. Rows are kept: they are the record of what was asked.
CREATE TABLE attempt_quota (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  -- NULL: a first connect, whose bank is chosen in the widget.
  connection_id     TEXT REFERENCES connections (id) ON DELETE CASCADE,
  kind              TEXT NOT NULL CHECK (kind IN ('connect', 'renew', 'sync')),
  -- What the clock said, to be shown.
  at                TEXT NOT NULL,
  -- Epoch milliseconds of a time that never runs backwards, to be counted with.
  counted_ms        INTEGER NOT NULL,
  -- The provider refused (1020): nothing more for this bank until then, in the same time.
  blocked_until_ms  INTEGER
) STRICT;
CREATE INDEX attempt_quota_by_connection ON attempt_quota (connection_id, counted_ms);

-- R25: which reminders of a consent were shown, or are past and need not be.
CREATE TABLE notices (
  consent_id        TEXT NOT NULL REFERENCES consents (id) ON DELETE CASCADE,
  -- Days before the end; 0 = ended.
  days_before       INTEGER NOT NULL CHECK (days_before IN (14, 7, 3, 1, 0)),
  at                TEXT NOT NULL,
  is_shown          INTEGER NOT NULL CHECK (is_shown IN (0, 1)),
  PRIMARY KEY (consent_id, days_before)
) STRICT, WITHOUT ROWID;
`;
