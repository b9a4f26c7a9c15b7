import { describe, expect, it } from 'vitest';
import { median, percentile, sample } from './samples.ts';

describe('percentile', () => {
  it('is the smallest sample that so many percent do not exceed, in any order', () => {
    const samples = [9, 1, 5, 3, 7, 2, 10, 4, 8, 6];
    expect([0, 10, 50, 95, 100].map((percent) => percentile(samples, percent))).toEqual([1, 1, 5, 10, 10]);
    expect(median([30, 10, 20])).toBe(20);
  });

  it('refuses to say anything of nothing', () => {
    expect(() => percentile([], 50)).toThrow(RangeError);
  });
});

describe('sample', () => {
  it('does not count what the first run warms up', async () => {
    const rounds: number[] = [];
    expect(await sample(3, (round) => rounds.push(round))).toHaveLength(3);
    expect(rounds).toEqual([0, 0, 1, 2]);
  });
});
