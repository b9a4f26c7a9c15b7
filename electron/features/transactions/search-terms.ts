import { foldText } from '../../../shared/domain/fold.ts';

/** What a row's folded text must hold to be found: all of `terms`. */
export type Search = {
  readonly terms: readonly string[];
  /** Query of the trigram index that finds at least the wanted rows; null when no term is long enough for it. */
  readonly trigrams: string | null;
};

/** Enough to narrow any search down; every match is confirmed on the text. */
const MAX_TRIGRAMS = 32;

/** Folds what was typed the way stored text is folded, and splits it at spaces. A term inside a longer one says nothing more. */
export function parseSearch(typed: string): Search {
  const words = [...new Set(foldText(typed).split(' ').map(plainAmount))].filter((word) => word !== '');
  const terms = words.filter((word) => !words.some((other) => other !== word && other.includes(word)));
  const trigrams = [...new Set(terms.flatMap(trigramsOf))].slice(0, MAX_TRIGRAMS);
  return { terms, trigrams: trigrams.length === 0 ? null : trigrams.map(quote).join(' AND ') };
}

/** Amounts are stored ungrouped and unsigned: `-1,250.00` as typed or copied from the list becomes `1250.00`. */
function plainAmount(word: string): string {
  return /^[+\u2212-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?$/.test(word) ? word.replace(/[+\u2212,-]/g, '') : word;
}

/** The index keeps no positions (`detail=none`), so it takes single trigrams, not phrases. It counts code points. */
function trigramsOf(term: string): string[] {
  const points = [...term];
  return points.slice(2).map((_, i) => points.slice(i, i + 3).join(''));
}

function quote(trigram: string): string {
  return `"${trigram.replaceAll('"', '""')}"`;
}
