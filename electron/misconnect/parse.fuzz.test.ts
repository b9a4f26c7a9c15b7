import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDay } from '../../shared/domain/dates.ts';
import { ERROR_CODES } from '../../shared/errors.ts';
import { createWorld, failureOf, toResponse } from '../../test/fakes/misconnect-world.ts';
import type { ProviderAccount, ProviderTransaction } from '../ports/bank-provider.ts';
import type { HttpRequest } from '../ports/http.ts';

const KEYS = [
  ...[
    'accounts',
    'accesses',
    'transactions',
    'deleted',
    'error',
    'code',
    'status',
    'account_id',
    'access_id',
    'id',
    'transaction_id',
    'amount',
    'currency',
  ],
  ...[
    'balance',
    'balance_date',
    'booked',
    'booked_at',
    'settled_at',
    'name',
    'purpose',
    'type',
    'categories',
    'parent_id',
    'payment_partner',
  ],
  ...[
    'additional_info',
    'original_amount',
    'consent',
    'expires_at',
    'scopes',
    'provider',
    'synced_at',
    'modified_at',
    '__proto__',
    'constructor',
  ],
];
const leaf = fc.oneof(
  fc.constantFrom(
    'null',
    'true',
    'false',
    '0',
    '-0.01',
    '1e2',
    '0.10',
    '9999999.99',
    '1e999',
    '-1e-999',
    '99894468455009484901',
    '01',
    'NaN',
    '"SAR"',
    '"KWD"',
  ),
  fc.constantFrom(
    '""',
    '"2024-02-29T00:00:00.000Z"',
    '"2024-02-30"',
    '"2024-08-29T09:36:33.079349+00:00"',
    '"\\ud800"',
    '"\\u0000"',
    '"12.5 USD"',
    '"Giro account"',
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.string({ unit: 'binary', maxLength: 12 }).map((text) => JSON.stringify(text)),
  fc.date({ noInvalidDate: false }).map((date) => JSON.stringify(Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString())),
);
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 4, arbitrary: leaf },
    { weight: 2, arbitrary: fc.array(tie('json'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`) },
    {
      weight: 6,
      arbitrary: fc
        .array(fc.tuple(fc.constantFrom(...KEYS), tie('json')), { maxLength: 6 })
        .map((fields) => `{${fields.map(([key, value]) => `"${key}":${value}`).join(',')}}`),
    },
  ),
}));
/** Mostly in a wrapper, so that the inner shapes are reached, and mostly with what makes an item readable. */
const wellFormed = fc
  .tuple(fc.constantFrom('accounts', 'accesses', 'transactions', ''), fc.array(json, { maxLength: 4 }))
  .map(([wrapper, items]) => {
    const readable = items.map((item) =>
      item.startsWith('{"') ? `{"account_id":"A","id":"X","amount":1.5,"currency":"SAR",${item.slice(1)}` : item,
    );
    return wrapper === '' ? `[${readable.join(',')}]` : `{"${wrapper}":[${readable.join(',')}]}`;
  });
const stray = fc.constantFrom('"', '}', ']', ',', '\\', '\u0000', '<', '01', 'NaN', '{"error":', '\ud800');

/** The text itself, cut, with a stray piece put in, and with one number made absurd. */
function variants(text: string, place: number, piece: string): readonly string[] {
  const at = place % (text.length + 1);
  return [text, text.slice(0, at), text.slice(0, at) + piece + text.slice(at), text.replace(/\d+(?:\.\d+)?/, '9'.repeat(40))];
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const isSound = (account: ProviderAccount) =>
  account.providerId !== '' && (account.balance === null || Number.isSafeInteger(account.balance.minor));
const isReadable = (item: ProviderTransaction) =>
  Number.isSafeInteger(item.amountMinor) && /^[A-Z]{3}$/.test(item.currency) && (item.bookedOn === null || isDay(item.bookedOn));

describe('R13 grammar fuzz', () => {
  it('R13 50,000 answers: every one is data by our own rules or an AppError', async () => {
    let current = '';
    let understood = 0;
    let tried = 0;
    const { provider } = createWorld(() => ({}), { baseUrl: 'http://127.0.0.1:1', log: silent, onCall: () => undefined, http: { send } });
    const readers = [
      async () => expect((await provider.listAccounts()).filter((each) => !isSound(each))).toEqual([]),
      () => provider.listAccesses(),
      async () =>
        expect((await provider.readTransactions('A1', { kind: 'all', offset: 0 })).items.filter((item) => !isReadable(item))).toEqual([]),
    ];
    await fc.assert(
      fc.asyncProperty(wellFormed, fc.nat(2_000), stray, async (text, place, piece) => {
        const named = ['accounts', 'accesses', 'transactions'].findIndex((name) => text.startsWith(`{"${name}"`));
        for (const variant of variants(text, place, piece)) {
          current = variant;
          tried += 1;
          const code = await failureOf((readers[named] ?? readers[place % 3])?.() ?? Promise.resolve());
          if (code === 'none') understood += 1;
          else expect(ERROR_CODES).toContain(code);
        }
      }),
      { numRuns: 12_500 },
    );
    // The grammar must reach past the outermost schema, or nothing was tested.
    expect([tried, understood > 20_000]).toEqual([50_000, true]);

    async function send(request: HttpRequest) {
      return toResponse(request.url.endsWith('/auth/token') ? { json: { access_token: 'a', expires_in: 9e9 } } : { text: current });
    }
  }, 120_000);
});
