import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PracticeClient, startPracticeBank, type TransactionAnswer, type WireTransaction } from './practice-client.ts';

let client: PracticeClient;
const byType = async (type: string) => {
  const found = (await client.accounts()).find((account) => account.type === type);
  if (!found) throw new Error(`no ${type}`);
  return found;
};
const minor = (amount: number) => Math.round(amount * 100);
/** Reads an account to its end, as any client would. */
async function readAll(accountId: string, query: string, count = 1000): Promise<readonly WireTransaction[]> {
  const all: WireTransaction[] = [];
  for (;;) {
    const page = (await client.transactions(accountId, `count=${count}&offset=${all.length}&${query}`)).transactions;
    all.push(...page);
    if (page.length < count) return all;
  }
}

describe('transaction lists of the healthy household', () => {
  beforeAll(async () => {
    client = await startPracticeBank();
    await client.connect();
  });
  afterAll(() => client.close());

  test('balances are the opening balance plus the booked rows, to the halala', async () => {
    for (const account of await client.accounts()) {
      const spec = client.bank.engine.dataset.accounts.find((one) => one.number === account.account_number);
      const booked = (await readAll(account.account_id, 'sort=asc')).reduce((sum, one) => sum + minor(one.amount), 0);
      expect(minor(account.balance?.balance ?? Number.NaN)).toBe((spec?.openingMinor ?? Number.NaN) + booked);
    }
  });

  test('two banks from one seed and clock answer the same bytes', async () => {
    const twin = await startPracticeBank();
    await twin.connect();
    const path = '/rest/transactions?sort=asc&count=1000&include_pending=true';
    const [one, other] = [await client.call('GET', path), await twin.call('GET', path)];
    await twin.close();
    expect(one.text.length).toBeGreaterThan(400_000);
    expect(other.text).toBe(one.text);
  });

  test('pages in either order without gap or repeat, and ends with a short page', async () => {
    const card = await byType('Credit card');
    const up = await readAll(card.account_id, 'sort=asc', 97);
    const down = await readAll(card.account_id, 'sort=desc', 113);
    expect(up.length).toBeGreaterThan(900);
    expect(down.toReversed()).toEqual(up);
    expect(new Set(up.map((one) => one.transaction_id)).size).toBe(up.length);
    expect(up.map((one) => one.booked_at)).toEqual(up.map((one) => one.booked_at).toSorted());
  });

  test('without include_pending no pending item is listed; with it the set is complete whatever since says', async () => {
    const card = await byType('Credit card');
    expect((await client.transactions(card.account_id)).transactions.every((one) => one.booked)).toBe(true);
    const listed = (await client.transactions(card.account_id, 'include_pending=true&since=2026-11-07')).transactions;
    const all = (await readAll(card.account_id, 'include_pending=true')).filter((one) => !one.booked);
    expect(all.length).toBeGreaterThan(0);
    expect(listed.filter((one) => !one.booked)).toEqual(all);
  });

  test('since includes a date and excludes an id; until includes its day', async () => {
    const current = await byType('Giro account');
    const days = (await client.transactions(current.account_id, 'since=2026-10-27&until=2026-10-28&sort=asc')).transactions;
    expect(new Set(days.map((one) => one.booked_at.slice(0, 10)))).toEqual(new Set(['2026-10-27', '2026-10-28']));
    const [first, second] = days;
    const after = (await client.transactions(current.account_id, `since=${first?.transaction_id}&sort=asc`)).transactions;
    expect(after[0]).toEqual(second);
  });

  test('since_type decides which time is meant', async () => {
    const card = await byType('Credit card');
    const modified = (await client.transactions(card.account_id, 'since=2026-11-06&since_type=modified')).transactions;
    const created = (await client.transactions(card.account_id, 'since=2026-11-06&since_type=created')).transactions;
    expect(modified.length).toBeGreaterThan(0);
    expect(modified.every((one) => one.modified_at >= '2026-11-06')).toBe(true);
    expect(modified.some((one) => one.created_at < '2026-11-06')).toBe(true);
    expect(created.every((one) => one.created_at >= '2026-11-06')).toBe(true);
  });

  test('filters by text, amount, type and account, and sums the whole filtered set', async () => {
    const accounts = await client.accounts();
    const ids = accounts.filter((account) => account.type === 'Giro account').map((account) => account.account_id);
    const query = `accounts=${ids.join(',')}&filter=purpose:${encodeURIComponent('راتب')}&include_statistics=true&count=5`;
    const answer = (await client.call<TransactionAnswer>('GET', `/rest/transactions?${query}`)).body;
    expect(answer.transactions).toHaveLength(5);
    expect(answer.statistics).toMatchObject({ deposit_max: 16_500, expense_sum: 0 });
    expect(answer.statistics?.deposit_sum).toBeGreaterThan(24 * 15_000);
    const large = (await client.transactions(ids[0] ?? '', 'amount_lt=-3000')).transactions;
    expect(large.length).toBeGreaterThan(20);
    expect(large.every((one) => one.amount < -3000)).toBe(true);
    const cash = (await client.transactions(ids[0] ?? '', 'types=ATM')).transactions;
    expect(new Set(cash.map((one) => one.type))).toEqual(new Set(['ATM']));
  });

  test.each([
    ['count=0', 'count'],
    ['count=1001', 'count'],
    ['offset=-1', 'offset'],
    ['sort=up', 'sort'],
    ['since=soon', 'since'],
    ['since_type=seen', 'since_type'],
    ['filter=colour:red', 'filter'],
    ['include_pending=maybe', 'include_pending'],
    ['amount_gte=much', 'amount_gte'],
  ])('refuses %s with code 1000 and names the field', async (query, field) => {
    const { status, body } = await client.call<{ error: { code: number; data: object } }>('GET', `/rest/transactions?${query}`);
    expect([status, body.error.code, Object.keys(body.error.data)]).toEqual([400, 1000, [field]]);
  });

  test('category names are German unless another language is asked for', async () => {
    const current = await byType('Giro account');
    const names = async (language?: string) =>
      (
        await client.call(
          'GET',
          `/rest/accounts/${current.account_id}/transactions?filter=purpose:SALARY&count=1`,
          undefined,
          language === undefined ? {} : { 'accept-language': language },
        )
      ).text;
    expect(await names()).toContain('"name":"Gehalt"');
    expect(await names('en-GB,en;q=0.9')).toContain('"name":"Salary"');
    expect(await names('ar')).toContain('"name":"الراتب"');
  });

  test('one transaction is found by its id, under its account too; a stranger is 404 with 1002', async () => {
    const card = await byType('Credit card');
    const [known] = (await client.transactions(card.account_id, 'count=1')).transactions;
    expect((await client.call('GET', `/rest/transactions/${known?.transaction_id}`)).body).toEqual(known);
    expect((await client.call('GET', `/rest/accounts/${card.account_id}/transactions/${known?.transaction_id}`)).body).toEqual(known);
    const { status, body } = await client.call<{ error: { code: number } }>('GET', '/rest/transactions/T1.1');
    expect([status, body.error.code]).toEqual([404, 1002]);
  });
});

describe('a household of a wanted size', () => {
  test.each([100, 2_000, 12_345])('has exactly %i transactions, the same balances, and its arithmetic holds', async (total) => {
    const [natural, sized] = [await startPracticeBank(), await startPracticeBank({ transactions: total })];
    await natural.connect();
    await sized.connect();
    client = sized;
    const accounts = await sized.accounts();
    expect(accounts.map((one) => one.balance?.balance)).toEqual((await natural.accounts()).map((one) => one.balance?.balance));
    let count = 0;
    for (const account of accounts) {
      const rows = await readAll(account.account_id, 'sort=asc&include_pending=true');
      const spec = sized.bank.engine.dataset.accounts.find((one) => one.number === account.account_number);
      const booked = rows.filter((one) => one.booked).reduce((sum, one) => sum + minor(one.amount), 0);
      expect(minor(account.balance?.balance ?? Number.NaN)).toBe((spec?.openingMinor ?? Number.NaN) + booked);
      count += rows.length;
    }
    await Promise.all([natural.close(), sized.close()]);
    expect(count).toBe(total);
  });
});
