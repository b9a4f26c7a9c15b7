import { queryOptions } from '@tanstack/react-query';
import type { Input } from '../../../shared/contract/index.ts';
import { api } from '../../lib/api.ts';

export const connectionQueries = {
  all: ['connections'] as const,
  consentCards: ['connections', 'consent-card'] as const,
  list: () => queryOptions({ queryKey: [...connectionQueries.all, 'list'], queryFn: () => api('connections.list', {}) }),
  consentCard: (choice: Input<'connections.consentCard'>) =>
    queryOptions({
      queryKey: [...connectionQueries.consentCards, choice],
      queryFn: () => api('connections.consentCard', choice),
    }),
  flow: (flowId: string) =>
    queryOptions({ queryKey: [...connectionQueries.all, 'flow', { flowId }], queryFn: () => api('connections.flow', { flowId }) }),
};
