import { expect, it } from 'vitest';
import { spanOf } from './export-range.ts';

const none = { fromDay: '2026-01-01', toDay: '2026-02-28' };

it.each([
  ['all', null, null],
  ['thisMonth', '2026-02-01', '2026-02-28'],
  ['lastMonth', '2026-01-01', '2026-01-31'],
  ['thisYear', '2026-01-01', '2026-12-31'],
  ['lastYear', '2025-01-01', '2025-12-31'],
] as const)('%s', (range, fromDay, toDay) => {
  expect(spanOf(range, '2026-02-28', none)).toEqual({ fromDay, toDay });
});

it('knows months of every length, over the turn of the year', () => {
  expect(spanOf('thisMonth', '2028-02-10', none).toDay).toBe('2028-02-29');
  expect(spanOf('lastMonth', '2026-01-01', none)).toEqual({ fromDay: '2025-12-01', toDay: '2025-12-31' });
});

it('takes the chosen days as they are', () => {
  const days = { fromDay: '2026-03-01', toDay: '2026-03-02' };
  expect(spanOf('days', '2026-02-28', days)).toEqual(days);
});
