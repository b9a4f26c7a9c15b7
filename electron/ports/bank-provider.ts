/**
 * @file What Mizan needs of a bank data provider, in Mizan's own words. `electron/misconnect` implements it and is the
 * only place that knows the provider's paths, field names, enum strings and codes. Every method throws `AppError`.
 */
import type { AccountKind } from '../../shared/domain/account-kind.ts';
import type { Day, Instant } from '../../shared/domain/dates.ts';
import type { ErrorCode } from '../../shared/errors.ts';

export type SyncState = {
  /** When the provider last tried at the bank, and last succeeded. null = never. */
  readonly syncedAt: Instant | null;
  readonly succeededAt: Instant | null;
  readonly message: string | null;
};

export type ProviderAccount = {
  readonly providerId: string;
  readonly accessId: string;
  readonly name: string;
  readonly owner: string | null;
  readonly kind: AccountKind;
  /** The provider's own type string, for provenance. */
  readonly providerType: string;
  readonly accountNumber: string | null;
  readonly bankCode: string | null;
  readonly bankName: string;
  readonly bankNameAr: string | null;
  readonly bic: string | null;
  readonly iban: string | null;
  readonly currency: string;
  readonly isAutosync: boolean;
  readonly isJoint: boolean;
  readonly status: SyncState;
  /** null while unknown; never 0 for unknown. */
  readonly balance: { readonly minor: number; readonly asOf: Instant | null } | null;
  readonly creditLimitMinor: number | null;
};

export type ProviderAccess = {
  readonly providerId: string;
  readonly bankName: string | null;
  readonly bankNameAr: string | null;
  /** Provider-side bank id, to preselect the bank on renewal. */
  readonly providerBankId: string | null;
  readonly createdAt: Instant | null;
  readonly consentExpiresAt: Instant | null;
  readonly consentScopes: readonly string[];
  readonly isAutosync: boolean;
  readonly status: SyncState;
};

export type CategoryRef = { readonly id: string; readonly parentId: string | null; readonly name: string };

export type ProviderTransaction = {
  /** Trimmed; null when the provider sent none or a blank. */
  readonly providerId: string | null;
  readonly accountId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly isBooked: boolean;
  readonly bookedOn: Day | null;
  readonly valueOn: Day | null;
  readonly counterparty: string;
  readonly purpose: string;
  readonly bookingText: string;
  readonly kind: 'transfer' | 'standing_order' | 'direct_debit' | 'salary_or_rent' | 'charges_or_interest' | 'cash' | 'card' | 'unknown';
  readonly counterpartyIban: string | null;
  readonly merchantName: string | null;
  /** General to specific. */
  readonly categoryPath: readonly CategoryRef[];
  readonly original: { readonly minor: number; readonly currency: string } | null;
  readonly createdAt: Instant | null;
  readonly modifiedAt: Instant | null;
  /** Index of the item in the page's raw array, so that the original can be shown. */
  readonly place: number;
};

export type TransactionsPage = {
  readonly items: readonly ProviderTransaction[];
  /** Items that could not be read; kept in `raw`, counted, never fatal (R13). */
  readonly quarantined: readonly { readonly place: number; readonly accountId: string | null; readonly reason: string }[];
  readonly deletedIds: readonly string[];
  /** Items in the answer, readable or not: the offset step. */
  readonly receivedCount: number;
  /** What each of them is recognised by when it comes again: its id, else what it says. */
  readonly keys: readonly string[];
  /** The body exactly as received. */
  readonly raw: Uint8Array;
  readonly receivedAt: Instant;
};

/** A page as it is stored. */
export type StoredPage = {
  readonly raw: Uint8Array;
  readonly plan: ReadPlan['kind'];
  readonly receivedAt: Instant;
  /** Of the account it belongs to, for items that name none. */
  readonly currency: string;
};
/** Reads a stored page again, exactly as it was read when it came. */
export type PageParser = (page: StoredPage) => readonly ProviderTransaction[];

export type ReadPlan =
  /** First import: oldest first, stable offsets. */
  | { readonly kind: 'all'; readonly offset: number }
  /** What changed since a day (inclusive), by the provider's modification time. Fills `deletedIds`. */
  | { readonly kind: 'modified'; readonly since: Day; readonly offset: number }
  /** Booked window, to heal gaps. */
  | { readonly kind: 'booked'; readonly since: Day; readonly offset: number }
  /** The complete current pending set; `since` keeps most booked rows out of the answer, and the others are dropped. */
  | { readonly kind: 'pending'; readonly since: Day; readonly offset: number };

export type WidgetLink = {
  readonly id: string;
  readonly location: string;
  /** Deadline from the link's own token when readable, else 30 minutes from now; epoch milliseconds. */
  readonly expiresAtMs: number;
};

export type LinkRequest = {
  readonly userId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly language: 'ar' | 'en';
  readonly historyDays: number;
  readonly saveSecrets: boolean;
  /** Preselect the bank or its accounts on renewal. */
  readonly providerBankId?: string;
  readonly ibans?: readonly string[];
};

export type CredentialTest = {
  readonly outcome: 'ok' | 'invalid_credentials' | 'scope_missing' | 'unreachable' | 'not_a_provider' | 'refused';
  readonly code: ErrorCode | null;
};

/** Every provider call, for the fetch ledger: no amounts, names or tokens. */
export type CallRecord = {
  readonly at: Instant;
  readonly endpoint: string;
  readonly method: string;
  readonly status: number | null;
  readonly outcome: 'ok' | ErrorCode;
  readonly durationMs: number;
  readonly bytes: number;
  /** SHA-256 of the body, hex; null without one. */
  readonly digest: string | null;
};

export interface BankProvider {
  createAccessLink(request: LinkRequest, signal?: AbortSignal): Promise<WidgetLink>;
  createSyncLink(
    request: Omit<LinkRequest, 'providerBankId' | 'ibans'> & { readonly accountIds: readonly string[] },
    signal?: AbortSignal,
  ): Promise<WidgetLink>;
  /** Exchanges a code once and persists the new token set before it is used (S21, S26). Shares the refresh mutex (R9). */
  exchangeCode(code: string, redirectUri: string): Promise<void>;
  listAccounts(signal?: AbortSignal): Promise<readonly ProviderAccount[]>;
  /** Empty when the provider does not offer the list to our client (reference A7). */
  listAccesses(signal?: AbortSignal): Promise<readonly ProviderAccess[]>;
  /** One page (up to 1000 items) of one account; the caller steps `offset` by `receivedCount`. */
  readTransactions(accountId: string, plan: ReadPlan, signal?: AbortSignal): Promise<TransactionsPage>;
  deleteAccount(accountId: string): Promise<void>;
  deleteAccess(accessId: string): Promise<void>;
  /**
   * The token set stays stored, for the answer must be noted before anything else is done; whoever erases removes it.
   * @throws AppError `answer_lost` when it was asked for and nobody can tell whether it was done
   */
  deleteUser(): Promise<void>;
  /** Revokes the token set and forgets it. @throws AppError when a token was not revoked; then the set stays */
  revokeTokens(): Promise<void>;
  testCredentials(signal?: AbortSignal): Promise<CredentialTest>;
  /** True when a refresh token is stored, i.e. reading is possible. */
  hasTokens(): Promise<boolean>;
  /** Refreshes a token set last renewed a week ago or longer (R10); does nothing without one. Call it at start and daily. */
  keepAlive(): Promise<void>;
  /** When a renewal of the tokens that is under way has ended, however: its answer must still find a store. */
  settled(): Promise<void>;
}
