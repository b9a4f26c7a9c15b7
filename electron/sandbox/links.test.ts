import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NOW, type PracticeClient, REDIRECT, startPracticeBank } from './practice-client.ts';

type Failure = { error: { code: number; data: Record<string, string[]> } };
let client: PracticeClient;
beforeEach(async () => {
  client = await startPracticeBank();
});
afterEach(() => client.close());

const valid = { user_id: 'u-1@users.mizan.example', redirect_uri: REDIRECT };

describe('POST /ongoing/access', () => {
  test('answers 201 with an id and a location that carries a JWT with a deadline', async () => {
    const { status, body } = await client.call<{ location: string; id: string }>('POST', '/ongoing/access', { ...valid, state: 'st' });
    expect([status, Object.keys(body).sort()]).toEqual([201, ['id', 'location']]);
    const [, payload = ''] = (new URL(body.location).searchParams.get('token') ?? '').split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    expect(claims).toMatchObject({
      exp: Date.parse(NOW) / 1000 + 1800,
      state: 'st',
      redirect_uri: REDIRECT,
      sub: valid.user_id,
      jti: body.id,
    });
    expect(Object.keys(claims)).toEqual(expect.arrayContaining(['iss', 'aud', 'scope']));
  });

  test.each([
    [{ user_id: 'u' }, 'redirect_uri'],
    [{ redirect_uri: REDIRECT }, 'user_id'],
    [{ ...valid, redirect_uri: 'callback' }, 'redirect_uri'],
    [{ ...valid, redirect_uri: 'javascript:alert(1)' }, 'redirect_uri'],
    [{ ...valid, state: '' }, 'state'],
    [{ ...valid, state: 'x'.repeat(1025) }, 'state'],
    [{ ...valid, sync_period: 0 }, 'sync_period'],
    [{ ...valid, sync_period: '90' }, 'sync_period'],
    [{ ...valid, save_secrets: 'yes' }, 'save_secrets'],
    [{ ...valid, accounts: [{ iban: 'SA' }] }, 'accounts'],
    [{ ...valid, account_types: ['Piggy bank'] }, 'account_types'],
    [{ ...valid, provider_id: 'nobody' }, 'provider_id'],
  ])('refuses %j with 400, code 1000 and the field', async (body, field) => {
    const answer = await client.call<Failure>('POST', '/ongoing/access', body);
    expect([answer.status, answer.body.error.code, Object.keys(answer.body.error.data)]).toEqual([400, 1000, [field]]);
  });

  test('takes the widest state and a custom scheme', async () => {
    const { status } = await client.call('POST', '/ongoing/access', {
      ...valid,
      redirect_uri: 'app.mizan.desktop:/callback',
      state: 'x'.repeat(1024),
    });
    expect(status).toBe(201);
  });
});

describe('POST /ongoing/sync', () => {
  test('refuses unknown accounts with 404 and a missing list with 400', async () => {
    expect((await client.call('POST', '/ongoing/sync', { ...valid, account_ids: ['A1.1'] })).status).toBe(404);
    expect((await client.call('POST', '/ongoing/sync', valid)).status).toBe(400);
    expect((await client.call('POST', '/ongoing/sync', { ...valid, account_ids: [] })).status).toBe(400);
  });

  test('comes back without a code, prolongs the consent, and need not', async () => {
    await client.connect();
    const ids = (await client.accounts()).map((account) => account.account_id);
    const expiry = async () => {
      const { body } = await client.call<{ accesses: { consent: { expires_at: string } }[] }>('GET', '/rest/accesses');
      return body.accesses.map((access) => access.consent.expires_at);
    };
    const before = await expiry();
    const query = await client.complete((await client.link({ account_ids: ids, state: 'sync-1' }, '/ongoing/sync')).location);
    expect([query.get('success'), query.get('state'), query.get('code')]).toEqual(['true', 'sync-1', null]);
    const after = await expiry();
    for (const [index, one] of after.entries()) expect(one > (before[index] ?? '')).toBe(true);

    await client.control('bank', { op: 'settings', doesSyncProlong: false });
    await client.complete((await client.link({ account_ids: ids }, '/ongoing/sync')).location);
    expect(await expiry()).toEqual(after);
  });
});

describe('redirect', () => {
  const pass = async (fields: object = {}, wish: object = {}) => [
    ...(await client.complete((await client.link(wish)).location, fields)).entries(),
  ];

  test('carries its parameters in changing order among ones nobody asked for', async () => {
    const orders = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const entries = await pass();
      const names = entries.map(([name]) => name);
      expect(names).toEqual(expect.arrayContaining(['state', 'success', 'code', 'x_trace']));
      orders.add(names.filter((name) => ['state', 'success', 'code'].includes(name)).join());
    }
    expect(orders.size).toBeGreaterThan(2);
  });

  test('cancelling looks like failing: success=false, the state, no code', async () => {
    for (const outcome of ['cancel', 'fail']) {
      const query = Object.fromEntries(await pass({ outcome }));
      expect(query).toMatchObject({ success: 'false', state: 'st-1' });
      expect(query).not.toHaveProperty('code');
    }
    expect(client.bank.engine.store.state.users).toEqual([]);
  });

  test('can return a wrong state', async () => {
    const query = Object.fromEntries(await pass({ wrongState: true }));
    expect(query).toMatchObject({ success: 'true' });
    expect(query.state).not.toBe('st-1');
  });

  test('keeps the query that the address already had', async () => {
    const query = Object.fromEntries(await pass({}, { redirect_uri: `${REDIRECT}?keep=me` }));
    expect(query).toMatchObject({ keep: 'me', success: 'true' });
  });

  test('completes a link once, and not after its deadline', async () => {
    const { location } = await client.link();
    expect((await client.control('complete', { location })).status).toBe(200);
    expect((await client.control('complete', { location })).status).toBe(409);
    const { location: late } = await client.link();
    await client.advance(30 * 60_000);
    expect((await client.control('complete', { location: late })).status).toBe(410);
    expect((await client.control('complete', { location: 'http://127.0.0.1:1/widget?token=x' })).status).toBe(404);
  });

  test('takes banks and accounts by any name, and refuses names it does not know', async () => {
    await client.connect({ banks: ['مصرف التدريب', 'sample bank'], accounts: ['4821', 'Charge card', 'حساب الدولار'] });
    expect((await client.accounts()).map((account) => account.account_number.slice(-4))).toEqual(['4821', '2290', '6652']);
    const { location } = await client.link();
    expect((await client.control('complete', { location, banks: ['Real Bank'] })).status).toBe(400);
    expect((await client.control('complete', { location, accounts: ['0000'] })).status).toBe(400);
  });

  test('a preselected bank, account or type narrows what is connected', async () => {
    const sample = client.bank.engine.dataset.banks[1];
    await client.connect({}, { provider_id: sample?.providerId });
    expect((await client.accounts()).map((account) => account.account_number.slice(-4))).toEqual(['1166', '2290', '6652']);
    const iban = client.bank.engine.account('savings').iban;
    await client.connect({}, { accounts: [{ id: iban }] });
    expect((await client.accounts()).map((account) => account.account_number.slice(-4)).at(-1)).toBe('7730');
    await client.connect({}, { account_types: ['Credit card'], user_id: 'other@users.mizan.example' });
    expect((await client.accounts()).map((account) => account.type)).toEqual(['Credit card']);
  });
});

test('the bank answers on loopback names only and tells its own time', async () => {
  const { headers } = await client.call('GET', '/version');
  expect(headers.get('date')).toBe('Sat, 07 Nov 2026 11:07:00 GMT');
  expect((await client.call('GET', '/nowhere')).status).toBe(404);
});
