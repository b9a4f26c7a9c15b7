/** @file Days, months and their spans written in figures, Gregorian or Hijri by their year. */
import { addDays, type Day, isDay } from './dates.ts';
import { gregorianMonthStart } from './gregorian.ts';
import { hijriMonthStart } from './hijri.ts';
import type { Span } from './search-days.ts';

/** Years people mean: bank rows are younger than this, and no Gregorian year of theirs looks like a Hijri one. */
export const isGregorianYear = (year: number): boolean => year >= 1900 && year < 2200;
export const isHijriYear = (year: number): boolean => year >= 1300 && year <= 1500;

const isMonth = (month: number): boolean => month >= 1 && month <= 12;

export function monthSpan(calendar: 'gregorian' | 'hijri', year: number, month: number): Span {
  const startOf = calendar === 'hijri' ? hijriMonthStart : gregorianMonthStart;
  const index = year * 12 + month - 1;
  return { fromDay: startOf(index), toDay: addDays(startOf(index + 1), -1) };
}

export function dayOf(calendar: 'gregorian' | 'hijri', year: number, month: number, date: number): Span | undefined {
  if (!isMonth(month) || date < 1) return undefined;
  const { fromDay, toDay } = monthSpan(calendar, year, month);
  const day = addDays(fromDay, date - 1);
  return isDay(day) && day <= toDay ? { fromDay: day, toDay: day } : undefined;
}

function inYear<T>(year: number, read: (calendar: 'gregorian' | 'hijri') => T): T | undefined {
  if (isGregorianYear(year)) return read('gregorian');
  return isHijriYear(year) ? read('hijri') : undefined;
}

const numbers = (match: RegExpExecArray): number[] => match.slice(1).map(Number);

/** The last day of this date that has come. */
function recentDay(month: number, date: number, today: Day): Span | undefined {
  const year = Number(today.slice(0, 4));
  const own = dayOf('gregorian', year, month, date);
  return own && own.fromDay <= today ? own : dayOf('gregorian', year - 1, month, date);
}

type Reader = readonly [RegExp, (parts: number[], today: Day) => Span | undefined];
// Day before month, as it is written in Saudi Arabia.
const READERS: readonly Reader[] = [
  [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, ([y = 0, m = 0, d = 0]) => inYear(y, (calendar) => dayOf(calendar, y, m, d))],
  [/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/, ([d = 0, m = 0, y = 0]) => inYear(y, (calendar) => dayOf(calendar, y, m, d))],
  [/^(\d{1,2})\/(\d{1,2})\/(\d{2})$/, ([d = 0, m = 0, y = 0]) => dayOf('gregorian', 2000 + y, m, d)],
  [/^(\d{4})[-/](\d{1,2})$/, ([y = 0, m = 0]) => (isMonth(m) ? inYear(y, (calendar) => monthSpan(calendar, y, m)) : undefined)],
  [/^(\d{1,2})[-/](\d{4})$/, ([m = 0, y = 0]) => (isMonth(m) ? inYear(y, (calendar) => monthSpan(calendar, y, m)) : undefined)],
  [/^(\d{1,2})\/(\d{1,2})$/, ([d = 0, m = 0], today) => recentDay(m, d, today)],
];

/** @param word folded: its digits are ASCII */
export function numericSpan(word: string, today: Day): Span | undefined {
  for (const [pattern, read] of READERS) {
    const match = pattern.exec(word);
    if (match) return read(numbers(match), today);
  }
  return undefined;
}
