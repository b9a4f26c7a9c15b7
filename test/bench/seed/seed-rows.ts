/**
 * @file Ten years of rows per account, oldest first: purchases all along, salaries, bills, and own transfers with both halves. A pure
 * function of size, seed and clock; nothing is kept but the few thousand rows that are planned ahead.
 */

import type { Words } from '../../../electron/sandbox/household/row.ts';
import { bill, ownTransfer, PARTIES, salary } from '../../../electron/sandbox/household/words.ts';
import { type Dice, dice, hashDigits } from '../../../electron/sandbox/seeded.ts';
import { addDays, type Day, riyadhDay } from '../../../shared/domain/dates.ts';
import type { SeedAccount } from './seed-accounts.ts';
import { aPurchase, BILLS } from './seed-words.ts';

export type SeedRow = {
  readonly id: string;
  readonly day: Day;
  readonly minor: number;
  readonly words: Words;
  readonly reference: string;
  readonly original: { readonly minor: number; readonly currency: string } | null;
};
type Planned = Pick<SeedRow, 'day' | 'minor' | 'words'>;

export type SeedPlan = {
  readonly accounts: readonly SeedAccount[];
  /** Booked rows of an account, by day. */
  readonly bookedRows: (account: SeedAccount) => Generator<SeedRow>;
  /** What is held today. */
  readonly pendingRows: (account: SeedAccount) => readonly SeedRow[];
};
export type SeedWish = {
  readonly transactions: number;
  readonly seed: number;
  readonly nowMs: number;
  readonly accounts: readonly SeedAccount[];
};

const DAYS = 3652;
const MONTH_DAYS = 30.4375;
const MONTHS = Math.floor(DAYS / MONTH_DAYS);
/** Own transfers are about one row of fifty. */
const ROWS_PER_TRANSFER = 12_000;
const PENDING_ACCOUNTS = [0, 2, 4, 6, 12, 14];
const CENTS = 5;

function prices(roll: Dice, low: number, high: number): number {
  const minor = roll.int(low, high);
  return minor - (minor % CENTS);
}

/** Salaries, bills and own transfers of every month, per account. */
function planMonths({ accounts, transactions, seed, nowMs }: SeedWish): ReadonlyMap<SeedAccount, readonly Planned[]> {
  const firstDay = addDays(riyadhDay(nowMs), 1 - DAYS);
  const plan = new Map<SeedAccount, Planned[]>(accounts.map((account) => [account, []]));
  const riyals = accounts.filter(({ listed }) => listed.currency === 'SAR');
  const put = (account: SeedAccount | undefined, row: Planned) => void (account && plan.get(account)?.push(row));
  for (let month = 0; month < MONTHS; month += 1) {
    const roll = dice('months', seed, month);
    const dayAt = (day: number) => addDays(firstDay, Math.floor(month * MONTH_DAYS) + day);
    put(accounts[0], { day: dayAt(26), minor: 14_500_00 + month * 45_00, words: salary(PARTIES.employer) });
    for (const [index, payee] of BILLS.entries())
      put(accounts[index % 2 === 0 ? 0 : 4], {
        day: dayAt(3 + index * 3),
        minor: -prices(roll, 90_00, 640_00),
        words: bill(payee, `bill-${index}`, 'ar'),
      });
    for (let i = 0; i < Math.ceil(transactions / ROWS_PER_TRANSFER); i += 1) {
      const out = riyals[roll.int(0, riyals.length - 1)];
      const into = riyals[roll.int(0, riyals.length - 1)];
      if (!out || !into || out === into) continue;
      const day = dayAt(roll.int(0, 28));
      const minor = roll.int(50, 900) * 10_00;
      put(out, { day, minor: -minor, words: ownTransfer(into.listed.name, 'to', nameOf(into), into.last4) });
      put(into, { day, minor, words: ownTransfer(out.listed.name, 'from', nameOf(out), out.last4) });
    }
  }
  for (const rows of plan.values()) rows.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return plan;
}

const nameOf = ({ listed, nameAr }: SeedAccount) => ({ name: listed.name, nameAr, iban: listed.iban });

/** Booked rows of each account: its share, and never fewer than are planned for it. */
function countsOf(
  { accounts, transactions }: SeedWish,
  planned: ReadonlyMap<SeedAccount, readonly Planned[]>,
): ReadonlyMap<SeedAccount, number> {
  const fillers = transactions - PENDING_ACCOUNTS.length - [...planned.values()].reduce((sum, rows) => sum + rows.length, 0);
  if (fillers < 0) throw new RangeError('too few transactions for ten years of months');
  const counts = new Map(accounts.map((account) => [account, Math.floor((fillers * account.share) / 100)]));
  const rest = fillers - [...counts.values()].reduce((sum, count) => sum + count, 0);
  const [first] = accounts;
  if (first) counts.set(first, (counts.get(first) ?? 0) + rest);
  return counts;
}

export function planSeed(wish: SeedWish): SeedPlan {
  const { accounts, seed, nowMs } = wish;
  const planned = planMonths(wish);
  const counts = countsOf(wish, planned);
  const today = riyadhDay(nowMs);
  const days = Array.from({ length: DAYS }, (_, i) => addDays(today, i + 1 - DAYS));
  const rowOf = (account: SeedAccount, number: number, row: Planned & Partial<Pick<SeedRow, 'original'>>): SeedRow => ({
    original: null,
    ...row,
    id: `T${account.listed.providerId.slice(1, 3)}${String((number * 7_368_787 + 104_729) % 1_000_000_000).padStart(9, '0')}`,
    reference: hashDigits(`${seed}/${account.last4}/${number}`, 8),
  });
  const filler = (account: SeedAccount, roll: Dice, number: number, day: Day) => {
    const { words, abroad } = aPurchase(roll, account.last4, number);
    const isRefund = roll.chance(0.02);
    const price = roll.chance(0.05) ? prices(roll, 200_00, 4_000_00) : prices(roll, 6_00, 260_00);
    const original = abroad && { minor: -Math.round(price / abroad.perUnit), currency: abroad.currency };
    return rowOf(account, number, { day, minor: isRefund ? price : -price, words, original });
  };
  return {
    accounts,
    *bookedRows(account) {
      const roll = dice('rows', seed, account.listed.providerId);
      const ahead = planned.get(account) ?? [];
      const count = counts.get(account) ?? 0;
      let next = 0;
      for (let i = 0; i < count; i += 1) {
        const day = days[Math.floor((i * DAYS) / count)] ?? today;
        for (let row = ahead[next]; row && row.day <= day; row = ahead[next]) yield rowOf(account, count + next++, row);
        yield filler(account, roll, i, day);
      }
      for (let row = ahead[next]; row; row = ahead[next]) yield rowOf(account, count + next++, row);
    },
    pendingRows(account) {
      const index = accounts.indexOf(account);
      const roll = dice('pending', seed, index);
      return PENDING_ACCOUNTS.includes(index) ? [filler(account, roll, 9_000_000 + index, today)] : [];
    },
  };
}
