import { expect, test } from 'vitest';
import { classifyNetError } from './net-errors.ts';

test.each([
  ['net::ERR_INTERNET_DISCONNECTED', 'offline', false],
  ['net::ERR_NAME_NOT_RESOLVED', 'offline', false],
  ['net::ERR_ADDRESS_UNREACHABLE', 'offline', false],
  ['net::ERR_PROXY_CONNECTION_FAILED', 'offline', false],
  ['net::ERR_NETWORK_CHANGED', 'offline', true],
  ['net::ERR_NETWORK_IO_SUSPENDED', 'offline', true],
  ['net::ERR_CONNECTION_REFUSED', 'refused', false],
  ['net::ERR_CONNECTION_FAILED', 'refused', false],
  ['net::ERR_CONNECTION_TIMED_OUT', 'timeout', false],
  ['net::ERR_TIMED_OUT', 'timeout', true],
  ['net::ERR_CONNECTION_RESET', 'reset', true],
  ['net::ERR_CONNECTION_CLOSED', 'reset', true],
  ['net::ERR_EMPTY_RESPONSE', 'reset', true],
  ['net::ERR_CONTENT_LENGTH_MISMATCH', 'reset', true],
  ['net::ERR_INCOMPLETE_CHUNKED_ENCODING', 'reset', true],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'tls', false],
  ['net::ERR_CERT_DATE_INVALID', 'tls', false],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'tls', false],
  ['net::ERR_CONTENT_DECODING_FAILED', 'malformed', true],
  ['net::ERR_INVALID_HTTP_RESPONSE', 'malformed', true],
  ['something nobody knows', 'reset', true],
])('R22 %s is %s', (message, kind, mayHaveBeenDelivered) => {
  expect(classifyNetError(message)).toEqual({ kind, mayHaveBeenDelivered });
});
