import { describe, expect, it } from 'vitest';
import { createWorld, failureOf, pathOf, type Scripted, START_MS, withTokens } from '../../test/fakes/misconnect-world.ts';
import type { ReadPlan } from '../ports/bank-provider.ts';
import { toTransactionKind } from './map-transaction.ts';

const answering = (scripted: Scripted) => createWorld(withTokens(() => scripted));

describe('transactions', () => {
  const ALL: ReadPlan = { kind: 'all', offset: 0 };
  const page = (text: string, plan: ReadPlan = ALL) => answering({ text }).provider.readTransactions('A1', plan);
  const item = (fields: string) => page(`{"transactions":[{"currency":"SAR","amount":1,${fields}}]}`).then((read) => read.items[0]);

  it('R13 maps an item with every field', async () => {
    const read = await page(`{"transactions":[{"transaction_id":"T1","account_id":"A9","amount":-1250.10,"currency":"SAR","booked":true,
      "booked_at":"2024-08-29T00:00:00.000Z","settled_at":"2024-08-30T09:36:33.079349+00:00","name":"متجر\\u0000 المثال ","purpose":"a\\nb","booking_text":"POS",
      "type":"Direct debit","iban":"SA03 8000 0000 6080 1016 7519","categories":[{"id":1,"parent_id":null,"name":"Living"},{"id":12,"parent_id":1,"name":"Food"},null],
      "payment_partner":{"id":"p","name":"Shop"},"additional_info":{"original_amount":-333.33,"original_currency":"USD","fee":1.5},
      "created_at":"2024-08-29T10:00:00Z","modified_at":"2024-08-29T11:00:00.5Z","mandate_reference":"x"}],"deleted":[],"status":{}}`);
    expect(read.items).toEqual([
      {
        providerId: 'T1',
        accountId: 'A9',
        amountMinor: -125_010,
        currency: 'SAR',
        isBooked: true,
        bookedOn: '2024-08-29',
        valueOn: '2024-08-30',
        counterparty: 'متجر المثال',
        purpose: 'a b',
        bookingText: 'POS',
        kind: 'direct_debit',
        counterpartyIban: 'SA0380000000608010167519',
        merchantName: 'Shop',
        categoryPath: [
          { id: '1', parentId: null, name: 'Living' },
          { id: '12', parentId: '1', name: 'Food' },
        ],
        original: { minor: -33_333, currency: 'USD' },
        createdAt: '2024-08-29T10:00:00.000Z',
        modifiedAt: '2024-08-29T11:00:00.500Z',
        place: 0,
      },
    ]);
  });

  it('R13 fills what is missing with nothing', async () => {
    expect(await item('"transaction_id":" ","categories":"","payment_partner":{},"custom_category":{},"additional_info":[]')).toMatchObject({
      providerId: null, accountId: 'A1', isBooked: true, bookedOn: null, valueOn: null, counterparty: '', kind: 'unknown', categoryPath: [], original: null, createdAt: null,
    }); // biome-ignore format: one line reads better than fourteen
  });

  it('R13 survives hostile JSON: a million levels, __proto__, constructor, repeated keys, lone surrogates', async () => {
    const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
    const read = await page(
      `{"__proto__":{"transactions":[]},"transactions":[
        {"amount":1,"currency":"SAR","purpose":${deep},"more":${deep}},
        {"amount":2,"currency":"SAR","__proto__":{"amount":9,"purpose":"from the prototype"},"constructor":{"prototype":{"x":1}}},
        {"amount":3,"amount":4,"currency":"SAR","name":"first","name":"last"},
        {"amount":5,"currency":"SAR","name":"\\ud800 half","purpose":"a\\u0000b\\u202ec"},
        ${deep}
      ]}`,
    );
    expect(read.items.map(({ amountMinor, counterparty, purpose }) => [amountMinor, counterparty, purpose])).toEqual([
      [100, '', ''],
      [200, '', ''],
      [400, 'last', ''],
      [500, '\ufffd half', 'ab\u202ec'],
    ]);
    expect(read.quarantined.map(({ reason }) => reason)).toEqual(['not_an_object']);
    expect(({} as { x?: number; amount?: number }).x).toBeUndefined();
  });

  it('R13 sets bad items aside with their reason and keeps the rest', async () => {
    const bad = [
      '7',
      'null',
      '[]',
      '{"currency":"SAR"}',
      '{"amount":"1,50","currency":"SAR"}',
      '{"amount":1e300,"currency":"SAR"}',
      '{"amount":1,"currency":"RIYAL"}',
      '{"amount":1}',
    ];
    const dates = ['{"amount":1,"currency":"SAR","booked_at":"2024-02-30"}', '{"amount":1,"currency":"SAR","settled_at":"soon"}'];
    const read = await page(`{"transactions":[${[...bad, ...dates].join(',')},{"amount":"5","currency":"SAR","booked_at":"2024-02-29"}]}`);
    expect(read.quarantined.map(({ place, reason }) => [place, reason])).toEqual([
      [0, 'not_an_object'],
      [1, 'not_an_object'],
      [2, 'not_an_object'],
      [3, 'amount'],
      [4, 'amount'],
      [5, 'amount'],
      [6, 'currency'],
      [7, 'currency'],
      [8, 'booked_at'],
      [9, 'settled_at'],
    ]);
    expect(read.items).toMatchObject([{ amountMinor: 500, bookedOn: '2024-02-29', place: 10 }]);
    expect(read.receivedCount).toBe(11);
  });

  it.each([
    ['{"amount":0.10,"currency":"SAR"}', 10],
    ['{"amount":0.105,"currency":"SAR"}', 11],
    ['{"amount":-0.105,"currency":"SAR"}', -11],
    ['{"amount":0.10499999999999999999,"currency":"SAR"}', 10],
    ['{"amount":1e2,"currency":"SAR"}', 10_000],
    ['{"amount":9999999.99,"currency":"SAR"}', 999_999_999],
    ['{"amount":0,"currency":"SAR"}', 0],
    ['{"amount":-0.0,"currency":"SAR"}', 0],
    ['{"amount":"-12.5","currency":"sar"}', -1_250],
    ['{"amount":"+3","currency":"SAR"}', 300],
    ['{"amount":1.234,"currency":"BHD"}', 1_234],
    ['{"amount":7,"currency":"JPY"}', 7],
    ['{"amo\\u0075nt":2.5,"currency":"SAR"}', 250],
  ])('R13 reads %s as %i minor units', async (transaction, minor) => {
    expect((await page(`[${transaction}]`)).items[0]?.amountMinor).toBe(minor);
  });

  it.each([
    ['{"original_amount":{"amount":12.5,"currency":"USD"}}', { minor: 1_250, currency: 'USD' }],
    ['{"original_amount":{"value":"12.5","currency":"kwd"}}', { minor: 12_500, currency: 'KWD' }],
    ['{"original_amount":"12.50 USD"}', { minor: 1_250, currency: 'USD' }],
    ['{"original_amount":"EUR -12.50"}', { minor: -1_250, currency: 'EUR' }],
    ['{"original_amount":"12.50","original_currency":"EUR"}', { minor: 1_250, currency: 'EUR' }],
    ['{"original_amount":12.5}', null],
    ['{"original_amount":{"amount":"much","currency":"USD"}}', null],
    ['{"original_amount":null}', null],
    ['"text"', null],
  ])('reads the amount before conversion from %s', async (info, original) => {
    expect((await item(`"additional_info":${info}`))?.original).toEqual(original);
  });

  it('takes the currency of a known account when an item names none', async () => {
    const world = createWorld(
      withTokens((request) =>
        pathOf(request).endsWith('transactions') ? { text: '[{"amount":1.5}]' } : { json: [{ account_id: 'A1', currency: 'KWD' }] },
      ),
    );
    await world.provider.listAccounts();
    expect((await world.provider.readTransactions('A1', ALL)).items).toMatchObject([{ amountMinor: 1_500, currency: 'KWD' }]);
  });

  it('reads deleted ids as texts, numbers and objects', async () => {
    const read = await page('{"transactions":[],"deleted":["T1",{"transaction_id":90071992547409931},{"id":"T3"},null,"",{},[]]}', {
      kind: 'modified',
      since: '2026-01-01',
      offset: 0,
    });
    expect(read.deletedIds).toEqual(['T1', '90071992547409931', 'T3']);
    expect((await page('{"transactions":[],"deleted":[90071992547409931]}')).deletedIds).toEqual(['90071992547409931']);
  });

  it.each([
    ['{"transactions":null}'],
    ['{"transactions":""}'],
    ['{"transactions":[]}'],
    ['[]'],
    ['{"deleted":[]}'],
    ['{"transactions":[],"deleted":null,"status":null}'],
  ])('reads %s as an empty page', async (text) => {
    expect(await page(text)).toMatchObject({ items: [], quarantined: [], deletedIds: [], receivedCount: 0 });
  });

  it.each([['{}'], ['7'], ['null'], ['"x"'], ['{"transactions":{}}'], ['{"transactions":7}'], ['']])(
    'R11 refuses %j as a page',
    async (text) => {
      expect(await failureOf(page(text))).toBe('response_malformed');
    },
  );

  it('hands over the body exactly as received', async () => {
    const text = '{"transactions" : [ ] }\n';
    const read = await page(text);
    expect([new TextDecoder().decode(read.raw), read.receivedAt]).toEqual([text, new Date(START_MS).toISOString()]);
  });

  it.each<[ReadPlan, string]>([
    [{ kind: 'all', offset: 2000 }, 'count=1000&offset=2000&sort=asc'],
    [{ kind: 'modified', since: '2026-11-01', offset: 0 }, 'count=1000&offset=0&sort=asc&since_type=modified&since=2026-11-01'],
    [{ kind: 'booked', since: '2026-09-28', offset: 1000 }, 'count=1000&offset=1000&sort=asc&since_type=booked&since=2026-09-28'],
    [
      { kind: 'pending', since: '2026-10-24', offset: 0 },
      'count=1000&offset=0&sort=asc&since_type=booked&since=2026-10-24&include_pending=true',
    ],
  ])('asks for %j', async (plan, query) => {
    const world = answering({ json: [] });
    await world.provider.readTransactions('A1', plan);
    expect(world.sent.at(-1)?.url).toBe(`https://bank.example/rest/accounts/A1/transactions?${query}`);
  });

  it('keeps pending items to the pending plan and booked ones out of it', async () => {
    const text =
      '[{"transaction_id":"B","amount":1,"currency":"SAR","booked":true},{"transaction_id":"P","amount":1,"currency":"SAR","booked":false},{"transaction_id":"Q","amount":1,"currency":"SAR","booked":"false"}]';
    const ids = async (plan: ReadPlan) => (await page(text, plan)).items.map((each) => each.providerId);
    expect([await ids(ALL), await ids({ kind: 'pending', since: '2026-10-24', offset: 0 })]).toEqual([['B'], ['P', 'Q']]);
    expect((await page(text, { kind: 'pending', since: '2026-10-24', offset: 0 })).receivedCount).toBe(3);
  });

  it('A12 reads smaller pages from then on when the page size is refused', async () => {
    const world = createWorld(
      withTokens((request) =>
        request.url.includes('count=1000')
          ? { status: 400, json: { error: { code: 1000, data: { count: ['Too large.'] } } } }
          : { json: [] },
      ),
    );
    await world.provider.readTransactions('A1', ALL);
    await world.provider.readTransactions('A1', ALL);
    const counts = world.sent.slice(1).map((request) => new URL(request.url).searchParams.get('count'));
    expect(counts).toEqual(['1000', '100', '100']);
  });

  it('A12 tries smaller pages when a refusal names nothing, and goes back when it was not about the size', async () => {
    const refusal = { status: 400, json: { error: 'invalid request' } };
    const world = createWorld(
      withTokens((request) => (request.url.includes('/A1/') && request.url.includes('count=1000') ? refusal : { json: [] })),
    );
    expect((await world.provider.readTransactions('A1', ALL)).receivedCount).toBe(0);
    const never = createWorld(withTokens((request) => (request.url.includes('/A1/') ? refusal : { json: [] })));
    expect(await failureOf(never.provider.readTransactions('A1', ALL))).toBe('provider_rejected');
    await never.provider.readTransactions('A2', ALL);
    const counts = never.sent.slice(1).map((request) => new URL(request.url).searchParams.get('count'));
    expect(counts).toEqual(['1000', '100', '1000']);
  });

  it('recognises an item by its id, else by what it says', async () => {
    const read = await page('[{"transaction_id":" T1 ","amount":1},{"transaction_id":"","amount":2},7]');
    expect(read.keys).toEqual(['T1', '[["transaction_id",""],["amount","2"]]', '7']);
  });

  it('reports a refused way of reading so that the caller can read otherwise', async () => {
    const refused = answering({ status: 400, json: { error: { code: '1000', group: 'client', data: { since_type: ['Unknown.'] } } } });
    expect(await failureOf(refused.provider.readTransactions('A1', { kind: 'modified', since: '2026-01-01', offset: 0 }))).toBe(
      'provider_rejected',
    );
  });

  it.each([
    ['Transfer', 'transfer'],
    ['Standing order', 'standing_order'],
    ['Salary or rent', 'salary_or_rent'],
    ['Charges or interest', 'charges_or_interest'],
    ['ATM', 'cash'],
    ['KSAOB.ATM', 'cash'],
    ['Electronic cash', 'card'],
    ['Überweisung', 'unknown'],
    ['toString', 'unknown'],
    ['', 'unknown'],
  ])('maps the transaction type %j to %s', (type, kind) => {
    expect(toTransactionKind(type)).toBe(kind);
  });
});
