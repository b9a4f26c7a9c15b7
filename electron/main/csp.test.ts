import { expect, test } from 'vitest';
import { SECURITY_HEADERS } from './csp.ts';

// The text the page receives; test/electron/shell.spec.ts compares it with what arrives. Loosening it needs a reason in docs/decisions.
test('S5 the headers are the agreed ones', () => {
  expect(SECURITY_HEADERS).toEqual({
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; worker-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  });
});
