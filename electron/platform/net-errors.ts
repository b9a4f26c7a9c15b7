/** @file What Chromium's network error names mean to Mizan (R22). Plain. */
import type { HttpFailureKind } from '../ports/http.ts';

const OFFLINE = new Set([
  'INTERNET_DISCONNECTED',
  'NAME_NOT_RESOLVED',
  'NAME_RESOLUTION_FAILED',
  'DNS_TIMED_OUT',
  'DNS_SERVER_FAILED',
  'DNS_MALFORMED_RESPONSE',
  'ADDRESS_UNREACHABLE',
  'NETWORK_CHANGED',
  'NETWORK_IO_SUSPENDED',
  'NETWORK_ACCESS_DENIED',
  'PROXY_CONNECTION_FAILED',
  'TUNNEL_CONNECTION_FAILED',
  'MANDATORY_PROXY_CONFIGURATION_FAILED',
]);
const REFUSED = new Set(['CONNECTION_REFUSED', 'UNSAFE_PORT', 'BLOCKED_BY_CLIENT', 'BLOCKED_BY_ADMINISTRATOR']);
const TIMEOUT = new Set(['TIMED_OUT', 'CONNECTION_TIMED_OUT']);
const MALFORMED = new Set([
  'CONTENT_DECODING_FAILED',
  'CONTENT_DECODING_INIT_FAILED',
  'INVALID_RESPONSE',
  'INVALID_HTTP_RESPONSE',
  'INVALID_CHUNKED_ENCODING',
  'RESPONSE_HEADERS_TOO_BIG',
  'RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH',
  'HTTP2_PROTOCOL_ERROR',
]);
/** Nothing was sent yet when these happen. */
const BEFORE_SENDING = new Set(['CONNECTION_FAILED', 'CONNECTION_TIMED_OUT', ...REFUSED]);

export type NetFailure = { readonly kind: HttpFailureKind; readonly mayHaveBeenDelivered: boolean };

export function classifyNetError(message: string): NetFailure {
  const name = /ERR_([A-Z\d_]+)/.exec(message)?.[1] ?? '';
  // A network that changes or sleeps under an open exchange may have carried the request already.
  if (OFFLINE.has(name)) return { kind: 'offline', mayHaveBeenDelivered: name === 'NETWORK_CHANGED' || name === 'NETWORK_IO_SUSPENDED' };
  if (REFUSED.has(name)) return { kind: 'refused', mayHaveBeenDelivered: false };
  if (TIMEOUT.has(name)) return { kind: 'timeout', mayHaveBeenDelivered: !BEFORE_SENDING.has(name) };
  if (MALFORMED.has(name)) return { kind: 'malformed', mayHaveBeenDelivered: true };
  if (name.startsWith('CERT_') || name.startsWith('SSL_') || name === 'BAD_SSL_CLIENT_AUTH_CERT')
    return { kind: 'tls', mayHaveBeenDelivered: false };
  if (name === 'CONNECTION_FAILED') return { kind: 'refused', mayHaveBeenDelivered: false };
  return { kind: 'reset', mayHaveBeenDelivered: true };
}
