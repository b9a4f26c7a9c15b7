import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const reminderQueries = {
  all: ['reminders'] as const,
  list: () => queryOptions({ queryKey: [...reminderQueries.all, 'list'], queryFn: () => api('reminders.list', {}) }),
};
