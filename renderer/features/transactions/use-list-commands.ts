import { type KeyboardEvent, useCallback, useEffect, useState } from 'react';
import type { TransactionRow } from '../../../shared/contract/transactions.ts';
import { useSteady } from '../../lib/use-steady.ts';
import { type ListKey, listKeyOf } from './list-keys.ts';
import { selectedCount } from './selection.ts';
import type { PressKind } from './transaction-line.tsx';
import type { Browser } from './use-browser.ts';
import { type ListCursor, useListCursor } from './use-list-cursor.ts';
import { type RowActions, useRowActions } from './use-row-actions.ts';
import { type Selecting, useSelection } from './use-selection.ts';

/** Height of the bulk bar with the space under it. */
export const BULK_BAR = 64;

type Options = {
  readonly browser: Browser;
  readonly openId: number | undefined;
  readonly onOpen: (id: number | undefined) => void;
};

export type ListCommands = {
  readonly cursor: ListCursor;
  readonly selecting: Selecting;
  readonly actions: RowActions;
  readonly isRenaming: boolean;
  readonly setRenaming: (isRenaming: boolean) => void;
  readonly onPress: (row: TransactionRow, index: number, how: PressKind) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly clearSelection: () => void;
  readonly close: () => void;
};

/** What keys, presses and buttons do in the list. */
export function useListCommands({ browser, openId, onOpen }: Options): ListCommands {
  const { data, grid } = browser;
  const [isRenaming, setRenaming] = useState(false);
  /** Where a selection is extended to, once that row is here. */
  const [reach, setReach] = useState<{ readonly index: number; readonly from: TransactionRow | undefined }>();
  const selecting = useSelection(data);
  const isAnySelected = selectedCount(selecting.selection, data.shown?.count ?? 0) > 0;
  const cursor = useListCursor({ browser, openId, onOpen, covered: isAnySelected ? BULK_BAR : 0 });
  const focusList = useCallback(() => grid?.focus(), [grid]);
  const actions = useRowActions({
    shown: data.shown,
    rows: data.rows,
    selection: selecting.selection,
    activeRow: cursor.activeRow,
    onDone: selecting.clear,
  });
  const { activeRow } = cursor;

  const clearSelection = () => {
    selecting.clear();
    focusList();
  };
  const close = () => {
    onOpen(undefined);
    setRenaming(false);
    focusList();
  };
  const { extendTo } = selecting;
  const { rows } = data;
  useEffect(() => {
    const row = reach === undefined ? undefined : rows.get(reach.index);
    if (!reach || !row) return;
    setReach(undefined);
    extendTo(row, reach.from);
  }, [reach, rows, extendTo]);
  const move = (by: number, isExtending: boolean) => {
    const index = cursor.move(by);
    setReach(isExtending && index !== undefined ? { index, from: activeRow } : undefined);
  };
  const run = (key: ListKey): void => {
    switch (key.kind) {
      case 'move':
        move(key.by, key.extends);
        break;
      case 'open':
        if (activeRow) onOpen(activeRow.id);
        break;
      case 'close':
        if (isAnySelected) selecting.clear();
        else if (openId !== undefined) close();
        break;
      case 'toggle':
        if (activeRow) selecting.toggle(activeRow);
        break;
      case 'selectAll':
        selecting.selectAll();
        break;
      case 'edit':
        if (activeRow) onOpen(activeRow.id);
        setRenaming(activeRow !== undefined);
        break;
      case 'reviewed':
        actions.toggleReviewed();
        break;
      case 'category':
      case 'note':
      case 'tags':
      case 'always':
        actions.ask(key.kind);
        break;
    }
  };

  // Every row has it: it must not be another one each time the page is drawn.
  const onPress = useSteady((row: TransactionRow, index: number, how: PressKind) => {
    cursor.setActive(index);
    if (how === 'open') onOpen(row.id);
    else if (how === 'select') selecting.toggle(row);
    else selecting.extendTo(row, activeRow);
  });

  return {
    cursor,
    selecting,
    actions,
    isRenaming,
    setRenaming,
    onPress,
    onKeyDown(event) {
      // Controls inside the grid have their own keys.
      if (event.target !== event.currentTarget) return;
      const key = listKeyOf(event);
      if (!key) return;
      event.preventDefault();
      run(key);
    },
    clearSelection,
    close,
  };
}
