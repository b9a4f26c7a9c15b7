import { describe, expect, it } from 'vitest';
import { boundMinor, currenciesByExponent, meanMinor, medianMinor } from './money.ts';

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
