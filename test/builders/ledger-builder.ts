/**
 * @file Rows straight into a store, for tests of what is read from it. Defaults are dull and valid; daily totals, counters and the search
 * index are kept as the real writer keeps them, so that a test says only what it is about.
 */
import { randomBytes } from 'node:crypto';
import type { Db } from '../../electron/db/open.ts';
import { packBody } from '../../electron/db/raw-body.ts';
import type { AccountKind } from '../../shared/domain/account-kind.ts';
import type { BaseConnectionState } from '../../shared/domain/consent-state.ts';
import { foldText } from '../../shared/domain/fold.ts';
import { toDecimalText } from '../../shared/domain/money.ts';

export const NOW = '2026-11-07T11:07:00.000Z';
export const TODAY = '2026-11-07';

type Draft<T> = { readonly [K in keyof T]?: T[K] };

type ConnectionDraft = {
  id: string;
  bankName: string;
  state: BaseConnectionState;
  isAutosync: boolean;
  connectedAt: string;
};

export function aConnection(db: Db, draft: Draft<ConnectionDraft> = {}): string {
  const {
    id = 'bank-1',
    bankName = 'Practice Bank',
    state = 'active',
    isAutosync = true,
    connectedAt = '2026-07-20T08:00:00.000Z',
  } = draft;
  db.prepare(
    `INSERT INTO connections (id, bank_name, access_id, state, is_autosync, connected_at)
    VALUES (:id, :bankName, 'access-' || :id, :state, :isAutosync, :connectedAt)`,
  ).run({ id, bankName, state, isAutosync: Number(isAutosync), connectedAt });
  return id;
}

type ConsentDraft = {
  connectionId: string;
  grantedAt: string;
  expiresAt: string | null;
  supersededAt: string | null;
  revokedAt: string | null;
};

export function aConsent(db: Db, draft: Draft<ConsentDraft> = {}): void {
  const { connectionId = 'bank-1', grantedAt = '2026-07-20T08:00:00.000Z', expiresAt = '2027-07-20T08:00:00.000Z' } = draft;
  db.prepare(
    `INSERT INTO consents (id, connection_id, granted_at, expires_at, is_expiry_estimated, superseded_at, revoked_at, data_kinds,
      history_from_on, is_secret_saved, language, text_version, text_shown)
    VALUES (:id, :connectionId, :grantedAt, :expiresAt, 0, :supersededAt, :revokedAt, '[]', '2025-11-07', 1, 'en', '1', '{}')`,
  ).run({
    id: `${connectionId}@${grantedAt}`,
    connectionId,
    grantedAt,
    expiresAt,
    supersededAt: draft.supersededAt ?? null,
    revokedAt: draft.revokedAt ?? null,
  });
}

type AccountDraft = {
  id: string;
  connectionId: string;
  kind: AccountKind;
  currency: string;
  bankLabel: string;
  displayName: string | null;
  iban: string | null;
  accountNumber: string | null;
  creditLimitMinor: number | null;
  isHidden: boolean;
  archivedAt: string | null;
  syncedAt: string | null;
  succeededAt: string | null;
  askedAt: string | null;
  lastError: string | null;
  statusMessage: string | null;
  importOffset: number | null;
  quarantinedCount: number;
  sortOrder: number;
  /** Also writes one balance, of TODAY unless `balanceOn` says otherwise. */
  balanceMinor: number;
  balanceOn: string;
  balanceAsOf: string | null;
};

const ACCOUNT = {
  id: 'account-1',
  connectionId: 'bank-1',
  kind: 'current',
  currency: 'SAR',
  bankLabel: 'Current account',
  displayName: null,
  iban: 'SA0380000000608010167519',
  accountNumber: '0608010167519',
  creditLimitMinor: null,
  isHidden: false,
  archivedAt: null,
  syncedAt: '2026-11-07T11:05:00.000Z',
  succeededAt: '2026-11-07T11:05:00.000Z',
  askedAt: '2026-11-07T11:06:00.000Z',
  lastError: null,
  statusMessage: null,
  importOffset: null,
  quarantinedCount: 0,
  sortOrder: 0,
} as const satisfies Draft<AccountDraft>;

export function anAccount(db: Db, draft: Draft<AccountDraft> = {}): string {
  const { balanceMinor, balanceOn = TODAY, balanceAsOf, ...rest } = { ...ACCOUNT, ...draft };
  db.prepare(
    `INSERT INTO accounts (id, connection_id, identity, kind, provider_type, currency, bank_label, display_name, iban, account_number,
      credit_limit_minor, is_hidden, archived_at, created_at, synced_at, succeeded_at, asked_at, last_error, status_message, import_offset,
      quarantined_count, sort_order)
    VALUES (:id, :connectionId, :id, :kind, 'Test account', :currency, :bankLabel, :displayName, :iban, :accountNumber,
      :creditLimitMinor, :isHidden, :archivedAt, '2026-07-20T08:00:00.000Z', :syncedAt, :succeededAt, :askedAt, :lastError, :statusMessage,
      :importOffset, :quarantinedCount, :sortOrder)`,
  ).run({ ...rest, isHidden: Number(rest.isHidden) });
  if (balanceMinor !== undefined)
    aBalance(db, {
      accountId: rest.id,
      on: balanceOn,
      minor: balanceMinor,
      asOf: balanceAsOf === undefined ? rest.succeededAt : balanceAsOf,
    });
  return rest.id;
}

export function aBalance(
  db: Db,
  draft: { readonly accountId?: string; readonly on: string; readonly minor: number; readonly asOf?: string | null },
): void {
  const { accountId = 'account-1', on, minor, asOf = `${on}T11:05:00.000Z` } = draft;
  db.prepare(
    `INSERT INTO balances (account_id, day_on, balance_minor, as_of_at, run_id, received_at)
    VALUES (:accountId, :on, :minor, :asOf, 1, :receivedAt)`,
  ).run({ accountId, on, minor, asOf, receivedAt: NOW });
}

type TransactionDraft = {
  accountId: string;
  day: string;
  bookedOn: string | null;
  valueOn: string | null;
  amountMinor: number;
  currency: string;
  isPending: boolean;
  merchant: string;
  counterparty: string;
  purpose: string;
  bookingText: string;
  counterpartyIban: string | null;
  kind: string;
  categoryId: string | null;
  /** Of the person's own tree: its key, or its id; 0 = uncategorised. */
  ownCategory: string | number;
  isReviewed: boolean;
  original: { readonly minor: number; readonly currency: string } | null;
  pageId: number;
  place: number;
};

/** @returns the id of the new row */
export function aTransaction(db: Db, draft: Draft<TransactionDraft> = {}): number {
  return createTransactionWriter(db)(draft);
}

/** The same, prepared once, for the many rows of a size test. */
export function createTransactionWriter(db: Db): (draft: Draft<TransactionDraft>) => number {
  const insert = db.prepare(
    `INSERT INTO transactions (account_id, fingerprint, occurrence, is_pending, day_on, booked_on, value_on, amount_minor, currency,
      original_minor, original_currency, title, counterparty, purpose, booking_text, counterparty_iban, kind, category_id, search_text,
      first_seen_at, page_id, place, run_id, own_category, is_reviewed)
    VALUES (:accountId, :fingerprint, 1, :isPending, :day, :bookedOn, :valueOn, :amountMinor, :currency, :originalMinor, :originalCurrency,
      :title, :counterparty, :purpose, :bookingText, :counterpartyIban, :kind, :categoryId, :searchText, :firstSeenAt, :pageId, :place, 1,
      :ownCategory, :isReviewed)`,
  );
  const categoryOfKey = db.prepare('SELECT id FROM own_categories WHERE key = ?').pluck();
  const categoryTotal = db.prepare(
    `INSERT INTO daily_category_totals (day_on, currency, category_id, in_minor, out_minor, count)
    SELECT :day, :currency, :ownCategory, max(:amountMinor, 0), min(:amountMinor, 0), 1 FROM accounts WHERE id = :accountId AND is_hidden = 0
    ON CONFLICT DO UPDATE SET in_minor = in_minor + excluded.in_minor, out_minor = out_minor + excluded.out_minor, count = count + 1`,
  );
  const index = db.prepare('INSERT INTO transaction_search (rowid, search_text) VALUES (?, ?)');
  const total = db.prepare(
    `INSERT INTO daily_account_totals (account_id, day_on, currency, in_minor, out_minor, count)
    VALUES (:accountId, :day, :currency, max(:amountMinor, 0), min(:amountMinor, 0), 1)
    ON CONFLICT DO UPDATE SET in_minor = in_minor + excluded.in_minor, out_minor = out_minor + excluded.out_minor, count = count + 1`,
  );
  const count = db.prepare(
    'UPDATE accounts SET booked_count = booked_count + :booked, pending_count = pending_count + :pending WHERE id = :accountId',
  );
  return (draft) => {
    const { accountId = 'account-1', day = TODAY, amountMinor = -42_00, currency = 'SAR', isPending = false } = draft;
    const { merchant = '', counterparty = 'Corner Grocery', purpose = '', bookingText = '' } = draft;
    const ownCategory = typeof draft.ownCategory === 'string' ? Number(categoryOfKey.get(draft.ownCategory)) : (draft.ownCategory ?? 0);
    const texts = [merchant, counterparty, purpose, bookingText].filter((text) => text !== '');
    const searchText = [...texts.map(foldText), toDecimalText({ minor: Math.abs(amountMinor), currency })].join(' ');
    const { lastInsertRowid } = insert.run({
      accountId,
      fingerprint: randomBytes(16),
      isPending: Number(isPending),
      day,
      bookedOn: draft.bookedOn === undefined ? (isPending ? null : day) : draft.bookedOn,
      valueOn: draft.valueOn ?? null,
      amountMinor,
      currency,
      originalMinor: draft.original?.minor ?? null,
      originalCurrency: draft.original?.currency ?? null,
      title: texts[0] ?? '',
      counterparty,
      purpose,
      bookingText,
      counterpartyIban: draft.counterpartyIban ?? null,
      kind: draft.kind ?? 'card',
      categoryId: draft.categoryId ?? null,
      searchText,
      firstSeenAt: NOW,
      pageId: draft.pageId ?? 1,
      place: draft.place ?? 0,
      ownCategory,
      isReviewed: Number(draft.isReviewed ?? false),
    });
    index.run(lastInsertRowid, searchText);
    if (!isPending) {
      total.run({ accountId, day, currency, amountMinor });
      categoryTotal.run({ accountId, day, currency, amountMinor, ownCategory });
    }
    count.run({ accountId, booked: isPending ? 0 : 1, pending: isPending ? 1 : 0 });
    return Number(lastInsertRowid);
  };
}

/** A page of raw answers. @returns its id */
export function aRawPage(db: Db, body: string, accountId = 'account-1'): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO raw_pages (run_id, account_id, plan, received_at, item_count, digest, body)
      VALUES (1, :accountId, 'all', :receivedAt, 1, zeroblob(32), :body)`,
    )
    .run({ accountId, receivedAt: '2026-11-07T11:05:30.000Z', body: packBody(Buffer.from(body)) });
  return Number(lastInsertRowid);
}

export function aCategory(db: Db, id: string, parentId: string | null, name: string): void {
  db.prepare('INSERT INTO categories (id, parent_id, provider_name) VALUES (?, ?, ?)').run(id, parentId, name);
}

/** A clock that stands at NOW until told otherwise. */
export function standingClock(at: string = NOW) {
  let epochMs = Date.parse(at);
  return {
    now: () => epochMs,
    monotonic: () => epochMs,
    sleep: async () => undefined,
    set(next: string) {
      epochMs = Date.parse(next);
    },
  };
}
