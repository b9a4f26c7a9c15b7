/** @file Everything the page needs to know before the first paint, then the app. */
import type { QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { connectionQueries } from '../features/connections/public.ts';
import { erasureQueries } from '../features/erasure/public.ts';
import { lockQueries } from '../features/lock/public.ts';
import { environmentQueries, settingsQueries } from '../features/settings/public.ts';
import { syncQueries } from '../features/sync/public.ts';
import { loadFirstParts, loadParts } from '../lib/lazy-part.ts';
import { connectEvents, createQueryClient } from '../lib/query-client.ts';
import { navigate, parseHash } from '../lib/router.ts';
import { App } from './app.tsx';
import { applyTheme } from './document-settings.ts';
import { appQueries } from './queries.ts';

/** So long the first paint waits for what its screen is made of. A core that takes longer gets the frame with what is still loading in it. */
const FIRST_DATA_MS = 500;

export async function start(): Promise<void> {
  applyTheme('system');
  const client = createQueryClient();
  connectEvents(client);
  // Failures show inside the app, in words; waiting here only keeps the first paint in the right language and theme.
  await Promise.allSettled([
    client.ensureQueryData(settingsQueries.get()),
    client.ensureQueryData(appQueries.status()),
    client.ensureQueryData(lockQueries.state()),
    client.ensureQueryData(erasureQueries.state()),
    loadFirstParts(),
  ]);
  await Promise.race([loadFirstData(client).catch(() => undefined), new Promise((resolve) => setTimeout(resolve, FIRST_DATA_MS))]);
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App client={client} />);
  requestIdleCallback(() => void loadParts());
}

/** Drawn once with everything in it, the first screen is there sooner than drawn empty and again. */
async function loadFirstData(client: QueryClient): Promise<void> {
  const isOpen = client.getQueryData(lockQueries.state().queryKey)?.isLocked === false;
  const isWelcomeDone = client.getQueryData(settingsQueries.get().queryKey)?.isWelcomeDone === true;
  const isReady = client.getQueryData(appQueries.status().queryKey)?.store === 'ready';
  if (!isOpen || !isWelcomeDone || !isReady) return;
  const [first] = parseHash(window.location.hash).segments;
  if (first === undefined) navigate('/overview', { replace: true });
  const { overviewQueries } = await import('../features/overview/public.ts');
  await Promise.all([
    client.prefetchQuery(syncQueries.status()),
    client.prefetchQuery(connectionQueries.list()),
    client.prefetchQuery(environmentQueries.list()),
    ...(first === undefined || first === 'overview' ? [client.prefetchQuery(overviewQueries.first())] : []),
  ]);
}
