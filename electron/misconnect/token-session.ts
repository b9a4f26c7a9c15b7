/**
 * @file The one token set of the environment's user: kept fresh, written before it is used, refreshed and exchanged one at a time
 * (R9, R10, S25, S26). The access token lives in memory only.
 */
import { toInstant } from '../../shared/domain/dates.ts';
import { AppError } from '../../shared/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { StoredTokens, TokenStore } from '../ports/token-store.ts';
import { orCancelled } from './http-client.ts';
import type { TokenAnswer, TokenEndpoint } from './token-endpoint.ts';

const LONGEST_MARGIN_MS = 120_000;
const MARGIN_SHARE = 0.2;
/** A refused refresh token is not sent again for this long: every account of a run would ask otherwise. */
const REFUSAL_HOLDS_MS = 3_600_000;

type Access = { readonly token: string; readonly renewAtMs: number; readonly renewAtMonotonicMs: number };
type Received = { readonly stored: StoredTokens; readonly access: Access };

export interface TokenSession {
  /** A good access token, refreshed when needed. @throws AppError `reconnect_required` without a token set */
  access(signal?: AbortSignal): Promise<string>;
  /** After a 401: the token others got meanwhile, else one refresh. */
  accessAfterRefusal(refused: string, signal?: AbortSignal): Promise<string>;
  exchange(code: string, redirectUri: string): Promise<void>;
  refreshIfOlderThan(maxAgeMs: number): Promise<void>;
  hasTokens(): Promise<boolean>;
  /** Access and refresh token now held, for revocation. */
  held(): Promise<readonly string[]>;
  /** Drops the set from memory and store. */
  forget(): Promise<void>;
  /** When nothing is asked for or written any more. */
  settled(): Promise<void>;
}

export type TokenSessionDeps = {
  readonly tokens: TokenStore;
  readonly endpoint: TokenEndpoint;
  readonly clock: Clock;
  readonly serverNow: () => number;
  readonly log: Log;
};

export function createTokenSession(deps: TokenSessionDeps): TokenSession {
  const { tokens, endpoint, clock, serverNow, log } = deps;
  let access: Access | undefined;
  /** Received but not yet in the store; until it is, nothing is sent with it and nothing refreshed (S26). */
  let unsaved: Received | undefined;
  /** The newest set this process received: an older one in the store is never sent again. */
  let newest: StoredTokens | undefined;
  let refusal: { readonly refreshToken: string; readonly atMs: number } | undefined;
  let running: Promise<string> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** One mutex for refresh, exchange and erasure: an exchange kills the refresh token a refresh would send (R9). */
  function exclusively<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }

  function isFresh(candidate: Access | undefined): candidate is Access {
    // Both clocks, the earlier wins: wall time may be set back and monotonic time may stand still during sleep.
    return candidate !== undefined && serverNow() < candidate.renewAtMs && clock.monotonic() < candidate.renewAtMonotonicMs;
  }

  /** A set lost from a working store is none: the way back is connecting again, which must not fail on the loss itself (S41). */
  async function loadStored(): Promise<StoredTokens | undefined> {
    try {
      return await tokens.load();
    } catch (error) {
      if (error instanceof AppError && error.code === 'secret_missing') return undefined;
      throw error;
    }
  }

  async function newestStored(): Promise<StoredTokens | undefined> {
    const loaded = await loadStored();
    if (!loaded) newest = undefined;
    return newest && loaded && loaded.generation < newest.generation ? newest : loaded;
  }

  async function adopt(answer: TokenAnswer, before: StoredTokens | undefined, refreshToken: string): Promise<string> {
    const generation = Math.max(before?.generation ?? 0, newest?.generation ?? 0) + 1;
    const renewInMs = answer.lifetimeMs - Math.min(LONGEST_MARGIN_MS, answer.lifetimeMs * MARGIN_SHARE);
    const stored = { refreshToken, generation, obtainedAt: toInstant(clock.now()) };
    newest = stored;
    access = undefined;
    unsaved = {
      stored,
      access: { token: answer.accessToken, renewAtMs: serverNow() + renewInMs, renewAtMonotonicMs: clock.monotonic() + renewInMs },
    };
    return persist(unsaved);
  }

  async function persist(received: Received): Promise<string> {
    try {
      await tokens.save(received.stored);
    } catch (error) {
      log.error('tokens.not_saved', { generation: received.stored.generation });
      throw error;
    }
    unsaved = undefined;
    access = received.access;
    return access.token;
  }

  async function renew(isForced: boolean): Promise<string> {
    if (unsaved) return persist(unsaved);
    if (!isForced && isFresh(access)) return access.token;
    const stored = await newestStored();
    if (!stored) {
      access = undefined;
      throw new AppError('reconnect_required', 'no token set');
    }
    if (refusal?.refreshToken === stored.refreshToken && clock.monotonic() - refusal.atMs < REFUSAL_HOLDS_MS) {
      throw new AppError('reconnect_required', 'refresh token was refused before');
    }
    await tokens.assertWritable();
    const answer = await refreshWith(stored.refreshToken);
    return adopt(answer, stored, answer.refreshToken ?? stored.refreshToken);
  }

  async function refreshWith(refreshToken: string): Promise<TokenAnswer> {
    try {
      return await endpoint.refresh(refreshToken);
    } catch (error) {
      if (error instanceof AppError && error.code === 'reconnect_required') refusal = { refreshToken, atMs: clock.monotonic() };
      throw error;
    }
  }

  /** All callers share one renewal; it runs on when one of them is cancelled. */
  function shared(isForced: boolean, signal: AbortSignal | undefined): Promise<string> {
    if (!running) {
      running = exclusively(() => renew(isForced)).finally(() => {
        running = undefined;
      });
      running.catch(() => undefined);
    }
    return untilAborted(running, signal);
  }

  return {
    async access(signal) {
      return !unsaved && isFresh(access) ? access.token : shared(false, signal);
    },

    async accessAfterRefusal(refused, signal) {
      if (access?.token === refused) access = undefined;
      return !unsaved && isFresh(access) ? access.token : shared(false, signal);
    },

    async exchange(code, redirectUri) {
      await exclusively(async () => {
        // Both before the code is spent: a locked keychain must not cost the user a bank login.
        const before = await loadStored();
        await tokens.assertWritable();
        const answer = await endpoint.exchange(code, redirectUri);
        refusal = undefined;
        await adopt(answer, before, answer.refreshToken);
      });
    },

    async refreshIfOlderThan(maxAgeMs) {
      if (unsaved) await shared(false, undefined);
      const stored = await newestStored();
      if (stored && clock.now() - Date.parse(stored.obtainedAt) >= maxAgeMs) await shared(true, undefined);
    },

    async hasTokens() {
      return unsaved !== undefined || (await loadStored()) !== undefined;
    },

    async held() {
      const refreshToken = unsaved?.stored.refreshToken ?? (await newestStored())?.refreshToken;
      return [refreshToken, unsaved?.access.token ?? access?.token].filter((token) => token !== undefined);
    },

    async forget() {
      await exclusively(async () => {
        access = undefined;
        unsaved = undefined;
        newest = undefined;
        refusal = undefined;
        await tokens.clear();
      });
    },

    settled: () => last.then(() => undefined),
  };
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await orCancelled(Promise.race([work, aborted]), signal);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
