import { queryOptions } from '@tanstack/react-query';
import type { Language } from '../../../shared/contract/common.ts';
import { api } from '../../lib/api.ts';

export const connectionQueries = {
  all: ['connections'] as const,
  consentCards: ['connections', 'consent-card'] as const,
  list: () => queryOptions({ queryKey: [...connectionQueries.all, 'list'], queryFn: () => api('connections.list', {}) }),
  consentCard: (language: Language, keepUpdating: boolean) =>
    queryOptions({
      queryKey: [...connectionQueries.consentCards, { language, keepUpdating }],
      queryFn: () => api('connections.consentCard', { language, keepUpdating }),
    }),
  flow: (flowId: string) =>
    queryOptions({ queryKey: [...connectionQueries.all, 'flow', { flowId }], queryFn: () => api('connections.flow', { flowId }) }),
};
