import { describe, expect, it } from 'vitest';
import { createWorld, failureOf, pathOf, type Responder, START_MS, withTokens } from '../../test/fakes/misconnect-world.ts';
import { HttpFailure } from '../ports/http.ts';

const accounts: Responder = () => ({ json: { accounts: [] } });
/** Answers of the accounts list in order; the last one stays. */
const inOrder = (...answers: readonly ReturnType<Responder>[]): Responder => {
  let next = 0;
  return withTokens(() => answers[Math.min(next++, answers.length - 1)] ?? new HttpFailure('malformed', true));
};
const reads = (world: ReturnType<typeof createWorld>) => world.sent.filter((request) => pathOf(request) !== '/auth/token');
const ok = { json: { accounts: [] } };
const error = (code: number, status = 400) => ({ status, json: { error: { code } } });
const aLink = {
  redirectUri: 'app.mizan.desktop:/callback',
  userId: 'u@x.example',
  state: 's',
  language: 'en',
  historyDays: 365,
  saveSecrets: true,
} as const;

describe('R12 retries', () => {
  it.each<[string, ReturnType<Responder>]>([
    ['offline', new HttpFailure('offline', false)],
    ['refused', new HttpFailure('refused', false)],
    ['reset', new HttpFailure('reset', true)],
    ['timeout', new HttpFailure('timeout', true)],
    ['408', { status: 408 }],
    ['429', { status: 429 }],
    ['502 html', { status: 502, text: '<html>' }],
    ['503', { status: 503 }],
    ['504', { status: 504 }],
    ['20000', error(20000)],
    ['20003 in a 200', error(20003, 200)],
    ['30000', error(30000, 500)],
    ['30006', error(30006, 503)],
    ['1008', error(1008, 409)],
  ])('R12 repeats a read after %s', async (_name, trouble) => {
    const world = createWorld(inOrder(trouble, trouble, trouble, ok));
    expect([await failureOf(world.provider.listAccounts()), reads(world).length]).toEqual(['none', 4]);
    const hopeless = createWorld(inOrder(trouble));
    expect([await failureOf(hopeless.provider.listAccounts()), reads(hopeless).length]).toEqual([expect.not.stringMatching('none'), 4]);
  });

  it.each<[string, ReturnType<Responder>, string]>([
    ['certificate', new HttpFailure('tls', false), 'tls_failed'],
    ['too large', new HttpFailure('too_large', true), 'response_too_large'],
    ['garbled', new HttpFailure('malformed', true), 'response_malformed'],
    ['html with 200', { text: '<html>' }, 'response_malformed'],
    ['empty with 200', {}, 'response_malformed'],
    ['other JSON', { json: { hello: 1 } }, 'response_malformed'],
    ['1020', error(1020, 429), 'sync_quota_exceeded'],
    ['1000', error(1000), 'provider_rejected'],
    ['1002', error(1002, 404), 'resource_gone'],
    ['1007', error(1007, 403), 'scope_missing'],
    ['1010', error(1010, 423), 'user_locked'],
    ['10000', error(10000), 'user_action_required'],
    ['10011', error(10011), 'account_gone'],
    ['20001', error(20001), 'bank_unsupported'],
    ['20004 with 400', error(20004), 'bank_unavailable'],
    ['40000', error(40000), 'bank_unsupported'],
    ['40001', error(40001), 'bank_unavailable'],
    ['unknown client code', error(1999), 'provider_rejected'],
    ['unknown user code', error(19999), 'user_action_required'],
    ['500 empty', { status: 500 }, 'provider_unavailable'],
    ['500 of group bank', { status: 500, json: { error: { code: null, group: 'Bank' } } }, 'bank_unavailable'],
    ['404 html', { status: 404, text: '<html>' }, 'response_malformed'],
    ['error text', { status: 400, json: { error: 'Something went wrong', data: {} } }, 'provider_rejected'],
    ['code without wrapper', { status: 400, json: { code: '1007' } }, 'scope_missing'],
    ['200 with an error object', { json: { error: { code: 1007 }, accounts: [] } }, 'scope_missing'],
  ])('R12 does not repeat after %s', async (_name, trouble, code) => {
    const world = createWorld(inOrder(trouble));
    expect([await failureOf(world.provider.listAccounts()), reads(world).length]).toEqual([code, 1]);
  });

  it.each([[null], [''], [{}], [{ code: null, description: '' }], [false]])(
    'R11 takes a 200 whose error is %j as a success',
    async (nothing) => {
      const world = createWorld(inOrder({ json: { accounts: [], error: nothing } }));
      expect(await world.provider.listAccounts()).toEqual([]);
    },
  );

  it('R12 waits with full jitter below 1, 2 and 4 seconds', async () => {
    const waits: number[][] = [[], [], []];
    for (let run = 0; run < 60; run += 1) {
      let bytes = run * 4;
      const random = { bytes: (count: number) => Uint8Array.from({ length: count }, () => (bytes = (bytes * 97 + 31) % 256)) };
      const world = createWorld(inOrder({ status: 503 }), { random });
      await failureOf(world.provider.listAccounts());
      for (const [index, ms] of world.clock.slept.entries()) waits[index]?.push(ms);
    }
    for (const [index, list] of waits.entries()) {
      expect(list).toHaveLength(60);
      expect([Math.max(...list) < 1_000 * 2 ** index, Math.max(...list) > 700 * 2 ** index, Math.min(...list) < 300 * 2 ** index]).toEqual([
        true,
        true,
        true,
      ]);
    }
  });

  it.each([
    ['7', 7_000],
    [new Date(START_MS + 9_000).toUTCString(), 9_000],
  ])('R12 takes Retry-After %s as the lower bound', async (header, waitMs) => {
    const world = createWorld(inOrder({ status: 429, headers: { 'retry-after': header } }, ok));
    await world.provider.listAccounts();
    expect(world.clock.slept).toEqual([waitMs]);
  });

  it('R12 reads a Retry-After date by the server clock', async () => {
    const headers = { date: new Date(START_MS + 7_200_000).toUTCString(), 'retry-after': new Date(START_MS + 7_205_000).toUTCString() };
    const world = createWorld(inOrder({ status: 503, headers }, ok));
    await world.provider.listAccounts();
    expect(world.clock.slept).toEqual([5_000]);
    expect(world.logged.filter((line) => line.event === 'provider.clock_skew')).toEqual([
      { event: 'provider.clock_skew', fields: { minutes: 120 } },
    ]);
  });

  it('R12 reports the time instead of waiting beyond two minutes', async () => {
    const world = createWorld(inOrder({ status: 429, headers: { 'retry-after': '3600' } }));
    await expect(world.provider.listAccounts()).rejects.toMatchObject({ code: 'rate_limited', retryAtMs: START_MS + 3_600_000 });
    expect([reads(world).length, world.clock.slept]).toEqual([1, []]);
    const endless = createWorld(inOrder({ status: 503, headers: { 'retry-after': '9'.repeat(15) } }));
    await expect(endless.provider.listAccounts()).rejects.toMatchObject({ retryAtMs: START_MS + 86_400_000 });
  });

  it('R12 comes back when the server says when, even for a quota that is otherwise final for the run', async () => {
    const quota = (seconds: string) => ({ ...error(1020, 429), headers: { 'retry-after': seconds } });
    const world = createWorld(inOrder(quota('3'), ok));
    await world.provider.listAccounts();
    expect(world.clock.slept).toEqual([3_000]);
    const tomorrow = createWorld(inOrder(quota('40000')));
    await expect(tomorrow.provider.listAccounts()).rejects.toMatchObject({ code: 'sync_quota_exceeded', retryAtMs: START_MS + 40_000_000 });
    expect(reads(tomorrow)).toHaveLength(1);
  });

  it('R12 stays within two minutes even when every try hangs', async () => {
    const world = createWorld(
      withTokens(() => {
        world.clock.advance(60_000);
        return new HttpFailure('timeout', true);
      }),
    );
    expect(await failureOf(world.provider.listAccounts())).toBe('timeout');
    expect(reads(world)).toHaveLength(2);
  });

  it('R12 asks a busy resource again quickly once, then every 30 s', async () => {
    const world = createWorld(inOrder(error(1008, 409), error(1008, 409), error(1008, 409), ok));
    await world.provider.listAccounts();
    expect([world.clock.slept[0], ...world.clock.slept.slice(1)]).toEqual([expect.toSatisfy((ms) => ms < 1_000), 30_000, 30_000]);
  });

  it('R24 stops waiting when the caller cancels', async () => {
    const controller = new AbortController();
    const world = createWorld(
      withTokens(() => {
        setImmediate(() => controller.abort());
        return { status: 503, headers: { 'retry-after': '100' } };
      }),
    );
    expect([await failureOf(world.provider.listAccounts(controller.signal)), reads(world).length]).toEqual(['cancelled', 1]);
  });
});

describe('R11 pace', () => {
  it('R11 sends at most 4 at once and 50 in any 10 s', async () => {
    const startedAt: number[] = [];
    const world = createWorld(
      withTokens(async () => {
        startedAt.push(world.clock.monotonic());
        await new Promise((resolve) => setImmediate(resolve));
        return ok;
      }),
    );
    await Promise.all(Array.from({ length: 130 }, () => world.provider.listAccounts()));
    const crowded = startedAt.filter((start) => startedAt.filter((other) => other >= start && other < start + 10_000).length > 50);
    expect([startedAt.length, crowded, world.maxParallel]).toEqual([130, [], 4]);
  });

  it('R11 does not slow down towards loopback', async () => {
    const world = createWorld(withTokens(accounts), { baseUrl: 'http://127.0.0.1:1' });
    for (let call = 0; call < 200; call += 1) await world.provider.listAccounts();
    expect(world.clock.slept).toEqual([]);
  });

  it('R11 asks for the documented limits', async () => {
    const world = createWorld(withTokens(accounts));
    await world.provider.listAccounts();
    expect(world.sent[1]).toMatchObject({ connectTimeoutMs: 10_000, totalTimeoutMs: 60_000, maxBytes: 10 * 1024 * 1024 });
  });
});

describe('S22 redirects', () => {
  const redirect = (location?: string) => ({ status: 301, headers: location === undefined ? {} : { location } });

  it('S22 follows one redirect of a GET to the same origin, with its credentials', async () => {
    const world = createWorld(inOrder(redirect('https://bank.example/rest/accounts/'), ok));
    await world.provider.listAccounts();
    expect(reads(world).map((request) => [request.url, request.headers.authorization])).toEqual([
      ['https://bank.example/rest/accounts', 'Bearer access-2'],
      ['https://bank.example/rest/accounts/', 'Bearer access-2'],
    ]);
  });

  it.each([['https://evil.example/rest/accounts'], ['http://bank.example/rest/accounts'], ['https://bank.example:8443/x'], [undefined]])(
    'S22 refuses a redirect to %s',
    async (location) => {
      const world = createWorld(inOrder(redirect(location), ok));
      expect([await failureOf(world.provider.listAccounts()), reads(world).length]).toEqual(['redirect_refused', 1]);
      expect(world.calls.at(-1)).toMatchObject({ outcome: 'redirect_refused', status: 301 });
    },
  );

  it('S22 refuses a second redirect and any redirect of a POST or DELETE', async () => {
    const twice = createWorld(inOrder(redirect('/rest/accounts/'), redirect('/rest/accounts')));
    expect(await failureOf(twice.provider.listAccounts())).toBe('redirect_refused');
    const world = createWorld(withTokens(() => redirect('/x')));
    expect(await failureOf(world.provider.createAccessLink(aLink))).toBe('redirect_refused');
    expect(await failureOf(world.provider.deleteAccount('A1'))).toBe('redirect_refused');
    expect(world.sent.map(pathOf)).toEqual(['/ongoing/access', '/auth/token', '/rest/accounts/A1']);
  });

  it('S22 sends nothing to an insecure address', async () => {
    const world = createWorld(withTokens(accounts), { baseUrl: 'http://bank.example' });
    const { provider } = world;
    const works = [provider.listAccounts(), provider.createAccessLink(aLink), provider.exchangeCode('c', 'r'), provider.deleteUser()];
    expect(await Promise.all(works.map(failureOf))).toEqual(works.map(() => 'insecure_url'));
    expect(await provider.testCredentials()).toEqual({ outcome: 'refused', code: 'insecure_url' });
    expect(world.sent).toHaveLength(0);
  });
});
