import { expect, it } from 'vitest';
import { meanMinor, medianMinor } from './money.ts';

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
