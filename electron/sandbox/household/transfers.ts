/** @file Own transfers (both legs), wallet and prepaid card, the dollar account. */
import { lastFour } from '../../../shared/domain/iban.ts';
import type { DayContext } from './book.ts';
import { price } from './cards.ts';
import { APP_SHOPS, bill, ownTransfer, PARTIES, profit, purchase, WALLET_SHOPS } from './words.ts';

/** Moves money between two own accounts; the second leg follows two minutes later. */
function move({ day, book }: DayContext, from: string, to: string, outMinor: number, hour: number, inMinor = outMinor): void {
  const source = book.accounts.get(from);
  const target = book.accounts.get(to);
  if (!source || !target) return;
  const sourceLast4 = lastFour(source.iban ?? source.number) ?? '';
  const targetLast4 = lastFour(target.iban ?? target.number) ?? '';
  book.post(from, day, { minor: -outMinor, words: ownTransfer(target.owner, 'to', target, targetLast4), hour, minute: 10 });
  book.post(to, day, { minor: inMinor, words: ownTransfer(source.owner, 'from', source, sourceLast4), hour, minute: 12 });
}

function postWallet(context: DayContext): void {
  const { day, dice, book } = context;
  if (dice.chance(0.45)) {
    const minor = price(dice, 6_00, 36_00);
    if (book.runningMinor('wallet') > minor) {
      const words = purchase(dice.pick(WALLET_SHOPS), '5508', dice.chance(0.7) ? 'ar' : 'mixed');
      book.post('wallet', day, { minor: -minor, words, hour: dice.int(7, 19), minute: dice.int(0, 59) });
    }
  }
  if (dice.chance(0.14)) {
    const minor = price(dice, 15_00, 75_00);
    if (book.runningMinor('prepaid') > minor) {
      const words = purchase(dice.pick(APP_SHOPS), '3317', 'en');
      book.post('prepaid', day, { minor: -minor, words, hour: 22, minute: dice.int(0, 59), pendingDays: 1 });
    }
  }
  // A top-up follows the day the wallet runs low, so that it never goes below zero.
  if (book.runningMinor('wallet') < 80_00) move(context, 'current', 'wallet', 300_00, 22);
  if (book.runningMinor('prepaid') < 60_00 && book.runningMinor('wallet') > 150_00) move(context, 'wallet', 'prepaid', 100_00, 23);
}

function postDollar(context: DayContext): void {
  const { day, dayOfMonth, month, book } = context;
  // The riyal is pegged: 3.75 to the dollar, and the bank keeps a little.
  if (dayOfMonth === 14) move(context, 'family', 'dollar', 226_20, 12, 60_00);
  if (dayOfMonth === 19) book.post('dollar', day, { minor: -12_99, words: bill(PARTIES.cloud, 'cloud', 'en'), hour: 4, minute: 44 });
  if (dayOfMonth === 23) book.post('dollar', day, { minor: -14_50, words: bill(PARTIES.gym, 'gym', 'en'), hour: 8, minute: 5 });
  if (dayOfMonth === 30 && month % 3 === 0) book.post('dollar', day, { minor: 9_75, words: profit('DIVIDEND PAYOUT'), hour: 3, minute: 0 });
}

export function postTransfers(context: DayContext): void {
  if (context.dayOfMonth === 28) {
    move(context, 'current', 'savings', 1_500_00, 8);
    move(context, 'current', 'family', 4_000_00, 9);
  }
  postWallet(context);
  postDollar(context);
}
