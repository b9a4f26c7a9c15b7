/** One HTTP exchange. No cookies, no cache, no automatic redirect; bodies are read fully before they are handed over. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly connectTimeoutMs: number;
  readonly totalTimeoutMs: number;
  /** Limit of the decompressed body. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
};

export type HttpResponse = {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed. */
  readonly body: Uint8Array;
};

export type HttpFailureKind = 'offline' | 'refused' | 'timeout' | 'reset' | 'tls' | 'too_large' | 'malformed' | 'aborted';

/** The exchange did not end with a complete answer. */
export class HttpFailure extends Error {
  readonly kind: HttpFailureKind;
  /** Whether the request may have reached the server: then a code exchange is never repeated. */
  readonly mayHaveBeenDelivered: boolean;

  constructor(kind: HttpFailureKind, mayHaveBeenDelivered: boolean, cause?: unknown) {
    super(`http ${kind}`, cause === undefined ? undefined : { cause });
    this.name = 'HttpFailure';
    this.kind = kind;
    this.mayHaveBeenDelivered = mayHaveBeenDelivered;
  }
}

export interface Http {
  /** @throws HttpFailure; any status code is an answer, not a failure. */
  send(request: HttpRequest): Promise<HttpResponse>;
}
