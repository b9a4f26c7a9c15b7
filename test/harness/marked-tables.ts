/** @file What `marked-store.ts` writes into each table of the store, and whose those rows are. */
import type { Db } from '../../electron/db/open.ts';
import { packBody } from '../../electron/db/raw-body.ts';
import { createCategoryTotals } from '../../electron/features/categories/category-totals.ts';

/** Whose rows a table holds: of one account, of a whole bank, or of neither (they stay when a bank goes, for the reason given). */
export type Owner = 'account' | 'bank' | { readonly staysBecause: string };
type Plant = (db: Db, bank: string, mark: (part?: string) => string) => void;

/** Letters only, so that every encoding of it is the same bytes; unlike any word the app writes. */
export const markOf = (bank: string, table: string, part = ''): string => `zqx${bank}${table.replace(/_/g, '')}${part}xqz`;
const bankId = (bank: string) => `bank-${bank}`;
export const accountId = (bank: string) => `account-${bank}`;
/** Compressed, as answers are kept: other bytes than the text, and looked for as well. */
export const body = (bank: string) => packBody(Buffer.from(`{"transactions":["${markOf(bank, 'raw_pages', 'body')}"]}`));
const fixed = (text: string, bytes: number) => Buffer.from(text.padEnd(bytes, '.').slice(0, bytes));

const TRANSACTION_COLUMNS = `account_id, provider_id, fingerprint, occurrence, is_pending, day_on, booked_on, amount_minor, currency, title,
  counterparty, purpose, booking_text, counterparty_iban, kind, search_text, first_seen_at, page_id, place, run_id`;
const transactionValues = (bank: string, mark: (part?: string) => string, n: number) => ({
  account: accountId(bank),
  providerId: `${mark('id')}${n}`,
  fingerprint: fixed(`${n}${mark('print')}`, 16),
  title: `${mark('title')} ${n}`,
  counterparty: `${mark('party')} ${n}`,
  purpose: `${mark('purpose')} ${n}`,
  text: `${mark('text')} ${n}`,
  iban: mark('iban'),
  search: `${mark('search')} ${n}`,
});
const TRANSACTION_VALUES = `:account, :providerId, :fingerprint, 1, 0, '2026-11-01', '2026-11-01', -987654321, 'SAR', :title, :counterparty,
  :purpose, :text, :iban, 'card', :search, '2026-11-01T10:00:00.000Z', 1, 0, 1`;
/** Enough for several pages of the table and of the index. */
const ROWS = 120;

type Table = {
  readonly owner: Owner;
  readonly plant: Plant;
  /** Its rows hold our own numbers only: there is no text to mark. */
  readonly isWithoutText?: boolean;
};
const firstRow = (db: Db, bank: string) =>
  Number(db.prepare('SELECT min(id) FROM transactions WHERE account_id = ?').pluck().get(accountId(bank)));

export const TABLES: Readonly<Record<string, Table>> = {
  connections: {
    owner: 'bank',
    plant: (db, bank, mark) =>
      db
        .prepare(
          `INSERT INTO connections (id, bank_name, bank_name_ar, provider_bank_id, access_id, state, state_reason, is_autosync, connected_at)
           VALUES (?, ?, ?, ?, ?, 'active', ?, 1, '2026-07-20T08:00:00.000Z')`,
        )
        .run(bankId(bank), mark(), mark('ar'), mark('bankid'), mark('access'), mark('reason')),
  },
  consents: {
    owner: 'bank',
    plant: (db, bank, mark) =>
      db
        .prepare(
          `INSERT INTO consents (id, connection_id, granted_at, expires_at, is_expiry_estimated, data_kinds, history_from_on, is_secret_saved,
             language, text_version, text_shown, text_translated)
           VALUES (?, ?, '2026-07-20T08:00:00.000Z', '2027-07-20T08:00:00.000Z', 0, '[]', '2025-11-07', 1, 'en', '1', ?, ?)`,
        )
        .run(`consent-${bank}`, bankId(bank), JSON.stringify({ bank: mark() }), JSON.stringify({ bank: mark('ar') })),
  },
  notices: {
    owner: 'bank',
    plant: (db, bank, mark) =>
      db.prepare('INSERT INTO notices (consent_id, days_before, at, is_shown) VALUES (?, 14, ?, 1)').run(`consent-${bank}`, mark()),
  },
  pending_flows: {
    owner: 'bank',
    plant: (db, bank, mark) =>
      db
        .prepare(
          `INSERT INTO pending_flows (id, state_digest, purpose, user_id, environment_id, redirect_uri, connection_id, context, created_at,
             deadline_at, claimed_at, closed_reason)
           VALUES (?, ?, 'renew', 'user', 'practice', ?, ?, ?, '2026-11-01T10:00:00.000Z', '2026-11-01T10:30:00.000Z',
             '2026-11-01T10:01:00.000Z', 'granted')`,
        )
        .run(`flow-${bank}`, fixed(mark('state'), 32), mark('uri'), bankId(bank), JSON.stringify({ bankName: mark() })),
  },
  attempt_quota: {
    owner: 'bank',
    plant: (db, bank, mark) =>
      db.prepare(`INSERT INTO attempt_quota (connection_id, kind, at, counted_ms) VALUES (?, 'sync', ?, 1)`).run(bankId(bank), mark()),
  },
  accounts: {
    owner: 'account',
    plant: (db, bank, mark) =>
      db
        .prepare(
          `INSERT INTO accounts (id, connection_id, identity, kind, provider_type, currency, bank_label, display_name, owner, iban,
             account_number, bank_code, bic, created_at, status_message, import_offset)
           VALUES (?, ?, ?, 'current', ?, 'SAR', ?, ?, ?, ?, ?, ?, ?, '2026-07-20T08:00:00.000Z', ?, NULL)`,
        )
        .run(
          accountId(bank),
          bankId(bank),
          ...['identity', 'type', 'label', 'name', 'owner', 'iban', 'number', 'code', 'bic', 'message'].map((part) => mark(part)),
        ),
  },
  account_aliases: {
    owner: 'account',
    plant: (db, bank, mark) =>
      db
        .prepare(`INSERT INTO account_aliases (provider_id, account_id, seen_at) VALUES (?, ?, '2026-11-01T10:00:00.000Z')`)
        .run(mark(), accountId(bank)),
  },
  balances: {
    owner: 'account',
    plant: (db, bank, mark) =>
      db
        .prepare(
          `INSERT INTO balances (account_id, day_on, balance_minor, as_of_at, run_id, received_at) VALUES (?, '2026-11-01', 987654321, ?, 1, ?)`,
        )
        .run(accountId(bank), mark(), mark('received')),
  },
  sync_account_results: {
    owner: 'account',
    plant: (db, bank, mark) =>
      db
        .prepare(`INSERT INTO sync_account_results (run_id, account_id, outcome, error_code) VALUES (1, ?, 'failed', ?)`)
        .run(accountId(bank), mark()),
  },
  raw_pages: {
    owner: 'account',
    plant: (db, bank, mark) =>
      db
        .prepare(`INSERT INTO raw_pages (run_id, account_id, plan, received_at, item_count, digest, body) VALUES (1, ?, 'all', ?, 1, ?, ?)`)
        .run(accountId(bank), mark(), fixed(mark('digest'), 32), body(bank)),
  },
  transactions: {
    owner: 'account',
    plant: (db, bank, mark) => {
      const insert = db.prepare(`INSERT INTO transactions (${TRANSACTION_COLUMNS}, own_text) VALUES (${TRANSACTION_VALUES}, :own)`);
      const index = db.prepare('INSERT INTO transaction_search (rowid, search_text) VALUES (?, ?)');
      for (let n = 0; n < ROWS; n += 1) {
        const values = { ...transactionValues(bank, mark, n), own: `${mark('own')} ${n}` };
        index.run(insert.run(values).lastInsertRowid, `${values.search} ${values.own}`);
      }
    },
  },
  removed_transactions: {
    owner: 'account',
    plant: (db, bank, mark) =>
      db
        .prepare(
          `INSERT INTO removed_transactions (${TRANSACTION_COLUMNS}, removed_at) VALUES (${TRANSACTION_VALUES}, '2026-11-02T10:00:00.000Z')`,
        )
        .run(transactionValues(bank, mark, 1)),
  },
  observations: {
    owner: 'account',
    plant: (db, bank, mark) =>
      db
        .prepare(`INSERT INTO observations (account_id, run_id, at, kind, transaction_id) VALUES (?, 1, ?, 'added', 1)`)
        .run(accountId(bank), mark()),
  },
  daily_account_totals: {
    owner: 'account',
    plant: (db, bank, mark) =>
      db
        .prepare(
          `INSERT INTO daily_account_totals (account_id, day_on, currency, in_minor, out_minor, count) VALUES (?, ?, 'SAR', 0, -987654321, 1)`,
        )
        .run(accountId(bank), mark()),
  },
  sync_runs: {
    owner: { staysBecause: 'a run is about every bank; it names none and holds counts' },
    plant: (db, _bank, mark) =>
      db
        .prepare(`INSERT INTO sync_runs (trigger, started_at, ended_at, outcome, error_code) VALUES ('user', ?, ?, 'failed', ?)`)
        .run(mark('from'), mark('to'), mark()),
  },
  categories: {
    owner: { staysBecause: "the provider's own list, the same for every bank" },
    plant: (db, bank, mark) =>
      db.prepare('INSERT INTO categories (id, parent_id, provider_name) VALUES (?, NULL, ?)').run(`category-${bank}`, mark()),
  },
  fetch_ledger: {
    owner: { staysBecause: 'the proof of what was read is never cut; a line holds our ids, counts and digests, and nothing of the bank' },
    plant: (db, bank, mark) =>
      db
        .prepare(
          `INSERT INTO fetch_ledger (at, run_id, account_id, method, endpoint, status, outcome, duration_ms, bytes, payload_digest, line_hash)
           VALUES (?, 1, ?, 'GET', ?, 200, 'ok', 1, 1, ?, ?)`,
        )
        .run(mark('at'), accountId(bank), mark(), mark('payload'), fixed(mark('hash'), 32)),
  },
  settings: {
    owner: { staysBecause: 'of the environment; what is about one bank is taken out of it (the leftover accesses)' },
    plant: (db, bank, mark) => db.prepare('INSERT INTO settings (name, value) VALUES (?, ?)').run(`test.${bank}`, mark()),
  },
  own_categories: {
    owner: { staysBecause: "the person's own words" },
    plant: (db, bank, mark) =>
      db
        .prepare(
          `INSERT INTO own_categories (id, parent_id, flow, name_ar, name_en, colour, icon, sort_order)
           VALUES (?, 8, 'expense', ?, ?, 0, 'tag', 1)`,
        )
        .run(9000 + bank.charCodeAt(0), mark('ar'), mark()),
  },
  category_mappings: {
    owner: { staysBecause: "what the provider's categories stand for, the same for every bank" },
    plant: (db, _bank, mark) => db.prepare('INSERT INTO category_mappings (provider_id, category_id) VALUES (?, 0)').run(mark()),
  },
  category_rules: {
    owner: 'account',
    plant: (db, bank, mark) =>
      db
        .prepare(
          `INSERT INTO category_rules (position, text, direction, account_id, category_id, created_at) VALUES (1, ?, 'any', ?, 8, ?)`,
        )
        .run(mark(), accountId(bank), mark('at')),
  },
  transaction_edits: {
    owner: 'account',
    plant: (db, bank, mark) =>
      db
        .prepare('INSERT INTO transaction_edits (transaction_id, account_id, title, note, edited_at) VALUES (?, ?, ?, ?, ?)')
        .run(firstRow(db, bank), accountId(bank), mark(), mark('note'), mark('at')),
  },
  tags: {
    owner: { staysBecause: "the person's own words" },
    plant: (db, _bank, mark) => db.prepare('INSERT INTO tags (name, folded) VALUES (?, ?)').run(mark(), mark('folded')),
  },
  transaction_tags: {
    owner: 'account',
    isWithoutText: true,
    plant: (db, bank) =>
      db
        .prepare('INSERT INTO transaction_tags (transaction_id, tag_id, account_id) SELECT ?, min(id), ? FROM tags')
        .run(firstRow(db, bank), accountId(bank)),
  },
  transaction_links: {
    owner: 'account',
    plant: (db, bank, mark) =>
      db
        .prepare(
          `INSERT INTO transaction_links (kind, out_id, in_id, out_account_id, in_account_id, fee_minor, state, made_at)
           VALUES ('transfer', ?, ?, ?, ?, 0, 'rejected', ?)`,
        )
        .run(firstRow(db, bank), firstRow(db, bank) + 1, accountId(bank), accountId(bank), mark()),
  },
  saved_views: {
    owner: { staysBecause: "the person's own words" },
    plant: (db, _bank, mark) =>
      db.prepare('INSERT INTO saved_views (name, address, position) VALUES (?, ?, 1)').run(mark(), mark('address')),
  },
  daily_category_totals: {
    // Sums over all accounts, made anew when one goes: a row of its own day shows whether they were.
    owner: 'account',
    plant: (db, bank, mark) => {
      db.prepare('UPDATE transactions SET day_on = ? WHERE id = ?').run(mark(), firstRow(db, bank));
      createCategoryTotals(db).recount();
    },
  },
  withdrawals: {
    owner: { staysBecause: 'the journal of removals; it holds our ids only' },
    plant: (db, bank, mark) =>
      db
        .prepare(
          `INSERT INTO withdrawals (kind, subject_id, connection_id, is_history_kept, asked_at, stage, is_remote_done)
           VALUES ('connection', ?, ?, 1, ?, 'cleaned', 1)`,
        )
        .run(mark('subject'), `gone-${bank}`, mark()),
  },
  withdrawn_ids: {
    owner: { staysBecause: 'digests that keep a removed bank from coming back' },
    plant: (db, _bank, mark) =>
      db.prepare('INSERT INTO withdrawn_ids (digest, withdrawal_id) VALUES (?, (SELECT max(id) FROM withdrawals))').run(fixed(mark(), 32)),
  },
};
