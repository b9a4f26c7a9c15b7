import { expect, it } from 'vitest';
import { periodsOf } from '../../../shared/domain/periods.ts';
import type { DayFlow } from './flow-sums.ts';
import { type MonthFacts, thisMonth } from './this-month.ts';

const flows: DayFlow[] = [
  // Four months that each spend 10 on the first and 20 more on the 20th; the last one has not come that far.
  ...['2026-07', '2026-08', '2026-09', '2026-10'].flatMap((month) => [
    { day: `${month}-01`, incomeMinor: 100_00, expenseMinor: -10_00 },
    { day: `${month}-20`, incomeMinor: 900_00, expenseMinor: -20_00 },
  ]),
  { day: '2026-11-01', incomeMinor: 5_00, expenseMinor: -1_00 },
  { day: '2026-11-05', incomeMinor: 0, expenseMinor: -3_00 },
];
const facts: MonthFacts = {
  periods: periodsOf({ kind: 'gregorian' }),
  currency: 'SAR',
  today: '2026-11-07',
  byDay: ({ fromDay, toDay }) => flows.filter(({ day }) => day >= fromDay && day <= toDay),
  isCovered: ({ fromDay }) => fromDay >= '2026-07-01',
};

it('tells what came in and what was spent by each day, beside the same days of the months before', () => {
  const month = thisMonth(facts);
  expect(month).toMatchObject({ fromDay: '2026-11-01', toDay: '2026-11-30', dayCount: 30, daysSoFar: 7, inMinor: 5_00, outMinor: -4_00 });
  expect(month.spent).toEqual([-1_00, -1_00, -1_00, -1_00, -4_00, -4_00, -4_00]);
  expect([month.usualInMinor, month.usualOutMinor]).toEqual([100_00, -10_00]);
  expect([month.usualSpent?.length, month.usualSpent?.[18]?.medianMinor, month.usualSpent?.[19]?.medianMinor]).toEqual([
    30, -10_00, -30_00,
  ]);
});

it('R26 knows nothing usual from fewer than three wholly held months', () => {
  const month = thisMonth({ ...facts, isCovered: ({ fromDay }) => fromDay >= '2026-09-01' });
  expect([month.usualInMinor, month.usualOutMinor, month.usualSpent]).toEqual([null, null, null]);
});

it('lets a shorter month before stand at its end, and gives the middle half around the median', () => {
  const months: Record<string, number> = { '2026-02-01': -10, '2026-01-01': -20, '2025-12-01': -30, '2025-11-01': -40, '2025-10-01': -50 };
  const month = thisMonth({
    ...facts,
    today: '2026-03-31',
    byDay: ({ fromDay }) => (months[fromDay] === undefined ? [] : [{ day: fromDay, incomeMinor: 0, expenseMinor: months[fromDay] }]),
    isCovered: ({ fromDay }) => fromDay in months,
  });
  expect(month.usualSpent?.at(-1)).toEqual({ leastMinor: -20, medianMinor: -30, mostMinor: -40 });
  expect(month.spent).toHaveLength(31);
});
