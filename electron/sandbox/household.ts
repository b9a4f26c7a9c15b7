/**
 * @file The practice household: a pure function of seed and clock. Three fictional banks, eight accounts, 24 months that
 * end on the clock's day and go on when the clock does. A balance is the opening balance plus the booked rows, exactly.
 */
import { addDays, type Day, riyadhDay } from '../../shared/domain/dates.ts';
import { HOUSEHOLD_BANKS, householdAccounts } from './household/banks.ts';
import { postBills } from './household/bills.ts';
import { createBook } from './household/book.ts';
import { postCards } from './household/cards.ts';
import { postIncome } from './household/income.ts';
import type { Dataset, RowEdit } from './household/row.ts';
import { postTransfers } from './household/transfers.ts';
import { dice } from './seeded.ts';

const NO_EDITS: ReadonlyMap<number, readonly RowEdit[]> = new Map();

/** The same calendar day `months` earlier, or the last day of that month. */
export function monthsBefore(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]; // a Day always has three parts
  const first = new Date(Date.UTC(year, month - 1 - months, 1));
  const lastDate = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return addDays(first.toISOString().slice(0, 10), Math.min(date, lastDate) - 1);
}

export function createHousehold(options: { readonly seed: number; readonly anchorMs: number; readonly months?: number }): Dataset {
  const { seed, anchorMs, months = 24 } = options;
  const anchorDay = riyadhDay(anchorMs);
  const firstDay = monthsBefore(anchorDay, months);
  const accounts = householdAccounts(seed);
  const book = createBook(accounts);
  let nextDay = addDays(firstDay, 1);

  const writeDay = (day: Day) => {
    const context = {
      day,
      dayOfMonth: Number(day.slice(8)),
      month: Number(day.slice(5, 7)),
      dice: dice('household', seed, day),
      book,
      anchorDay,
    };
    postIncome(context);
    postBills(context);
    postCards(context);
    postTransfers(context);
  };

  const extendTo = (epochMs: number) => {
    const lastDay = riyadhDay(epochMs);
    for (; nextDay <= lastDay; nextDay = addDays(nextDay, 1)) writeDay(nextDay);
  };
  extendTo(anchorMs);

  return { firstDay, banks: HOUSEHOLD_BANKS, accounts, rowsOf: (key) => book.rowsOf(key), editsOf: () => NO_EDITS, extendTo };
}
