import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { OverviewRange } from '../../../shared/contract/overview.ts';
import { api } from '../../lib/api.ts';

export const overviewQueries = {
  all: ['overview'] as const,
  get: (range: OverviewRange) =>
    queryOptions({
      queryKey: [...overviewQueries.all, 'get', { range }],
      queryFn: () => api('overview.get', { range }),
      // A change of range redraws the chart; the rest of the page must not blink for it.
      placeholderData: keepPreviousData,
    }),
};
