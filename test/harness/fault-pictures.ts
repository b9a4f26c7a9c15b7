/** @file R27: what the fault loops compare: a store without what differs from one run to the next (ids, run numbers), and what is shown of each account. */
import { join } from 'node:path';
import { listBackups } from '../../electron/db/backup.ts';
import { type Db, openDatabase } from '../../electron/db/open.ts';
import type { FaultBench } from './fault-bench.ts';

/** An account as people tell it: its bank and number. */
const LABEL = `c.bank_name || ' ' || coalesce(a.account_number, a.iban, '')`;
const OF_ACCOUNT = 'JOIN accounts a ON a.id = x.account_id JOIN connections c ON c.id = a.connection_id';
const FACTS = `x.is_pending, x.day_on, x.booked_on, x.value_on, x.amount_minor, x.currency, x.pending_minor, x.title, x.counterparty,
  x.purpose, x.booking_text, x.kind, x.category_id`;

const PICTURE: Readonly<Record<string, string>> = {
  connections: 'SELECT bank_name, state, state_reason, is_autosync, access_id IS NULL AS is_without_access FROM connections',
  accounts: `SELECT ${LABEL} AS account, a.display_name, a.is_hidden, a.archived_at IS NULL AS is_shown, a.booked_count, a.pending_count,
      a.quarantined_count, a.import_offset, a.cursor_at IS NULL AS is_without_cursor, a.is_reconciled, a.opening_minor, a.last_error
    FROM accounts a JOIN connections c ON c.id = a.connection_id`,
  rows: `SELECT ${LABEL} AS account, ${FACTS} FROM transactions x ${OF_ACCOUNT}`,
  removedRows: `SELECT ${LABEL} AS account, ${FACTS} FROM removed_transactions x ${OF_ACCOUNT}`,
  totals: `SELECT ${LABEL} AS account, x.day_on, x.currency, x.in_minor, x.out_minor, x.count FROM daily_account_totals x ${OF_ACCOUNT}`,
  balances: `SELECT ${LABEL} AS account, x.day_on, x.balance_minor FROM balances x ${OF_ACCOUNT}`,
  withdrawals: 'SELECT kind, is_history_kept, stage FROM withdrawals',
  unendedFlows: `SELECT purpose, closed_reason FROM pending_flows
    WHERE closed_reason IN ('exchanging', 'exchanged', 'prolonged') OR (claimed_at IS NOT NULL AND closed_reason IS NULL)`,
  unendedRuns: 'SELECT trigger FROM sync_runs WHERE outcome IS NULL',
  leftoverAccesses: `SELECT value FROM settings WHERE name = 'connections.leftover_accesses' AND value <> '[]'`,
};
/** What was agreed to and until when. A bank that had to be connected again because its tokens were lost has another. */
const CONSENTS = `SELECT c.bank_name, n.expires_at, n.is_expiry_estimated, n.revoked_at IS NULL AS is_in_force, n.data_kinds, n.history_from_on,
    n.is_secret_saved, n.language, n.text_version, n.text_shown ->> 'version' AS shown, n.text_translated ->> 'version' AS translated
  FROM consents n JOIN connections c ON c.id = n.connection_id WHERE n.superseded_at IS NULL`;

const linesOf = (db: Db, sql: string): readonly string[] =>
  db
    .prepare(sql)
    .all()
    .map((row) => JSON.stringify(row))
    .sort();

export type Picture = Readonly<Record<string, readonly string[]>>;

/** The end of an operation, in the store and at the bank. */
export async function pictureOf(bench: FaultBench, options: { readonly hasConsents: boolean }): Promise<Picture> {
  const db = bench.store();
  if (!db) return { store: ['closed'] };
  const tables = options.hasConsents ? { ...PICTURE, consents: CONSENTS } : PICTURE;
  const users = bench.bank.engine.store.state.users;
  const items = await bench.secretItems();
  const shown = shownOf(db);
  return {
    ...Object.fromEntries(Object.entries(tables).map(([name, sql]) => [name, linesOf(db, sql)])),
    // A process that died while it tried whether the keychain takes anything leaves the try behind.
    keychain: [...items.keys()].filter((name) => !name.includes(':probe-')).sort(),
    onlyInBackups: accountsInBackups(bench.storeDir(), items.get('practice:database-key')).filter((account) => !shown.has(account)),
    atTheBank: users
      .flatMap((user) => user.accesses.map((access) => JSON.stringify([access.bank, access.accounts.map(({ key }) => key)])))
      .sort(),
  };
}

function accountsInBackups(storeDir: string, keyHex = ''): readonly string[] {
  const dir = join(storeDir, 'backups');
  return listBackups(dir).flatMap((name) => {
    const backup = openDatabase({ path: join(dir, name), keyHex, isReadOnly: true });
    try {
      return [...shownOf(backup).keys()];
    } finally {
      backup.close();
    }
  });
}

/** Account → the name a person gave it, and its rows. */
export type Shown = ReadonlyMap<string, { readonly name: string | null; readonly rows: readonly string[] }>;

export function shownOf(db: Db): Shown {
  const accounts = db
    .prepare(`SELECT a.id, ${LABEL} AS label, a.display_name AS name FROM accounts a JOIN connections c ON c.id = a.connection_id`)
    .all() as { id: string; label: string; name: string | null }[]; // columns as selected
  const rows = db.prepare(`SELECT ${FACTS} FROM transactions x WHERE x.account_id = ?`);
  return new Map(
    accounts.map(({ id, label, name }) => [
      label,
      {
        name,
        rows: rows
          .all(id)
          .map((row) => JSON.stringify(row))
          .sort(),
      },
    ]),
  );
}

/** What one picture has and the other has not, for people to read. */
export function differencesOf(expected: Picture, found: Picture): readonly string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...names].flatMap((name) => {
    const [wanted, got] = [expected[name] ?? [], found[name] ?? []];
    const missing = wanted.filter((line) => !got.includes(line)).map((line) => `${name} - ${line}`);
    const extra = got.filter((line) => !wanted.includes(line)).map((line) => `${name} + ${line}`);
    const doubled = missing.length + extra.length === 0 && wanted.length !== got.length ? [`${name}: ${got.length} lines`] : [];
    return [...missing, ...extra, ...doubled];
  });
}
