/** @file S34: which tables the store has and what they are to a person. A table that is in neither list fails `everything.test.ts`. */
import type { StoredKind } from '../../../shared/contract/exports.ts';

export type StoredTable = {
  readonly name: string;
  readonly kind: StoredKind;
  /** Stands beside the table that is counted for its kind. */
  readonly isAside?: true;
  /** Rows read in one go, where they are large. */
  readonly pageRows?: number;
};

export const STORED_TABLES: readonly StoredTable[] = [
  { name: 'connections', kind: 'banks' },
  { name: 'consents', kind: 'consents' },
  { name: 'pending_flows', kind: 'consents', isAside: true },
  { name: 'accounts', kind: 'accounts' },
  { name: 'account_aliases', kind: 'accounts', isAside: true },
  { name: 'balances', kind: 'balances' },
  { name: 'transactions', kind: 'transactions' },
  { name: 'removed_transactions', kind: 'transactions' },
  { name: 'transaction_edits', kind: 'edits' },
  { name: 'tags', kind: 'edits', isAside: true },
  { name: 'transaction_tags', kind: 'edits', isAside: true },
  { name: 'own_categories', kind: 'categories' },
  { name: 'categories', kind: 'categories', isAside: true },
  { name: 'category_mappings', kind: 'categories', isAside: true },
  { name: 'category_rules', kind: 'rules' },
  { name: 'transaction_links', kind: 'transfers' },
  { name: 'saved_views', kind: 'views' },
  // Whole answers of the provider.
  { name: 'raw_pages', kind: 'raw', pageRows: 8 },
  { name: 'observations', kind: 'history' },
  { name: 'daily_account_totals', kind: 'sums' },
  { name: 'daily_category_totals', kind: 'sums' },
  { name: 'sync_runs', kind: 'runs' },
  { name: 'sync_account_results', kind: 'runs', isAside: true },
  { name: 'fetch_ledger', kind: 'calls' },
  { name: 'attempt_quota', kind: 'attempts' },
  { name: 'notices', kind: 'notices' },
  { name: 'withdrawals', kind: 'withdrawals' },
  { name: 'withdrawn_ids', kind: 'withdrawals', isAside: true },
  { name: 'settings', kind: 'preferences' },
];

/** What is no data of its own. */
export const NOT_EXPORTED: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  { pattern: /^transaction_search(_|$)/, why: 'index of words that stand in transactions' },
  { pattern: /^sqlite_/, why: 'counters of the database itself' },
];

/** SECURITY: S27. The sealed tokens open nothing without the keychain, and an export is no place for them all the same. */
export const SEALED_TOKENS = 'secrets.sealed_tokens';
