/** @file How the readers of a search look at folded words. */

/** What stands at a place of the words, and how many of them it takes. */
export type Found<T> = { readonly length: number; readonly meaning: T };

/** Number of words of the longest phrase that stands at `at`; 0 for none. */
export function wordsAt(words: readonly string[], at: number, phrases: readonly (readonly string[])[]): number {
  const lengths = phrases.filter((phrase) => phrase.every((word, i) => words[at + i] === word)).map((phrase) => phrase.length);
  return Math.max(0, ...lengths);
}
