import type { z } from 'zod';
import type { DaySum, TransactionPage, TransactionRow } from '../../../shared/contract/transactions.ts';
import type { Day } from '../../../shared/domain/dates.ts';

export type Row = z.infer<typeof TransactionRow>;
export type Sum = z.infer<typeof DaySum>;

/** What one line of the list shows: a day's header or a transaction. */
export type ListItem =
  | { readonly type: 'day'; readonly key: string; readonly day: Day; readonly sums: readonly Sum[] }
  | { readonly type: 'row'; readonly key: string; readonly row: Row; readonly rowIndex: number };

/**
 * Lines of the list from its pages. A day that continues on the next page gets one header, and a row that moved between
 * two reads (pages are read one after the other) is shown once.
 */
export function toListItems(pages: readonly TransactionPage[]): ListItem[] {
  const sums = new Map<Day, Sum[]>();
  for (const page of pages) {
    for (const sum of page.daySums) {
      const known = sums.get(sum.day) ?? [];
      sums.set(sum.day, riyalsFirst([...known.filter((other) => other.currency !== sum.currency), sum]));
    }
  }
  const items: ListItem[] = [];
  const seen = new Set<number>();
  let day: Day | undefined;
  for (const row of pages.flatMap((page) => page.rows)) {
    if (seen.has(row.id)) continue;
    if (row.day !== day) items.push({ type: 'day', key: `day-${row.day}-${row.id}`, day: row.day, sums: sums.get(row.day) ?? [] });
    day = row.day;
    items.push({ type: 'row', key: `row-${row.id}`, row, rowIndex: seen.size });
    seen.add(row.id);
  }
  return items;
}

function riyalsFirst(sums: readonly Sum[]): Sum[] {
  return sums.toSorted((a, b) => Number(b.currency === 'SAR') - Number(a.currency === 'SAR'));
}

/** Item index of the transaction `step` transactions away from `from`; stays inside the list, headers are passed over. */
export function stepFrom(items: readonly ListItem[], from: number | undefined, step: number): number | undefined {
  const direction = step < 0 ? -1 : 1;
  let left = Math.abs(step);
  let place = from;
  let index = from === undefined ? -1 : from + direction;
  if (from === undefined) {
    index = 0;
    left = 1;
  }
  for (; index >= 0 && index < items.length && left > 0; index += direction) {
    if (items[index]?.type !== 'row') continue;
    place = index;
    left -= 1;
  }
  return place;
}
