import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MICROSOFT, PRINTED } from '../../test/fixtures/umm-al-qura-months.ts';
import { addDays, daysBetween } from './dates.ts';
import { hijriDate, hijriMonthIndex, hijriMonthStart } from './hijri.ts';

const YEARS = [1443, 1444, 1445, 1446, 1447, 1448, 1449, 1450];
const ourStarts = (year: number) => Array.from({ length: 12 }, (_, month) => hijriMonthStart(year * 12 + month));

describe('Umm al-Qura months', () => {
  it.each(YEARS)('of %i start where the printed calendar says', (year) => {
    expect(ourStarts(year).join(' ')).toBe(PRINTED[year]);
  });

  it.each(YEARS)('of %i are as long as the table of another implementation says', (year) => {
    const [startsOn, has30Days] = MICROSOFT[year] ?? [];
    const starts = [...ourStarts(year), hijriMonthStart((year + 1) * 12)];
    const lengths = starts.slice(1).map((start, i) => daysBetween(starts[i] ?? start, start));
    expect([starts[0], lengths.map((length) => (length === 30 ? '1' : length === 29 ? '0' : '?')).join('')]).toEqual([startsOn, has30Days]);
  });

  it('end where the next begins: the day before a border belongs to the old month', () => {
    for (const year of YEARS) {
      for (const [month, start] of (PRINTED[year] ?? '').split(' ').entries()) {
        expect(hijriDate(start)).toEqual({ year, month: month + 1, day: 1 });
        expect(hijriMonthIndex(addDays(start, -1))).toBe(year * 12 + month - 1);
      }
    }
  });

  it('are found from any day of them, also outside the published tables', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 109_000 }), (offset) => {
        const day = addDays('1900-01-01', offset);
        const index = hijriMonthIndex(day);
        const date = hijriDate(day);
        expect(addDays(hijriMonthStart(index), date.day - 1)).toBe(day);
        const length = daysBetween(hijriMonthStart(index), hijriMonthStart(index + 1));
        expect([29, 30]).toContain(length);
      }),
    );
  });

  it('of the day the pictures stand at', () => {
    expect(hijriDate('2026-11-07')).toEqual({ year: 1448, month: 5, day: 27 });
  });
});
