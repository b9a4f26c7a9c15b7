/** @file Rows of the odd household, account by account. */
import { addDays, riyadhDay } from '../../shared/domain/dates.ts';
import { type AccountSpec, type Row, riyadhTime, type Words } from './household/row.ts';
import { bill, CAFES, CARD_SHOPS, GROCERS, PARTIES, personTransfer, purchase, salary, type Tongue } from './household/words.ts';
import { type Dice, dice } from './seeded.ts';

const HOUR_MS = 3_600_000;
const TONGUES = ['ar', 'en', 'mixed'] as const satisfies readonly Tongue[];
/** Days of new bookings that are prepared for a clock that moves on, one per autosync. */
const FUTURE_DAYS = 60;

type Wish = { readonly seed: number; readonly anchorMs: number; readonly account: AccountSpec };

/** How many booked rows each account has at the start. */
const COUNTS: Readonly<Record<string, number>> = {
  busy: 2600,
  round: 1000,
  credit: 60,
  'no-iban': 40,
  unknown: 12,
  'no-balance': 30,
  dollar: 24,
  silent: 50,
  prepaid: 20,
  loan: 24,
};

export function oddRows(wish: Wish): readonly Row[] {
  const { account, seed } = wish;
  const chance = dice('odd', seed, account.key);
  const history = usualRows(wish, COUNTS[account.key] ?? 10, chance);
  const special =
    account.key === 'credit' ? twinsAndExtremes(wish) : account.key === 'busy' ? [...foreignRows(wish), ...pendingRows(wish)] : [];
  return [...history, ...special, ...futureRows(wish, chance)].map((row, index) => ({ ...row, seq: index + 1 }));
}

type Draft = Omit<Row, 'seq'>;

/** Spread evenly over two years, oldest first, all booked before the start. */
function usualRows({ anchorMs, account }: Wish, count: number, chance: Dice): readonly Draft[] {
  const firstDay = addDays(riyadhDay(anchorMs), -730);
  const incoming = account.key === 'busy' ? salary(PARTIES.employer) : personTransfer('نورة', 'حوالة واردة TRANSFER');
  return Array.from({ length: count }, (_, index) => {
    const day = addDays(firstDay, Math.floor((index * 729) / count));
    const at = riyadhTime(day, 8 + (index % 12), index % 60);
    const isIn = account.key === 'loan' || index % 9 === 8;
    const words = isIn
      ? incoming
      : purchase(chance.pick([...GROCERS, ...CARD_SHOPS]), account.number.slice(-4), chance.pick(TONGUES), chance.chance(0.5));
    return {
      minor: isIn ? chance.int(500_00, 1_060_00) : -chance.int(5_00, 190_00),
      currency: account.currency,
      at,
      bookedFrom: at,
      words,
    };
  });
}

/** A little every six hours after the start, so that autosync finds something. */
function futureRows({ anchorMs, account }: Wish, chance: Dice): readonly Draft[] {
  if (account.key !== 'busy' && account.key !== 'prepaid') return [];
  return Array.from({ length: FUTURE_DAYS * 4 }, (_, index) => {
    const at = anchorMs + (index * 6 + 4) * HOUR_MS;
    return {
      minor: -chance.int(5_00, 60_00),
      currency: account.currency,
      at,
      bookedFrom: at,
      words: purchase(chance.pick(CAFES), account.number.slice(-4), 'ar'),
    };
  });
}

/** Genuine identical purchases, the smallest and largest amounts, difficult texts. */
function twinsAndExtremes({ anchorMs, account }: Wish): readonly Draft[] {
  const at = riyadhTime(addDays(riyadhDay(anchorMs), -2), 9, 15);
  // No reference in the text: nothing but the id tells them apart.
  const twin: Words = { ...purchase(CAFES[0], '9034', 'ar'), purpose: 'شراء نقاط بيع - ركن القهوة، الرياض - بطاقة تنتهي بـ 9034' };
  const row = (minor: number, words: Words, minutes = 0): Draft => ({
    minor,
    currency: account.currency,
    at: at + minutes * 60_000,
    bookedFrom: at + minutes * 60_000,
    words,
  });
  const text = (purpose: string): Words => ({ ...personTransfer('', ''), purpose });
  return [
    row(-18_00, twin),
    row(-18_00, twin),
    row(-18_00, twin),
    row(0, text('Card check, nothing charged'), 1),
    row(-1, text('Rounding difference'), 2),
    row(9_999_999_99, text('تسوية كبيرة LARGE SETTLEMENT'), 3),
    row(-9_999_999_99, text('عكس تسوية كبيرة REVERSAL'), 4),
    row(10, text('Ten halalas back'), 5),
    row(-12_00, text('مَدْفُوعَاتٌ بِالتَّشْكِيلِ وتطـــويل ٣٤٥٫٥٠ ريال'), 6),
    row(-13_00, text('Line one\nline two\t"quoted" \\ back \u202eoverride\u202c ☕️'), 7),
    row(-14_00, text(`${'نص طويل جدًا من البنك LONG TEXT '.repeat(120)}END`), 8),
    row(-15_00, text('<script>alert(1)</script> & =cmd|calc'), 9),
  ];
}

/** Currencies other than the account's, with two, three and no decimals. Not part of the account's balance. */
function foreignRows({ anchorMs }: Wish): readonly Draft[] {
  const at = riyadhTime(addDays(riyadhDay(anchorMs), -4), 14, 0);
  const words = bill(PARTIES.cloud, 'cloud', 'en');
  return [
    { minor: -24_90, currency: 'EUR', at, bookedFrom: at, words },
    { minor: -12_500, currency: 'KWD', at: at + 60_000, bookedFrom: at + 60_000, words },
    { minor: -3_200, currency: 'JPY', at: at + 120_000, bookedFrom: at + 120_000, words },
  ];
}

/** A pending set that is different after every autosync of the first day. */
function pendingRows({ anchorMs, account }: Wish): readonly Draft[] {
  const held = (hours: number, minor: number, shop: (typeof CARD_SHOPS)[number], rest: Partial<Draft>): Draft => ({
    minor,
    currency: account.currency,
    at: anchorMs + hours * HOUR_MS,
    bookedFrom: Number.POSITIVE_INFINITY,
    words: purchase(shop, '4821', 'mixed'),
    ...rest,
  });
  const hour = (hours: number) => anchorMs + hours * HOUR_MS;
  return [
    held(-20, -117_50, CARD_SHOPS[4], { heldMinor: -120_00, bookedFrom: hour(5), changesId: true }),
    held(-10, -64_75, CARD_SHOPS[2], { bookedFrom: hour(11) }),
    held(-8, -250_00, CARD_SHOPS[0], { droppedFrom: hour(5) }),
    held(3, -33_00, CARD_SHOPS[5], { bookedFrom: hour(40) }),
    held(-2, -1_00, CARD_SHOPS[3], {}),
  ];
}
