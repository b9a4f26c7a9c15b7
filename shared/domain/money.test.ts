import { describe, expect, it } from 'vitest';
import { boundMinor, currenciesByExponent } from './money.ts';

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
