import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Input } from '../../../shared/contract/index.ts';
import type { TransactionList } from '../../../shared/contract/transaction-filter.ts';
import type { SectionSlice, TransactionPage } from '../../../shared/contract/transactions.ts';
import { api } from '../../lib/api.ts';
import { type Chunk, planChunks } from './list-chunks.ts';

/** How long chunks that scrolled away are kept. */
const CHUNK_KEPT_MS = 60_000;
/** Rows of a section that may be walked past; further in, a neighbour's place is the better start. */
const NEAR_ROWS = 500;

/** One reading of a list. Its rows and later slices belong to it alone: what was read at another time is never mixed in. */
export type OpenedList = { readonly version: number; readonly list: TransactionList; readonly slices: readonly SectionSlice[] };

/** Not under `transactions`: a change makes a new reading, it does not refresh the rows of an old one. */
const READINGS = ['transactionReadings'] as const;
let versions = 0;

const isBySize = ({ sort }: TransactionList): boolean => sort === 'largest' || sort === 'smallest';

export const transactionQueries = {
  all: ['transactions'] as const,
  /** Sections as far as one look reaches, and the rows that are seen first, so that nothing flashes. */
  open: (list: TransactionList) =>
    queryOptions({
      queryKey: [...transactionQueries.all, 'open', list],
      queryFn: async ({ client }): Promise<OpenedList> => {
        versions += 1;
        const opened = { version: versions, list, slices: await firstSlices(list) };
        const [chunk] = planChunks(opened.slices.flatMap((slice) => slice.sections));
        if (chunk && !isBySize(list)) await client.fetchQuery(transactionQueries.chunk(opened, chunk));
        return opened;
      },
      // Rows stay while the next letter is searched for.
      placeholderData: keepPreviousData,
    }),
  /** The slices after the first ones, one after the other. */
  more: ({ version, list }: OpenedList, next: string | null) =>
    infiniteQueryOptions({
      queryKey: [...READINGS, version, 'more', next],
      queryFn: ({ pageParam }) => api('transactions.sections', { ...list, cursor: pageParam }),
      initialPageParam: next,
      getNextPageParam: (slice) => slice.next,
      enabled: next !== null,
      gcTime: CHUNK_KEPT_MS,
    }),
  /** @param before and after its neighbours, from which it can be read too */
  chunk: (opened: OpenedList, chunk: Chunk, before?: Chunk, after?: Chunk) =>
    queryOptions({
      queryKey: chunkKey(opened, chunk),
      queryFn: ({ client }) =>
        api('transactions.page', { ...opened.list, ...pageInput(client, opened, chunk, before, after), limit: chunk.count }),
      gcTime: CHUNK_KEPT_MS,
    }),
  place: (list: TransactionList, id: number) =>
    queryOptions({
      queryKey: [...transactionQueries.all, 'place', list, id],
      queryFn: () => api('transactions.place', { ...list, id }),
    }),
  /** How many there are in all. */
  count: (filter: Input<'transactions.count'> = {}) =>
    queryOptions({
      queryKey: [...transactionQueries.all, 'count', filter],
      queryFn: () => api('transactions.count', filter),
      placeholderData: keepPreviousData,
    }),
  latest: (accountId: string, limit: number) =>
    queryOptions({
      queryKey: [...transactionQueries.all, 'latest', { accountId, limit }],
      queryFn: () => api('transactions.page', { accountIds: [accountId], limit }),
    }),
  get: (id: number) =>
    queryOptions({
      queryKey: [...transactionQueries.all, 'get', { id }],
      queryFn: () => api('transactions.get', { id }),
    }),
  suggestedTags: (id: number | null) =>
    queryOptions({
      queryKey: [...transactionQueries.all, 'suggestedTags', { id }],
      queryFn: () => api('transactions.suggestTags', { id }),
    }),
};

const chunkKey = ({ version }: OpenedList, { place, count }: Chunk) => [...READINGS, version, place, count] as const;

/** By size a section may grow with every slice, so nothing stands where it will stay before all are there. */
async function firstSlices(list: TransactionList): Promise<SectionSlice[]> {
  const slices: SectionSlice[] = [];
  for (let cursor: string | null = null; ; ) {
    const slice: SectionSlice = await api('transactions.sections', { ...list, cursor });
    slices.push(slice);
    if (slice.next === null || !isBySize(list)) return slices;
    cursor = slice.next;
  }
}

/** By ids; else from its section; deep inside one, from a neighbour that is there already. */
function pageInput(client: QueryClient, opened: OpenedList, { place }: Chunk, before?: Chunk, after?: Chunk) {
  if ('ids' in place) return { ids: [...place.ids] };
  const read = (chunk: Chunk | undefined) => chunk && client.getQueryData<TransactionPage>(chunkKey(opened, chunk));
  if (place.skip > NEAR_ROWS) {
    const start = read(before)?.nextCursor;
    if (start) return { cursor: start };
    const end = read(after)?.startCursor;
    if (end) return { cursor: end, isBefore: true };
  }
  return place;
}

export const tagQueries = {
  all: ['tags'] as const,
  list: () => queryOptions({ queryKey: [...tagQueries.all, 'list'], queryFn: () => api('tags.list', {}) }),
};

export const viewQueries = {
  all: ['views'] as const,
  list: () => queryOptions({ queryKey: [...viewQueries.all, 'list'], queryFn: () => api('views.list', {}) }),
};
