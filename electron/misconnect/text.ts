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

export function textOrNull(value: Loose): string | null {
  return cleanText(value) || null;
}

export function isTrue(value: boolean | Loose): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(?:true|1|yes)$/i.test(value.trim()));
}

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Epoch milliseconds of an ISO 8601 timestamp or day, any fraction length, read as UTC when it names no zone. Strict: no 30 February.
 * @returns undefined when it is not one
 */
export function parseTime(value: Loose): number | undefined {
  const match = TIMESTAMP.exec(cleanText(value));
  const day = match?.[1];
  if (!match || day === undefined || !isDay(day)) return undefined;
  const [, , hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const offset = zoneMinutes(zone);
  if (offset === undefined) return undefined;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return Date.parse(`${day}T00:00:00Z`) + ((Number(hour) * 60 + Number(minute) - offset) * 60 + Number(second)) * 1_000 + milliseconds;
}

function zoneMinutes(zone: string): number | undefined {
  if (/^z$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (hours > 18 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** null when absent or unreadable: platform times guide reading, no row is lost over them. */
export function instantOrNull(value: Loose): Instant | null {
  const time = parseTime(value);
  return time === undefined || !isStorable(time) ? null : toInstant(time);
}

const UTC_MIDNIGHT = /^\d{4}-\d{2}-\d{2}(?:T00:00:00(?:\.0+)?(?:Z|\+00:00))?$/;

/**
 * The UTC date part of a bank's date (reference 4): the time part is filling, and shifting it to Riyadh would move late evenings.
 * @returns null when absent, undefined when it is there but no date
 */
export function dayOf(value: Loose): Day | null | undefined {
  const text = cleanText(value);
  if (text === '') return null;
  if (UTC_MIDNIGHT.test(text)) return isDay(text.slice(0, 10)) ? text.slice(0, 10) : undefined;
  const time = parseTime(text);
  return time === undefined || !isStorable(time) ? undefined : toInstant(time).slice(0, 10);
}

/** Years 0001 to 9999: outside them ISO text is written differently and no longer sorts. */
function isStorable(epochMs: number): boolean {
  return epochMs >= -62_135_596_800_000 && epochMs <= 253_402_300_799_999;
}

const ARABIC = /\p{Script=Arabic}/u;

/** "English / عربي" as two names; the first is never empty unless both are. */
export function splitBankName(value: Loose): { readonly name: string; readonly nameAr: string | null } {
  const parts = cleanText(value)
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const arabic = parts.filter((part) => ARABIC.test(part)).join(' / ');
  const latin = parts.filter((part) => !ARABIC.test(part)).join(' / ');
  return { name: latin || arabic, nameAr: arabic || null };
}
