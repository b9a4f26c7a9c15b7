import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PracticeClient, startPracticeBank, type WireAccess, type WireTransaction } from './practice-client.ts';

const HOUR = 3_600_000;
let client: PracticeClient;
const idOf = async (last4: string) => (await client.accounts()).find((account) => account.account_number.endsWith(last4))?.account_id ?? '';
async function readAll(last4: string, query = ''): Promise<readonly WireTransaction[]> {
  const id = await idOf(last4);
  const all: WireTransaction[] = [];
  for (let size = 1000; size === 1000; ) {
    const page = (await client.transactions(id, `sort=asc&count=1000&offset=${all.length}&${query}`)).transactions;
    size = page.length;
    all.push(...page);
  }
  return all;
}

beforeAll(async () => {
  client = await startPracticeBank({ profile: 'odd' });
  await client.control('bank', { op: 'settings', accessTtlSeconds: 10_000_000 });
  await client.connect();
});
afterAll(() => client.close());

describe('odd accounts', () => {
  test('cover all kinds, one type nobody knows, one current account without IBAN, one without balance', async () => {
    const accounts = await client.accounts();
    expect(new Set(accounts.map((account) => account.type))).toEqual(
      new Set([
        'Giro account',
        'Savings account',
        'Credit card',
        'Sukuk pocket',
        'Charge card',
        'E-money account',
        'Prepaid card',
        'Loan account',
      ]),
    );
    expect(accounts.filter((account) => account.type === 'Giro account' && account.iban === undefined)).toHaveLength(1);
    expect(accounts.filter((account) => account.balance !== undefined && account.balance.balance === undefined)).toHaveLength(1);
  });

  test('one carries a message and an old success, one the older spelling of status, all fields nobody announced', async () => {
    const accounts = await client.accounts();
    const silent = accounts.filter((account) => account.status.message?.includes('20003'));
    expect(silent.map((account) => [account.status.synced_at.slice(0, 10), account.status.succeeded_at.slice(0, 10)])).toEqual([
      ['2026-11-07', '2026-11-02'],
    ]);
    expect(accounts.flatMap((account) => Object.keys(account.balance?.status ?? {}))).toEqual(
      expect.arrayContaining(['sync_timestamp', 'success_timestamp']),
    );
    expect(accounts.every((account) => 'x_internal_rank' in account && 'ksaob' in account)).toBe(true);
  });

  test('consents end in 400, 14, 0 and -1 days, in a bare list', async () => {
    const { body } = await client.call<WireAccess[]>('GET', '/rest/accesses');
    const days = body.map((access) =>
      Math.round((Date.parse(access.consent?.expires_at ?? '') - Date.parse('2026-11-07T11:07:00Z')) / 86_400_000),
    );
    expect(days).toEqual([400, 14, 0, -1]);
  });
});

describe('odd transactions', () => {
  test('2,500 and more on one account; exactly 1000 on another, whose next page is empty', async () => {
    const busy = await readAll('4821');
    expect(busy.length).toBeGreaterThanOrEqual(2500);
    expect(new Set(busy.map((one) => one.transaction_id)).size).toBe(busy.length);
    const round = await idOf('7730');
    expect((await client.transactions(round, 'sort=asc&count=1000')).transactions).toHaveLength(1000);
    expect((await client.transactions(round, 'sort=asc&count=1000&offset=1000')).transactions).toEqual([]);
  });

  test('genuine twins differ in nothing but their id', async () => {
    const twins = (await readAll('9034')).filter((one) => one.amount === -18 && one.purpose.startsWith('شراء نقاط بيع - ركن القهوة'));
    const faces = twins.map(({ amount, currency, booked_at, purpose, created_at }) =>
      JSON.stringify([amount, currency, booked_at.slice(0, 10), purpose, created_at]),
    );
    expect([twins.length, new Set(faces).size, new Set(twins.map((one) => one.transaction_id)).size]).toEqual([3, 1, 3]);
  });

  test('amounts 0, -0.01, 0.10 and 9999999.99 are JSON numbers written out', async () => {
    const { text } = await client.call('GET', `/rest/accounts/${await idOf('9034')}/transactions`);
    const literals = [...text.matchAll(/"amount":(-?[\d.]+),/g)].map(([, literal = '']) => literal);
    expect(literals).toEqual(expect.arrayContaining(['-0.01', '9999999.99', '-9999999.99']));
    expect(literals.some((literal) => Number(literal) === 0) && literals.some((literal) => Number(literal) === 0.1)).toBe(true);
    const { text: many } = await client.call('GET', `/rest/accounts/${await idOf('4821')}/transactions`);
    const spellings = [...many.matchAll(/"amount":-?\d+(\.\d*)?,/g)].map(([, fraction = '']) => fraction.length);
    expect(new Set(spellings)).toEqual(new Set([0, 2, 3]));
  });

  test('times come in both spellings, some late in the UTC evening, types unknown or empty, names null, empty or absent', async () => {
    const rows = await readAll('4821');
    const ends = new Set(rows.map((one) => one.booked_at.slice(10)));
    expect(ends).toEqual(new Set(['T00:00:00.000Z', 'T00:00:00.000000+00:00', 'T22:30:00+00:00']));
    expect(new Set(rows.map((one) => one.type))).toEqual(
      new Set(['Electronic cash', 'Salary or rent', 'Direct debit', '', 'KSAOB.InternationalTransfer']),
    );
    expect(
      new Set(rows.map((one) => (one.name === undefined ? 'absent' : one.name === null ? 'null' : one.name === '' ? 'empty' : 'text'))),
    ).toEqual(new Set(['absent', 'null', 'empty', 'text']));
    expect(rows.some((one) => 'x_merchant_category_code' in one)).toBe(true);
  });

  test('currencies with two, three and no decimals stay out of the riyal balance', async () => {
    const rows = await readAll('4821');
    const foreign = rows.filter((one) => one.currency !== 'SAR');
    expect(foreign.map((one) => [one.currency, one.amount])).toEqual([
      ['EUR', -24.9],
      ['KWD', -12.5],
      ['JPY', -3200],
    ]);
    const account = (await client.accounts()).find((one) => one.account_number.endsWith('4821'));
    const sum = rows.filter((one) => one.currency === 'SAR').reduce((total, one) => total + Math.round(one.amount * 100), 0);
    expect(Math.round((account?.balance?.balance ?? 0) * 100)).toBe(1_000_00 + sum);
  });
});

test('as the clock moves, items are corrected, deleted, settled, dropped and held anew', async () => {
  const fresh = await startPracticeBank({ profile: 'odd' });
  await fresh.control('bank', { op: 'settings', accessTtlSeconds: 10_000_000 });
  await fresh.connect();
  const id = (await fresh.accounts())[0]?.account_id ?? '';
  const pending = async () =>
    (await fresh.transactions(id, 'include_pending=true')).transactions.filter((one) => !one.booked).map((one) => one.amount);
  const modified = () => fresh.transactions(id, 'since_type=modified&since=2026-11-07');
  const goneIds = (answer: Awaited<ReturnType<typeof modified>>) =>
    answer.deleted.map((one) => (typeof one === 'string' ? one : one.transaction_id));

  const [heldBefore, first] = [await pending(), await modified()];
  const known = new Set((await fresh.transactions(id, 'count=1000')).transactions.map((one) => one.transaction_id));
  expect(heldBefore.toSorted()).toEqual([-1, -120, -250, -64.75]);
  expect(first.deleted).toEqual([expect.any(String), { transaction_id: expect.any(String) }]);
  expect(first.transactions.some((one) => one.purpose.includes('تم تصحيح الوصف'))).toBe(true);

  await fresh.advance(6 * HOUR);
  const second = await modified();
  expect((await pending()).toSorted()).toEqual([-1, -33, -64.75]);
  expect(second.transactions.some((one) => one.purpose.includes('TEXT CORRECTED') && known.has(one.transaction_id))).toBe(true);
  expect(second.transactions.some((one) => one.amount === -77.7 && known.has(one.transaction_id))).toBe(true);
  expect(second.transactions.some((one) => one.amount === -117.5 && one.booked)).toBe(true);
  expect(goneIds(second).filter((one) => known.has(one))).toHaveLength(1);
  await fresh.close();
});
