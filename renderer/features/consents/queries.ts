import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const consentQueries = {
  all: ['consents'] as const,
  timeline: () => queryOptions({ queryKey: [...consentQueries.all, 'timeline'], queryFn: () => api('consents.timeline', {}) }),
  get: (id: string) => queryOptions({ queryKey: [...consentQueries.all, 'get', { id }], queryFn: () => api('consents.get', { id }) }),
};
