import type { Overview } from '../../shared/contract/overview.ts';
import { addDays } from '../../shared/domain/dates.ts';
import { LEDGER_TODAY } from './fake-ledger-accounts.ts';

type Point = { day: string; balanceMinor: number };

const NET_TODAY = 87_645_45;
const NET_YEAR_AGO = 38_900_00;
const GROWTH_PER_DAY = (NET_TODAY - NET_YEAR_AGO) / 365;

/** Salary on the 27th, rent right after, spending until the next one: a saw tooth that grows. */
function tooth(day: string): number {
  const sinceSalary = (Number(day.slice(8, 10)) + 31 - 27) % 31;
  if (sinceSalary === 0) return 12_800_00;
  if (sinceSalary === 1) return 12_300_00;
  if (sinceSalary === 2) return 9_000_00;
  return 8_800_00 - sinceSalary * 390_00 - ((sinceSalary * 7919) % 13) * 19_00;
}

export function netHistory(days: number): Point[] {
  const base = tooth(LEDGER_TODAY);
  return Array.from({ length: days + 1 }, (_, index) => {
    const age = days - index;
    const day = addDays(LEDGER_TODAY, -age);
    const trend = Math.round(NET_TODAY - GROWTH_PER_DAY * age);
    const balanceMinor = age === 0 ? NET_TODAY : age === 365 ? NET_YEAR_AGO : Math.round(trend + tooth(day) - base);
    return { day, balanceMinor };
  });
}

export function accountHistory(balanceMinor: number, days: number): Point[] {
  const base = tooth(LEDGER_TODAY);
  const size = Math.min(1, Math.abs(balanceMinor) / 12_000_00);
  return Array.from({ length: days + 1 }, (_, index) => {
    const day = addDays(LEDGER_TODAY, index - days);
    return { day, balanceMinor: balanceMinor + Math.round((tooth(day) - base) * size) };
  });
}

const SHAPES: readonly (readonly number[])[] = [
  [20, 16, 13, 11, 52, 46, 40, 34, 30, 66, 58, 50, 45, 40, 76, 68, 66],
  [24, 22, 10, 48, 42, 36, 30, 62, 56, 50, 44, 40, 66, 64, 60, 58],
  [50, 30, 20, 10, 40, 70, 64, 56, 48, 40, 76, 60, 44, 34, 26, 18],
  [10, 14, 14, 18, 20, 26, 28, 36, 38, 46, 50, 60, 62, 70, 76],
  [80, 72, 62, 70, 58, 50, 64, 50, 40, 52, 44, 30, 36, 22, 10],
  [10, 10, 32, 32, 32, 56, 56, 56, 56, 76, 76, 76],
];

export function sparkline(index: number): number[] {
  return [...(SHAPES[index % SHAPES.length] ?? [])];
}

/** Share of a salary month's spending that is done by the end of each day: bills on the fifth to seventh, the rest evenly. */
function shareBy(day: number): number {
  const bills = day < 4 ? 0 : day < 6 ? (day - 3) * 0.16 : 0.36;
  return Math.min(1, bills + (day + 1) * 0.0206);
}

/** The salary month of the pictures: 27 Oct – 26 Nov, the twelfth day. */
export function fakeMonth(hasData: boolean): Overview['month'] {
  const usualEnd = -6_130_00 / shareBy(11);
  const spent = Array.from({ length: 12 }, (_, day) => (day === 11 ? -5_284_10 : Math.round((-5_284_10 * shareBy(day)) / shareBy(11))));
  const usualSpent = Array.from({ length: 31 }, (_, day) => {
    const medianMinor = day === 11 ? -6_130_00 : Math.round(usualEnd * shareBy(day));
    return { leastMinor: Math.round(medianMinor * 0.93), medianMinor, mostMinor: Math.round(medianMinor * 1.08) };
  });
  return {
    kind: 'salary',
    fromDay: '2026-10-27',
    toDay: '2026-11-26',
    dayCount: 31,
    daysSoFar: 12,
    inMinor: hasData ? 16_900_00 : 0,
    outMinor: hasData ? -5_284_10 : 0,
    currency: 'SAR',
    usualInMinor: hasData ? 16_500_00 : null,
    usualOutMinor: hasData ? -6_130_00 : null,
    spent: hasData ? spent : spent.map(() => 0),
    usualSpent: hasData ? usualSpent : null,
  };
}
