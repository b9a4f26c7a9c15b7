import { cx } from '../lib/cx.ts';
import styles from './bank-monogram.module.css';

/** Words every bank has; the letters come from what tells one from another. */
const GENERIC = new Set(['مصرف', 'بنك', 'البنك', 'شركة']);
const COLOURS = ['indigo', 'plum', 'olive', 'umber', 'slate'] as const;

export function monogramOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const isArabic = /[\u0600-\u06ff]/.test(name);
  if (isArabic) {
    const telling = words.find((word) => !GENERIC.has(word)) ?? words[0] ?? '';
    return telling.replace(/^ال(?=..)/, '').slice(0, 2);
  }
  const [first = '', second] = words;
  return (second === undefined ? first.slice(0, 2) : first.slice(0, 1) + second.slice(0, 1)).toUpperCase();
}

/** A bank keeps its colour: it follows the bank's one stored name, not its rank. */
function colourOf(seed: string): (typeof COLOURS)[number] {
  let sum = 0;
  for (const char of seed) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 65521;
  return COLOURS[sum % COLOURS.length] ?? 'slate';
}

export type BankMonogramProps = {
  readonly name: string;
  /** What the colour follows when `name` changes with the language: the bank's stored name. */
  readonly seed?: string;
  readonly size?: 'md' | 'lg';
};

/** Letters instead of a logo: we own no bank's brand. Decorative, the name stands beside it. */
export function BankMonogram({ name, seed = name, size = 'md' }: BankMonogramProps) {
  return (
    <span aria-hidden="true" className={cx(styles.monogram, styles[size], styles[colourOf(seed)])}>
      {monogramOf(name)}
    </span>
  );
}
