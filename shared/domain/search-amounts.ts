/** @file Amounts in what is typed into a search: `>500`, `100-200`, `120.50`, `over 500`, `أكثر من 500`, `500 ريال`. Words come folded. */
import { type AmountBound, type AmountOp, exactly } from './amount-bound.ts';
import { foldText } from './fold.ts';
import { type Found, wordsAt } from './search-words.ts';

export type AmountMeaning = {
  readonly type: 'amounts';
  readonly bounds: readonly AmountBound[];
  readonly currency: string | null;
  readonly direction: 'in' | 'out' | null;
};

const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,3})?`;
const PLAIN = new RegExp(`^${NUMBER}$`);
const COMPARED = new RegExp(`^(>=|<=|≥|≤|>|<)(${NUMBER})?$`);
/** No leading zeros: `00-441` is a reference. */
const RANGE = new RegExp(String.raw`^((?!0\d)${NUMBER})(?:-|–|\.\.)((?!0\d)${NUMBER})$`);
const SIGNED = new RegExp(`^([+−-])?(${NUMBER})$`);
const OPS: Readonly<Record<string, AmountOp>> = { '>': '>', '>=': '>=', '≥': '>=', '<': '<', '<=': '<=', '≤': '<=' };

const fold = (phrases: readonly string[]) => phrases.map((phrase) => foldText(phrase).split(' '));
const WORDS: readonly (readonly [AmountOp, readonly (readonly string[])[]])[] = [
  ['>=', fold(['at least', 'على الأقل', 'لا يقل عن'])],
  ['<=', fold(['at most', 'up to', 'على الأكثر', 'لا يزيد عن'])],
  ['>', fold(['over', 'above', 'more than', 'greater than', 'أكثر من', 'أكبر من', 'فوق'])],
  ['<', fold(['under', 'below', 'less than', 'أقل من', 'أصغر من', 'تحت'])],
];
const BETWEEN = fold(['between', 'بين']);
const AND = fold(['and', 'و']);
const CURRENCY_NAMES: Readonly<Record<string, readonly string[]>> = {
  SAR: ['SAR', 'SR', 'riyal', 'riyals', 'ريال', 'ر.س', 'ريالات', 'ريالا'],
  USD: ['USD', 'dollar', 'dollars', 'دولار'],
  EUR: ['EUR', 'euro', 'euros', 'يورو'],
  GBP: ['GBP'],
  AED: ['AED'],
  KWD: ['KWD'],
  BHD: ['BHD'],
  QAR: ['QAR'],
  OMR: ['OMR'],
  EGP: ['EGP'],
  JPY: ['JPY'],
};
const CURRENCIES = new Map(Object.entries(CURRENCY_NAMES).flatMap(([code, names]) => names.map((name) => [foldText(name), code] as const)));

const ungrouped = (text: string): string => text.replaceAll(',', '');
const currencyAt = (words: readonly string[], at: number): string | null => CURRENCIES.get(words[at] ?? '') ?? null;

type Bounds = { readonly length: number; readonly bounds: readonly AmountBound[] };

function comparedAt(words: readonly string[], at: number): Bounds | undefined {
  const match = COMPARED.exec(words[at] ?? '');
  const op = OPS[match?.[1] ?? ''];
  if (op === undefined) return undefined;
  const joined = match?.[2];
  const value = joined ?? words[at + 1] ?? '';
  return PLAIN.test(value) ? { length: joined === undefined ? 2 : 1, bounds: [{ op, value: ungrouped(value) }] } : undefined;
}

function saidAt(words: readonly string[], at: number): Bounds | undefined {
  for (const [op, phrases] of WORDS) {
    const length = wordsAt(words, at, phrases);
    const value = words[at + length] ?? '';
    if (length > 0 && PLAIN.test(value)) return { length: length + 1, bounds: [{ op, value: ungrouped(value) }] };
  }
  return undefined;
}

function between(low: string, high: string, length: number): Bounds | undefined {
  const [from, to] = [ungrouped(low), ungrouped(high)];
  const isRange = Number(from) < Number(to);
  return isRange
    ? {
        length,
        bounds: [
          { op: '>=', value: from },
          { op: '<=', value: to },
        ],
      }
    : undefined;
}

function rangeAt(words: readonly string[], at: number): Bounds | undefined {
  const match = RANGE.exec(words[at] ?? '');
  if (match) return between(match[1] ?? '', match[2] ?? '', 1);
  if (wordsAt(words, at, BETWEEN) === 0) return undefined;
  const low = words[at + 1] ?? '';
  // Arabic writes "and" as a letter of the next word.
  const attached = /^و(\d.*)$/.exec(words[at + 2] ?? '')?.[1];
  const high = attached ?? (wordsAt(words, at + 2, AND) > 0 ? (words[at + 3] ?? '') : '');
  return PLAIN.test(low) && PLAIN.test(high) ? between(low, high, attached === undefined ? 4 : 3) : undefined;
}

/** One amount: with decimals or beside a currency; a bare whole number may as well be part of a card or reference. */
function exactAt(words: readonly string[], at: number): Found<AmountMeaning> | undefined {
  const hasLeading = currencyAt(words, at) !== null;
  const place = hasLeading ? at + 1 : at;
  const match = SIGNED.exec(words[place] ?? '');
  if (!match) return undefined;
  const [, sign, value = ''] = match;
  const currency = hasLeading ? currencyAt(words, at) : currencyAt(words, place + 1);
  if (!value.includes('.') && currency === null) return undefined;
  return {
    length: 1 + (currency === null ? 0 : 1),
    meaning: {
      type: 'amounts',
      bounds: exactly(ungrouped(value)),
      currency,
      direction: sign === undefined ? null : sign === '+' ? 'in' : 'out',
    },
  };
}

export function readAmounts(words: readonly string[], at: number): Found<AmountMeaning> | undefined {
  const bounded = comparedAt(words, at) ?? saidAt(words, at) ?? rangeAt(words, at);
  if (!bounded) return exactAt(words, at);
  const currency = currencyAt(words, at + bounded.length);
  return {
    length: bounded.length + (currency === null ? 0 : 1),
    meaning: { type: 'amounts', bounds: bounded.bounds, currency, direction: null },
  };
}
