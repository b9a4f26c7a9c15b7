import { describe, expect, it } from 'vitest';
import { createWorld, failureOf, type Scripted, withTokens } from '../../test/fakes/misconnect-world.ts';
import { toAccountKind } from './map-account.ts';

const answering = (scripted: Scripted) => createWorld(withTokens(() => scripted));
const accountsFrom = (text: string) => answering({ text }).provider.listAccounts();
const never = { syncedAt: null, succeededAt: null, message: null };

/** Structure as documented for MIS Connect (reference 8.2), values ours. */
const MIS_ACCOUNT = `{ "accounts": [ {
  "account_id": "A998944684550094849.1", "access_id": "X998944684550094849.1", "name": "Sample Holder", "owner": "Sample Holder",
  "auto_sync": true, "save_pin": false, "account_number": "0032000001", "bank_code": "10000109010101",
  "bank_name": "Sample Bank / بنك المثال", "bic": "SAMASARIXXX", "iban": "sa03 8000 0000 6080 1016 7519", "currency": "SAR", "type": "Giro account",
  "icon": { "url": "https://x.example/d.png", "resolutions": { "48x48": "https://x.example/d48.png" } }, "supported_payments": {}, "new_field": [1],
  "status":  { "synced_at": "2024-08-29T09:36:33.079349+00:00", "succeeded_at": "2024-08-29T09:36:33.079349+00:00" },
  "balance": { "balance": 1367.30, "balance_date": "2024-08-29T00:00:00.000Z", "credit_line": 0.105,
               "status": { "synced_at": "2024-08-29T09:36:33.079349+00:00", "succeeded_at": "2024-08-29T09:36:33.079349+00:00" } }
} ] }`;

describe('accounts', () => {
  it('R13 maps the documented answer', async () => {
    expect(await accountsFrom(MIS_ACCOUNT)).toEqual([
      {
        providerId: 'A998944684550094849.1',
        accessId: 'X998944684550094849.1',
        name: 'Sample Holder',
        owner: 'Sample Holder',
        kind: 'current',
        providerType: 'Giro account',
        accountNumber: '0032000001',
        bankCode: '10000109010101',
        bankName: 'Sample Bank',
        bankNameAr: 'بنك المثال',
        bic: 'SAMASARIXXX',
        iban: 'SA0380000000608010167519',
        currency: 'SAR',
        isAutosync: true,
        isJoint: false,
        status: { syncedAt: '2024-08-29T09:36:33.079Z', succeededAt: '2024-08-29T09:36:33.079Z', message: null },
        balance: { minor: 136_730, asOf: '2024-08-29T00:00:00.000Z' },
        creditLimitMinor: 11,
      },
    ]);
  });

  it.each([
    ['absent', '{"account_id":"A1"}'],
    ['null', '{"account_id":"A1","access_id":null,"iban":null,"balance":null,"status":null,"auto_sync":null,"currency":null,"type":null}'],
    ['empty', '{"account_id":"A1","access_id":"","iban":"","balance":"","status":"","auto_sync":"","currency":"","type":"","owner":" "}'],
    [
      'of a wrong kind',
      '{"account_id":"A1","access_id":[],"iban":{},"balance":[],"status":7,"auto_sync":{},"currency":[],"type":{},"bic":true}',
    ],
    ['unknown inside', '{"account_id":"A1","balance":{"balance":null},"status":{"synced_at":""}}'],
  ])('R13 treats %s fields alike', async (_name, account) => {
    const [mapped] = await accountsFrom(`{"accounts":[${account}]}`);
    expect(mapped).toMatchObject({
      providerId: 'A1',
      accessId: '',
      iban: null,
      currency: 'SAR',
      kind: 'other',
      balance: null,
      isAutosync: false,
    });
    expect([mapped?.status, mapped?.creditLimitMinor]).toEqual([never, null]);
  });

  it.each([
    ['{"balance":{"balance":-0.01}}', -1],
    ['{"balance":{"balance":"1367.39"}}', 136_739],
    ['{"balance":1367.39}', 136_739],
    ['{"balance":"5"}', 500],
    ['{"balance":{"balance":1e2}}', 10_000],
    ['{"balance":{"balance":0}}', 0],
    ['{"balance":{"balance":9999999.99}}', 999_999_999],
    ['{"balance":{"balance":90071992547409.91}}', 9_007_199_254_740_991],
    ['{"currency":"KWD","balance":{"balance":1.2345}}', 1_235],
    ['{"currency":"jpy","balance":{"balance":12}}', 12],
  ])('R13 takes the balance of %s from its digits', async (fields, minor) => {
    const [mapped] = await accountsFrom(`[{"account_id":"A1",${fields.slice(1)}]`);
    expect(mapped?.balance?.minor).toBe(minor);
  });

  it('R13 keeps every digit of ids that are JSON numbers and leaves out accounts without one', async () => {
    const world = answering({
      text: '{"accounts":[{"account_id":998944684550094849,"access_id":99894468455009484901},{"name":"no id"},7,null]}',
    });
    expect(await world.provider.listAccounts()).toMatchObject([{ providerId: '998944684550094849', accessId: '99894468455009484901' }]);
    expect(world.logged.find((line) => line.event === 'accounts.unreadable')?.fields).toEqual({ count: 3 });
  });

  it('accepts the ancestor status names and an unreadable currency without guessing riyals', async () => {
    const text =
      '{"accounts":[{"account_id":"A1","currency":"??","status":{"sync_timestamp":"2024-08-29","success_timestamp":"2024-08-28","message":"Fehler"}}]}';
    const [mapped] = await accountsFrom(text);
    expect([mapped?.currency, mapped?.status]).toEqual([
      'XXX',
      { syncedAt: '2024-08-29T00:00:00.000Z', succeededAt: '2024-08-28T00:00:00.000Z', message: 'Fehler' },
    ]);
  });

  it.each([
    ['Giro account', 'current'],
    ['GIRO_ACCOUNT', 'current'],
    ['CurrentAccount', 'current'],
    ['current-account', 'current'],
    ['Checking account', 'current'],
    ['Payment account', 'current'],
    ['Savings account', 'savings'],
    ['Daily savings account', 'savings'],
    ['Savings', 'savings'],
    ['Credit card', 'credit_card'],
    ['KSAOB.CreditCard', 'credit_card'],
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
    ['constructor', 'other'],
    ['', 'other'],
  ])('maps the account type %j to %s', (type, kind) => {
    expect(toAccountKind(type)).toBe(kind);
  });
});

describe('accesses', () => {
  const list = async (scripted: Scripted) => answering(scripted).provider.listAccesses();
  const access = {
    id: 'X1',
    provider: { id: '3ca31c37-986a-454e-ad64-8e97143c86bc', name: 'Sample Bank/بنك' },
    consent: { expires_at: '2027-08-29T09:36:33.079349+00:00', scopes: ['ACCOUNTS', 7], recurring: true },
    status: { synced_at: '2024-08-29T09:36:33Z' },
    auto_sync: true,
    created_at: '2024-08-29T00:00:00.000Z',
  };
  const mapped = {
    providerId: 'X1',
    bankName: 'Sample Bank',
    bankNameAr: 'بنك',
    providerBankId: '3ca31c37-986a-454e-ad64-8e97143c86bc',
    createdAt: '2024-08-29T00:00:00.000Z',
    consentExpiresAt: '2027-08-29T09:36:33.079Z',
    consentScopes: ['ACCOUNTS'],
    isAutosync: true,
    status: { syncedAt: '2024-08-29T09:36:33.000Z', succeededAt: null, message: null },
  };

  it('A8 reads the list wrapped and bare', async () => {
    expect(await list({ json: { accesses: [access] } })).toEqual([mapped]);
    expect(await list({ json: [access] })).toEqual([mapped]);
    expect(await list({ json: { accesses: null } })).toEqual([]);
  });

  it('R13 reads an access that has only an id', async () => {
    expect(await list({ text: '[{"id":99894468455009484901,"consent":{}}]' })).toEqual([
      {
        ...mapped,
        providerId: '99894468455009484901',
        bankName: null,
        bankNameAr: null,
        providerBankId: null,
        createdAt: null,
        consentExpiresAt: null,
        consentScopes: [],
        isAutosync: false,
        status: never,
      },
    ]);
  });

  it.each([[403], [404], [405]])('A7 is an empty list on %i', async (status) => {
    expect(await list({ status, json: {} })).toEqual([]);
    expect(await list({ status, text: '<html>' })).toEqual([]);
  });

  it('A7 other failures stay failures', async () => {
    expect(await failureOf(list({ status: 500 }))).toBe('provider_unavailable');
    expect(await failureOf(list({ status: 403, json: { error: { code: 30000 } } }))).toBe('provider_unavailable');
    expect(await failureOf(list({ json: {} }))).toBe('response_malformed');
  });

  it('asks again without embedding when the query is refused', async () => {
    const world = createWorld(
      withTokens((request) => (request.url.includes('embed') ? { status: 400, json: { error: { code: 1000 } } } : { json: [access] })),
    );
    expect(await world.provider.listAccesses()).toEqual([mapped]);
  });
});
