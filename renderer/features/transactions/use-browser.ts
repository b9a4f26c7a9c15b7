import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { allTransactions, type TransactionList } from '../../../shared/contract/transaction-filter.ts';
import type { Arrangement } from './arrangement.ts';
import { transactionQueries } from './queries.ts';
import { type ListData, type Seen, useListData } from './use-list-data.ts';
import { type ScaledScroll, useScaledScroll } from './use-scaled-scroll.ts';

export const HEAD_HEIGHT = 32;
const EMPTY = allTransactions();
/** What stands above the rows and below them: the top bar, the title, the filters, the heads of the columns. */
const AROUND = 220;
const MIN_GUESS = 400;

/** How much of a list is seen, until it was measured: near enough for the first rows to be drawn once. */
const guessedViewport = (): number => Math.max(MIN_GUESS, window.innerHeight - AROUND);

export type Browser = {
  readonly data: ListData;
  readonly scroll: ScaledScroll;
  /** Height of what is seen, guessed until it is measured. */
  readonly seenHeight: number;
  readonly grid: HTMLDivElement | null;
  readonly setGrid: (element: HTMLDivElement | null) => void;
};

/** The rows of a list and how far it is scrolled; another filter begins at the top. */
export function useBrowser(list: TransactionList): Browser {
  const [grid, setGrid] = useState<HTMLDivElement | null>(null);
  const [seen, setSeen] = useState<Seen>(() => ({ top: 0, viewport: guessedViewport() }));
  const data = useListData(list, seen);
  const scroll = useScaledScroll(grid, data.shown?.geometry.height ?? 0, HEAD_HEIGHT);
  const { restTop, viewport, scrollTo } = scroll;
  useEffect(() => {
    if (viewport > 0) setSeen({ top: restTop, viewport });
  }, [restTop, viewport]);
  const key = data.shown?.key;
  const before = useRef(key);
  useEffect(() => {
    if (before.current !== undefined && key !== before.current) scrollTo(0);
    before.current = key;
  }, [key, scrollTo]);
  return { data, scroll, seenHeight: viewport > 0 ? viewport : seen.viewport, grid, setGrid };
}

/** Index of a row in the list: among the rows that are there, else asked for. undefined = unknown or not in the list. */
export function useRowIndex(shown: Arrangement | undefined, rows: ListData['rows'], id: number | undefined): number | undefined {
  const loaded = useMemo(() => {
    for (const [index, row] of rows) if (row.id === id) return index;
    return undefined;
  }, [rows, id]);
  const isAsked = id !== undefined && loaded === undefined && shown !== undefined;
  const place = useQuery({ ...transactionQueries.place(shown?.list ?? EMPTY, id ?? 0), enabled: isAsked });
  return useMemo(() => {
    if (loaded !== undefined || !isAsked || !place.data || !shown) return loaded;
    const { section, index } = place.data;
    const at = shown.geometry.sections.findIndex((one) => one.key === section);
    return at < 0 ? undefined : shown.geometry.firstRow(at) + index;
  }, [loaded, isAsked, place.data, shown]);
}
