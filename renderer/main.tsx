/** @file Entry of the page: everything it needs to know before the first paint, then the app. */
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { App } from './app/app.tsx';
import { applyTheme } from './app/document-settings.ts';
import { appQueries } from './app/queries.ts';
import { settingsQueries } from './features/settings/public.ts';
import { connectEvents, createQueryClient } from './lib/query-client.ts';

// SECURITY: zod compiles schemas with `new Function` unless told not to; the CSP refuses that.
z.config({ jitless: true });

const client = createQueryClient();
connectEvents(client);
applyTheme('system');

// Failures show inside the app, in words; waiting here only keeps the first paint in the right language and theme.
await Promise.allSettled([client.ensureQueryData(settingsQueries.get()), client.ensureQueryData(appQueries.status())]);

const root = document.getElementById('root');
if (root) createRoot(root).render(<App client={client} />);
