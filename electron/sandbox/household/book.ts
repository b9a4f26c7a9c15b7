/** @file The book a household is written into: rows per account, running balances, statements. */
import { addDays, type Day } from '../../../shared/domain/dates.ts';
import type { Dice } from '../seeded.ts';
import { type AccountKey, type AccountSpec, type Row, riyadhTime, type Words } from './row.ts';

/** Words are made anew for every row but mostly equal; one object per text keeps a long history small. */
const interned = new Map<string, Words>();
export function intern(words: Words): Words {
  const key = JSON.stringify(words);
  const known = interned.get(key);
  if (known) return known;
  interned.set(key, words);
  return words;
}

export type Posting = {
  readonly minor: number;
  readonly words: Words;
  readonly hour: number;
  readonly minute: number;
  /** Days until a pending row is booked; without it the row is booked at once. */
  readonly pendingDays?: number;
  readonly heldMinor?: number;
  readonly isDropped?: boolean;
  readonly changesId?: boolean;
  readonly original?: NonNullable<Row['original']>;
};

export type Book = {
  readonly accounts: ReadonlyMap<AccountKey, AccountSpec>;
  post(account: AccountKey, day: Day, posting: Posting): void;
  /** Opening balance and every row posted so far, pending ones too. */
  runningMinor(account: AccountKey): number;
  /** What was booked before a day began. */
  bookedBeforeMinor(account: AccountKey, day: Day): number;
  rowsOf(account: AccountKey): Row[];
};

export function createBook(accounts: readonly AccountSpec[]): Book {
  const rows = new Map<AccountKey, Row[]>(accounts.map((account) => [account.key, []]));
  const running = new Map<AccountKey, number>(accounts.map((account) => [account.key, account.openingMinor]));
  const byKey = new Map(accounts.map((account) => [account.key, account]));
  const list = (key: AccountKey) => rows.get(key) ?? [];
  const spec = (key: AccountKey) => {
    const found = byKey.get(key);
    if (!found) throw new Error(`no account ${key}`);
    return found;
  };
  return {
    accounts: byKey,
    post(key, day, posting) {
      const at = riyadhTime(day, posting.hour, posting.minute);
      const settled = riyadhTime(addDays(day, posting.pendingDays ?? 0), 3, 30);
      const isPendingFirst = posting.pendingDays !== undefined;
      list(key).push({
        seq: list(key).length + 1,
        minor: posting.minor,
        currency: spec(key).currency,
        at,
        bookedFrom: posting.isDropped ? Number.POSITIVE_INFINITY : isPendingFirst ? settled : at,
        words: intern(posting.words),
        ...(posting.isDropped ? { droppedFrom: settled } : {}),
        ...(posting.heldMinor === undefined ? {} : { heldMinor: posting.heldMinor }),
        ...(posting.changesId ? { changesId: true } : {}),
        ...(posting.original ? { original: posting.original } : {}),
      });
      if (!posting.isDropped) running.set(key, (running.get(key) ?? 0) + posting.minor);
    },
    runningMinor: (key) => running.get(key) ?? 0,
    bookedBeforeMinor(key, day) {
      const limit = riyadhTime(day, 0);
      return list(key).reduce((sum, row) => (row.bookedFrom < limit ? sum + row.minor : sum), spec(key).openingMinor);
    },
    rowsOf: list,
  };
}

/** One day of the household: everything a plan may look at. */
export type DayContext = {
  readonly day: Day;
  readonly dayOfMonth: number;
  readonly month: number;
  readonly dice: Dice;
  readonly book: Book;
  /** The day whose salary level counts as today's. */
  readonly anchorDay: Day;
};
