import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, parseJson } from './json.ts';

describe('R13 exact numbers', () => {
  it.each([
    ['{"amount":0.10}', { amount: '0.10' }],
    ['{"amount" :\n -0.10 }', { amount: '-0.10' }],
    ['{"balance":{"balance":9999999.99,"balance_date":"x"}}', { balance: { balance: '9999999.99', balance_date: 'x' } }],
    ['{"amount":1e2,"credit_line":1E+3}', { amount: '1e2', credit_line: '1E+3' }],
    ['{"transaction_id":998944684550094849123}', { transaction_id: '998944684550094849123' }],
    ['{"categories":[{"id":90071992547409931,"parent_id":null}]}', { categories: [{ id: '90071992547409931', parent_id: null }] }],
    ['{"deleted":[90071992547409931, 7],"transactions":[]}', { deleted: ['90071992547409931', '7'], transactions: [] }],
    ['{"purpose":"say \\"amount\\": 5, \\"id\\":7"}', { purpose: 'say "amount": 5, "id":7' }],
    ['{"purpose":"x\\\\","amount":5}', { purpose: 'x\\', amount: '5' }],
    ['{"expires_in":3600}', { expires_in: 3600 }],
    ['{"amount":"5.00"}', { amount: '5.00' }],
  ])('R13 keeps the digits of %s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each(['{"amount":01}', '{"amount":1.}', '{"amount":.5}', '{"amount":0x1}', '{"amount":1e}', '<html>', '', '{'])(
    'R13 does not make JSON of %s',
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );

  it('R13 changes nothing but the numbers of the exact keys', () => {
    const key = fc.constantFrom('amount', 'id', 'purpose', 'a"b', 'x\\', 'name');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary' }).map((text) => `${text}"amount": 5`),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    }));
    const expected = (input: unknown, isExact = false): unknown => {
      if (typeof input === 'number') return isExact ? JSON.stringify(input) : Object.is(input, -0) ? 0 : input;
      if (Array.isArray(input)) return input.map((item) => expected(item));
      if (typeof input !== 'object' || input === null) return input;
      return Object.fromEntries(Object.entries(input).map(([name, inner]) => [name, expected(inner, name === 'amount' || name === 'id')]));
    };
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (input, indent) => {
        expect(parseJson(JSON.stringify(input, null, indent))).toEqual(expected(input));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('R11 wrong charset', () => {
  it('reads UTF-8 whatever the header says, and the header only when UTF-8 cannot be', () => {
    const utf8 = new TextEncoder().encode('{"name":"متجر"}');
    expect(decodeText(utf8, 'application/json; charset=iso-8859-1')).toBe('{"name":"متجر"}');
    const windows = Uint8Array.from([0x22, 0xe3, 0xca, 0xcc, 0xd1, 0x22]);
    expect(decodeText(windows, 'application/json; charset="windows-1256"')).toBe('"متجر"');
    expect(decodeText(Uint8Array.from([0x22, 0xff, 0x22]), 'application/json; charset=nonsense')).toBe('"\ufffd"');
    expect(decodeText(Uint8Array.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]), undefined)).toBe('{}');
    expect(decodeText(Uint8Array.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), undefined)).toBe('{}');
  });
});
