/**
 * @file Money: the only place that knows currency exponents, parsing, rounding and formatting.
 * Amounts are safe integers in minor units; no float ever holds money.
 */

export type Money = { readonly minor: number; readonly currency: string };

/** ISO 4217 exponents that differ from 2. Source: ISO 4217 list one. */
const EXPONENTS: Readonly<Record<string, number>> = {
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** Number of minor-unit digits of a currency: SAR 2, KWD 3, JPY 0. Unknown codes count as 2. */
export function currencyExponent(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

const DECIMAL = /^([+-]?)(\d{1,30})(?:\.(\d{0,30}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads the literal text of a decimal number (`-0.10`, `1367.39`, `1e2`) as minor units of `currency`.
 * Digits finer than the currency's exponent are rounded half away from zero, as a bank statement prints them.
 * @returns minor units, or undefined when the text is no decimal number or leaves the safe integer range.
 */
export function parseDecimal(text: string, currency: string): number | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponentText = '0'] = match;
  const shift = currencyExponent(currency) + Number(exponentText);
  const digits = whole + fraction;
  const point = whole.length + shift;
  if (point > 60) return /^0*$/.test(digits) ? 0 : undefined;
  const kept = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const firstDropped = point < 0 ? '0' : (digits[point] ?? '0');
  const magnitude = BigInt(kept) + (firstDropped >= '5' ? 1n : 0n);
  if (magnitude > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const minor = Number(magnitude);
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** Decimal text of minor units without grouping: `-1250` SAR gives `-12.50`. */
export function toDecimalText(money: Money): string {
  const exponent = currencyExponent(money.currency);
  const digits = Math.abs(money.minor)
    .toString()
    .padStart(exponent + 1, '0');
  const sign = money.minor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Adds amounts of one currency. @throws RangeError on mixed currencies or when the sum is no safe integer. */
export function addMoney(first: Money, ...rest: readonly Money[]): Money {
  let minor = first.minor;
  for (const money of rest) {
    if (money.currency !== first.currency) throw new RangeError(`cannot add ${money.currency} to ${first.currency}`);
    minor += money.minor;
  }
  if (!Number.isSafeInteger(minor)) throw new RangeError('sum leaves the safe integer range');
  return { minor, currency: first.currency };
}

/** Middle of some amounts of one currency; between the two middle ones of an even number, rounded half away from zero. */
export function medianMinor(minors: readonly number[]): number {
  const sorted = minors.toSorted((a, b) => a - b);
  const high = sorted[sorted.length >> 1] ?? 0;
  if (sorted.length % 2 === 1) return high;
  const twice = high + (sorted[(sorted.length >> 1) - 1] ?? 0);
  return Math.sign(twice) * Math.ceil(Math.abs(twice) / 2);
}

/** Average of some amounts of one currency, rounded half away from zero; 0 of none. @throws RangeError when their sum is no safe integer */
export function meanMinor(minors: readonly number[], currency: string): number {
  if (minors.length === 0) return 0;
  const { minor } = addMoney({ minor: 0, currency }, ...minors.map((each) => ({ minor: each, currency })));
  return Math.sign(minor) * Math.round(Math.abs(minor) / minors.length);
}

/** An equal share of an amount, rounded half away from zero. @param parts a whole number above zero */
export function shareMinor(minor: number, parts: number): number {
  const whole = BigInt(parts);
  const share = Number((2n * BigInt(Math.abs(minor)) + whole) / (2n * whole));
  return minor < 0 && share !== 0 ? -share : share;
}

export type AmountParts = { readonly sign: '' | '+' | '−'; readonly whole: string; readonly decimals: string };

/**
 * Splits an amount into sign, grouped whole part and decimals (with their separator), for display.
 * Out is U+2212; `+` only when `signed` is asked for and the amount is above zero.
 * @param numerals `latn` (default in both languages) or `arab`.
 */
export function formatParts(money: Money, options: { readonly signed?: boolean; readonly numerals?: 'latn' | 'arab' } = {}): AmountParts {
  const numerals = options.numerals ?? 'latn';
  const text = toDecimalText({ ...money, minor: Math.abs(money.minor) });
  const [whole = '0', decimals] = text.split('.');
  const localize = (digits: string) =>
    numerals === 'arab' ? digits.replace(/\d/g, (d) => String.fromCharCode(0x660 + Number(d))) : digits;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, numerals === 'arab' ? '٬' : ',');
  const sign = money.minor < 0 ? '−' : options.signed && money.minor > 0 ? '+' : '';
  return {
    sign,
    whole: localize(grouped),
    decimals: decimals === undefined ? '' : (numerals === 'arab' ? '٫' : '.') + localize(decimals),
  };
}

/** One line of `formatParts`, e.g. `−1,250.00`. */
export function formatAmount(money: Money, options: { readonly signed?: boolean; readonly numerals?: 'latn' | 'arab' } = {}): string {
  const parts = formatParts(money, options);
  return parts.sign + parts.whole + parts.decimals;
}
