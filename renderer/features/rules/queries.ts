import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { RuleDraft } from '../../../shared/contract/rules.ts';
import { api } from '../../lib/api.ts';

export const ruleQueries = {
  all: ['rules'] as const,
  list: () => queryOptions({ queryKey: [...ruleQueries.all, 'list'], queryFn: () => api('rules.list', {}) }),
  suggest: (transactionId: number) =>
    queryOptions({
      queryKey: [...ruleQueries.all, 'suggest', { transactionId }],
      queryFn: () => api('rules.suggest', { transactionId }),
      // The dialog starts from it once; what is typed there must not be replaced.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    }),
  /** @param id of the rule that is changed; null for a new one */
  preview: (id: number | null, draft: RuleDraft) =>
    queryOptions({
      queryKey: [...ruleQueries.all, 'preview', { id, draft }],
      queryFn: () => api('rules.preview', { id, draft }),
      // Figures stay while the next letter is looked for, so that the dialog does not jump.
      placeholderData: keepPreviousData,
      gcTime: 0,
    }),
};
