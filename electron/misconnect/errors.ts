/**
 * @file What a failing answer means. The provider's own code decides first, then the OAuth word, then the status (reference A15):
 * which status goes with which code is not documented.
 */
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import { isObject } from './json.ts';
import type { AuthLevel } from './paths.ts';

export type Fault = {
  readonly status: number;
  /** The provider's number, however it was spelled. */
  readonly code: number | null;
  /** `error` of an OAuth style answer or of the challenge header, e.g. `invalid_grant`. */
  readonly word: string | null;
  readonly group: string | null;
  /** Names of the fields a 1000 complains about. */
  readonly fields: readonly string[];
  /** A gateway's or stranger's page, not the provider's words. */
  readonly isHtml: boolean;
  /** The body had the provider's error shape. */
  readonly isProviders: boolean;
  readonly retryAtMs: number | null;
};

type Headers = Readonly<Record<string, string>>;

/** Finds the failure in an answer; undefined when there is none. A 200 that carries an error object is a failure (R11). */
export function findFault(status: number, headers: Headers, text: string, value: unknown, retryAtMs: number | null): Fault | undefined {
  const isSuccess = status >= 200 && status < 300;
  const found = errorIn(value, isSuccess);
  if (isSuccess && !found) return undefined;
  return {
    status,
    code: found?.code ?? null,
    word: found?.word ?? wordOf(/error\s*=\s*"?([a-z_]+)/i.exec(headers['www-authenticate'] ?? '')?.[1]),
    group: found?.group ?? null,
    fields: found?.fields ?? [],
    isHtml: /html/i.test(headers['content-type'] ?? '') || /^\s*</.test(text.slice(0, 200)),
    isProviders: found !== undefined,
    retryAtMs,
  };
}

type Found = Pick<Fault, 'code' | 'word' | 'group' | 'fields'>;

function errorIn(value: unknown, isSuccess: boolean): Found | undefined {
  if (!isObject(value)) return undefined;
  const { error } = value;
  if (typeof error === 'string' && error.trim() !== '') {
    return { code: codeOf(error) ?? codeOf(value.code), word: wordOf(error), group: null, fields: fieldsOf(value.data) };
  }
  if (isObject(error) && Object.values(error).some((part) => part !== null && part !== '')) {
    const group = typeof error.group === 'string' ? error.group.toLowerCase() : null;
    return { code: codeOf(error.code), word: wordOf(error.error), group, fields: fieldsOf(error.data) };
  }
  const code = codeOf(value.code);
  return isSuccess || code === null ? undefined : { code, word: null, group: null, fields: [] };
}

function fieldsOf(data: unknown): readonly string[] {
  return isObject(data) ? Object.keys(data) : [];
}

/** Integer, numeric text or nothing. */
function codeOf(value: unknown): number | null {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  return /^\d{3,5}$/.test(text) ? Number(text) : null;
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z_]{3,40}$/i.test(value.trim()) ? value.trim().toLowerCase() : null;
}

const BY_CODE: Readonly<Record<number, ErrorCode>> = {
  1002: 'resource_gone',
  1004: 'client_credentials_invalid',
  1007: 'scope_missing',
  1008: 'resource_busy',
  1010: 'user_locked',
  1011: 'user_action_required',
  1020: 'sync_quota_exceeded',
  1021: 'user_action_required',
  10010: 'account_gone',
  10011: 'account_gone',
  20001: 'bank_unsupported',
  20007: 'user_action_required',
  40000: 'bank_unsupported',
};
/** Thousands of the code, for numbers nobody listed (reference 16.2). */
const BY_RANGE: Readonly<Record<number, ErrorCode>> = {
  0: 'provider_rejected',
  1: 'user_action_required',
  2: 'bank_unavailable',
  3: 'provider_unavailable',
  4: 'bank_unavailable',
  5: 'provider_unavailable',
};
const BY_WORD: Readonly<Record<string, ErrorCode>> = {
  invalid_client: 'client_credentials_invalid',
  unauthorized_client: 'client_credentials_invalid',
  insufficient_scope: 'scope_missing',
  invalid_scope: 'scope_missing',
  temporarily_unavailable: 'provider_unavailable',
  server_error: 'provider_unavailable',
};
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  403: 'scope_missing',
  404: 'resource_gone',
  408: 'timeout',
  409: 'resource_busy',
  410: 'resource_gone',
  423: 'user_locked',
  429: 'rate_limited',
};
const BY_GROUP: Readonly<Record<string, ErrorCode>> = {
  user: 'user_action_required',
  bank: 'bank_unavailable',
  connectivity: 'bank_unavailable',
  general: 'provider_unavailable',
  figo: 'provider_unavailable',
};

export function errorCodeOf(fault: Fault, level: AuthLevel): ErrorCode {
  if (isUnauthorized(fault)) return level === 'user' ? 'reconnect_required' : 'client_credentials_invalid';
  if (fault.code !== null) return BY_CODE[fault.code] ?? BY_RANGE[Math.floor(fault.code / 10_000)] ?? 'provider_rejected';
  const byWord = fault.word === null ? undefined : BY_WORD[fault.word];
  if (byWord) return byWord;
  if (fault.status >= 500) return BY_GROUP[fault.group ?? ''] ?? 'provider_unavailable';
  // "Not found" or "forbidden" by a web page says nothing about the resource: the address leads to somebody else.
  if (fault.isHtml && fault.status !== 408 && fault.status !== 429) return 'response_malformed';
  return BY_STATUS[fault.status] ?? BY_GROUP[fault.group ?? ''] ?? 'provider_rejected';
}

/** The credentials of this request were refused: 1003, or a plain 401 that names no other reason. */
export function isUnauthorized(fault: Fault): boolean {
  if (fault.code !== null) return fault.code === 1003;
  if (fault.word !== null && BY_WORD[fault.word]) return false;
  return fault.word === 'invalid_token' || fault.status === 401;
}

/** The answer blames client id or secret, or their scope: never a reason to give up the user's token (R10). */
export function clientBlame(fault: Fault): 'client_credentials_invalid' | 'scope_missing' | undefined {
  const named = fault.code === null ? BY_WORD[fault.word ?? ''] : BY_CODE[fault.code];
  return named === 'client_credentials_invalid' || named === 'scope_missing' ? named : undefined;
}

const RETRY_CODES = new Set([1008, 20000, 20003, 30000, 30006]);
const RETRY_STATUSES = new Set([408, 429, 502, 503, 504]);

export function isRetryable(fault: Fault): boolean {
  if (fault.code !== null && RETRY_CODES.has(fault.code)) return true;
  // The server itself says when to come back.
  if (fault.retryAtMs !== null && RETRY_STATUSES.has(fault.status)) return true;
  // What is wrong with the request or needs the user stays wrong, whatever status it came with (1020 arrives as 429).
  const isDefinite = fault.code !== null && fault.code < 20_000;
  return !isDefinite && RETRY_STATUSES.has(fault.status);
}

/** A failure on the way back says nothing about what was done before it. */
export function mayBeCarriedOut(fault: Fault): boolean {
  return fault.status >= 500 || fault.status === 408;
}

export function faultError(fault: Fault, level: AuthLevel): AppError {
  const code = errorCodeOf(fault, level);
  const message = `provider answered ${fault.status}${fault.code === null ? '' : ` code ${fault.code}`}`;
  return new AppError(code, message, fault.retryAtMs === null ? {} : { retryAtMs: fault.retryAtMs });
}
