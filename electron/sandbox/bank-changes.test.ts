import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PracticeClient, startPracticeBank } from './practice-client.ts';

let client: PracticeClient;
let cardId = '';
beforeEach(async () => {
  client = await startPracticeBank();
  await client.connect();
  cardId = (await client.accounts()).find((account) => account.type === 'Credit card')?.account_id ?? '';
});
afterEach(() => client.close());

const change = async (op: string, fields: object = {}) => (await client.control('bank', { op, ...fields })).body;
const balance = async () =>
  Math.round(((await client.accounts()).find((account) => account.account_id === cardId)?.balance?.balance ?? Number.NaN) * 100);
const modified = () => client.transactions(cardId, 'since_type=modified&since=2026-11-07T11:00:00Z&sort=asc');

test('an added booking moves the balance and is the newest modification', async () => {
  const before = await balance();
  const { transactions } = (await change('add', { account: '9034', amount: '-12.34', name: 'New Shop', bookedOn: '2026-11-05' })) as {
    transactions: string[];
  };
  expect(await balance()).toBe(before - 12_34);
  expect((await modified()).transactions).toMatchObject([
    { transaction_id: transactions[0], amount: -12.34, name: 'New Shop', booked: true, booked_at: '2026-11-05T00:00:00.000Z' },
  ]);
});

test('a pending addition settles under another amount, or disappears', async () => {
  const { transactions } = (await change('add', { account: '9034', amount: -50, pending: true })) as { transactions: string[] };
  const pending = async () =>
    (await client.transactions(cardId, 'include_pending=true')).transactions.filter((one) => !one.booked).map((one) => one.transaction_id);
  expect(await pending()).toContain(transactions[0]);
  expect(await change('settle', { transaction: transactions[0], amount: '-48.20' })).toMatchObject({ settled: 1 });
  expect(await pending()).not.toContain(transactions[0]);
  expect((await modified()).transactions).toMatchObject([{ transaction_id: transactions[0], amount: -48.2, booked: true }]);
  expect(Number((await change('settle', { account: '9034' })).settled)).toBeGreaterThan(0);
  expect(await pending()).toEqual([]);
});

test('a change keeps the id; a deletion is announced', async () => {
  const [first, second] = (await client.transactions(cardId)).transactions;
  const before = await balance();
  await change('change', { transaction: first?.transaction_id, amount: '-1.00', purpose: 'Corrected' });
  await change('delete', { transaction: second?.transaction_id });
  const answer = await modified();
  expect(answer.transactions).toMatchObject([{ transaction_id: first?.transaction_id, amount: -1, purpose: 'Corrected' }]);
  expect(answer.deleted).toEqual([second?.transaction_id]);
  expect(await balance()).toBe(before - Math.round((first?.amount ?? 0) * 100) - 100 - Math.round((second?.amount ?? 0) * 100));
});

test('re-issued ids: the same rows under other ids, all of them modified', async () => {
  const before = (await client.transactions(cardId)).transactions;
  await change('reissue', { account: '9034' });
  const after = (await client.transactions(cardId)).transactions;
  const faces = (rows: typeof before) => rows.map(({ booked_at, amount, purpose }) => [booked_at, amount, purpose]);
  expect(faces(after)).toEqual(faces(before));
  expect(after.some((one) => before.some((old) => old.transaction_id === one.transaction_id))).toBe(false);
  expect((await modified()).transactions.length).toBeGreaterThan(900);
  await change('reissue', { account: '9034', what: 'accounts' });
  expect((await client.accounts()).some((account) => account.account_id === cardId)).toBe(false);
});

test('a failing bank says so and keeps what it had; it recovers', async () => {
  const count = (await client.transactions(cardId)).transactions.length;
  await change('add', { account: '9034' });
  await change('fail', { bank: 'Practice Bank', message: 'maintenance' });
  const status = async () => (await client.accounts())[0]?.status;
  const failed = await status();
  expect(failed?.message).toBe('maintenance');
  expect((failed?.succeeded_at ?? '') < (failed?.synced_at ?? '')).toBe(true);
  expect((await client.transactions(cardId, 'count=1000')).transactions.length).toBeGreaterThanOrEqual(Math.min(1000, count));
  await change('recover');
  expect(await status()).not.toHaveProperty('message');
});

test('tokens can be killed, the client secret changed, several changes made at once', async () => {
  await change('tokens', { kind: 'access' });
  expect((await client.call('GET', '/rest/accounts')).status).toBe(401);
  const { body } = await client.control('bank', [{ op: 'settings', clientSecret: 'other' }, { op: 'sync' }]);
  expect(body.results).toHaveLength(2);
  expect(JSON.stringify(body)).not.toContain('"other"');
  expect((await client.call('GET', '/category-tree')).status).toBe(401);
});

test.each([
  [{ op: 'explode' }, 'op'],
  [{ op: 'toString' }, 'op'],
  [{ op: 'add' }, 'account'],
  [{ op: 'add', account: 'nobody' }, 'account'],
  [{ op: 'add', account: 'credit', amount: 'much' }, 'amount'],
  [{ op: 'delete', transaction: 'T0' }, 'transaction'],
  [{ op: 'settings', refreshMode: 'sometimes' }, 'refreshMode'],
  [{ op: 'settings', colour: 'red' }, 'colour'],
  [{ op: 'consent' }, 'days'],
  [{ op: 'consent', expiresAt: 'soon' }, 'expiresAt'],
])('refuses %j and names the field', async (body, field) => {
  const answer = await client.control('bank', body);
  expect([answer.status, Object.keys((answer.body as { error: { data: object } }).error.data)]).toEqual([400, [field]]);
});

test('the clock is read, set and advanced; nonsense is refused', async () => {
  expect((await client.control('clock', { set: '2027-01-01T00:00:00Z' })).body).toEqual({
    now: '2027-01-01T00:00:00.000Z',
    running: false,
  });
  expect((await client.control('clock', { advanceMs: 1500 })).body).toMatchObject({ now: '2027-01-01T00:00:01.500Z' });
  expect([(await client.control('clock', {})).status, (await client.control('clock', { set: 'noon' })).status]).toEqual([400, 400]);
});

test('the overview names everything a test may look up, and no secret', async () => {
  const { body, text } = await client.call<{ accounts: object[]; users: { accesses: object[] }[] }>('GET', '/__practice/bank');
  expect([body.accounts.length, body.users[0]?.accesses.length]).toEqual([8, 3]);
  expect(text).not.toContain('"secret"');
});
