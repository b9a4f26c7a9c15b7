import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { createWorld, failureOf, pathOf, type Responder, STORED, withTokens } from '../../test/fakes/misconnect-world.ts';
import { HttpFailure } from '../ports/http.ts';
import type { StoredTokens } from '../ports/token-store.ts';

const noAccounts: Responder = () => ({ json: { accounts: [] } });
const bodyOf = (text: string | undefined) => JSON.parse(text ?? '{}') as Record<string, string>; // test input written by the adapter itself
const refreshes = (world: ReturnType<typeof createWorld>) => world.sent.filter((request) => pathOf(request) === '/auth/token');

describe('R9 single flight', () => {
  it('R9 answers 100 parallel callers with one refresh', async () => {
    const world = createWorld(withTokens(noAccounts), { stored: { ...STORED } });
    await Promise.all(Array.from({ length: 100 }, () => world.provider.listAccounts()));
    const bearers = world.sent.filter((request) => pathOf(request) === '/rest/accounts').map((request) => request.headers.authorization);
    expect([refreshes(world).length, new Set(bearers), world.tokens.stored?.refreshToken]).toEqual([
      1,
      new Set(['Bearer access-2']),
      'refresh-2',
    ]);
  });

  it('R9 refreshes once after a 401, repeats once, then asks for a reconnect', async () => {
    const world = createWorld(withTokens(() => ({ status: 401, json: { error: { code: 1003 } } })));
    expect(await failureOf(world.provider.listAccounts())).toBe('reconnect_required');
    expect(world.sent.map(pathOf)).toEqual(['/auth/token', '/rest/accounts', '/auth/token', '/rest/accounts']);
  });

  it('R9 gives the token others already fetched to a caller whose old one was refused', async () => {
    let isRevoked = false;
    const world = createWorld(
      withTokens((request) =>
        isRevoked && request.headers.authorization === 'Bearer access-2' ? { status: 401 } : { json: { accounts: [] } },
      ),
    );
    await world.provider.listAccounts();
    isRevoked = true;
    await Promise.all(Array.from({ length: 20 }, () => world.provider.listAccounts()));
    expect(refreshes(world)).toHaveLength(2);
  });

  it('R9 keeps one newest token set over random interleavings of reads, exchanges, refusals, cancellations and slow answers', async () => {
    const action = fc.constantFrom('read', 'exchange', 'cancelled-read', 'expire', 'refuse', 'fail-save');
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), fc.scheduler(), async (actions, scheduler) => {
        let issued = 1;
        let valid = 'refresh-1';
        let validAccess = '';
        let openTokenCalls = 0;
        const trouble: string[] = [];
        const world = createWorld(async (request) => {
          await scheduler.schedule(Promise.resolve(), pathOf(request));
          if (pathOf(request) !== '/auth/token') {
            return request.headers.authorization === `Bearer ${validAccess}` ? { json: { accounts: [] } } : { status: 401 };
          }
          openTokenCalls += 1;
          if (openTokenCalls > 1) trouble.push('two token calls at once');
          await scheduler.schedule(Promise.resolve(), 'token answer');
          openTokenCalls -= 1;
          const body = bodyOf(request.body);
          if (body.grant_type === 'refresh_token' && body.refresh_token !== valid)
            trouble.push(`stale ${body.refresh_token}, valid ${valid}`);
          issued += 1;
          valid = `refresh-${issued}`;
          validAccess = `access-${issued}`;
          return { json: { access_token: validAccess, refresh_token: valid, expires_in: 3600 } };
        });
        const results = actions.map((name, index) => run(name, index));
        await scheduler.waitFor(Promise.all(results));
        // Whatever happened, a later call works with the newest set, and the store holds it.
        world.tokens.failures.save.length = 0;
        const last = world.provider.listAccounts();
        await scheduler.waitFor(last);
        expect(trouble).toEqual([]);
        expect(world.tokens.stored?.refreshToken).toBe(valid);

        async function run(name: string, index: number): Promise<void> {
          const provider = world.provider;
          if (name === 'read') await failureOf(provider.listAccounts());
          else if (name === 'exchange') await failureOf(provider.exchangeCode(`code-${index}`, 'app:/cb'));
          else if (name === 'expire') world.clock.advance(3_600_000);
          else if (name === 'refuse') validAccess = '';
          else if (name === 'fail-save') world.tokens.failures.save.push(new AppError('secret_store_locked', 'locked'));
          else {
            const controller = new AbortController();
            const work = failureOf(provider.listAccounts(controller.signal));
            controller.abort();
            expect(await work).toBe('cancelled');
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

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
});

describe('S26 write before use', () => {
  const locked = () => new AppError('secret_store_locked', 'locked');

  it('S26 asks the store, then the endpoint, then writes, then uses', async () => {
    const order: string[] = [];
    const world = createWorld((request, index) => {
      order.push(...world.tokens.calls.splice(0), pathOf(request));
      return withTokens(noAccounts)(request, index);
    });
    await world.provider.listAccounts();
    expect(order).toEqual(['load', 'assertWritable', '/auth/token', 'save', '/rest/accounts']);
  });

  it.each(['load', 'assertWritable'] as const)('S26 sends nothing when %s fails', async (step) => {
    const world = createWorld(withTokens(noAccounts));
    world.tokens.failures[step].push(locked());
    expect(await failureOf(world.provider.listAccounts())).toBe('secret_store_locked');
    expect(world.sent).toHaveLength(0);
    expect(await world.provider.listAccounts()).toEqual([]);
  });

  it('S26 keeps a set that could not be written, uses and refreshes nothing, and writes it before the next call', async () => {
    const world = createWorld(withTokens(noAccounts));
    world.tokens.failures.save.push(locked(), locked(), locked());
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await failureOf(world.provider.listAccounts())).toBe('secret_store_locked');
      world.clock.advance(7_200_000);
    }
    expect(world.sent.map(pathOf)).toEqual(['/auth/token']);
    expect(await world.provider.hasTokens()).toBe(true);
    await world.provider.listAccounts();
    expect(world.tokens.stored?.refreshToken).toBe('refresh-2');
  });

  it('S26 never sends an older token set that the store brings back', async () => {
    const world = createWorld(withTokens(noAccounts));
    await world.provider.listAccounts();
    world.tokens.stored = STORED;
    world.clock.advance(3_600_000);
    await world.provider.listAccounts();
    expect(refreshes(world).map((request) => bodyOf(request.body).refresh_token)).toEqual(['refresh-1', 'refresh-2']);
  });

  it('S26 a code is not spent while the store cannot be written', async () => {
    const world = createWorld(withTokens(noAccounts));
    world.tokens.failures.assertWritable.push(locked());
    expect(await failureOf(world.provider.exchangeCode('code', 'app:/cb'))).toBe('secret_store_locked');
    expect(world.sent).toHaveLength(0);
  });

  it('S26 an exchanged set that could not be written is written before the next call', async () => {
    const world = createWorld(withTokens(noAccounts), { stored: null });
    world.tokens.failures.save.push(locked());
    expect(await failureOf(world.provider.exchangeCode('code', 'app:/cb'))).toBe('secret_store_locked');
    expect([await world.provider.hasTokens(), world.tokens.stored]).toEqual([true, undefined]);
    await world.provider.listAccounts();
    expect([world.tokens.stored?.refreshToken, world.sent.map(pathOf)]).toEqual(['refresh-2', ['/auth/token', '/rest/accounts']]);
  });

  it('says reconnect when there is no token set, and forgets one that was cleared outside', async () => {
    const none = createWorld(withTokens(noAccounts), { stored: null });
    expect([await failureOf(none.provider.listAccounts()), await none.provider.hasTokens(), none.sent.length]).toEqual([
      'reconnect_required',
      false,
      0,
    ]);
    const world = createWorld(withTokens(noAccounts));
    await world.provider.listAccounts();
    world.tokens.stored = undefined;
    world.clock.advance(3_600_000);
    expect(await failureOf(world.provider.listAccounts())).toBe('reconnect_required');
  });
});

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
