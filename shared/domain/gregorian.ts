/** @file Gregorian months by number: `YYYY × 12 + month − 1`, so that a year is twelve numbers in every calendar. */
import type { Day } from './dates.ts';

export function gregorianMonthIndex(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** `YYYY-MM` of a month. */
export function gregorianMonthText(index: number): string {
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((((index % 12) + 12) % 12) + 1).padStart(2, '0')}`;
}

export function gregorianMonthStart(index: number): Day {
  return `${gregorianMonthText(index)}-01`;
}
