import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortAmount, valueAxis } from './value-axis.ts';

describe('valueAxis', () => {
  it('starts at zero and ends above the highest balance', () => {
    expect(valueAxis([38_900_00, 93_200_00])).toEqual({ ticks: [0, 25_000_00, 50_000_00, 75_000_00, 100_000_00], min: 0, max: 100_000_00 });
  });

  it('ends close above it', () => {
    expect(valueAxis([58_000_00, 101_600_00]).max).toBe(120_000_00);
  });

  it('reaches below zero for what is owed', () => {
    expect(valueAxis([-5_500_00, -1_000_00])).toEqual({ ticks: [-6_000_00, -4_000_00, -2_000_00, 0], min: -6_000_00, max: 0 });
  });

  it('draws one line when every balance is zero', () => {
    expect(valueAxis([0, 0])).toEqual({ ticks: [0], min: 0, max: 1 });
  });

  it('keeps every balance inside at most five round, even lines that hold zero', () => {
    const balances = fc.array(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(balances, (values) => {
        const axis = valueAxis(values);
        const steps = axis.ticks.slice(1).map((tick, index) => tick - (axis.ticks[index] ?? 0));
        return (
          axis.ticks.length <= 5 &&
          axis.ticks.includes(0) &&
          axis.ticks.every(Number.isSafeInteger) &&
          values.every((value) => value >= axis.min && value <= axis.max) &&
          new Set(steps).size <= 1
        );
      }),
    );
  });
});

describe('shortAmount', () => {
  it('takes one unit for the whole axis', () => {
    expect([shortAmount(25_000_00, 'SAR', 100_000_00), shortAmount(250_00, 'SAR', 1_000_00), shortAmount(0, 'SAR', 1_000_00)]).toEqual([
      { units: 25, unit: 'k' },
      { units: 250, unit: '' },
      { units: 0, unit: '' },
    ]);
    expect(shortAmount(1_250_000_00, 'SAR', 5_000_000_00)).toEqual({ units: 1.25, unit: 'M' });
  });

  it('knows currencies without two decimals', () => {
    expect([shortAmount(500_000, 'JPY', 1_000_000), shortAmount(5_000_000, 'KWD', 10_000_000)]).toEqual([
      { units: 500, unit: 'k' },
      { units: 5, unit: 'k' },
    ]);
  });
});
