/** @file What the palette lists: by group while nothing is typed, best match first once something is. */
import { ACTION_GROUPS } from '../../../shared/domain/commands.ts';
import type { Action } from '../../lib/actions.ts';
import type { Translate } from '../../lib/format.ts';
import { CLEAR_MATCH, findActions } from './find-actions.ts';

export type PaletteSection = { readonly id: string; readonly title?: string; readonly actions: readonly Action[] };

/** Looks for the typed text among the transactions instead. */
export const SEARCH_ID = 'palette.searchTransactions';
const MOST_RECENT = 5;
const MOST_FOUND = 60;

/** In memory only: what a person did is nobody's business after Mizan is closed. */
let recent: readonly string[] = [];

export function remember(id: string): void {
  if (id === SEARCH_ID) return;
  recent = [id, ...recent.filter((other) => other !== id)].slice(0, MOST_RECENT);
}

export function forgetRecent(): void {
  recent = [];
}

export function listSections(actions: readonly Action[], t: Translate): readonly PaletteSection[] {
  const lately = recent.flatMap((id) => actions.filter((action) => action.id === id));
  const rest = actions.filter((action) => action.isQuiet !== true && !recent.includes(action.id));
  const groups = ACTION_GROUPS.map((group) => ({
    id: group,
    title: t(`commands.group.${group}`),
    actions: rest.filter((action) => action.group === group),
  }));
  return [{ id: 'recent', title: t('commands.palette.recent'), actions: lately }, ...groups].filter(
    (section) => section.actions.length > 0,
  );
}

/** One list. The search among transactions stands before everything that is no clear match. */
export function listFound(text: string, actions: readonly Action[], search: Action): readonly PaletteSection[] {
  const found = findActions(text, actions);
  const clear = found.filter(({ score }) => score >= CLEAR_MATCH);
  const unclear = found.filter(({ score }) => score < CLEAR_MATCH);
  const list = [...clear.map(({ action }) => action), search, ...unclear.map(({ action }) => action)];
  return [{ id: 'found', actions: list.slice(0, MOST_FOUND) }];
}
