/** @file Amounts inside words that others wrote: a bank's booking text often says the amount again. In privacy mode they go too (S36). */
export const PRIVACY_DOTS = '•••••';

const DIGIT = '[0-9\u0660-\u0669\u06f0-\u06f9]';
const GROUP = `[,\u066c\u060c](?=${DIGIT}{3}(?!${DIGIT}))`;
const POINT = '[.,\u066b]';
const SIGN = '[+\\u2212-]?';
const CURRENCY = '(?:[A-Z]{3}|SR|S\\.R\\.?|ر\\.?\\s?س\\.?|ريال|\\u20c1)';
const NUMBER = `${DIGIT}+(?:${GROUP}${DIGIT}{3})*(?:${POINT}${DIGIT}{1,3})?`;

const PATTERNS = [
  // Beside a currency, whatever it looks like: SAR 250, 250 ريال.
  new RegExp(`(?<=${CURRENCY}\\s?:?\\s?)${SIGN}${NUMBER}(?!${DIGIT})`, 'gu'),
  new RegExp(`(?<!${DIGIT})${SIGN}${NUMBER}(?=\\s?${CURRENCY})`, 'gu'),
  // With decimals, or with groups of thousands. Not the parts of a date, a time or a version: those go on with another point.
  new RegExp(`(?<![0-9.:/])${SIGN}${DIGIT}+(?:${GROUP}${DIGIT}{3})*${POINT}${DIGIT}{1,3}(?![.:/]?${DIGIT})`, 'gu'),
  new RegExp(`(?<![0-9.:/])${SIGN}${DIGIT}{1,3}(?:${GROUP}${DIGIT}{3})+(?!${DIGIT})`, 'gu'),
];

/** The text with every number that may be an amount turned into dots; account digits, references and days stay. */
export function hideAmounts(text: string): string {
  return PATTERNS.reduce((rest, pattern) => rest.replace(pattern, PRIVACY_DOTS), text);
}
