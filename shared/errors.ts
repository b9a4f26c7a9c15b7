/** @file The closed list of expected failures. The UI translates the code and never shows the message. */
export const ERROR_CODES = [
  // contract and app
  'invalid_input',
  'forbidden',
  'unknown_operation',
  'internal',
  'not_found',
  'busy',
  'cancelled',
  'app_closing',
  // app lock
  'app_locked',
  'passphrase_wrong',
  'passphrase_wait',
  // environment and client credentials
  'environment_not_configured',
  'insecure_url',
  'client_credentials_invalid',
  'scope_missing',
  'stand_in_runtime',
  // transport
  'offline',
  'timeout',
  'answer_lost',
  'tls_failed',
  'response_too_large',
  'response_malformed',
  'redirect_refused',
  'provider_unavailable',
  'rate_limited',
  // provider answers
  'provider_rejected',
  'resource_gone',
  'resource_busy',
  'sync_quota_exceeded',
  'reconnect_required',
  'user_action_required',
  'bank_unavailable',
  'bank_unsupported',
  'account_gone',
  'user_locked',
  // connecting
  'flow_not_completed',
  'flow_timed_out',
  'flow_cancelled',
  'callback_invalid',
  'callback_unknown',
  'code_refused',
  'exchange_unclear',
  'no_accounts',
  'link_refused',
  'handler_not_registered',
  'widget_failed',
  'not_prolonged',
  // secrets
  'secret_store_locked',
  'secret_store_unavailable',
  'secret_store_failed',
  'secret_missing',
  'secret_too_large',
  // store
  'database_key_missing',
  'database_wrong_key',
  'database_damaged',
  'database_newer',
  'database_locked',
  // backup files and the recovery passphrase
  'backup_not_ours',
  'backup_incomplete',
  'backup_damaged',
  'backup_newer',
  'recovery_absent',
  'disk_full',
  'disk_failed',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An expected failure. `message` is for logs only and must hold no secret, path, amount or name. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Field name → locale key of what is wrong with it; only for `invalid_input`. */
  readonly fields: Readonly<Record<string, string>> | undefined;
  /** Earliest time a retry makes sense, epoch milliseconds. */
  readonly retryAtMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; fields?: Readonly<Record<string, string>>; retryAtMs?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = options.fields;
    this.retryAtMs = options.retryAtMs;
  }
}

export type ApiFailure = {
  readonly code: ErrorCode;
  readonly ref?: string;
  readonly fields?: Readonly<Record<string, string>>;
};
export type Reply<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: ApiFailure };

/** Makes the compiler prove a union is exhausted. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${String(value)}`);
}
