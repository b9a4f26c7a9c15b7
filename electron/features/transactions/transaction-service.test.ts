import { beforeEach, describe, expect, it } from 'vitest';
import { allTransactions } from '../../../shared/contract/transaction-filter.ts';
import { transactionsContract } from '../../../shared/contract/transactions.ts';
import { aCategory, aConnection, anAccount, aRawPage, aTransaction, NOW, TODAY } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { createRecategoriser } from '../categories/recategoriser.ts';
import { transactionHandlers } from './transaction-handlers.ts';
import { createTransactionService, type TransactionService } from './transaction-service.ts';

let db: Db;
let service: TransactionService;

beforeEach(() => {
  db = openMemoryDatabase();
  service = createTransactionService(db, () => []);
  aConnection(db);
  anAccount(db);
});

describe('transactions.get', () => {
  const ITEM =
    '{"amount":-117.50,"nothing":null,"text":"a \\"quoted\\" text","list":[],"more":{"deep":[1,0.10]},"big":12345678901234567890}';

  it('shows the item in the very characters the bank sent, only indented', () => {
    const pageId = aRawPage(db, `{"first":[],"items":[${ITEM}],"deleted":["x","y"]}`);
    const id = aTransaction(db, { pageId, place: 0 });
    expect(service.get(id).original).toBe(`{
  "amount": -117.50,
  "nothing": null,
  "text": "a \\"quoted\\" text",
  "list": [],
  "more": {
    "deep": [
      1,
      0.10
    ]
  },
  "big": 12345678901234567890
}`);
  });

  it('tells dates, texts, category path and where each field comes from', () => {
    aCategory(db, 'cat-1', null, 'Living');
    aCategory(db, 'cat-2', 'cat-1', 'Eating out');
    const id = aTransaction(db, {
      day: '2026-11-05',
      valueOn: '2026-11-06',
      merchant: 'Family Restaurant',
      counterparty: 'FAMILY REST 12',
      purpose: 'شراء نقاط بيع',
      counterpartyIban: 'SA0380000000608010167519',
      amountMinor: -117_50,
      original: { minor: -31_33, currency: 'USD' },
      categoryId: 'cat-2',
      pageId: aRawPage(db, '{"items":[{}]}'),
    });
    expect(service.get(id)).toMatchObject({
      bookedOn: '2026-11-05',
      valueOn: '2026-11-06',
      originalAmountMinor: -31_33,
      originalCurrency: 'USD',
      categoryPath: ['Living', 'Eating out'],
      firstSeenAt: NOW,
      changedAt: null,
      receivedAt: '2026-11-07T11:05:30.000Z',
      runId: 1,
      sources: [
        { field: 'title', value: 'Family Restaurant', source: 'provider' },
        { field: 'amount', value: '-117.50 SAR', source: 'bank' },
        { field: 'day', value: '2026-11-05', source: 'bank' },
        { field: 'bookedOn', value: '2026-11-05', source: 'bank' },
        { field: 'valueOn', value: '2026-11-06', source: 'bank' },
        { field: 'counterparty', value: 'FAMILY REST 12', source: 'bank' },
        { field: 'counterpartyIban', value: 'SA0380000000608010167519', source: 'bank' },
        { field: 'purpose', value: 'شراء نقاط بيع', source: 'bank' },
        { field: 'originalAmount', value: '-31.33 USD', source: 'bank' },
        { field: 'kind', value: 'card', source: 'provider' },
        { field: 'category', value: 'Living › Eating out', source: 'provider' },
      ],
    });
  });

  it('says when Mizan chose the day, and when the name is the bank’s own text', () => {
    const id = aTransaction(db, { bookedOn: null, counterparty: '', purpose: 'Held amount', isPending: true, kind: 'unknown' });
    const { sources } = service.get(id);
    expect(sources.map(({ field, value, source }) => ({ field, value, source }))).toEqual([
      { field: 'title', value: 'Held amount', source: 'bank' },
      { field: 'amount', value: '-42.00 SAR', source: 'bank' },
      { field: 'day', value: TODAY, source: 'mizan' },
      { field: 'purpose', value: 'Held amount', source: 'bank' },
    ]);
  });

  it('keeps the whole text, still tells a row whose page is gone, and survives a circle of categories', () => {
    aCategory(db, 'a', 'b', 'A');
    aCategory(db, 'b', 'a', 'B');
    const id = aTransaction(db, { purpose: 'y'.repeat(5000), categoryId: 'a', pageId: 99 });
    const detail = service.get(id);
    expect([detail.purpose.length, detail.original, detail.receivedAt]).toEqual([5000, '', NOW]);
    expect(detail.categoryPath.at(-1)).toBe('A');
  });

  it('S6 cuts megabytes of text for the page, with a mark, and keeps them whole in the store', () => {
    const giant = 'س'.repeat(1_000_000);
    const pageId = aRawPage(db, `{"items":[{"purpose":"${giant}"}]}`);
    const id = aTransaction(db, { counterparty: giant, purpose: giant, pageId, place: 0 });
    const detail = service.get(id);
    for (const text of [detail.purpose, detail.counterparty]) expect([text.length, text.at(-1)]).toEqual([20_001, '…']);
    expect([detail.original.length <= 40_002, detail.original.at(-1)]).toEqual([true, '…']);
    expect(JSON.stringify(detail).length).toBeLessThan(250_000);
    expect(db.prepare('SELECT length(purpose) FROM transactions WHERE id = ?').pluck().get(id)).toBe(1_000_000);
  });

  // What the user saw: nothing; the core built gigabytes of indentation and ended.
  it('S6 shows an item of ten thousand nested lists without growing with the square of their number', () => {
    const pageId = aRawPage(db, `{"items":[{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}]}`);
    const { original } = service.get(aTransaction(db, { pageId, place: 0 }));
    expect(original.length).toBeLessThanOrEqual(40_001);
  });

  it('says not_found for a row that is not there', () => {
    expect(() => service.get(1)).toThrowError(expect.objectContaining({ code: 'not_found' }));
  });
});

it('says who decided name, category, note and tags: the person, a recognised transfer, a rule, or the provider', () => {
  const source = (id: number, field: string) => {
    const found = service.get(id).sources.find((one) => one.field === field);
    return found && { value: found.value, source: found.source, at: found.at, rule: found.rule };
  };
  aCategory(db, '31', null, 'Lebensmittel');
  const mapped = aTransaction(db, { categoryId: '31', counterparty: 'Corner Grocery' });
  const ruled = aTransaction(db, { categoryId: '31', counterparty: 'Beans and more' });
  const linked = aTransaction(db, { counterparty: 'To savings' });
  const said = aTransaction(db, { counterparty: 'XX 0042' });
  db.exec(`INSERT INTO category_rules (position, text, direction, category_id, created_at) VALUES (3, 'beans', 'any', 303, '${NOW}');
    INSERT INTO transaction_links (kind, out_id, in_id, out_account_id, in_account_id, fee_minor, state, made_at)
      VALUES ('transfer', ${linked}, 99, 'account-1', 'account-1', 0, 'found', '${NOW}');
    INSERT INTO transaction_edits (transaction_id, account_id, title, note, category_id, is_reviewed, edited_at)
      VALUES (${said}, 'account-1', 'Dentist', 'for Sara', 502, NULL, '${NOW}')`);
  createRecategoriser(db).all();
  expect([mapped, ruled, linked, said].map((id) => source(id, 'ownCategory'))).toEqual([
    { value: '301', source: 'provider', at: null, rule: null },
    { value: '303', source: 'rule', at: null, rule: { id: 1, position: 3 } },
    { value: '10', source: 'transfer', at: null, rule: null },
    { value: '502', source: 'you', at: NOW, rule: null },
  ]);
  expect([source(said, 'title'), source(said, 'note'), source(said, 'tags')]).toEqual([
    { value: 'Dentist', source: 'you', at: NOW, rule: null },
    { value: 'for Sara', source: 'you', at: NOW, rule: null },
    undefined,
  ]);
  expect(service.get(said)).toMatchObject({ title: 'Dentist', bankTitle: 'XX 0042', hasOwnTitle: true, hasOwnCategory: true });
});

it('answers in the shape of the contract', async () => {
  const id = aTransaction(db, { pageId: aRawPage(db, '{"items":[{"a":1}]}') });
  const handlers = transactionHandlers({ db, parse: () => [] });
  const everything = allTransactions();
  const answers = {
    'transactions.page': await handlers['transactions.page']({
      ...everything,
      cursor: null,
      isBefore: false,
      section: null,
      skip: 0,
      ids: null,
      limit: 10,
    }),
    'transactions.sections': await handlers['transactions.sections']({ ...everything, cursor: null }),
    'transactions.place': await handlers['transactions.place']({ ...everything, id }),
    'transactions.between': await handlers['transactions.between']({ ...everything, fromId: id, toId: id }),
    'transactions.get': await handlers['transactions.get']({ id }),
    'transactions.count': await handlers['transactions.count'](everything),
  };
  for (const [name, answer] of Object.entries(answers))
    expect(transactionsContract[name as keyof typeof answers].output.parse(answer)).toEqual(answer);
  expect(answers['transactions.count']).toEqual({ matching: 1, total: 1 });
});
