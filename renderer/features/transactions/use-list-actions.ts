import { CircleCheck, FilterX, ListChecks, ListFilter, Printer, Shapes, StickyNote, Tag, Tags } from 'lucide-react';
import { type Action, useItem, usePageActions } from '../../lib/actions.ts';
import type { ListCommands } from './use-list-commands.ts';

type Options = {
  readonly commands: ListCommands;
  /** Filters that are set. */
  readonly filters: number;
  readonly hasRows: boolean;
  /** Every row is known, so that a print has an end. */
  readonly isComplete: boolean;
  readonly onClear: () => void;
  readonly onPrint: () => void;
  readonly onManageTags: () => void;
};

/** What the list can do, for the command palette: about the selected rows, else the one the keyboard is at. */
export function useListActions({ commands, filters, hasRows, isComplete, onClear, onPrint, onManageTags }: Options): void {
  const item = useItem();
  const { ask, toggleReviewed, isAboutOne } = commands.actions;
  const actions: (Action | false)[] = [
    item({ id: 'list.tags', group: 'page', key: 'transactions.actions.manageTags', icon: Tags, run: onManageTags }),
    filters > 0 && item({ id: 'list.clear', group: 'page', key: 'transactions.actions.clearFilters', icon: FilterX, run: onClear }),
    isComplete && hasRows && item({ id: 'list.print', group: 'page', key: 'transactions.print.action', icon: Printer, run: onPrint }),
    hasRows &&
      item({
        id: 'list.all',
        group: 'page',
        key: 'transactions.actions.selectAll',
        icon: ListChecks,
        run: commands.selecting.selectAll,
      }),
    hasRows &&
      item({
        id: 'list.category',
        group: 'page',
        key: 'transactions.actions.category',
        icon: Shapes,
        run: () => ask('category'),
      }),
    isAboutOne &&
      item({
        id: 'list.always',
        group: 'page',
        key: 'transactions.actions.always',
        icon: ListFilter,
        run: () => ask('always'),
      }),
    hasRows && item({ id: 'list.tag', group: 'page', key: 'transactions.actions.tags', icon: Tag, run: () => ask('tags') }),
    hasRows && item({ id: 'list.note', group: 'page', key: 'transactions.actions.note', icon: StickyNote, run: () => ask('note') }),
    hasRows &&
      item({
        id: 'list.reviewed',
        group: 'page',
        key: 'transactions.actions.reviewed',
        icon: CircleCheck,
        run: toggleReviewed,
      }),
  ];
  usePageActions(actions.filter((action) => action !== false));
}
