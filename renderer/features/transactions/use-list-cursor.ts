import { useCallback, useEffect, useRef, useState } from 'react';
import type { TransactionRow } from '../../../shared/contract/transactions.ts';
import { DAY_HEIGHT, ROW_HEIGHT } from './list-geometry.ts';
import { type Browser, useRowIndex } from './use-browser.ts';

export type ListCursor = {
  /** Index of the row the keyboard is at. */
  readonly active: number | undefined;
  readonly activeRow: TransactionRow | undefined;
  /** Index of the row in the drawer, where it is in the list. */
  readonly openIndex: number | undefined;
  readonly setActive: (index: number) => void;
  /** Goes so many rows on; with the drawer open it follows. @returns the index it is at now */
  readonly move: (by: number) => number | undefined;
};

type Options = {
  readonly browser: Browser;
  readonly openId: number | undefined;
  readonly onOpen: (id: number) => void;
  /** Pixels at the end of the list that something lies over. */
  readonly covered: number;
};

/** Where the keyboard is in the list, and what follows it: the scroll position and the drawer. */
export function useListCursor({ browser, openId, onOpen, covered }: Options): ListCursor {
  const { data, scroll } = browser;
  const { shown, rows } = data;
  const [active, setActiveIndex] = useState<number>();
  /** A row to open once it is here. */
  const [awaited, setAwaited] = useState<number>();
  const openIndex = useRowIndex(shown, rows, openId);
  const { reveal } = scroll;
  const geometry = shown?.geometry;

  const setActive = useCallback(
    (index: number) => {
      setActiveIndex(index);
      if (geometry && index < geometry.rowCount) reveal(geometry.topOfRow(index), ROW_HEIGHT + covered, DAY_HEIGHT);
    },
    [geometry, reveal, covered],
  );
  // Once for each row that is opened: a list that is scrolled on, or read anew, stays where it is.
  const revealed = useRef<number | undefined>(undefined);
  const isMeasured = scroll.viewport > 0;
  useEffect(() => {
    if (openId === undefined) revealed.current = undefined;
    if (openIndex === undefined || openId === revealed.current || !isMeasured) return;
    revealed.current = openId;
    setActive(openIndex);
  }, [openId, openIndex, isMeasured, setActive]);
  const key = shown?.key;
  const [keyBefore, setKeyBefore] = useState(key);
  // Another list: the keyboard starts anew. Derived while rendering, so that no frame points at a row of the other list.
  if (key !== keyBefore) {
    setKeyBefore(key);
    setActiveIndex(openIndex);
    setAwaited(undefined);
  }
  useEffect(() => {
    const row = awaited === undefined ? undefined : rows.get(awaited);
    if (!row) return;
    setAwaited(undefined);
    onOpen(row.id);
  }, [awaited, rows, onOpen]);

  const move = (by: number): number | undefined => {
    const last = (geometry?.rowCount ?? 0) - 1;
    if (last < 0) return undefined;
    const from = openIndex ?? active;
    // The first key goes to the first row; End goes to the last from anywhere.
    const next = Math.min(last, Math.max(0, from === undefined ? (Number.isFinite(by) ? 0 : by) : from + by));
    setActive(next);
    if (openId !== undefined) {
      const row = rows.get(next);
      if (row) onOpen(row.id);
      else setAwaited(next);
    }
    return next;
  };

  return { active, activeRow: active === undefined ? undefined : rows.get(active), openIndex, setActive, move };
}
