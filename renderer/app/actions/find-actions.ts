/** @file Which actions a text means, best first. Folded, so that Arabic and English find either, with or without hamza, article and accents. */
import { foldText } from '../../../shared/domain/fold.ts';
import type { Action } from '../../lib/actions.ts';

export type Found = { readonly action: Action; readonly score: number };

/** From here on a match is what the person meant; below it they may rather be looking for a transaction. */
export const CLEAR_MATCH = 45;

/** Of two equal matches the one that is done more often. */
const QUIET_COST = 5;
const ARABIC_ARTICLE = /^[وبكف]?(?:ال|لل)(?=.{2})/;

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s·،,:()"“”…-]+/).flatMap((word) => {
    const bare = word.replace(ARABIC_ARTICLE, '');
    return bare === word ? [word] : [word, bare];
  });
}

/** The letters in order, close together: `dkm` finds dark mode. 0 when they are not there or too far apart. */
function scatteredScore(token: string, text: string): number {
  if (token.length < 3) return 0;
  let at = text.indexOf(token[0] ?? '');
  const start = at;
  for (const letter of token.slice(1)) {
    if (at < 0) return 0;
    at = text.indexOf(letter, at + 1);
  }
  const span = at - start + 1;
  return at < 0 || span > token.length * 3 ? 0 : 10 + Math.round((10 * token.length) / span);
}

function tokenScore(token: string, title: string, words: string): number {
  if (title.startsWith(token)) return 100;
  if (wordsOf(title).some((word) => word.startsWith(token))) return 80;
  if (token.length > 1 && title.includes(token)) return 60;
  if (wordsOf(words).some((word) => word.startsWith(token))) return 50;
  if (token.length > 2 && words.includes(token)) return 35;
  return scatteredScore(token, title);
}

/** The whole text must be met: each of its words by the title or by what else the action is known as. */
function scoreOf(tokens: readonly string[], action: Action): number {
  const title = foldText(action.title);
  const words = foldText([action.detail, action.words].filter(Boolean).join(' '));
  const scores = tokens.map((token) => tokenScore(token, title, words));
  if (scores.includes(0)) return 0;
  return scores.reduce((sum, score) => sum + score, 0) / scores.length - (action.isQuiet ? QUIET_COST : 0);
}

/** Best first; equals keep the order they came in. */
export function findActions(text: string, actions: readonly Action[]): readonly Found[] {
  const tokens = foldText(text).split(' ').filter(Boolean);
  return actions
    .map((action) => ({ action, score: scoreOf(tokens, action) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
}
