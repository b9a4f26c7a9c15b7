/** @file The two spellings of time the provider uses (reference, section 4). */

/** `2018-04-01T00:00:00.000Z` */
export function zuluTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** `2024-08-29T09:36:33.079349+00:00`: microseconds and an offset. */
export function offsetTime(epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  const micros = String((Math.floor(epochMs / 1000) * 7919) % 1000).padStart(3, '0');
  return `${iso.slice(0, 23)}${micros}+00:00`;
}

const days = new Map<number, string>();
/** ISO text of a day number since the epoch; kept, because a page of rows repeats few days. */
export function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
  days.set(day, text);
  return text;
}
