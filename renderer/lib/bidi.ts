/** @file Isolation for text inside sentences; elements use `<bdi>` instead. */
const FIRST_STRONG_ISOLATE = '\u2068';
const LEFT_TO_RIGHT_ISOLATE = '\u2066';
const RIGHT_TO_LEFT_ISOLATE = '\u2067';
const POP_ISOLATE = '\u2069';
const LEFT_TO_RIGHT_MARK = '\u200e';
const RIGHT_TO_LEFT_MARK = '\u200f';
/** Letters and digits: two runs of Arabic digits with only a sign between them would change places in an English sentence. */
const ARABIC = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LATIN = /\p{Script=Latin}/u;

/** Wraps a text whose letters run against the sentence it is put into, so that neighbouring signs and digits keep their place. */
export function isolateForeign(text: string, language: 'ar' | 'en'): string {
  const isForeign = language === 'ar' ? LATIN.test(text) : ARABIC.test(text);
  return isForeign && !text.startsWith(FIRST_STRONG_ISOLATE) ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE : text;
}

/** An amount, code or masked number inside a sentence that could reorder it: it stays a left-to-right island. */
export function leftToRight(text: string, language: 'ar' | 'en'): string {
  return language === 'ar' || ARABIC.test(text) ? LEFT_TO_RIGHT_ISOLATE + text + POP_ISOLATE : text;
}

/** A line that keeps the order of the page even where its first word is foreign and its box takes the direction from that word. */
export function pageOrder(text: string, language: 'ar' | 'en'): string {
  return (language === 'ar' ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK) + text;
}

/** A day or an amount inside a sentence that a line's end must not part. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** Words on a drawing that runs from left to right whatever the language. */
export function asRead(text: string, language: 'ar' | 'en'): string {
  return language === 'ar' ? RIGHT_TO_LEFT_ISOLATE + text + POP_ISOLATE : text;
}
