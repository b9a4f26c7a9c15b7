/** @file The vocabulary of a seeded store: words in most rows, in some, in a handful, and one that looks likely and is in none. */

import type { Words } from '../../../electron/sandbox/household/row.ts';
import {
  CAFES,
  CARD_SHOPS,
  FOREIGN_SHOPS,
  GROCERS,
  PARTIES,
  type Party,
  purchase,
  RESTAURANTS,
  type Tongue,
  TRAVEL,
  WALLET_SHOPS,
} from '../../../electron/sandbox/household/words.ts';
import type { Dice } from '../../../electron/sandbox/seeded.ts';

/** What the benchmarks search for. */
export const SEARCHES = {
  /** In about two dozen rows of a million. */
  rare: { en: 'quince', ar: 'سفرجل' },
  /** In about half of all rows. */
  frequent: { en: 'purchase', ar: 'شراء' },
  /** Nowhere, though each of its trigrams is in very many rows ("market", "poetic", "fitting"). */
  absent: { en: 'marketing', ar: 'بقالات' },
} as const;

const QUALITIES = [
  ['Green', 'الأخضر'],
  ['Old Town', 'البلدة القديمة'],
  ['Northern', 'الشمالي'],
  ['Silver', 'الفضي'],
  ['Sunrise', 'الشروق'],
  ['Poetic', 'الشاعري'],
  ['Valley', 'الوادي'],
  ['Lighthouse', 'المنارة'],
  ['Cedar', 'الأرز'],
  ['Lantern', 'الفانوس'],
  ['Harbour', 'المرفأ'],
  ['Meadow', 'المرج'],
] as const;
const TRADES = [
  ['Grocery', 'بقالة', 31],
  ['Fitting Room', 'غرفة القياس', 33],
  ['Pharmacy', 'صيدلية', 32],
  ['Spice Market', 'سوق البهارات', 31],
  ['Laundry', 'مغسلة', 62],
  ['Books', 'مكتبة', 61],
  ['Electronics', 'إلكترونيات', 34],
  ['Bakery', 'مخبز', 31],
  ['Tyres', 'إطارات', 51],
  ['Clinic', 'عيادة', 32],
  ['Toys', 'ألعاب', 34],
  ['Garden', 'مشتل', 33],
  ['Perfume', 'محلات عطور', 33],
  ['Juice Bar', 'عصائر', 42],
  ['Barber', 'حلاق', 43],
] as const;
const CITIES = ['riyadh', 'jeddah', 'dammam', 'online'] as const;

/** Nine hundred shops a person meets now and then. */
const SHOPS: readonly Party[] = QUALITIES.flatMap(([quality, qualityAr], i) =>
  TRADES.flatMap(([trade, tradeAr, categoryId], j) =>
    Array.from({ length: 5 }, (_, k): Party => {
      const branch = k === 0 ? '' : ` ${k * 17 + i + j}`;
      return {
        en: `${quality} ${trade}${branch}`,
        ar: `${tradeAr} ${qualityAr}${branch}`,
        categoryId,
        city: CITIES[(i + j + k) % CITIES.length] ?? 'riyadh',
      };
    }),
  ),
);
const EVERYDAY: readonly Party[] = [...GROCERS, ...GROCERS, ...CAFES, ...CAFES, ...RESTAURANTS, ...CARD_SHOPS, ...WALLET_SHOPS, ...TRAVEL];
const RARE: Party = { en: 'Quince Orchard', ar: 'بستان السفرجل', categoryId: 31, city: 'riyadh' };
const TONGUES = ['ar', 'ar', 'en', 'mixed'] as const satisfies readonly Tongue[];
const NAMED_OF_TEN = 8;

/** Words repeat; made once each, a million rows share a few thousand. */
const made = new Map<string, Words>();
function wordsOf(shop: Party, last4: string, tongue: Tongue, isNamed: boolean): Words {
  const key = `${shop.en}/${shop.ar}/${last4}/${tongue}/${isNamed}`;
  const known = made.get(key) ?? purchase(shop, last4, tongue, isNamed);
  made.set(key, known);
  return known;
}

export type Purchase = { readonly words: Words; readonly abroad: (typeof FOREIGN_SHOPS)[number] | null };

/** @param number of the row within its account; every 83,000th is at the rare shop */
export function aPurchase(dice: Dice, last4: string, number: number): Purchase {
  const tongue = dice.pick(TONGUES);
  const isNamed = dice.int(1, 10) <= NAMED_OF_TEN;
  if (number % 83_000 === 41) return { words: wordsOf(RARE, last4, tongue, isNamed), abroad: null };
  if (dice.chance(0.03)) {
    const abroad = dice.pick(FOREIGN_SHOPS);
    return { words: wordsOf(abroad.party, last4, 'en', isNamed), abroad };
  }
  const shops = dice.chance(0.6) ? EVERYDAY : SHOPS;
  return { words: wordsOf(shops[dice.int(0, shops.length - 1)] ?? RARE, last4, tongue, isNamed), abroad: null };
}

export const BILLS = [PARTIES.electricity, PARTIES.water, PARTIES.internet, PARTIES.mobile, PARTIES.school, PARTIES.gym] as const;
