/**
 * @file Places in the list. By day: newest or oldest first, within a day by id. By size: one currency after the other, riyals first, within
 * a currency by amount without sign, then by id. A place is a sort key, so that rows arriving meanwhile shift nothing.
 */
import type { TransactionSort } from '../../../shared/contract/transaction-filter.ts';
import { isDay } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';

/** `head` is the day, or the currency of a list by size; `size` is 0 in lists by day. */
export type Place = { readonly head: string; readonly size: number; readonly id: number };

const LAST_ID = Number.MAX_SAFE_INTEGER;
const CURRENCY = /^[A-Z]{3}$/;

export const isBySize = (sort: TransactionSort): boolean => sort === 'largest' || sort === 'smallest';
/** Whether keys fall along the list. */
export const isFalling = (sort: TransactionSort): boolean => sort === 'newest' || sort === 'largest';

/** Riyals first, then by code. */
export function compareCurrencies(a: string, b: string): number {
  if (a === b) return 0;
  if (a === 'SAR') return -1;
  return b === 'SAR' || a > b ? 1 : -1;
}

/** Order of two places along a list. */
export function comparePlaces(sort: TransactionSort): (a: Place, b: Place) => number {
  const direction = isFalling(sort) ? -1 : 1;
  const heads = isBySize(sort) ? compareCurrencies : (a: string, b: string) => direction * (a === b ? 0 : a < b ? -1 : 1);
  return (a, b) => heads(a.head, b.head) || direction * (a.size - b.size) || direction * (a.id - b.id);
}

/** Before every row of a list by day, or of one currency of a list by size. */
export function startOf(sort: TransactionSort, currency = ''): Place {
  return isFalling(sort)
    ? { head: isBySize(sort) ? currency : '~', size: LAST_ID, id: LAST_ID }
    : { head: currency, size: isBySize(sort) ? -1 : 0, id: 0 };
}

/** Behind every row of one currency, or of a list by day. */
export function endOf(sort: TransactionSort, currency = ''): Place {
  return startOf(OPPOSITE[sort], currency);
}

export const OPPOSITE = { newest: 'oldest', oldest: 'newest', largest: 'smallest', smallest: 'largest' } as const satisfies Record<
  TransactionSort,
  TransactionSort
>;

export function formatCursor({ head, size, id }: Place): string {
  return `${head}.${size}.${id}`;
}

/** @throws AppError `invalid_input` for a cursor that is none of this list */
export function parseCursor(cursor: string, sort: TransactionSort): Place {
  const match = /^([^.]+)\.(\d{1,16})\.(\d{1,15})$/.exec(cursor);
  const [, head = '', size, id] = match ?? [];
  if (!match || !(isBySize(sort) ? CURRENCY.test(head) : isDay(head)))
    throw new AppError('invalid_input', 'not a cursor of this list', { fields: { cursor: 'cursor' } });
  return { head, size: Number(size), id: Number(id) };
}

/**
 * A band of sizes: number of digits × 100 + the first two digits. Its order is that of the sizes, there are never many of them, and none
 * holds more than a small part of a long list.
 */
const BAND_STEP = 100;
export const BAND_SQL = `(length(abs(t.amount_minor)) * ${BAND_STEP} + CAST(substr(abs(t.amount_minor) || '0', 1, 2) AS INTEGER))`;

function bandLimits(band: number): { readonly lowest: number; readonly highest: number } {
  const lead = band % BAND_STEP;
  const digits = (band - lead) / BAND_STEP;
  if (digits === 1) return { lowest: Math.floor(lead / 10), highest: Math.floor(lead / 10) };
  const step = 10 ** (digits - 2);
  return { lowest: lead * step, highest: (lead + 1) * step - 1 };
}

function bandOf(size: number): number {
  const text = String(size);
  return text.length * BAND_STEP + Number(`${text}0`.slice(0, 2));
}

export const sectionKeyOf = (place: Place, sort: TransactionSort): string => sectionKey(sort, place.head, bandOf(place.size));
export const sectionKey = (sort: TransactionSort, head: string, band: number): string => (isBySize(sort) ? `${head}.${band}` : head);

export type Section = { readonly head: string; readonly band: number };

/** @throws AppError `invalid_input` */
export function parseSection(key: string, sort: TransactionSort): Section {
  const [, head = '', band] = /^(?:([A-Z]{3})\.(\d{3,4}))$/.exec(key) ?? [];
  if (isBySize(sort) && band !== undefined) return { head, band: Number(band) };
  if (!isBySize(sort) && isDay(key)) return { head: key, band: 0 };
  throw new AppError('invalid_input', 'not a section of this list', { fields: { section: 'section' } });
}

/** Just before the first row a section could have. */
export function sectionStart(section: Section, sort: TransactionSort): Place {
  if (!isBySize(sort)) return { head: section.head, size: 0, id: isFalling(sort) ? LAST_ID : 0 };
  const { lowest, highest } = bandLimits(section.band);
  return { head: section.head, size: isFalling(sort) ? highest : lowest, id: isFalling(sort) ? LAST_ID : 0 };
}
