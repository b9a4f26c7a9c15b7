import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, isDay } from '../../../shared/domain/dates.ts';
import { monthsBefore } from './months-before.ts';

it.each([
  ['2026-11-07', 3, '2026-08-07'],
  ['2026-11-07', 12, '2025-11-07'],
  ['2026-01-31', 1, '2025-12-31'],
  ['2026-03-31', 1, '2026-02-28'],
  ['2024-03-31', 1, '2024-02-29'],
  ['2024-02-29', 12, '2023-02-28'],
  ['2026-12-31', 0, '2026-12-31'],
])('%s less %i months is %s', (day, count, expected) => {
  expect(monthsBefore(day, count)).toBe(expected);
});

it('always gives a day of the month asked for, never a later day of month', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 400 }), (offset, count) => {
      const day = addDays('1970-01-01', offset);
      const before = monthsBefore(day, count);
      expect(isDay(before)).toBe(true);
      expect(Number(before.slice(0, 4)) * 12 + Number(before.slice(5, 7))).toBe(
        Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - count,
      );
      expect(before.slice(8) <= day.slice(8)).toBe(true);
    }),
  );
});
