import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { RunChangeKind } from '../../../shared/contract/activity.ts';
import { api } from '../../lib/api.ts';

/** What a filter of the fetch ledger asks for: one bank, or everything. */
export type FetchScope = { readonly connectionId: string | null };

/** Runs come with syncs: their keys start with that domain, so that a finished run shows at once. */
export const activityQueries = {
  all: ['sync', 'activity'] as const,
  runs: () =>
    infiniteQueryOptions({
      queryKey: [...activityQueries.all, 'runs'],
      queryFn: ({ pageParam }) => api('activity.runs', { cursor: pageParam }),
      initialPageParam: null as number | null,
      getNextPageParam: (page) => page.nextCursor,
    }),
  run: (runId: number) => queryOptions({ queryKey: [...activityQueries.all, 'run', runId], queryFn: () => api('activity.run', { runId }) }),
  diff: (runId: number, kind: RunChangeKind) =>
    infiniteQueryOptions({
      queryKey: [...activityQueries.all, 'diff', runId, kind],
      queryFn: ({ pageParam }) => api('activity.runDiff', { runId, kind, cursor: pageParam }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.nextCursor,
    }),
  fetches: (scope: FetchScope) =>
    infiniteQueryOptions({
      queryKey: [...activityQueries.all, 'fetches', scope],
      queryFn: ({ pageParam }) => api('activity.fetchLedger', { ...scope, cursor: pageParam }),
      initialPageParam: null as number | null,
      getNextPageParam: (page) => page.nextCursor,
    }),
};
