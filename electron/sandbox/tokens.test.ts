import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PracticeClient, REDIRECT, startPracticeBank, type Tokens } from './practice-client.ts';

type Failure = { error: { code: number; group: string; data?: Record<string, string[]> } };
let client: PracticeClient;
beforeEach(async () => {
  client = await startPracticeBank();
});
afterEach(() => client.close());

const refresh = (token: string | undefined) =>
  client.call<Tokens>('POST', '/auth/token', { grant_type: 'refresh_token', refresh_token: token });
const accountsStatus = async () => (await client.call('GET', '/rest/accounts')).status;
const newCode = async () => (await client.complete((await client.link()).location)).get('code') ?? '';

describe('client authentication', () => {
  test.each([
    ['a wrong secret', { authorization: `Basic ${btoa('demo:wrong')}` }],
    ['a wrong id', { authorization: `Basic ${btoa('other:secret')}` }],
    ['a user token', { authorization: 'Bearer abc' }],
    ['nothing', { authorization: '' }],
  ])('refuses %s with 401, code 1004 and WWW-Authenticate', async (_name, headers) => {
    for (const [method, path] of [
      ['POST', '/ongoing/access'],
      ['POST', '/auth/token'],
      ['GET', '/category-tree'],
    ] as const) {
      const answer = await client.call<Failure>(method, path, method === 'POST' ? {} : undefined, headers);
      expect([answer.status, answer.body.error.code, answer.body.error.group]).toEqual([401, 1004, 'client']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic/);
    }
  });

  test('a client without a scope gets 403 with code 1007 exactly where the scope is needed', async () => {
    await client.connect();
    await client.control('bank', { op: 'settings', scopes: ['accounts=ro', 'offline'] });
    const [account] = await client.accounts();
    expect(account?.balance).toBeUndefined();
    for (const path of ['/rest/transactions', `/rest/accounts/${account?.account_id}/balance`, '/rest/user', '/category-tree']) {
      const answer = await client.call<Failure>('GET', path);
      expect([path, answer.status, answer.body.error.code]).toEqual([path, 403, 1007]);
      expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope');
    }
    await client.control('bank', { op: 'settings', scopes: ['accounts=ro'] });
    expect((await client.call('POST', '/ongoing/access', { user_id: 'u', redirect_uri: REDIRECT })).status).toBe(403);
  });
});

describe('authorization codes', () => {
  test('work once, and are base64url without padding', async () => {
    const code = await newCode();
    expect(code).toMatch(/^[A-Za-z0-9_-]{43,}$/);
    const first = await client.exchange(code);
    expect([first.status, first.body.expires_in]).toEqual([200, 3600]);
    const second = await client.call<Failure>('POST', '/auth/token', { grant_type: 'authorization_code', code });
    expect([second.status, second.body.error.code]).toEqual([400, 1000]);
  });

  test('live five minutes', async () => {
    const [early, late] = [await newCode(), await newCode()];
    await client.advance(299_000);
    expect((await client.exchange(early)).status).toBe(200);
    await client.advance(2_000);
    expect((await client.exchange(late)).status).toBe(400);
  });

  test('an exchange kills the refresh token the user had, and the new tokens see both banks', async () => {
    const old = await client.connect({ banks: ['Practice Bank'] });
    const next = await client.connect({ banks: ['Practice Wallet'] });
    expect((await refresh(old.refresh_token)).status).toBe(401);
    expect(new Set((await client.accounts()).map((account) => account.access_id)).size).toBe(2);
    expect((await refresh(next.refresh_token)).status).toBe(200);
  });

  test('a redirect_uri sent along must be the one of the link, and can be demanded', async () => {
    const exchange = async (redirect_uri?: string) =>
      (
        await client.call('POST', '/auth/token', {
          grant_type: 'authorization_code',
          code: await newCode(),
          ...(redirect_uri === undefined ? {} : { redirect_uri }),
        })
      ).status;
    expect([await exchange(), await exchange(REDIRECT), await exchange('http://127.0.0.1:9/other')]).toEqual([200, 200, 400]);
    await client.control('bank', { op: 'settings', requiresRedirectUri: true });
    expect([await exchange(), await exchange(REDIRECT)]).toEqual([400, 200]);
  });
});

describe('refresh', () => {
  test('mode rotate hands out a new refresh token and refuses the old one', async () => {
    const first = await client.connect();
    const second = (await refresh(first.refresh_token)).body;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const reuse = await client.call<Failure>('POST', '/auth/token', { grant_type: 'refresh_token', refresh_token: first.refresh_token });
    expect([reuse.status, reuse.body.error.code]).toEqual([401, 1003]);
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  test('mode keep hands out none and the old one goes on', async () => {
    const first = await client.connect();
    await client.control('bank', { op: 'settings', refreshMode: 'keep' });
    const second = (await refresh(first.refresh_token)).body;
    expect(second).not.toHaveProperty('refresh_token');
    client.useToken(second.access_token);
    expect([await accountsStatus(), (await refresh(first.refresh_token)).status]).toEqual([200, 200]);
  });

  test('access tokens end after the configured time, refresh tokens after 90 days', async () => {
    await client.control('bank', { op: 'settings', accessTtlSeconds: 2 });
    const { refresh_token, expires_in } = await client.connect();
    expect([expires_in, await accountsStatus()]).toEqual([2, 200]);
    await client.advance(2_001);
    const answer = await client.call<Failure>('GET', '/rest/accounts');
    expect([answer.status, answer.body.error.code]).toEqual([401, 1003]);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    await client.advance(90 * 86_400_000);
    expect((await refresh(refresh_token)).status).toBe(401);
  });

  test('revoking the refresh token ends the whole set at once', async () => {
    const { refresh_token } = await client.connect();
    expect((await client.call('POST', '/auth/revoke', { token: refresh_token })).status).toBe(204);
    expect([await accountsStatus(), (await refresh(refresh_token)).status]).toEqual([401, 401]);
  });
});

test.each([
  ['form encoding', { 'content-type': 'application/x-www-form-urlencoded' }, { grant_type: 'refresh_token' }, 'content_type'],
  ['no grant type', {}, {}, 'grant_type'],
  ['an unknown grant type', {}, { grant_type: 'password' }, 'grant_type'],
  ['no code', {}, { grant_type: 'authorization_code' }, 'code'],
  ['no refresh token', {}, { grant_type: 'refresh_token' }, 'refresh_token'],
])('the token endpoint refuses %s with 400 and code 1000', async (_name, headers, body, field) => {
  const answer = await client.call<Failure>('POST', '/auth/token', body, headers);
  expect([answer.status, answer.body.error.code, Object.keys(answer.body.error.data ?? {})]).toEqual([400, 1000, [field]]);
});
