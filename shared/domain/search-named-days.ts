/** @file Months by name, with a day or a year or alone, and whole years. */
import type { Day } from './dates.ts';
import { foldText } from './fold.ts';
import { hijriDate } from './hijri.ts';
import { dayOf, isGregorianYear, isHijriYear, monthSpan } from './search-dates.ts';
import type { Span } from './search-days.ts';
import { monthAt, type NamedMonth } from './search-months.ts';
import { type Found, wordsAt } from './search-words.ts';

const fold = (phrases: readonly string[]) => phrases.map((phrase) => foldText(phrase).split(' '));
const MONTH_WORD = fold(['month', 'month of', 'شهر']);
const YEAR_WORD = fold(['in', 'year', 'سنة', 'عام', 'في عام', 'في سنة']);
const HIJRI_MARK = foldText('هـ');

const dateAt = (words: readonly string[], at: number): number | undefined =>
  /^\d{1,2}$/.test(words[at] ?? '') ? Number(words[at]) : undefined;

function yearAt(words: readonly string[], at: number, calendar: NamedMonth['calendar']): number | undefined {
  const match = /^(\d{4})(?:ه|ah|م)?$/.exec(words[at] ?? '');
  const year = Number(match?.[1]);
  const isKnown = calendar === 'hijri' ? isHijriYear(year) : isGregorianYear(year);
  return isKnown ? year : undefined;
}

/** The youngest month of this name that has begun. */
function recentYear({ calendar, month }: NamedMonth, today: Day): number {
  const now = calendar === 'hijri' ? hijriDate(today) : { year: Number(today.slice(0, 4)), month: Number(today.slice(5, 7)) };
  return month <= now.month ? now.year : now.year - 1;
}

/** `27 October 2026`, `October 27`, `شهر رمضان`, `Ramadan 1447`, `October`. */
export function namedSpan(words: readonly string[], at: number, today: Day): Found<Span> | undefined {
  const before = dateAt(words, at);
  const lead = before === undefined ? wordsAt(words, at, MONTH_WORD) : 1;
  const month = monthAt(words, at + lead);
  if (!month) return undefined;
  let length = lead + month.words.length;
  const after = before === undefined ? dateAt(words, at + length) : undefined;
  const date = before ?? after;
  if (after !== undefined) length += 1;
  const year = yearAt(words, at + length, month.calendar);
  if (year !== undefined) length += 1;
  if (words[at + length] === HIJRI_MARK) length += 1;
  const isSaid = lead > 0 || date !== undefined || year !== undefined || month.standsAlone;
  if (!isSaid) return undefined;
  const inYear = year ?? recentYear(month, today);
  const span = date === undefined ? monthSpan(month.calendar, inYear, month.month) : dayOf(month.calendar, inYear, month.month, date);
  return span && { length, meaning: span };
}

/** `year 2026`, `عام 1447`, `1447 هـ`: a bare year may be part of a name. */
export function yearSpan(words: readonly string[], at: number): Found<Span> | undefined {
  const lead = wordsAt(words, at, YEAR_WORD);
  const match = /^(\d{4})(ه|ah)?$/.exec(words[at + lead] ?? '');
  if (!match) return undefined;
  const year = Number(match[1]);
  const isMarked = match[2] !== undefined || words[at + lead + 1] === HIJRI_MARK;
  if (lead === 0 && !isMarked) return undefined;
  const calendar = isGregorianYear(year) ? 'gregorian' : isHijriYear(year) ? 'hijri' : undefined;
  if (calendar === undefined) return undefined;
  const length = lead + 1 + (isMarked && match[2] === undefined ? 1 : 0);
  return { length, meaning: { fromDay: monthSpan(calendar, year, 1).fromDay, toDay: monthSpan(calendar, year, 12).toDay } };
}
