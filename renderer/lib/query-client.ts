/** @file Server state: fresh until main says it changed. A topic `x.changed` makes every query whose key starts with `x` stale. */
import { QueryClient } from '@tanstack/react-query';
import type { EventTopic } from '../../shared/contract/events.ts';
import { subscribe } from './api.ts';

/** First key parts that a topic makes stale. A domain's queries start with its own name; some figures depend on several domains. */
const STALE_AFTER = {
  'settings.changed': ['settings'],
  'lock.changed': ['lock'],
  'environments.changed': ['environments', 'app'],
  'connections.changed': ['connections', 'consents', 'reminders', 'accounts', 'overview', 'cashFlow'],
  'accounts.changed': ['accounts', 'consents', 'overview', 'cashFlow'],
  'transactions.changed': ['transactions', 'accounts', 'categories', 'rules', 'transfers', 'consents', 'overview', 'cashFlow'],
  'categories.changed': ['categories', 'rules', 'transfers', 'transactions', 'overview', 'cashFlow'],
  'cashFlow.changed': ['cashFlow', 'overview'],
  'exports.changed': ['exports'],
  'backups.changed': ['backups'],
  'recovery.changed': ['recovery'],
  'tags.changed': ['tags', 'transactions'],
  'views.changed': ['views'],
  'erasure.changed': ['erasure'],
  'sync.changed': ['sync', 'recovery'],
  'app.changed': [
    'app',
    'environments',
    'connections',
    'consents',
    'reminders',
    'accounts',
    'transactions',
    'categories',
    'rules',
    'transfers',
    'exports',
    'backups',
    'recovery',
    'overview',
    'cashFlow',
    'sync',
    'tags',
    'views',
  ],
} as const satisfies Partial<Record<EventTopic, readonly string[]>>;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 5 * 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** The one subscriber between main's events and the cache; returns how to stop. */
export function connectEvents(client: QueryClient): () => void {
  const stops = Object.entries(STALE_AFTER).map(([topic, domains]) =>
    subscribe(topic as keyof typeof STALE_AFTER, () => {
      for (const domain of domains) void client.invalidateQueries({ queryKey: [domain] });
    }),
  );
  return () => {
    for (const stop of stops) stop();
  };
}
