import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDay } from '../../shared/domain/dates.ts';
import { AppError } from '../../shared/errors.ts';
import { createWorld, toResponse, withTokens } from '../../test/fakes/misconnect-world.ts';

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
/** Numbers that are no JSON, and cuts and strays anywhere, in a quarter of the answers. */
const fault = fc.option(fc.tuple(fc.nat(400), fc.constantFrom('', '"', '}', '\\', '\u0000', '<', '01', 'NaN')), { freq: 3 });
const isCut = (stray: string) => stray === '';
/** Mostly in a wrapper, so that the inner shapes are reached, and mostly with what makes an item readable. */
const body = fc
  .tuple(fc.constantFrom('accounts', 'accesses', 'transactions', ''), fc.array(json, { maxLength: 4 }), fault)
  .map(([wrapper, items, trouble]) => {
    const readable = items.map((item) =>
      item.startsWith('{"') ? `{"account_id":"A","id":"X","amount":1.5,"currency":"SAR",${item.slice(1)}` : item,
    );
    const list = `[${readable.join(',')}]`;
    const text = wrapper === '' ? list : `{"${wrapper}":${list}}`;
    return trouble ? text.slice(0, trouble[0]) + trouble[1] + (isCut(trouble[1]) ? '' : text.slice(trouble[0])) : text;
  });

describe('R13 grammar fuzz', () => {
  it('R13 50,000 answers, each to three readers: every one is data by our own rules or an AppError', async () => {
    let current = '';
    const world = createWorld(
      withTokens(() => ({ text: current })),
      {
        baseUrl: 'http://127.0.0.1:1',
        http: {
          send: async (request) =>
            toResponse(request.url.endsWith('/auth/token') ? { json: { access_token: 'a', expires_in: 9e9 } } : { text: current }),
        },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        onCall: () => undefined,
      },
    );
    const { provider } = world;
    let understood = 0;
    const orAppError = async (work: Promise<unknown>) => {
      try {
        await work;
        understood += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
    };
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        current = text;
        await orAppError(
          provider
            .listAccounts()
            .then((accounts) =>
              expect(
                accounts.every((each) => each.providerId !== '' && (each.balance === null || Number.isSafeInteger(each.balance.minor))),
              ).toBe(true),
            ),
        );
        await orAppError(provider.listAccesses());
        await orAppError(
          provider.readTransactions('A1', { kind: 'all', offset: 0 }).then((page) => {
            expect(page.items.length + page.quarantined.length).toBeLessThanOrEqual(page.receivedCount);
            for (const item of page.items) {
              expect(Number.isSafeInteger(item.amountMinor) && /^[A-Z]{3}$/.test(item.currency)).toBe(true);
              expect(item.bookedOn === null || isDay(item.bookedOn)).toBe(true);
            }
          }),
        );
      }),
      { numRuns: 50_000 },
    );
    // The grammar must reach past the outermost schema, or nothing was tested.
    expect(understood).toBeGreaterThan(20_000);
  }, 120_000);
});
