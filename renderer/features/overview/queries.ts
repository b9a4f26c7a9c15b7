import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { OverviewRange } from '../../../shared/contract/overview.ts';
import { api } from '../../lib/api.ts';

/** What the page shows before anything is chosen. */
export const FIRST_RANGE: OverviewRange = '12m';

export const overviewQueries = {
  all: ['overview'] as const,
  first: () => overviewQueries.get(FIRST_RANGE),
  get: (range: OverviewRange) =>
    queryOptions({
      queryKey: [...overviewQueries.all, 'get', { range }],
      queryFn: () => api('overview.get', { range }),
      // A change of range redraws the chart; the rest of the page must not blink for it.
      placeholderData: keepPreviousData,
    }),
};
