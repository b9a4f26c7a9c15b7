import { describe, expect, it } from 'vitest';
import { createWorld, failureOf, pathOf, type Responder, STORED, withTokens } from '../../test/fakes/misconnect-world.ts';
import { HttpFailure } from '../ports/http.ts';
import type { StoredTokens } from '../ports/token-store.ts';

const noAccounts: Responder = () => ({ json: { accounts: [] } });
const bodyOf = (text: string | undefined) => JSON.parse(text ?? '{}') as Record<string, string>; // test input written by the adapter itself

describe('S21 code exchange', () => {
  const exchange = (respond: Responder, stored: StoredTokens | null = null) => {
    const world = createWorld(respond, { stored });
    return { world, work: failureOf(world.provider.exchangeCode('the-code', 'app.mizan.desktop:/callback')) };
  };

  it.each<[string, ReturnType<Responder>, string]>([
    ['400', { status: 400, json: { error: { code: 1000 } } }, 'code_refused'],
    ['400 invalid_grant', { status: 400, json: { error: 'invalid_grant' } }, 'code_refused'],
    ['401 1003', { status: 401, json: { error: { code: 1003 } } }, 'code_refused'],
    ['200 error object', { status: 200, json: { error: { code: 1006 } } }, 'code_refused'],
    ['401 1004', { status: 401, json: { error: { code: 1004 } } }, 'client_credentials_invalid'],
    ['403 1007', { status: 403, json: { error: { code: 1007 } } }, 'scope_missing'],
    ['429', { status: 429, headers: { 'retry-after': '5' } }, 'rate_limited'],
    ['500', { status: 500 }, 'exchange_unclear'],
    ['408', { status: 408 }, 'exchange_unclear'],
    ['409', { status: 409 }, 'code_refused'],
    ['500 in the provider shape', { status: 500, json: { error: { code: 1000 } } }, 'exchange_unclear'],
    ['502 html', { status: 502, text: '<html>' }, 'exchange_unclear'],
    ['200 empty', { status: 200 }, 'exchange_unclear'],
    ['200 without refresh token', { status: 200, json: { access_token: 'a' } }, 'exchange_unclear'],
    ['redirect', { status: 307, headers: { location: 'https://bank.example/auth/token2' } }, 'redirect_refused'],
    ['answer lost', new HttpFailure('reset', true), 'exchange_unclear'],
    ['timeout after delivery', new HttpFailure('timeout', true), 'exchange_unclear'],
    ['answer too large', new HttpFailure('too_large', true), 'exchange_unclear'],
    ['certificate', new HttpFailure('tls', false), 'tls_failed'],
  ])('S21 never repeats a delivered code: %s', async (_name, answer, code) => {
    const { world, work } = exchange(() => answer);
    expect([await work, world.sent.length, world.tokens.stored]).toEqual([code, 1, undefined]);
  });

  it('S21 repeats once when the code certainly never left', async () => {
    const { world, work } = exchange((request, index) =>
      index === 0 ? new HttpFailure('refused', false) : withTokens(noAccounts)(request, index),
    );
    expect([await work, world.sent.length, world.tokens.stored?.refreshToken]).toEqual(['none', 2, 'refresh-2']);
    const down = exchange(() => new HttpFailure('offline', false));
    expect([await down.work, down.world.sent.length]).toEqual(['offline', 2]);
  });

  it('S21 replaces the whole set of the user', async () => {
    const { world, work } = exchange(withTokens(noAccounts), STORED);
    await work;
    await world.provider.listAccounts();
    expect(bodyOf(world.sent[0]?.body)).toEqual({ grant_type: 'authorization_code', code: 'the-code' });
    expect([world.tokens.stored?.refreshToken, world.tokens.stored?.generation]).toEqual(['refresh-2', 2]);
    expect(world.sent.map(pathOf)).toEqual(['/auth/token', '/rest/accounts']);
  });

  it('A3 sends the redirect address only when configured', async () => {
    const world = createWorld(withTokens(noAccounts), { sendRedirectUriOnExchange: true });
    await world.provider.exchangeCode('c', 'app.mizan.desktop:/callback');
    expect(bodyOf(world.sent[0]?.body).redirect_uri).toBe('app.mizan.desktop:/callback');
  });
});
