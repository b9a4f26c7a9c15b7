import type { Instant } from '../../shared/domain/dates.ts';

/** What survives a restart. The access token never does (S25). */
export type StoredTokens = {
  readonly refreshToken: string;
  /** Counts up with every exchange and refresh, so that an older set is never used again. */
  readonly generation: number;
  readonly obtainedAt: Instant;
};

/** Implemented by `features/secrets` over the keychain. Every method throws `AppError` with a `secret_*` code. */
export interface TokenStore {
  /** undefined = there is none. Locked or unavailable throws; it never looks like "none". */
  load(): Promise<StoredTokens | undefined>;
  /** Throws when a write would fail; called before the token endpoint is (S26). */
  assertWritable(): Promise<void>;
  /** Writes, reads back and compares. */
  save(tokens: StoredTokens): Promise<void>;
  clear(): Promise<void>;
}

/** Client id and secret of the active environment. */
export interface ClientCredentials {
  load(): Promise<{ readonly clientId: string; readonly clientSecret: string }>;
}
