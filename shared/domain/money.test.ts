import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMoney,
  boundMinor,
  currenciesByExponent,
  currencyExponent,
  formatAmount,
  formatParts,
  meanMinor,
  medianMinor,
  parseDecimal,
  shareMinor,
  toDecimalText,
} from './money.ts';

it('takes the middle amount, or halfway between the two middle ones, rounded away from zero', () => {
  expect([medianMinor([3]), medianMinor([30, 10, 20]), medianMinor([10, 20]), medianMinor([1, 2]), medianMinor([-1, -2])]).toEqual([
    3, 20, 15, 2, -2,
  ]);
  expect(medianMinor([])).toBe(0);
});

it('averages amounts, rounded away from zero', () => {
  expect([meanMinor([1, 2], 'SAR'), meanMinor([-1, -2], 'SAR'), meanMinor([10, 20, 40], 'SAR'), meanMinor([], 'SAR')]).toEqual([
    2, -2, 23, 0,
  ]);
  expect(() => meanMinor([Number.MAX_SAFE_INTEGER, 1], 'SAR')).toThrow(RangeError);
});

describe('a bound as minor units', () => {
  it.each([
    ['120.5', 2, 'up', 120_50],
    ['500', 3, 'up', 500_000],
    ['120.5', 0, 'up', 121],
    ['120.5', 0, 'down', 120],
    ['0.005', 2, 'up', 1],
    ['0.005', 2, 'down', 0],
    ['999999999999.999', 3, 'down', 999_999_999_999_999],
  ] as const)('%s with %i digits, rounded %s', (text, exponent, round, minor) => {
    expect(boundMinor(text, exponent, round)).toBe(minor);
  });

  it('knows which currencies do not have two digits', () => {
    expect(currenciesByExponent().get(3)).toContain('KWD');
    expect(currenciesByExponent().get(0)).toContain('JPY');
    expect(currenciesByExponent().has(2)).toBe(false);
  });
});

/** ISO 4217, list one. */
const THREE_DIGITS = ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'];
const NO_DIGITS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ');

describe('R13 the digits of a currency', () => {
  it('are three, none, or two, unknown codes included', () => {
    expect(THREE_DIGITS.map(currencyExponent)).toEqual(THREE_DIGITS.map(() => 3));
    expect(NO_DIGITS.map(currencyExponent)).toEqual(NO_DIGITS.map(() => 0));
    expect(['SAR', 'USD', 'AED', 'XXX', ''].map(currencyExponent)).toEqual([2, 2, 2, 2, 2]);
  });

  it('are grouped without loss', () => {
    expect(currenciesByExponent()).toEqual(
      new Map([
        [3, THREE_DIGITS],
        [0, NO_DIGITS],
      ]),
    );
  });
});

describe('R13 reading a decimal number', () => {
  it.each([
    ['0.10', 'SAR', 10],
    ['1367.39', 'SAR', 136_739],
    ['-1367.39', 'SAR', -136_739],
    ['+5', 'SAR', 500],
    ['5.', 'SAR', 500],
    ['007.5', 'SAR', 750],
    ['12345678901.23', 'SAR', 1_234_567_890_123],
    ['1.5', 'KWD', 1_500],
    ['1.0005', 'KWD', 1_001],
    ['1500', 'JPY', 1_500],
    ['1500.4', 'JPY', 1_500],
    ['1500.5', 'JPY', 1_501],
    ['1e2', 'SAR', 10_000],
    ['1E2', 'SAR', 10_000],
    ['1e+2', 'SAR', 10_000],
    ['12.345e1', 'SAR', 12_345],
    ['1250e-2', 'SAR', 1_250],
    ['1.25e10', 'SAR', 1_250_000_000_000],
    ['125e-12', 'SAR', 0],
    ['0.005', 'SAR', 1],
    ['0.0049999', 'SAR', 0],
    ['-0.005', 'SAR', -1],
    ['-2.675', 'SAR', -268],
    ['9e-3', 'SAR', 1],
    ['4e-3', 'SAR', 0],
    ['9e-4', 'SAR', 0],
    ['0e999', 'SAR', 0],
    ['0.00e99', 'SAR', 0],
    ['90071992547409.91', 'SAR', Number.MAX_SAFE_INTEGER],
    ['-90071992547409.91', 'SAR', -Number.MAX_SAFE_INTEGER],
    [`${'0'.repeat(29)}1`, 'SAR', 100],
    [`1.${'0'.repeat(30)}`, 'SAR', 100],
  ])('%s %s is %i', (text, currency, minor) => {
    expect(parseDecimal(text, currency)).toBe(minor);
  });

  it('has one zero', () => {
    expect(['-0', '-0.00', '-0.001'].map((text) => Object.is(parseDecimal(text, 'SAR'), 0))).toEqual([true, true, true]);
  });

  it.each([
    ...[
      '',
      ' ',
      '.',
      '.5',
      '-',
      '+-1',
      '--1',
      '1,5',
      '1.2.3',
      ' 1',
      '1 ',
      '1\n',
      'x1',
      '1x',
      '0x10',
      '1e',
      '1e1.5',
      '1e1234',
      '1f2',
      '1e--2',
    ],
    ...['NaN', 'Infinity', '١٢', '90071992547409.92', '-90071992547409.92', '90071992547409.915', '1e58', '1e999', '0.1e60'],
    ...['1'.repeat(31), `1.${'1'.repeat(31)}`],
  ])('does not read %j', (text) => {
    expect(parseDecimal(text, 'SAR')).toBeUndefined();
  });

  it('reads back what it wrote, in any currency', () => {
    const currency = fc.constantFrom('SAR', 'KWD', 'JPY');
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, (minor, code) => {
        expect(parseDecimal(toDecimalText({ minor, currency: code }), code)).toBe(minor);
      }),
    );
  });
});

describe('writing an amount', () => {
  it.each([
    [-12_50, 'SAR', '-12.50'],
    [0, 'SAR', '0.00'],
    [5, 'SAR', '0.05'],
    [-5, 'SAR', '-0.05'],
    [5, 'KWD', '0.005'],
    [1_234, 'KWD', '1.234'],
    [1_234, 'JPY', '1234'],
    [-7, 'JPY', '-7'],
    [0, 'JPY', '0'],
  ])('%i %s is %s as plain text', (minor, currency, text) => {
    expect(toDecimalText({ minor, currency })).toBe(text);
  });

  it.each([
    [1_234_567_89, 'SAR', {}, '1,234,567.89'],
    [-1_250_00, 'SAR', {}, '−1,250.00'],
    [999_99, 'SAR', {}, '999.99'],
    [1_000_00, 'SAR', { signed: true }, '+1,000.00'],
    [-1_000_00, 'SAR', { signed: true }, '−1,000.00'],
    [0, 'SAR', { signed: true }, '0.00'],
    [0, 'SAR', {}, '0.00'],
    [1_234_567, 'JPY', {}, '1,234,567'],
    [1_234_567, 'JPY', { numerals: 'arab' }, '١٬٢٣٤٬٥٦٧'],
    [-1_234_567_890, 'KWD', { numerals: 'arab' }, '−١٬٢٣٤٬٥٦٧٫٨٩٠'],
    [12_34, 'SAR', { numerals: 'latn' }, '12.34'],
  ] as const)('%i %s with %j is %s on the page', (minor, currency, options, text) => {
    expect(formatAmount({ minor, currency }, options)).toBe(text);
  });

  it('gives sign, whole and decimals apart', () => {
    expect(formatParts({ minor: -1_250_05, currency: 'SAR' })).toEqual({ sign: '−', whole: '1,250', decimals: '.05' });
    expect(formatParts({ minor: 1_250, currency: 'JPY' })).toEqual({ sign: '', whole: '1,250', decimals: '' });
  });
});

describe('reckoning', () => {
  const sar = (minor: number) => ({ minor, currency: 'SAR' });

  it('adds amounts of one currency, and no other', () => {
    expect(addMoney(sar(1_00), sar(-30), sar(5))).toEqual(sar(75));
    expect(addMoney(sar(7))).toEqual(sar(7));
    expect(() => addMoney(sar(1), { minor: 1, currency: 'USD' })).toThrow(new RangeError('cannot add USD to SAR'));
    expect(() => addMoney(sar(Number.MAX_SAFE_INTEGER), sar(1))).toThrow(new RangeError('sum leaves the safe integer range'));
  });

  it.each([
    [10_00, 3, 333],
    [10, 4, 3],
    [-10, 4, -3],
    [1, 3, 0],
    [-1, 3, 0],
    [0, 5, 0],
    [1, 2, 1],
    [-1, 2, -1],
    [7, 1, 7],
    [Number.MAX_SAFE_INTEGER, 2, 4_503_599_627_370_496],
  ])('an equal share of %i in %i parts is %i, rounded away from zero', (minor, parts, share) => {
    expect(Object.is(shareMinor(minor, parts), share)).toBe(true);
  });
});
