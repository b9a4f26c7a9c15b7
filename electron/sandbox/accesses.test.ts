import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { latestSlot } from './accesses.ts';
import { type PracticeClient, startPracticeBank, type WireAccess } from './practice-client.ts';

const HOUR = 3_600_000;
let client: PracticeClient;
beforeEach(async () => {
  client = await startPracticeBank();
  // Days pass in these tests.
  await client.control('bank', { op: 'settings', accessTtlSeconds: 10_000_000 });
});
afterEach(() => client.close());

const accesses = async () => (await client.call<{ accesses: WireAccess[] }>('GET', '/rest/accesses')).body.accesses;
const creditCard = async () => (await client.accounts()).find((account) => account.type === 'Credit card');
const succeededAt = async () => (await creditCard())?.status.succeeded_at.slice(0, 16);
const booked = async () => (await client.transactions((await creditCard())?.account_id ?? '', 'since=2026-11-01')).transactions.length;

describe('autosync', () => {
  test('runs at four slots a day', () => {
    const slots = new Set(Array.from({ length: 24 * 60 }, (_, minute) => latestSlot(Date.parse('2026-11-07T00:00:00Z') + minute * 60_000)));
    expect([...slots].map((slot) => new Date(slot).toISOString().slice(0, 16))).toEqual([
      '2026-11-06T23:05',
      '2026-11-07T05:05',
      '2026-11-07T11:05',
      '2026-11-07T17:05',
      '2026-11-07T23:05',
    ]);
  });

  test('adds bookings and moves the status at a slot, not between', async () => {
    await client.connect();
    const [before, at] = [await booked(), await succeededAt()];
    expect(at).toBe('2026-11-07T11:07');
    await client.advance(5 * HOUR + 57 * 60_000);
    expect([await booked(), await succeededAt()]).toEqual([before, at]);
    await client.advance(2 * 60_000);
    expect(await succeededAt()).toBe('2026-11-07T17:05');
    await client.advance(72 * HOUR);
    expect(await booked()).toBeGreaterThan(before);
    expect(await succeededAt()).toBe('2026-11-10T17:05');
  });

  test('settles pending items and lets new ones appear as days go by', async () => {
    await client.connect();
    const id = (await creditCard())?.account_id ?? '';
    const pending = async () =>
      (await client.transactions(id, 'include_pending=true')).transactions.filter((one) => !one.booked).map((one) => one.transaction_id);
    const before = await pending();
    await client.advance(96 * HOUR);
    const after = await pending();
    expect([before.length > 0, after.length > 0, after.some((one) => before.includes(one))]).toEqual([true, true, false]);
  });

  test('does not run without saved secrets, after remove_pin, or past the consent; what is there stays readable', async () => {
    await client.connect({}, { save_secrets: false });
    const before = await booked();
    await client.advance(96 * HOUR);
    expect([await booked(), await succeededAt(), (await creditCard())?.auto_sync]).toEqual([before, '2026-11-07T11:07', false]);

    await client.connect();
    const [access] = await accesses();
    expect((await client.call('POST', `/rest/accesses/${access?.id}/remove_pin`)).status).toBe(200);
    await client.advance(48 * HOUR);
    expect(await succeededAt()).toBe('2026-11-11T11:07');

    await client.connect();
    await client.control('bank', { op: 'consent', days: 1 });
    await client.advance(240 * HOUR);
    client.useToken((await client.connect({ banks: ['Practice Wallet'] })).access_token);
    expect(await succeededAt()).toBe('2026-11-14T11:05');
    expect((await client.accounts()).filter((account) => account.auto_sync).length).toBe(2);
    expect(await booked()).toBeGreaterThan(0);
  });
});

describe('consent', () => {
  test('can be given any end, or none', async () => {
    await client.connect({ banks: ['Practice Bank'] });
    const end = async () => (await accesses())[0]?.consent?.expires_at;
    expect(await end()).toBe('2027-11-07T11:07:00.000Z');
    for (const [days, wanted] of [
      [400, '2027-12-12T11:07:00.000Z'],
      [14, '2026-11-21T11:07:00.000Z'],
      [0, '2026-11-07T11:07:00.000Z'],
      [-1, '2026-11-06T11:07:00.000Z'],
    ] as const) {
      await client.control('bank', { op: 'consent', days });
      expect(await end()).toBe(wanted);
    }
    await client.control('bank', { op: 'consent', none: true });
    expect((await accesses())[0]).not.toHaveProperty('consent');
  });

  test('embed adds provider and access method', async () => {
    await client.connect({ banks: ['Practice Bank'] });
    const { body } = await client.call<{ accesses: object[] }>('GET', '/rest/accesses?embed=provider,access_method');
    expect(body.accesses[0]).toMatchObject({ provider: { name: 'Practice Bank / مصرف التدريب' }, access_method: { type: 'API' } });
  });
});

describe('connecting the same bank again', () => {
  const ids = async () => (await client.accounts()).map((account) => account.account_id);

  test('takes new ids for accounts and transactions, unless told otherwise', async () => {
    await client.connect({ banks: ['Practice Bank'] });
    const before = await ids();
    const rowsBefore = (await client.transactions(before[0] ?? '')).transactions.map((one) => one.transaction_id);
    await client.connect({ banks: ['Practice Bank'] });
    const after = await ids();
    expect([after.length, after.some((id) => before.includes(id))]).toEqual([before.length, false]);
    const rowsAfter = (await client.transactions(after[0] ?? '')).transactions.map((one) => one.transaction_id);
    expect([rowsAfter.length, rowsAfter.some((id) => rowsBefore.includes(id))]).toEqual([rowsBefore.length, false]);

    await client.control('bank', { op: 'settings', reconnect: 'reuse' });
    await client.connect({ banks: ['Practice Bank'] });
    expect(await ids()).toEqual(after);

    await client.control('bank', { op: 'settings', reconnect: 'leave' });
    await client.connect({ banks: ['Practice Bank'] });
    expect((await ids()).length).toBe(before.length * 2);
  });

  test('clips history to sync_period only when the bank is told to', async () => {
    const oldest = async () =>
      (await client.transactions((await ids())[0] ?? '', 'sort=asc&count=1')).transactions[0]?.booked_at.slice(0, 4);
    await client.connect({}, { sync_period: 30 });
    expect(await oldest()).toBe('2024');
    await client.control('bank', { op: 'settings', clipsHistory: true });
    await client.connect({}, { sync_period: 30 });
    expect(await oldest()).toBe('2026');
  });
});

describe('deletion', () => {
  test('of an access takes its accounts and transactions along; again is 404 with 1002', async () => {
    await client.connect();
    const [first] = await accesses();
    const accountId = (await client.accounts())[0]?.account_id;
    expect((await client.call('DELETE', `/rest/accesses/${first?.id}`)).status).toBe(204);
    const again = await client.call<{ error: { code: number } }>('DELETE', `/rest/accesses/${first?.id}`);
    expect([again.status, again.body.error.code]).toEqual([404, 1002]);
    expect((await client.accounts()).some((account) => account.access_id === first?.id)).toBe(false);
    expect((await client.call('GET', `/rest/accounts/${accountId}/transactions`)).status).toBe(404);
    expect(
      (await client.call<{ transactions: { account_id: string }[] }>('GET', '/rest/transactions')).body.transactions.some(
        (one) => one.account_id === accountId,
      ),
    ).toBe(false);
  });

  test('of an account leaves its siblings; of the last one ends the access', async () => {
    await client.connect({ banks: ['Practice Wallet'] });
    const [wallet, card] = await client.accounts();
    expect((await client.call('DELETE', `/rest/accounts/${wallet?.account_id}`)).status).toBe(204);
    expect((await client.call('DELETE', `/rest/accounts/${wallet?.account_id}`)).status).toBe(404);
    expect((await client.accounts()).map((account) => account.account_id)).toEqual([card?.account_id]);
    await client.call('DELETE', `/rest/accounts/${card?.account_id}`);
    expect(await accesses()).toEqual([]);
  });

  test('of the user kills every token', async () => {
    const { refresh_token } = await client.connect();
    expect((await client.call('DELETE', '/rest/user')).status).toBe(204);
    expect((await client.call('GET', '/rest/accounts')).status).toBe(401);
    expect((await client.call('POST', '/auth/token', { grant_type: 'refresh_token', refresh_token })).status).toBe(401);
  });
});

test('a direct sync needs saved secrets, reaches the bank now, and is capped at four a day', async () => {
  await client.connect();
  const [access] = await accesses();
  const start = () => client.call<{ status?: string; error?: { code: number } }>('POST', `/rest/accesses/${access?.id}/syncs`, {});
  await client.advance(90 * 60_000);
  const first = await start();
  expect([first.status, first.body.status, await succeededAt()]).toEqual([201, 'COMPLETED', '2026-11-07T12:37']);
  for (let round = 0; round < 3; round++) expect((await start()).status).toBe(201);
  const fifth = await start();
  expect([fifth.status, fifth.body.error?.code]).toEqual([429, 1020]);
  await client.control('bank', { op: 'autosync', on: false });
  expect((await start()).status).toBe(400);
});

test('the optional resources answer in riyals with the shapes that are known', async () => {
  await client.connect();
  const read = async <T>(path: string) => (await client.call<T>('GET', path)).body;
  const contracts = await read<{ id: string }[]>('/rest/contracts');
  expect(contracts.every((one) => /^C\d+$/.test(one.id)) && contracts.length > 5).toBe(true);
  const partners = await read<{ id: string; sum: number; currency: string }[]>('/rest/payment-partners');
  expect(partners.length > 5 && partners.every((one) => one.currency === 'SAR' && one.id.length === 36)).toBe(true);
  expect(partners.map((one) => one.sum)).toEqual(partners.map((one) => one.sum).toSorted((a, b) => a - b));
  expect(await read('/rest/payment-partners?currency=EUR')).toEqual([]);
  const salary = await read<{ id: number; sum: number; count: number }[]>('/rest/categories?period=2026-10');
  expect(salary.find((one) => one.id === 11)).toMatchObject({ sum: 16_500, count: 1 });
  const series = await read<{ accounts: { account_id: string; timeline: { date: string }[] }[] }>(
    '/rest/timeline?frequency=quarterly&since=2026-01-01',
  );
  expect(series.accounts[0]).toMatchObject({
    account_id: expect.stringMatching(/^A/),
    timeline: [{ date: '2026-01-01' }, { date: '2026-04-01' }, { date: '2026-07-01' }, { date: '2026-10-01' }],
  });
  const orders = await read<{ standing_orders: { execution_day: number }[] }>('/rest/standing_orders');
  expect(orders.standing_orders.map((one) => one.execution_day).toSorted((a, b) => a - b)).toEqual([1, 12, 25]);
  expect(await read('/rest/securities')).toMatchObject({ securities: [] });
  expect((await read<{ id: number }[]>('/category-tree')).some((one) => one.id === 11)).toBe(true);
  expect(await read('/catalog/banks')).toMatchObject({ banks: [{}, {}, {}] });
  expect((await client.call('DELETE', `/rest/contracts/${contracts[0]?.id}`)).status).toBe(204);
  expect((await read<object[]>('/rest/contracts')).length).toBe(contracts.length - 1);
});
