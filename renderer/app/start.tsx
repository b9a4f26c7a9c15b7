/** @file Everything the page needs to know before the first paint, then the app. */
import { createRoot } from 'react-dom/client';
import { lockQueries } from '../features/lock/public.ts';
import { settingsQueries } from '../features/settings/public.ts';
import { loadFirstParts, loadParts } from '../lib/lazy-part.ts';
import { connectEvents, createQueryClient } from '../lib/query-client.ts';
import { App } from './app.tsx';
import { applyTheme } from './document-settings.ts';
import { appQueries } from './queries.ts';

export async function start(): Promise<void> {
  applyTheme('system');
  const client = createQueryClient();
  connectEvents(client);
  // Failures show inside the app, in words; waiting here only keeps the first paint in the right language and theme.
  await Promise.allSettled([
    client.ensureQueryData(settingsQueries.get()),
    client.ensureQueryData(appQueries.status()),
    client.ensureQueryData(lockQueries.state()),
    loadFirstParts(),
  ]);
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App client={client} />);
  requestIdleCallback(() => void loadParts());
}
