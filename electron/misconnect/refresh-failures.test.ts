import { describe, expect, it } from 'vitest';
import { createWorld, failureOf, pathOf, type Responder, STORED, withTokens } from '../../test/fakes/misconnect-world.ts';
import { HttpFailure } from '../ports/http.ts';

const noAccounts: Responder = () => ({ json: { accounts: [] } });
const refreshes = (world: ReturnType<typeof createWorld>) => world.sent.filter((request) => pathOf(request) === '/auth/token');

describe('R10 meaning of refresh failures', () => {
  const lost = 'reconnect_required';
  const table: readonly [
    name: string,
    answer: Parameters<typeof withTokens>[0] extends never ? never : ReturnType<Responder>,
    code: string,
  ][] = [
    ['400 plain', { status: 400 }, lost],
    ['401 plain', { status: 401 }, lost],
    ['403 plain', { status: 403 }, lost],
    ['400 invalid_grant', { status: 400, json: { error: 'invalid_grant', error_description: 'x' } }, lost],
    ['403 invalid_grant', { status: 403, json: { error: 'invalid_grant' } }, lost],
    ['401 code 1003', { status: 401, json: { error: { code: 1003, group: 'client' } } }, lost],
    ['401 code "1003"', { status: 401, json: { error: { code: '1003' } } }, lost],
    ['401 code null', { status: 401, json: { error: { code: null, description: 'expired' } } }, lost],
    ['401 error text', { status: 401, json: { error: 'refresh token unknown' } }, lost],
    ['400 code 1000', { status: 400, json: { error: { code: 1000, data: { refresh_token: ['unknown'] } } } }, lost],
    ['200 with code 1003', { status: 200, json: { error: { code: 1003 } } }, lost],
    ['401 html', { status: 401, text: '<html>no</html>' }, lost],
    ['401 code 1004', { status: 401, json: { error: { code: 1004 } } }, 'client_credentials_invalid'],
    ['400 invalid_client', { status: 400, json: { error: 'invalid_client' } }, 'client_credentials_invalid'],
    [
      '401 challenge invalid_client',
      { status: 401, headers: { 'www-authenticate': 'Basic error="invalid_client"' } },
      'client_credentials_invalid',
    ],
    ['403 code 1007', { status: 403, json: { error: { code: 1007 } } }, 'scope_missing'],
    ['403 firewall page', { status: 403, text: '<!doctype html><p>blocked' }, 'response_malformed'],
    ['400 firewall page', { status: 400, headers: { 'content-type': 'text/html' }, text: 'blocked' }, 'response_malformed'],
    ['423 code 1010', { status: 423, json: { error: { code: 1010 } } }, 'user_locked'],
    ['403 code 30006', { status: 403, json: { error: { code: 30006 } } }, 'provider_unavailable'],
    ['404', { status: 404, json: {} }, 'resource_gone'],
    ['408', { status: 408 }, 'timeout'],
    ['409 code 1008', { status: 409, json: { error: { code: 1008 } } }, 'resource_busy'],
    ['429', { status: 429 }, 'rate_limited'],
    ['500 empty', { status: 500 }, 'provider_unavailable'],
    ['502 html', { status: 502, text: '<html>' }, 'provider_unavailable'],
    ['503', { status: 503 }, 'provider_unavailable'],
    ['504', { status: 504 }, 'provider_unavailable'],
    ['200 html', { status: 200, text: '<html>portal' }, 'response_malformed'],
    ['200 without token', { status: 200, json: { token_type: 'Bearer' } }, 'response_malformed'],
    ['200 other token type', { status: 200, json: { access_token: 'a', token_type: 'mac' } }, 'response_malformed'],
    ['offline', new HttpFailure('offline', false), 'offline'],
    ['timeout', new HttpFailure('timeout', true), 'timeout'],
    ['reset', new HttpFailure('reset', true), 'provider_unavailable'],
  ];
  it.each(table)('R10 %s', async (_name, answer, code) => {
    const world = createWorld(() => answer);
    expect(await failureOf(world.provider.listAccounts())).toBe(code);
    // The stored token is never touched by a failure; only its meaning differs.
    expect(world.tokens.stored).toEqual(STORED);
    expect(await world.provider.hasTokens()).toBe(true);
  });

  it('R10 treats every other status as undecided and keeps the token', async () => {
    for (let status = 404; status < 600; status += 1) {
      const world = createWorld(() => ({ status }));
      expect([status, await failureOf(world.provider.listAccounts())]).not.toEqual([status, 'reconnect_required']);
    }
  });

  it('R10 does not send a refused refresh token again for every account of a run, but does after a reconnect', async () => {
    let isRefusing = true;
    const world = createWorld(withTokens(noAccounts));
    const refusing = createWorld((request, index) => (isRefusing ? { status: 401 } : withTokens(noAccounts)(request, index)));
    for (let account = 0; account < 10; account += 1) expect(await failureOf(refusing.provider.listAccounts())).toBe('reconnect_required');
    expect(refreshes(refusing)).toHaveLength(1);
    isRefusing = false;
    await refusing.provider.exchangeCode('code', 'app:/cb');
    expect(await refusing.provider.listAccounts()).toEqual([]);
    expect(await world.provider.listAccounts()).toEqual([]);
  });

  it('R10 tries the same token again after a failure that did not refuse it, and after an hour even when it was refused', async () => {
    let answer: ReturnType<Responder> = { status: 500 };
    const world = createWorld(() => answer);
    expect(await failureOf(world.provider.listAccounts())).toBe('provider_unavailable');
    answer = { status: 401 };
    expect(await failureOf(world.provider.listAccounts())).toBe('reconnect_required');
    world.clock.advance(3_599_999);
    expect([await failureOf(world.provider.listAccounts()), refreshes(world).length]).toEqual(['reconnect_required', 2]);
    world.clock.advance(1);
    expect([await failureOf(world.provider.listAccounts()), refreshes(world).length]).toEqual(['reconnect_required', 3]);
  });

  it('R10 keeps alive even while the access token is still good', async () => {
    const world = createWorld(withTokens(noAccounts, { lifetimeS: 90 * 86_400 }));
    await world.provider.listAccounts();
    world.clock.advance(7 * 86_400_000);
    await world.provider.keepAlive();
    expect(refreshes(world)).toHaveLength(2);
  });

  it('R10 repeats a refresh at most once after an unclear outcome', async () => {
    const world = createWorld(() => new HttpFailure('reset', true));
    expect(await failureOf(world.provider.listAccounts())).toBe('provider_unavailable');
    expect(refreshes(world)).toHaveLength(2);
  });

  it.each([
    [3600, 3600 - 120],
    [100, 80],
  ])('R10 refreshes a token of %i s when it has lived %i s', async (lifetimeS, renewAtS) => {
    const world = createWorld(withTokens(noAccounts, { lifetimeS }));
    await world.provider.listAccounts();
    world.clock.advance(renewAtS * 1_000 - 1);
    await world.provider.listAccounts();
    expect(refreshes(world)).toHaveLength(1);
    world.clock.advance(1);
    await world.provider.listAccounts();
    expect(refreshes(world)).toHaveLength(2);
  });

  it.each([['3600'], ['3600.0'], [null], [undefined], [0], ['soon']])('R10 understands expires_in %j', async (expiresIn) => {
    const world = createWorld((request, index) =>
      pathOf(request) === '/auth/token'
        ? { json: { access_token: 'a', token_type: 'BEARER', expires_in: expiresIn } }
        : noAccounts(request, index),
    );
    await world.provider.listAccounts();
    world.clock.advance(3_000_000);
    await world.provider.listAccounts();
    expect(refreshes(world)).toHaveLength(1);
    // No new refresh token in the answer: the old one stays in force.
    expect(world.tokens.stored).toMatchObject({ refreshToken: 'refresh-1', generation: 2 });
  });

  it('R23 counts by the clock that says earlier when the wall clock is set back', async () => {
    const world = createWorld(withTokens(noAccounts));
    await world.provider.listAccounts();
    world.clock.setBack(7_200_000);
    world.clock.advance(3_600_000);
    await world.provider.listAccounts();
    expect(refreshes(world)).toHaveLength(2);
  });

  it('R10 keeps a set alive that was last renewed a week ago, and leaves a younger one alone', async () => {
    const young = createWorld(withTokens(noAccounts));
    await young.provider.keepAlive();
    expect(young.sent).toHaveLength(0);
    const old = createWorld(withTokens(noAccounts), { stored: { ...STORED, obtainedAt: '2026-10-31T11:07:00.000Z' } });
    await old.provider.keepAlive();
    expect([old.sent.map(pathOf), old.tokens.stored?.generation]).toEqual([['/auth/token'], 2]);
    const none = createWorld(withTokens(noAccounts), { stored: null });
    await none.provider.keepAlive();
    expect(none.sent).toHaveLength(0);
  });

  it('R10 R24 is settled once the answer to a renewal is stored, also when nobody waits for the renewal any more', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const world = createWorld(async (request, index) => {
      if (pathOf(request) === '/auth/token') await answered;
      return withTokens(noAccounts)(request, index);
    });
    const before = world.tokens.stored?.generation ?? 0;
    const gone = new AbortController();
    const reading = world.provider.listAccounts(gone.signal);
    gone.abort();
    expect(await failureOf(reading)).toBe('cancelled');
    let isSettled = false;
    const settled = world.provider.settled().then(() => {
      isSettled = true;
    });
    await new Promise((turn) => setImmediate(turn));
    expect([isSettled, world.tokens.stored?.generation]).toEqual([false, before]);
    answer();
    await settled;
    expect(world.tokens.stored?.generation).toBe(before + 1);
  });
});
