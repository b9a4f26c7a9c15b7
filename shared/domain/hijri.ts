/**
 * @file Umm al-Qura months, as Saudi Arabia counts. The tables are ICU's (docs/decisions/0011), read through Intl and remembered;
 * `hijri.test.ts` pins them to the published months of 1443–1450.
 */
import { addDays, type Day, dayForIntl } from './dates.ts';

export type HijriDate = { readonly year: number; readonly month: number; readonly day: number };

const FORMAT = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});

/** Mean length of a lunar month in days: lands a search within a day or two of the month it looks for. */
const MEAN_MONTH_DAYS = 29.530588;
/** 1 Muharram 1400 = 20 November 1979, where searches start. */
const ANCHOR = { index: 1400 * 12, startsOn: '1979-11-20' } as const;

export function hijriDate(day: Day): HijriDate {
  const parts = FORMAT.formatToParts(dayForIntl(day));
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const isBeforeEra = parts.some((part) => part.type === 'era' && part.value.startsWith('B'));
  const year = number('year');
  return { year: isBeforeEra ? 1 - year : year, month: number('month'), day: number('day') };
}

/** Number of the month that holds a day, counted from Muharram of the year 0. */
export function hijriMonthIndex(day: Day): number {
  const { year, month } = hijriDate(day);
  return year * 12 + month - 1;
}

const starts = new Map<number, Day>();

/** First day of a month by its number. @throws RangeError for months no calendar day of four-digit years is in */
export function hijriMonthStart(index: number): Day {
  const known = starts.get(index);
  if (known !== undefined) return known;
  const found = searchMonthStart(index);
  starts.set(index, found);
  return found;
}

function searchMonthStart(index: number): Day {
  let day = addDays(ANCHOR.startsOn, Math.round((index - ANCHOR.index) * MEAN_MONTH_DAYS));
  // Three rounds always do: the mean is never off by more than a month, and no month is longer than 30 days.
  for (let round = 0; round < 3; round += 1) {
    const at = hijriDate(day);
    const monthsAway = index - (at.year * 12 + at.month - 1);
    if (monthsAway === 0) return addDays(day, 1 - at.day);
    day = addDays(day, monthsAway > 0 ? 31 - at.day : -at.day);
  }
  throw new RangeError('no such Hijri month');
}
