import type { HttpFailureKind } from '../ports/http.ts';

const OFFLINE = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL']);
const RESET = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_SOCKET_CLOSED', 'ERR_STREAM_DESTROYED']);
const TLS = /^(?:CERT_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|EPROTO)/;

/** What a Node network error means to the caller. */
export function failureKind(error: unknown): HttpFailureKind {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (OFFLINE.has(code)) return 'offline';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ETIMEDOUT') return 'timeout';
  if (RESET.has(code)) return 'reset';
  if (TLS.test(code)) return 'tls';
  return 'malformed';
}
