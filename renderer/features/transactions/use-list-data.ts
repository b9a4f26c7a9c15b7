import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { allTransactions, type TransactionList } from '../../../shared/contract/transaction-filter.ts';
import type { TransactionRow } from '../../../shared/contract/transactions.ts';
import { type Arrangement, arrange } from './arrangement.ts';
import { type Chunk, chunksBetween } from './list-chunks.ts';
import { type OpenedList, transactionQueries } from './queries.ts';

/** The part of the list that is seen. */
export type Seen = { readonly top: number; readonly viewport: number };
export type ListData = {
  /** What is laid out; undefined before anything was read. */
  readonly shown: Arrangement | undefined;
  /** Rows that are there, by their index in the list. */
  readonly rows: ReadonlyMap<number, TransactionRow>;
  /** The shown list is not yet the one asked for. */
  readonly isSwitching: boolean;
  /** Why the list could not be read. */
  readonly error: unknown;
  readonly isRetrying: boolean;
  readonly retry: () => void;
  /** Some of the rows in sight could not be read. */
  readonly hasFailedRows: boolean;
  readonly isReadingRows: boolean;
  readonly retryRows: () => void;
};

const NOTHING: OpenedList = { version: 0, list: allTransactions(), slices: [] };

/**
 * Sections and the rows in sight. What is shown changes as a whole: another filter, or the same list after a change, appears once the rows
 * that will be seen first are there.
 */
export function useListData(list: TransactionList, seen: Seen): ListData {
  const open = useQuery(transactionQueries.open(list));
  const slices = useLaterSlices(open.data);
  const candidate = useMemo(() => open.data && arrange(open.data, slices.all), [open.data, slices.all]);
  const [settled, setSettled] = useState<Arrangement>();
  const shown = settled ?? candidate;

  const isAnotherList = candidate?.key !== settled?.key;
  const wanted = shown ? chunksOf(shown, seen) : [];
  const coming = candidate && candidate !== settled ? chunksOf(candidate, isAnotherList ? { ...seen, top: 0 } : seen) : [];
  const asked = [...new Map([...wanted, ...coming].map((one) => [one.key, one])).values()];
  const results = useQueries({
    queries: asked.map(({ arrangement, chunk, before, after }) => transactionQueries.chunk(arrangement.opened, chunk, before, after)),
  });
  const resultOf = new Map(asked.map((one, i) => [one.key, results[i]]));
  const isReady = coming.every(({ key }) => resultOf.get(key)?.isPending === false);
  // Derived while rendering, so that no frame shows one list's places with another list's rows.
  if (candidate && candidate !== settled && isReady) setSettled(candidate);

  const failed = results.filter((result) => result.isError);
  return {
    shown,
    rows: rowsOf(wanted.map((one) => ({ chunk: one.chunk, rows: resultOf.get(one.key)?.data?.rows ?? [] }))),
    isSwitching: open.isPlaceholderData || candidate !== settled,
    error: open.isError && (open.data === undefined || open.isPlaceholderData) ? open.error : undefined,
    isRetrying: open.isFetching,
    retry: () => void open.refetch(),
    hasFailedRows: failed.length > 0 || slices.isError,
    isReadingRows: failed.some((result) => result.isFetching) || slices.isFetching,
    retryRows: () => {
      for (const result of failed) void result.refetch();
      if (slices.isError) slices.retry();
    },
  };
}

type Asked = {
  readonly key: string;
  readonly arrangement: Arrangement;
  readonly chunk: Chunk;
  readonly before: Chunk | undefined;
  readonly after: Chunk | undefined;
};

/** Of the rows that are seen, and a screen before and after them. */
function chunksOf(arrangement: Arrangement, { top, viewport }: Seen): Asked[] {
  const { chunks, opened, geometry } = arrangement;
  const rows = geometry.linesBetween(top - viewport, top + 2 * viewport).filter((line) => line.type === 'row');
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return [];
  return chunksBetween(chunks, first.index, last.index).map((chunk, i, found) => {
    const index = i === 0 ? chunks.indexOf(chunk) : -1;
    const before = found[i - 1] ?? chunks[index - 1];
    return { key: `${opened.version} ${JSON.stringify(chunk.place)} ${chunk.count}`, arrangement, chunk, before, after: found[i + 1] };
  });
}

function rowsOf(loaded: readonly { readonly chunk: Chunk; readonly rows: readonly TransactionRow[] }[]): Map<number, TransactionRow> {
  return new Map(loaded.flatMap(({ chunk, rows }) => rows.map((row, i) => [chunk.start + i, row] as const)));
}

/** Older rows are counted slice by slice, so that other questions get their turn in between. */
function useLaterSlices(opened: OpenedList | undefined) {
  const next = opened?.slices.at(-1)?.next ?? null;
  const more = useInfiniteQuery(transactionQueries.more(opened ?? NOTHING, next));
  const { hasNextPage, isFetching, isError, fetchNextPage, data } = more;
  useEffect(() => {
    if (next !== null && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [next, hasNextPage, isFetching, isError, fetchNextPage]);
  const later = next === null ? undefined : data?.pages;
  const all = useMemo(() => [...(opened?.slices ?? []), ...(later ?? [])], [opened, later]);
  return { all, isError, isFetching: next !== null && isFetching, retry: () => void fetchNextPage() };
}
