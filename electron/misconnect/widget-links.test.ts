import { describe, expect, it } from 'vitest';
import { createWorld, failureOf, type Scripted, START_MS, withTokens } from '../../test/fakes/misconnect-world.ts';

const answering = (scripted: Scripted) => createWorld(withTokens(() => scripted));

describe('widget links', () => {
  const request = {
    userId: 'u-1@users.example',
    redirectUri: 'app.mizan.desktop:/callback',
    state: 'state-1',
    language: 'ar',
    historyDays: 365,
    saveSecrets: true,
  } as const;
  const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
  const link = (location: unknown, status = 201) => answering({ status, json: { location, id: '3ca3' } });

  it('sends what the reference names and nothing uncertain', async () => {
    const world = link('https://widget.example/?token=opaque');
    await world.provider.createAccessLink({ ...request, providerBankId: 'bank-1', ibans: ['SA0380000000608010167519'] });
    await world.provider.createSyncLink({ ...request, saveSecrets: false, accountIds: ['A1', 'A2'] });
    const common = {
      user_id: 'u-1@users.example',
      redirect_uri: 'app.mizan.desktop:/callback',
      state: 'state-1',
      language: 'ar',
      sync_period: 365,
    };
    expect(world.sent.map(({ body, method, url }) => [method, url, JSON.parse(body ?? '')])).toEqual([
      [
        'POST',
        'https://bank.example/ongoing/access',
        {
          ...common,
          save_secrets: true,
          allow_multi_selection: true,
          provider_id: 'bank-1',
          accounts: [{ id: 'SA0380000000608010167519' }],
        },
      ],
      ['POST', 'https://bank.example/ongoing/sync', { ...common, save_secrets: false, account_ids: ['A1', 'A2'] }],
    ]);
  });

  it.each([[200], [201], [202]])('A5 accepts %i and uses the address verbatim', async (status) => {
    const location = 'https://widget.example/Path?b=2&token=abc#frag';
    expect(await link(location, status).provider.createAccessLink(request)).toEqual({
      id: '3ca3',
      location,
      expiresAtMs: START_MS + 1_800_000,
    });
  });

  it.each([
    ['its own deadline', jwt({ exp: START_MS / 1000 + 600 }), 600_000],
    ['a deadline as text', jwt({ exp: String(START_MS / 1000 + 600) }), 600_000],
    ['a day at most', jwt({ exp: START_MS / 1000 + 400 * 86_400 }), 86_400_000],
    ['30 minutes when it is over already', jwt({ exp: START_MS / 1000 - 5 }), 1_800_000],
    ['30 minutes without a deadline', jwt({ sub: 'x' }), 1_800_000],
    ['30 minutes when unreadable', 'e30.!!!.x', 1_800_000],
    ['30 minutes when no JSON', 'e30.AAAA.x', 1_800_000],
  ])('S15 gives the link %s', async (_name, token, lifeMs) => {
    const made = await link(`https://widget.example/?token=${token}`).provider.createAccessLink(request);
    expect(made.expiresAtMs - START_MS).toBe(lifeMs);
  });

  it('S15 logs that the link carries another state or address, without their values', async () => {
    const world = link(`https://widget.example/?token=${jwt({ state: 'other', redirect_uri: 'https://other.example', exp: 1 })}`);
    await world.provider.createAccessLink(request);
    const told = world.logged.filter((line) => line.event === 'widget.link_differs').map((line) => line.fields);
    expect(told).toEqual([{ field: 'state' }, { field: 'redirect_uri' }]);
    const same = link(`https://widget.example/?token=${jwt({ state: request.state, redirect_uri: request.redirectUri })}`);
    await same.provider.createAccessLink(request);
    expect(same.logged.filter((line) => line.event === 'widget.link_differs')).toEqual([]);
  });

  it.each([
    ['http://widget.example/'],
    ['javascript:alert(1)'],
    ['file:///etc/passwd'],
    ['https://u:p@widget.example/'],
    ['/relative'],
    [''],
    [null],
    [7],
  ])('S15 refuses %j as an address to open', async (location) => {
    expect(await failureOf(link(location).provider.createAccessLink(request))).toBe('link_refused');
  });

  it('S22 opens plain http on this computer only', async () => {
    expect((await link('http://127.0.0.1:8787/widget?token=x').provider.createAccessLink(request)).location).toBe(
      'http://127.0.0.1:8787/widget?token=x',
    );
  });

  it.each([
    [{ status: 400, json: { error: { code: 1000, data: { redirect_uri: ['Not a valid URL.'] } } } }, 'provider_rejected'],
    [{ status: 401, json: { error: { code: 1003 } } }, 'client_credentials_invalid'],
    [{ status: 401, json: { error: { code: 1004 } } }, 'client_credentials_invalid'],
    [{ status: 401 }, 'client_credentials_invalid'],
    [{ status: 403, json: { error: { code: 1007 } } }, 'scope_missing'],
    [{ status: 403 }, 'scope_missing'],
    [{ text: '<html>' }, 'response_malformed'],
    [{ status: 500 }, 'provider_unavailable'],
  ])('maps the refusal %j', async (scripted, code) => {
    expect(await failureOf(answering(scripted).provider.createAccessLink(request))).toBe(code);
  });
});
