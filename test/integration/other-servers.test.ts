/** @file Servers whose links, callbacks, tokens, accounts and consents differ from the practice bank's, through the whole core. */
import { afterEach, describe, expect, it } from 'vitest';
import { followToMizan } from '../harness/core-harness.ts';
import { type OtherServer, passOther, startOtherServer, type World } from '../harness/other-server.ts';
import { account, item, items, type OtherWalk, startOtherWalk } from '../harness/other-walk.ts';

let server: OtherServer;
let walk: OtherWalk;

async function begin(change: Partial<World> = {}, host?: string, name?: string): Promise<void> {
  server = await startOtherServer({ accounts: [account('A1.1', items(3))], ...change }, host, name);
  walk = await startOtherWalk(server);
}
afterEach(async () => {
  await walk.close();
  await server.close();
});

const OK = { outcome: 'ok', newTransactions: 3, changedTransactions: 0, removedTransactions: 0 };
const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
const refreshes = () => server.posts.filter(({ body }) => body.grant_type === 'refresh_token').length;
const FIELDS = 'bankName kind currency ibanLast4 numberLast4 balanceMinor bookedCount pendingCount bookedSumMinor'.split(' ');
const lasting = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('connecting', () => {
  const ways: Record<string, Partial<World>> = {
    'a link with 200': { linkStatus: 200 },
    'a link with 202': { linkStatus: 202 },
    'a readable token in the link': {
      location: ({ id, origin, state }) => `${origin}/w/${id}?token=${jwt({ exp: Date.now() / 1000 + 600, state })}`,
    },
    'a token that is over, of another state': { location: ({ id, origin }) => `${origin}/w/${id}?token=${jwt({ exp: 1, state: 'x' })}` },
    'a token in the fragment': { location: ({ id, origin }) => `${origin}/w/${id}#token=a.b.c` },
    'localhost as the widget’s name': { location: ({ id, origin }) => `${origin.replace('127.0.0.1', 'localhost')}/w/${id}` },
    'parameters in another order, with strangers': {
      redirect: ({ redirectUri, state, code, id }) =>
        `${redirectUri}?x[]=1&code=${code}&flow_id=${id}&empty=&success=true&locale=ar&state=${state}`,
    },
    'a code full of signs': {
      redirect: ({ redirectUri, state, code }) => `${redirectUri}?success=true&state=${state}&code=${encodeURIComponent(code)}&`,
    },
    'a path prefix': { prefix: '/bank/api/v7' },
    gzip: { encoding: 'gzip' },
    chunks: { encoding: 'chunked' },
    'a byte order mark': { encoding: 'bom' },
    'no content type': { encoding: 'no content type' },
    'a bare account list': { isAccountListBare: true },
    'accesses not found': { accesses: 404 },
    'accesses forbidden': { accesses: 403 },
    'accesses bare': { accesses: [{ id: 'X1.1', consent: { expires_at: lasting(200) } }] },
    'accesses none': { accesses: { accesses: [] } },
    'accesses null': { accesses: { accesses: null } },
    'accesses without consent': { accesses: { accesses: [{ id: 'X1.1', consent: null }] } },
    'lower-case bearer and a lifetime as text': {
      tokens: () => ({ token_type: 'bearer', expires_in: '3600', scope: 'offline', extra: {} }),
    },
    'no lifetime and no type': { tokens: () => ({}) },
  };
  it.each(Object.entries(ways))('works with %s', async (_name, way) => {
    await begin(way);
    expect(await walk.connect()).toMatchObject({ phase: 'done', errorCode: null });
    const report = await walk.sync();
    expect(report).toMatchObject({ run: OK, connections: [{ bankName: 'Other Bank', state: 'active' }] });
    expect(server.posts[0]).toMatchObject({ path: '/ongoing/access', body: { language: 'en', save_secrets: true } });
    expect((await walk.sync()).run).toEqual({ ...OK, newTransactions: 0 });
  });

  it.each([
    ['127.0.0.1', 'localhost'],
    ['::1', '[::1]'],
  ])('reaches a server on %s as %s', async (host, name) => {
    await begin({}, host, name);
    await walk.connect();
    expect((await walk.sync()).run).toEqual(OK);
  });

  it('ends plainly when the widget tells of no success, and keeps what was connected before', async () => {
    await begin();
    await walk.connect();
    const before = await walk.sync();
    server.world.redirect = ({ redirectUri, state }) => `${redirectUri}?state=${state}&success=false`;
    expect(await walk.connect()).toMatchObject({ phase: 'not_completed', errorCode: 'flow_not_completed' });
    server.world.redirect = ({ redirectUri, state }) => `${redirectUri}?state=${state}&success=true`;
    expect(await walk.connect()).toMatchObject({ phase: 'failed', errorCode: 'callback_invalid' });
    expect(await walk.sync()).toEqual({ ...before, run: { ...OK, newTransactions: 0 } });
  });

  it('takes the right callback after a wrong one, and only once', async () => {
    await begin();
    const { flow, location } = await walk.harness.openWidget();
    const redirect = await passOther(location);
    expect(await followToMizan(redirect.replace(/state=\w/, 'state=_'))).toBe(404);
    expect(await followToMizan(redirect)).toBe(200);
    await expect(followToMizan(redirect)).rejects.toThrow();
    expect(await walk.harness.core().waitForFlow(flow.id)).toMatchObject({ phase: 'done' });
    expect(server.posts.filter(({ path }) => path === '/auth/token')).toHaveLength(1);
    expect((await walk.sync()).run).toEqual(OK);
  });

  it.each<[name: string, fault: World['faults'][number]['answer'], code: string]>([
    ['400 invalid_grant', { status: 400, body: { error: 'invalid_grant' } }, 'code_refused'],
    ['400 code 1000', { status: 400, body: { error: { code: 1000, data: { code: ['used'] } } } }, 'code_refused'],
    ['401 code 1004', { status: 401, body: { error: { code: '1004' } } }, 'client_credentials_invalid'],
    ['a 200 that is an error', { status: 200, body: { error: 'expired code' } }, 'code_refused'],
    ['an empty 500', { status: 500 }, 'exchange_unclear'],
    ['an answer lost after the exchange', 'lost', 'exchange_unclear'],
    ['an answer cut short', 'cut', 'exchange_unclear'],
  ])('does not exchange twice after %s', async (_name, answer, code) => {
    await begin();
    server.world.faults.push({ on: /auth\/token/, answer });
    expect(await walk.connect()).toMatchObject({ phase: 'failed', errorCode: code });
    expect(server.posts.filter(({ path }) => path === '/auth/token')).toHaveLength(1);
    expect(await walk.sync()).toMatchObject({ accounts: [], run: { outcome: 'failed' }, errors: [{ code: 'reconnect_required' }] });
    expect((await walk.connect()).phase).toBe('done');
    expect((await walk.sync()).run).toEqual(OK);
  });

  it.each<[answer: World['faults'][number]['answer'], code: string]>([
    [{ status: 400, body: { error: { code: 1000, data: { redirect_uri: ['Not a valid URL.'] } } } }, 'provider_rejected'],
    [{ status: 400, body: { error: 'text', data: {} } }, 'provider_rejected'],
    [{ status: 401, body: { error: { code: 1003 } } }, 'client_credentials_invalid'],
    [{ status: 401, body: '' }, 'client_credentials_invalid'],
    [{ status: 403, body: { error: { code: 1007, group: 'Client' } } }, 'scope_missing'],
    [{ status: 201, body: { id: 'no location' } }, 'link_refused'],
    [{ status: 201, body: { location: 'http://bank.example/w' } }, 'link_refused'],
    [{ status: 200, body: '<html>portal</html>' }, 'response_malformed'],
    [{ status: 500, body: '' }, 'provider_unavailable'],
  ])('says why there is no link: %j', async (answer, code) => {
    await begin();
    server.world.faults.push({ on: /ongoing/, answer });
    const card = await walk.harness.ask('connections.consentCard', { language: 'en' });
    const start = { language: 'en', keepUpdating: true, consentVersion: card.version, channel: 'loopback' } as const;
    expect(await walk.harness.ask('connections.start', start)).toMatchObject({ phase: 'failed', errorCode: code });
  });
});

describe('tokens', () => {
  it.each([true, false])('refreshes all the time when they live a second (rotation: %s)', async (rotates) => {
    await begin({ rotates, tokens: () => ({ token_type: 'Bearer', expires_in: 1 }), accounts: [account('A1.1', items(1001))] });
    await walk.connect();
    server.dropAccessTokens();
    expect((await walk.sync()).run).toEqual({ ...OK, newTransactions: 1001 });
    expect(refreshes()).toBeGreaterThan(0);
  });

  it('refreshes once for a whole run when a token is refused in the middle of it', async () => {
    await begin({ accounts: Array.from({ length: 8 }, (_, index) => account(`A${index}`, items(1010))) });
    await walk.connect();
    let isDropped = false;
    server.world.accounts[5]?.items.push(item());
    Object.defineProperty(server.world.accounts[2], 'quirks', {
      get: () => {
        if (!isDropped) server.dropAccessTokens();
        isDropped = true;
        return {};
      },
    });
    expect((await walk.sync()).run).toEqual({ ...OK, newTransactions: 8081 });
    expect(refreshes()).toBe(1);
  });

  it.each<[status: number, body: object | string]>([
    [400, ''],
    [401, ''],
    [403, ''],
    [400, { error: 'invalid_grant', error_description: 'expired' }],
    [400, { error: 'the refresh token is not known' }],
    [400, { error: { code: 1000, group: 'client', description: 'x', data: { refresh_token: ['invalid'] } } }],
    [401, { error: { code: 1003, group: 'client' } }],
    [401, { error: { code: null, description: 'x' } }],
    [403, { error: { code: '1003' } }],
    [403, { error: 'access_denied' }],
  ])('asks for a reconnect and keeps the data when the refresh is refused with %i %j, then heals', async (status, body) => {
    await begin({ accesses: [{ id: 'X1.1', consent: { expires_at: lasting(300) } }] });
    await walk.connect();
    const before = await walk.sync();
    server.dropAccessTokens();
    server.world.faults.push({ on: /auth\/token/, answer: { status, body } });
    const lost = await walk.sync();
    expect(lost).toMatchObject({ run: { outcome: 'failed' }, errors: [{ step: 'sync', code: 'reconnect_required' }] });
    expect(lost.accounts).toEqual(before.accounts);
    expect(lost.connections).toEqual([{ ...before.connections[0], state: 'reconnect_required' }]);
    await walk.connect();
    const healed = await walk.sync();
    expect(healed).toEqual({ ...before, run: { ...OK, newTransactions: 0 } });
  });

  it.each<[fault: World['faults'][number]['answer'], code: string]>([
    [{ status: 503 }, 'provider_unavailable'],
    [{ status: 429, body: { error: 'slow down' } }, 'rate_limited'],
    [{ status: 401, body: { error: { code: 1004 } } }, 'client_credentials_invalid'],
    ['reset', 'provider_unavailable'],
  ])('keeps the tokens when a refresh merely fails: %j', async (answer, code) => {
    await begin();
    await walk.connect();
    server.dropAccessTokens();
    server.world.faults.push({ on: /auth\/token/, answer, times: 2 });
    expect(await walk.sync()).toMatchObject({ run: { outcome: 'failed' }, errors: [{ code }], connections: [{ state: 'active' }] });
    server.world.faults.length = 0;
    expect((await walk.sync()).run).toEqual(OK);
  });
});

describe('accounts and consents', () => {
  it('shows every kind, spelling and gap of an account', async () => {
    const types: [type: unknown, kind: string][] = [
      ['Giro account', 'current'],
      ['GIRO_ACCOUNT', 'current'],
      ['Current account', 'current'],
      ['CurrentAccount', 'current'],
      ['checking-account', 'current'],
      ['Payment account', 'current'],
      ['Savings account', 'savings'],
      ['Daily savings account', 'savings'],
      ['Savings', 'savings'],
      ['Credit card', 'credit_card'],
      ['CreditCard', 'credit_card'],
      ['Prepaid card', 'prepaid_card'],
      ['PrePaidCard', 'prepaid_card'],
      ['E-money account', 'emoney'],
      ['EMoney', 'emoney'],
      ['Wallet', 'emoney'],
      ['PayPal', 'emoney'],
      ['Charge card', 'charge_card'],
      ['ChargeCard', 'charge_card'],
      ['Loan account', 'loan'],
      ['Mortgage', 'loan'],
      ['Depot', 'investment'],
      ['Unknown', 'other'],
      ['Cash book', 'other'],
      ['حساب', 'other'],
      [undefined, 'other'],
      [7, 'other'],
    ];
    await begin({ accounts: types.map(([type], index) => account(`A${index + 10}`, [], { type })) });
    await walk.connect();
    const { accounts } = await walk.sync();
    expect(Object.fromEntries(accounts.map((one) => [one.numberLast4, one.kind]))).toEqual(
      Object.fromEntries(types.map(([, kind], index) => [`0A${index + 10}`, kind])),
    );
  });

  it('tells what is missing as null, and never joins or splits accounts', async () => {
    const iban = 'SA03 8000 0000 6080 1016 7519';
    const huge = 99_844_684_550_094;
    const gap = { name: undefined, owner: undefined, bank_code: undefined, auto_sync: undefined };
    await begin({
      accounts: [
        account('A 1/ä?#%2F', [item()], { iban, account_number: undefined }),
        account('حساب', [item()], { iban, account_number: '', currency: 'USD', balance: null }),
        account('99844684550094849123', [item()], { account_id: { $raw: '99844684550094849123' }, account_number: huge, balance: {} }),
        account('..hidden', [item()], { ...gap, iban: null, account_number: '0007', balance: { balance: '-12.5' }, status: undefined }),
        account('A5', [item()], { currency: undefined, access_id: 'X2', bank_name: 'Second Bank / البنك الثاني' }),
      ],
      accesses: [
        { id: 'X1.1', consent: { expires_at: '2020-01-01T00:00:00+00:00' } },
        { id: 'X2', consent: { expires_at: lasting(3) } },
      ],
    });
    expect((await walk.connect()).connectedBanks).toHaveLength(2);
    const report = await walk.sync();
    const facts = { kind: 'current', bookedCount: 1, pendingCount: 0, bookedSumMinor: 1000 } as const;
    const other = { bankName: 'Other Bank', currency: 'SAR', ibanLast4: null, ...facts };
    const expected = [
      { ...other, ibanLast4: '7519', numberLast4: null, balanceMinor: 136_739 },
      { ...other, currency: 'USD', ibanLast4: '7519', numberLast4: null, balanceMinor: null, bookedSumMinor: 0 },
      { ...other, numberLast4: '0094', balanceMinor: null },
      { ...other, numberLast4: '0007', balanceMinor: -1250 },
      { ...other, bankName: 'Second Bank', numberLast4: '00A5', balanceMinor: 136_739 },
    ];
    expect(report.accounts).toHaveLength(5);
    expect(report.accounts).toEqual(expect.arrayContaining(expected));
    expect(report.connections).toEqual([
      { bankName: 'Other Bank', state: 'expired', expiresAt: '2020-01-01T00:00:00.000Z' },
      { bankName: 'Second Bank', state: 'expiring', expiresAt: expect.any(String) },
    ]);
    expect(Object.keys(report)).toEqual(['accounts', 'connections', 'run']);
    for (const one of report.accounts) expect(Object.keys(one)).toEqual(FIELDS);
  });

  it('keeps every account and row when a reconnect gives everything a new id', async () => {
    const listed = { iban: 'SA4420000001234567891234' };
    const rows = [item({ purpose: 'Twin', name: 'Cafe' }), item({ purpose: 'Twin', name: 'Cafe' }), item()];
    const consent = { expires_at: lasting(300) };
    await begin({
      accounts: [account('A1', rows, listed), account('A2', items(2), { account_number: '0002' })],
      accesses: ['X1.1', 'X9'].map((id) => ({ id, consent })),
    });
    await walk.connect();
    const before = await walk.sync();
    for (const [index, one] of server.world.accounts.entries()) {
      one.id = `B${index}`;
      Object.assign(one.listed, { account_id: one.id, access_id: 'X9' });
      for (const [place, entry] of one.items.entries()) entry.body = { ...entry.body, transaction_id: `N${index}.${place}` };
    }
    await walk.connect();
    expect(await walk.sync()).toEqual({ ...before, run: { ...OK, newTransactions: 0 } });
  });

  it('keeps what is no longer listed', async () => {
    await begin({ accounts: [account('A1', items(2)), account('A2', items(1), { access_id: 'X2', bank_name: 'Zweite Bank' })] });
    await walk.connect();
    const before = await walk.sync();
    server.world.accounts.splice(1);
    expect((await walk.sync()).accounts).toEqual(before.accounts);
  });
});
