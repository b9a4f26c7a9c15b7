import type { ApiFailure, ErrorCode } from '../../shared/errors.ts';

/** A refused or failed operation as the page sees it. The UI translates `code`; `ref` is what a user can quote. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly ref: string | undefined;
  readonly fields: Readonly<Record<string, string>>;

  constructor(failure: ApiFailure) {
    super(failure.code);
    this.name = 'ApiError';
    this.code = failure.code;
    this.ref = failure.ref;
    this.fields = failure.fields ?? {};
  }
}

type Failure = Pick<ApiError, 'code' | 'ref' | 'fields'>;

/** Code and reference of anything thrown; what is no `ApiError` is a bug of ours and shows as `internal`. */
export function failureOf(error: unknown): Failure {
  return error instanceof ApiError ? error : { code: 'internal', ref: undefined, fields: {} };
}
