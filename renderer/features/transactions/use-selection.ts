import { useState } from 'react';
import type { TransactionRow } from '../../../shared/contract/transactions.ts';
import { MAX_PICKED } from '../../../shared/contract/transactions.ts';
import { api } from '../../lib/api.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { ALL_SELECTED, isSelectable, NOTHING_SELECTED, type Selection, toggled, withRows } from './selection.ts';
import type { ListData } from './use-list-data.ts';

export type Selecting = {
  readonly selection: Selection;
  readonly toggle: (row: TransactionRow) => void;
  /** From the row last toggled, else from `from`, up to this one. */
  readonly extendTo: (row: TransactionRow, from: TransactionRow | undefined) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
};

/** Which rows are selected; another list forgets it. */
export function useSelection({ shown, rows }: ListData): Selecting {
  const t = useT();
  const [selection, setSelection] = useState<Selection>(NOTHING_SELECTED);
  const [anchor, setAnchor] = useState<TransactionRow>();
  const key = shown?.key;
  const [keyBefore, setKeyBefore] = useState(key);
  if (key !== keyBefore) {
    setKeyBefore(key);
    setSelection(NOTHING_SELECTED);
    setAnchor(undefined);
  }

  async function readRange(from: TransactionRow, to: TransactionRow): Promise<void> {
    if (!shown) return;
    try {
      const range = await api('transactions.between', { ...shown.list, fromId: from.id, toId: to.id });
      setSelection((before) => withRows(before, range.rows));
      if (range.isCut) showToast({ text: t('transactions.selection.cut', { count: MAX_PICKED }), tone: 'warn' });
    } catch (error) {
      showToast({ text: t(`errors.${failureOf(error).code}.title`), tone: 'warn' });
    }
  }

  return {
    selection,
    toggle(row) {
      setAnchor(row);
      if (isSelectable(row)) setSelection((before) => toggled(before, row));
    },
    extendTo(row, from) {
      const start = anchor ?? from ?? row;
      setAnchor(start);
      const here = loadedBetween(rows, start, row);
      if (here) setSelection((before) => withRows(before, here.filter(isSelectable)));
      else void readRange(start, row);
    },
    selectAll: () => setSelection(ALL_SELECTED),
    clear() {
      setAnchor(undefined);
      setSelection(NOTHING_SELECTED);
    },
  };
}

/** The rows from one to another, where all of them are here; a long way is asked of the core instead. */
function loadedBetween(rows: ListData['rows'], a: TransactionRow, b: TransactionRow): TransactionRow[] | undefined {
  const indexOf = (row: TransactionRow) => [...rows].find(([, one]) => one.id === row.id)?.[0];
  const [from, to] = [indexOf(a), indexOf(b)];
  if (from === undefined || to === undefined) return undefined;
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  const between = Array.from({ length: last - first + 1 }, (_, i) => rows.get(first + i));
  return between.some((row) => row === undefined) ? undefined : between.filter((row) => row !== undefined);
}
