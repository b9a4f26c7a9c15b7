/** @file Parts of a day in either calendar, in the reader's language and digits. */
import { type Day, dayForIntl } from '../../shared/domain/dates.ts';

export type DayParts = {
  readonly weekday: string;
  readonly weekdayShort: string;
  readonly day: string;
  readonly month: string;
  readonly monthShort: string;
  readonly year: string;
};
type Options = { readonly language: 'ar' | 'en'; readonly numerals: 'latn' | 'arab' };

// Month names come from en-US: en-GB shortens September to "Sept", which breaks the rhythm of a column.
function gregorianTag({ language, numerals }: Options): string {
  return `${language === 'ar' ? 'ar-SA' : 'en-US'}-u-ca-gregory-nu-${numerals}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(tag, options);
  formats.set(key, made);
  return made;
}

function part(tag: string, options: Intl.DateTimeFormatOptions, date: Date): string {
  const [name] = Object.keys(options);
  const parts = formatOf(tag, { ...options, timeZone: 'UTC' }).formatToParts(date);
  return parts.find((p) => p.type === name)?.value ?? '';
}

/** Lists say the same days over and over, and Intl takes longer than anything else on a row. */
const MAX_KNOWN_DAYS = 4000;

function remembered<P>(make: (day: Day, options: Options) => P): (day: Day, options: Options) => P {
  const known = new Map<string, P>();
  return (day, options) => {
    const key = `${day} ${options.language} ${options.numerals}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MAX_KNOWN_DAYS) known.clear();
    const made = make(day, options);
    known.set(key, made);
    return made;
  };
}

export const gregorianParts = remembered((day, options): DayParts => {
  const tag = gregorianTag(options);
  const date = dayForIntl(day);
  return {
    weekday: part(tag, { weekday: 'long' }, date),
    weekdayShort: part(tag, { weekday: options.language === 'ar' ? 'long' : 'short' }, date),
    day: part(tag, { day: 'numeric' }, date),
    month: part(tag, { month: 'long' }, date),
    monthShort: part(tag, { month: options.language === 'ar' ? 'long' : 'short' }, date),
    year: part(tag, { year: 'numeric' }, date),
  };
});

export type HijriParts = { readonly day: string; readonly month: string; readonly year: string };

const HIJRI_MONTHS_EN = [
  'Muharram',
  'Safar',
  'Rabi I',
  'Rabi II',
  'Jumada I',
  'Jumada II',
  'Rajab',
  'Shaban',
  'Ramadan',
  'Shawwal',
  'Dhu al-Qidah',
  'Dhu al-Hijjah',
] as const;

/** Umm al-Qura, as Saudi Arabia counts. English month names are ours: Intl's carry half rings few people read. */
export const hijriParts = remembered((day, { language, numerals }): HijriParts => {
  const date = dayForIntl(day);
  const tag = `${language === 'ar' ? 'ar-SA' : 'en-US'}-u-ca-islamic-umalqura-nu-${numerals}`;
  const parts = formatOf(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).formatToParts(date);
  const find = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return { day: find('day'), month: language === 'ar' ? find('month') : englishHijriMonth(date), year: find('year') };
});

function englishHijriMonth(date: Date): string {
  const text = part('en-US-u-ca-islamic-umalqura-nu-latn', { month: 'numeric' }, date);
  return HIJRI_MONTHS_EN[Number(text) - 1] ?? text;
}

/** `14:05` in Riyadh: banks and Mizan tell one clock. */
/** 14:21:07 */
export function clockTimeToSecond(epochMs: number, numerals: 'latn' | 'arab'): string {
  return formatOf(`en-GB-u-nu-${numerals}`, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Asia/Riyadh',
  }).format(epochMs);
}

export function clockTime(epochMs: number, numerals: 'latn' | 'arab'): string {
  return formatOf(`en-GB-u-nu-${numerals}`, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Riyadh' }).format(
    epochMs,
  );
}
