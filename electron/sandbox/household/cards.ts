/** @file Card purchases: debit, credit and charge card; refunds, pending items, purchases abroad, monthly card payments. */
import { addDays, type Day } from '../../../shared/domain/dates.ts';
import type { Dice } from '../seeded.ts';
import type { DayContext } from './book.ts';
import {
  bill,
  CAFES,
  CARD_SHOPS,
  cardPayment,
  FOREIGN_SHOPS,
  GROCERS,
  PARTIES,
  type Party,
  purchase,
  RESTAURANTS,
  refund,
  type Tongue,
  TRAVEL,
} from './words.ts';

const TONGUES = ['ar', 'ar', 'en', 'mixed'] as const satisfies readonly Tongue[];

/** Prices in halalas that look like prices. */
export function price(dice: Dice, low: number, high: number): number {
  const minor = dice.int(low, high);
  return dice.chance(0.4) ? minor - (minor % 1_00) : minor - (minor % 5);
}

function postDebit({ day, dice, book }: DayContext): void {
  if (dice.chance(0.42)) {
    const words = purchase(dice.pick(GROCERS), '4821', dice.pick(TONGUES));
    book.post('current', day, { minor: -price(dice, 42_00, 265_00), words, hour: dice.int(10, 13), minute: dice.int(0, 59) });
  }
  if (dice.chance(0.12)) {
    const words = purchase(CARD_SHOPS[2], '4821', dice.pick(TONGUES));
    book.post('current', day, { minor: -price(dice, 18_00, 140_00), words, hour: dice.int(17, 21), minute: dice.int(0, 59) });
  }
}

/** A purchase on a card is held first; some holds change their amount or id when booked, a few fall through. */
function postHeld(context: DayContext, account: string, last4: string, shop: Party, minor: number, hour: number, days?: number): void {
  const { day, dice, book } = context;
  const holdsMore = shop.categoryId === 41 && dice.chance(0.35);
  book.post(account, day, {
    minor: -minor,
    words: purchase(shop, last4, dice.pick(TONGUES), dice.chance(0.7)),
    hour,
    minute: dice.int(0, 59),
    pendingDays: days ?? dice.int(1, 3),
    ...(holdsMore ? { heldMinor: -(Math.ceil(minor / 10_00) * 10_00) } : {}),
    ...(dice.chance(0.2) ? { changesId: true } : {}),
    ...(shop.categoryId === 51 && dice.chance(0.08) ? { isDropped: true } : {}),
  });
}

function postCredit(context: DayContext): void {
  const { dice } = context;
  // Coffee on every odd day stays held for three days, so that there is always something pending to look at.
  const isOddDay = context.dayOfMonth % 2 === 1;
  if (isOddDay || dice.chance(0.2)) {
    postHeld(context, 'credit', '9034', dice.pick(CAFES), price(dice, 11_00, 38_00), dice.int(7, 11), isOddDay ? 3 : undefined);
  }
  if (dice.chance(0.55)) postHeld(context, 'credit', '9034', dice.pick(CARD_SHOPS), price(dice, 35_00, 240_00), dice.int(12, 19));
  if (dice.chance(0.24)) postHeld(context, 'credit', '9034', dice.pick(RESTAURANTS), price(dice, 65_00, 190_00), dice.int(20, 22));
}

function postAbroad({ day, dice, book }: DayContext): void {
  if (!dice.chance(0.06)) return;
  const shop = dice.pick(FOREIGN_SHOPS);
  const originalMinor = price(dice, 9_00, 64_00);
  const net = Math.round(originalMinor * shop.perUnit);
  const feeMinor = Math.round(net * 0.0275);
  book.post('credit', day, {
    minor: -(net + feeMinor),
    words: purchase(shop.party, '9034', 'en'),
    hour: 16,
    minute: dice.int(0, 59),
    pendingDays: 2,
    original: { minor: -originalMinor, currency: shop.currency, feeMinor },
  });
}

/** Now and then something goes back to the shop. */
function postRefunds({ day, dayOfMonth, dice, book }: DayContext): void {
  if (dayOfMonth === 4 && dice.chance(0.3)) {
    book.post('current', day, { minor: 400_00, words: refund(PARTIES.course, '4821', 'en'), hour: 11, minute: 20 });
  }
  if (dayOfMonth === 22 && dice.chance(0.5)) {
    book.post('credit', day, {
      minor: price(dice, 45_00, 210_00),
      words: refund(CARD_SHOPS[3], '9034', 'ar'),
      hour: 13,
      minute: 40,
      pendingDays: 1,
    });
  }
}

function postCharge(context: DayContext): void {
  const { day, dayOfMonth, dice, book } = context;
  if (dayOfMonth === 3) {
    book.post('charge', day, { minor: -56_00, words: bill(PARTIES.streaming, 'streaming', 'en'), hour: 5, minute: 2, pendingDays: 1 });
  }
  if (dice.chance(0.09)) postHeld(context, 'charge', '6652', dice.pick(TRAVEL), price(dice, 120_00, 420_00), dice.int(9, 21));
  if (dayOfMonth === 26) postHeld(context, 'charge', '6652', RESTAURANTS[0], price(dice, 90_00, 160_00), 21);
}

/** The debt at the end of last month, paid in full: out of the account, into the card, both on one day. */
function payCard({ day, dayOfMonth, book }: DayContext, card: string, last4: string, from: string, payDay: number): void {
  if (dayOfMonth !== payDay) return;
  const firstOfMonth: Day = addDays(day, 1 - dayOfMonth);
  const debt = -book.bookedBeforeMinor(card, firstOfMonth);
  if (debt <= 0) return;
  const owner = book.accounts.get(from)?.owner ?? '';
  book.post(from, day, { minor: -debt, words: cardPayment(`سداد بطاقة تنتهي بـ ${last4} - CARD PAYMENT`, owner), hour: 10, minute: 30 });
  book.post(card, day, { minor: debt, words: cardPayment('دفعة مستلمة، شكرًا - PAYMENT RECEIVED', owner), hour: 10, minute: 31 });
}

export function postCards(context: DayContext): void {
  postDebit(context);
  postCredit(context);
  postAbroad(context);
  postRefunds(context);
  postCharge(context);
  payCard(context, 'credit', '9034', 'current', 20);
  payCard(context, 'charge', '6652', 'family', 10);
}
