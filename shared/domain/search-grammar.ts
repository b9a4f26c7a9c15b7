/**
 * @file What a typed search means: amounts and days it names, in Arabic and English, and the text that is left. Each piece knows where it
 * stands, so that it can be shown as a chip, taken out, or put into quotation marks to be searched for as it is written. Pure.
 */
import type { Day } from './dates.ts';
import { foldText } from './fold.ts';
import { type AmountMeaning, readAmounts } from './search-amounts.ts';
import { type DayMeaning, readDays } from './search-days.ts';

export type SearchMeaning = AmountMeaning | DayMeaning;
export type SearchPiece = {
  /** Place in the typed text: from the first character up to, without, the one at `end`. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly meaning: SearchMeaning;
};
export type SearchReading = {
  /** What to look for in the texts of rows. */
  readonly text: string;
  readonly pieces: readonly SearchPiece[];
};

type Word = { readonly start: number; readonly end: number; readonly folded: string };
/** Marks text that is looked for as it is written; Arabic and typographic ones too. */
const QUOTED = /["“”«](.*?)["“”»](?=\s|$)/y;

function wordsOf(typed: string): Word[] {
  return [...typed.matchAll(/\S+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    folded: foldText(match[0]),
  }));
}

function quotedAt(typed: string, start: number): { readonly inner: string; readonly end: number } | undefined {
  QUOTED.lastIndex = start;
  const match = QUOTED.exec(typed);
  return match ? { inner: match[1] ?? '', end: start + match[0].length } : undefined;
}

export function readSearch(typed: string, today: Day): SearchReading {
  const words = wordsOf(typed);
  const folded = words.map((word) => word.folded);
  const pieces: SearchPiece[] = [];
  const rest: string[] = [];
  for (let at = 0; at < words.length; ) {
    const { start, end } = words[at] ?? { start: 0, end: 0 };
    const quoted = quotedAt(typed, start);
    const found = quoted ? undefined : (readDays(folded, at, today) ?? readAmounts(folded, at));
    if (quoted) {
      rest.push(quoted.inner);
      while (at < words.length && (words[at]?.start ?? 0) < quoted.end) at += 1;
    } else if (found) {
      const last = words[at + found.length - 1]?.end ?? end;
      pieces.push({ start, end: last, text: typed.slice(start, last), meaning: found.meaning });
      at += found.length;
    } else {
      rest.push(typed.slice(start, end));
      at += 1;
    }
  }
  return { text: rest.join(' ').trim(), pieces };
}

function replaced(typed: string, { start, end }: SearchPiece, by: string): string {
  return `${typed.slice(0, start)}${by}${typed.slice(end)}`.replace(/\s+/g, ' ').trim();
}

/** What was typed without this piece. */
export const withoutPiece = (typed: string, piece: SearchPiece): string => replaced(typed, piece, '');

/** What was typed with this piece as text: in quotation marks it means nothing else. */
export const pieceAsText = (typed: string, piece: SearchPiece): string => replaced(typed, piece, `"${piece.text}"`);
