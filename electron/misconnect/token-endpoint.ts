/** @file `/auth/token` and `/auth/revoke`: what is sent there, and what their failures mean (R10, S21). */
import { AppError } from '../../shared/errors.ts';
import type { ClientCredentials } from '../ports/token-store.ts';
import { assertOk, mayHaveArrived, parseAnswer, transportFailure } from './answers.ts';
import { clientBlame, type Fault, faultError } from './errors.ts';
import type { Answer, ProviderClient } from './http-client.ts';
import { ENDPOINTS } from './paths.ts';
import { NEVER, REFRESH, type RetryPolicy } from './retry.ts';
import { WireTokens } from './wire-token.ts';

/** Typically an hour; only used when the answer does not say. */
const DEFAULT_LIFETIME_S = 3_600;

export type TokenAnswer = { readonly accessToken: string; readonly lifetimeMs: number; readonly refreshToken: string | null };

export interface TokenEndpoint {
  refresh(refreshToken: string): Promise<TokenAnswer>;
  exchange(code: string, redirectUri: string): Promise<TokenAnswer & { readonly refreshToken: string }>;
  revoke(token: string): Promise<void>;
}

export type TokenEndpointDeps = {
  readonly client: ProviderClient;
  readonly credentials: ClientCredentials;
  readonly sendRedirectUri: boolean;
};

export function createTokenEndpoint(deps: TokenEndpointDeps): TokenEndpoint {
  async function post(body: Readonly<Record<string, string>>, retry: RetryPolicy, toError: (fault: Fault) => AppError): Promise<Answer> {
    const authorization = { level: 'client', value: await basicHeader(deps.credentials) } as const;
    return deps.client.exchange({ endpoint: ENDPOINTS.token, body, retry, authorization, meaning: (fault) => toError(fault).code });
  }

  async function sendCode(code: string, redirectUri: string): Promise<Answer> {
    const body = { grant_type: 'authorization_code', code, ...(deps.sendRedirectUri ? { redirect_uri: redirectUri } : {}) };
    try {
      return await post(body, NEVER, exchangeError);
    } catch (error) {
      if (mayHaveArrived(error)) throw new AppError('exchange_unclear', 'answer to the code exchange was lost', { cause: error });
      if (!wasNeverSent(error)) throw error;
    }
    // Nothing reached the server, so the code is still unused: the one repeat that cannot spend it twice.
    try {
      return await post(body, NEVER, exchangeError);
    } catch (error) {
      if (mayHaveArrived(error)) throw new AppError('exchange_unclear', 'answer to the code exchange was lost', { cause: error });
      throw error;
    }
  }

  return {
    async refresh(refreshToken) {
      const answer = await post({ grant_type: 'refresh_token', refresh_token: refreshToken }, REFRESH, refreshError);
      if (answer.fault) throw refreshError(answer.fault);
      return toTokens(parseAnswer(answer, 'client', WireTokens));
    },

    async exchange(code, redirectUri) {
      const answer = await sendCode(code, redirectUri);
      if (answer.fault) throw exchangeError(answer.fault);
      const parsed = WireTokens.safeParse(answer.value);
      const tokens = parsed.success ? toTokens(parsed.data) : undefined;
      // The code is spent and the old refresh token dead, but there is no complete new set: only connecting again helps.
      if (!tokens || tokens.refreshToken === null) throw new AppError('exchange_unclear', 'incomplete answer to the code exchange');
      return { ...tokens, refreshToken: tokens.refreshToken };
    },

    async revoke(token) {
      const authorization = { level: 'client', value: await basicHeader(deps.credentials) } as const;
      assertOk(await deps.client.exchange({ endpoint: ENDPOINTS.revoke, body: { token }, retry: NEVER, authorization }), 'client');
    },
  };
}

export async function basicHeader(credentials: ClientCredentials): Promise<string> {
  const { clientId, clientSecret } = await credentials.load();
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
}

function toTokens(wire: WireTokens): TokenAnswer {
  const seconds = wire.expires_in ?? 0;
  const lifetimeMs = (seconds > 0 ? seconds : DEFAULT_LIFETIME_S) * 1_000;
  return { accessToken: wire.access_token, lifetimeMs, refreshToken: wire.refresh_token || null };
}

const REFUSED_STATUSES = new Set([400, 401, 403]);
/** OAuth words that leave the grant as it is. */
const UNDECIDED_WORDS = new Set(['temporarily_unavailable', 'server_error', 'unsupported_grant_type']);

/** Only a definite "grant invalid" loses the session; everything else keeps the token (R10). */
function refreshError(fault: Fault): AppError {
  return isGrantRefused(fault) ? new AppError('reconnect_required', `refresh refused with ${fault.status}`) : tokenFault(fault);
}

function isGrantRefused(fault: Fault): boolean {
  if (clientBlame(fault) || isBusyOrLocked(fault)) return false;
  if (fault.word === 'invalid_grant' || fault.code === 1003) return true;
  if (!REFUSED_STATUSES.has(fault.status) || (fault.word !== null && UNDECIDED_WORDS.has(fault.word))) return false;
  // A firewall's page with 400 or 403 is not the provider refusing the grant.
  return !fault.isHtml || fault.status === 401;
}

/** Codes about the platform's or the user's condition, not about the grant: busy, locked, quota, bank and general trouble. */
function isBusyOrLocked(fault: Fault): boolean {
  return fault.code !== null && ([1008, 1010, 1020].includes(fault.code) || fault.code >= 20_000);
}

function exchangeError(fault: Fault): AppError {
  const { status } = fault;
  const isRefusal = (status >= 400 && status < 500 && ![408, 425, 429].includes(status)) || (status < 300 && fault.isProviders);
  if (isRefusal && !clientBlame(fault) && !isBusyOrLocked(fault) && !fault.isHtml)
    return new AppError('code_refused', `code refused with ${status}`);
  // The server had the code and failed on the way: whether it is spent nobody knows.
  if (status >= 500 || status === 408) return new AppError('exchange_unclear', `code exchange failed with ${status}`);
  return tokenFault(fault);
}

function tokenFault(fault: Fault): AppError {
  const blame = clientBlame(fault);
  return blame ? new AppError(blame, `token endpoint blames the client with ${fault.status}`) : faultError(fault, 'client');
}

function wasNeverSent(error: unknown): boolean {
  const failure = transportFailure(error);
  return failure !== undefined && !failure.mayHaveBeenDelivered && failure.kind !== 'tls' && failure.kind !== 'aborted';
}
