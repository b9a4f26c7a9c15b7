/** @file Frozen once merged: `migrate.test.ts` pins its digest. */
export const erasure = `
-- What a person took back: the journal that finishes an interrupted removal, and what must not come back with the next sync.
CREATE TABLE withdrawals (
  id                INTEGER PRIMARY KEY,
  kind              TEXT NOT NULL CHECK (kind IN ('account', 'connection')),
  -- Ours; the rows they name may be gone, hence no reference.
  subject_id        TEXT NOT NULL,
  connection_id     TEXT NOT NULL,
  is_history_kept   INTEGER NOT NULL CHECK (is_history_kept IN (0, 1)),
  asked_at          TEXT NOT NULL,
  -- begun: nothing here is gone yet; local: the rows are gone; cleaned: log file and backups too.
  stage             TEXT NOT NULL CHECK (stage IN ('begun', 'local', 'cleaned')),
  -- 0 = the provider has not confirmed it; asked again when it still lists what was taken back.
  is_remote_done    INTEGER NOT NULL CHECK (is_remote_done IN (0, 1))
) STRICT;

-- Digests of the provider's ids and of an account's identity, so that no number of it stays.
CREATE TABLE withdrawn_ids (
  digest            BLOB NOT NULL CHECK (length(digest) = 32),
  withdrawal_id     INTEGER NOT NULL REFERENCES withdrawals (id) ON DELETE CASCADE,
  PRIMARY KEY (digest, withdrawal_id)
) STRICT, WITHOUT ROWID;
`;
