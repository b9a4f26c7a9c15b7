/**
 * @file Days and instants. A day is `YYYY-MM-DD` text in Asia/Riyadh and never passes through local time;
 * an instant is UTC ISO text. Hijri (Umm al-Qura) is a view, never stored.
 */

/** `YYYY-MM-DD`, a calendar day in Asia/Riyadh. */
export type Day = string;
/** UTC ISO 8601 text, e.g. `2026-11-07T11:05:00.000Z`. */
export type Instant = string;

/** Saudi Arabia has kept UTC+3 without daylight saving since 1968 (IANA tz database). */
const RIYADH_OFFSET_MS = 3 * 3_600_000;
const DAY_MS = 86_400_000;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  if (!match) return false;
  const [, y, m, d] = match.map(Number) as [number, number, number, number];
  const date = new Date(Date.UTC(y, m - 1, d));
  return date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
}

/** The calendar day in Riyadh at an instant given in epoch milliseconds. */
export function riyadhDay(epochMs: number): Day {
  return new Date(epochMs + RIYADH_OFFSET_MS).toISOString().slice(0, 10);
}

export function toInstant(epochMs: number): Instant {
  return new Date(epochMs).toISOString();
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** 0 Sunday … 5 Friday, 6 Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** Noon UTC of a day: a safe value to hand to `Intl` with `timeZone: 'UTC'`. */
export function dayForIntl(day: Day): Date {
  return new Date(`${day}T12:00:00Z`);
}
