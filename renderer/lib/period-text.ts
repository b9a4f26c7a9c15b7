/** @file Names of periods: a month by its name, a salary month only ever by its days, and any of them in both calendars. */
import { type Day, daysBetween } from '../../shared/domain/dates.ts';
import type { CalendarKind, DaySpan } from '../../shared/domain/periods.ts';
import { isolateForeign } from './bidi.ts';
import { gregorianParts, hijriParts } from './calendar.ts';
import type { Format } from './format.ts';

type Reader = Pick<Format, 'language' | 'numerals' | 'today'>;

const SIX_MONTHS_DAYS = 183;

/** November 2026 · Jumada I 1448 · 27 Oct – 26 Nov (its year only beyond six months). */
export function periodName(kind: CalendarKind, span: DaySpan, reader: Reader): string {
  if (kind === 'gregorian') {
    const { month, year } = gregorianParts(span.fromDay, reader);
    return isolateForeign(`${month} ${year}`, reader.language);
  }
  if (kind === 'hijri') {
    const { month, year } = hijriParts(span.fromDay, reader);
    return isolateForeign(`${month} ${year}`, reader.language);
  }
  const isFar = Math.abs(daysBetween(span.toDay, reader.today)) > SIX_MONTHS_DAYS;
  return gregorianRange(span, reader, isFar);
}

/** The longest name of a month that has a line of an axis for itself. */
const LINE_LETTERS = 9;

/** Below an axis, one line or two: Nov · Jumada I · Dhu / al-Hijjah · 27 Oct – / 26 Nov. */
export function periodLabel(kind: CalendarKind, span: DaySpan, reader: Reader): readonly string[] {
  if (kind === 'gregorian') return [gregorianParts(span.fromDay, reader).monthShort];
  if (kind === 'hijri') {
    const { month } = hijriParts(span.fromDay, reader);
    return month.length > LINE_LETTERS ? month.split(' ') : [month];
  }
  return [`${dayAndMonth(span.fromDay, reader)} –`, dayAndMonth(span.toDay, reader)];
}

/** The year a period is told by: that of its first day in its own calendar. */
export function periodYear(kind: CalendarKind, span: DaySpan, reader: Reader): string {
  return kind === 'hijri' ? hijriParts(span.fromDay, reader).year : gregorianParts(span.fromDay, reader).year;
}

/** Its days in both calendars: 12 Oct – 10 Nov 2026 · 1 – 30 Jumada I 1448. */
export function periodDays(span: DaySpan, reader: Reader): string {
  return `${gregorianRange(span, reader, true)} · ${hijriDays(span, reader)}`;
}

function gregorianRange({ fromDay, toDay }: DaySpan, reader: Reader, withYear: boolean): string {
  const [from, to] = [gregorianParts(fromDay, reader), gregorianParts(toDay, reader)];
  const part = (text: string) => isolateForeign(text, reader.language);
  if (!withYear) return `${part(`${from.day} ${from.monthShort}`)} – ${part(`${to.day} ${to.monthShort}`)}`;
  const end = part(`${to.day} ${to.monthShort} ${to.year}`);
  if (from.year !== to.year) return `${part(`${from.day} ${from.monthShort} ${from.year}`)} – ${end}`;
  if (fromDay === toDay) return end;
  return `${part(from.month === to.month ? from.day : `${from.day} ${from.monthShort}`)} – ${end}`;
}

/** The second half of it, beside a field that shows the first. */
export function hijriDays({ fromDay, toDay }: DaySpan, reader: Reader): string {
  const [from, to] = [hijriParts(fromDay, reader), hijriParts(toDay, reader)];
  const part = (text: string) => isolateForeign(text, reader.language);
  const end = part(`${to.day} ${to.month} ${to.year}`);
  if (fromDay === toDay) return end;
  if (from.year !== to.year) return `${part(`${from.day} ${from.month} ${from.year}`)} – ${end}`;
  return `${part(from.month === to.month ? from.day : `${from.day} ${from.month}`)} – ${end}`;
}

function dayAndMonth(day: Day, reader: Reader): string {
  const { day: dayOfMonth, monthShort } = gregorianParts(day, reader);
  return `${dayOfMonth} ${monthShort}`;
}
