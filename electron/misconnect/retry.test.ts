import { describe, expect, it } from 'vitest';
import { fractionOf, INTERACTIVE, NEVER, nextTry, ONCE, REFRESH, retryAfterMs, SAFE } from './retry.ts';

describe('R12 when to try again', () => {
  it('R12 grows exponentially from 1 s to at most 60 s, with full jitter', () => {
    const many = { tries: 20, budgetMs: 1_000_000 };
    const waits = [1, 2, 3, 4, 7, 12].map((attempt) => nextTry(many, attempt, 0, undefined, 0.5));
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000].map((ms) => ({ kind: 'wait', ms })));
    expect(nextTry(many, 5, 0, undefined, 0)).toEqual({ kind: 'wait', ms: 0 });
  });

  it('R12 makes four tries within two minutes, a refresh two, a code one', () => {
    expect([1, 2, 3, 4].map((attempt) => nextTry(SAFE, attempt, 0, undefined, 0).kind)).toEqual(['wait', 'wait', 'wait', 'exhausted']);
    expect([1, 2].map((attempt) => nextTry(REFRESH, attempt, 0, undefined, 0).kind)).toEqual(['wait', 'exhausted']);
    expect(nextTry(NEVER, 1, 0, 0, 0).kind).toBe('exhausted');
    expect(nextTry(SAFE, 1, 119_000, 1_000, 0)).toEqual({ kind: 'wait', ms: 1_000 });
    expect(nextTry(SAFE, 1, 119_001, 1_000, 0).kind).toBe('beyond_budget');
    expect(nextTry(SAFE, 1, 120_001, undefined, 0).kind).toBe('exhausted');
  });

  it('R12 never waits less than the server asks', () => {
    expect(nextTry(SAFE, 1, 0, 30_000, 0.9)).toEqual({ kind: 'wait', ms: 30_000 });
    expect(nextTry(SAFE, 3, 0, 100, 0.5)).toEqual({ kind: 'wait', ms: 2_000 });
  });

  it.each([
    ['7', 7_000],
    [' 0 ', 0],
    ['1.5', 1_500],
    ['Sat, 07 Nov 2026 11:07:09 GMT', 9_000],
    ['Sat, 07 Nov 2026 11:06:00 GMT', 0],
    ['86401', 86_400_000],
    [' 12.345 ', 12_345],
    ['7x', undefined],
    ['x7', undefined],
    ['7.', undefined],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('R12 reads Retry-After %j', (header, ms) => {
    expect(retryAfterMs(header, Date.parse('2026-11-07T11:07:00Z'))).toBe(ms);
  });

  it('R12 has one policy for each kind of call', () => {
    expect([SAFE, ONCE, INTERACTIVE, REFRESH, NEVER]).toEqual([
      { tries: 4, budgetMs: 120_000 },
      { tries: 4, budgetMs: 120_000, isSentOnce: true },
      { tries: 3, budgetMs: 15_000 },
      { tries: 2, budgetMs: 30_000 },
      { tries: 1, budgetMs: 0 },
    ]);
  });

  it.each([
    [[0, 0, 0], 0],
    [[128, 0, 0], 0.5],
    [[0, 128, 0], 128 / 2 ** 16],
    [[0, 0, 128], 128 / 2 ** 24],
    [[255, 255, 255], 1 - 2 ** -24],
  ])('R12 makes a fraction of the bytes %j', (bytes, fraction) => {
    expect(fractionOf({ bytes: () => Uint8Array.from(bytes) })).toBe(fraction);
  });
});
