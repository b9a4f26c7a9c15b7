/** @file From wire values to clean text, instants and days. */
import { type Day, type Instant, isDay, toInstant } from '../../shared/domain/dates.ts';

type Loose = string | number | null | undefined;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for (S6)
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const LINE_ENDS = /[\t\n\v\f\r\u0085]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;

/** Trimmed text without control characters, of any length; what was received stays in the raw page. */
export function cleanText(value: Loose): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'number' ? String(value) : value;
  // A lone surrogate is no character and could not be stored as it is.
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return (CONTROL.test(whole) ? whole.replace(LINE_ENDS, ' ').replace(CONTROLS, '') : whole).trim();
}

/** Longer than any real name of a person, an account, a bank or a merchant. */
const MAX_LABEL = 200;

/** As `cleanText`, for names that every list shows: clipped, because a megabyte of it would be sent to the page with each row. */
export function labelText(value: Loose): string {
  const text = cleanText(value);
  return text.length <= MAX_LABEL ? text : `${text.slice(0, MAX_LABEL - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

export function labelOrNull(value: Loose): string | null {
  return labelText(value) || null;
}

export function textOrNull(value: Loose): string | null {
  return cleanText(value) || null;
}

export function isTrue(value: boolean | Loose): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(?:true|1|yes)$/i.test(value.trim()));
}

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Midnight UTC of a real day, NaN for 30 February. Remembered, because a history holds few distinct days and each is
 * asked for four times per row; the limit keeps hostile data from filling memory.
 */
const midnights = new Map<string, number>();
const MOST_DAYS = 20_000;

function midnightOf(day: string): number {
  const known = midnights.get(day);
  if (known !== undefined) return known;
  const midnight = isDay(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (midnights.size >= MOST_DAYS) midnights.clear();
  midnights.set(day, midnight);
  return midnight;
}

/** Epoch milliseconds of an ISO 8601 timestamp or day, any fraction length, read as UTC when it names no zone; NaN when it is not one. */
export function parseTime(text: string): number {
  const match = TIMESTAMP.exec(text);
  if (!match) return Number.NaN;
  const [, day = '', hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return Number.NaN;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const time = midnightOf(day) + ((Number(hour) * 60 + Number(minute) - zoneMinutes(zone)) * 60 + Number(second)) * 1_000 + milliseconds;
  return time >= EARLIEST_MS && time <= LATEST_MS ? time : Number.NaN;
}

/** Years 0100 to 9999: earlier ones are no days to `isDay`, and later ISO text is written differently and no longer sorts. */
const EARLIEST_MS = -59_011_459_200_000;
const LATEST_MS = 253_402_300_799_999;

function zoneMinutes(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (hours > 18 || minutes > 59) return Number.NaN;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** The two documented spellings, which need no arithmetic. */
const PLAIN = /^(\d{4}-\d{2}-\d{2})(T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)\.(\d{3})\d*(?:Z|\+00:00)$/;

/** null when absent or unreadable: platform times guide reading, no row is lost over them. */
export function instantOrNull(value: Loose): Instant | null {
  const text = cleanText(value);
  const plain = PLAIN.exec(text);
  if (plain && !Number.isNaN(midnightOf(plain[1] ?? ''))) return `${plain[1]}${plain[2]}.${plain[3]}Z`;
  const time = parseTime(text);
  return Number.isNaN(time) ? null : toInstant(time);
}

/**
 * The UTC date part of a bank's date (reference 4): the time part is filling, and shifting it to Riyadh would move late evenings.
 * @returns null when absent, undefined when it is there but no date
 */
export function dayOf(value: Loose): Day | null | undefined {
  if (cleanText(value) === '') return null;
  return instantOrNull(value)?.slice(0, 10);
}

const ARABIC = /\p{Script=Arabic}/u;

/** "English / عربي" as two names; the first is never empty unless both are. */
export function splitBankName(value: Loose): { readonly name: string; readonly nameAr: string | null } {
  const parts = labelText(value)
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const arabic = parts.filter((part) => ARABIC.test(part)).join(' / ');
  const latin = parts.filter((part) => !ARABIC.test(part)).join(' / ');
  return { name: latin || arabic, nameAr: arabic || null };
}
