/** @file The ways out: quitting, and stopping after a mistake nobody caught (S14, R24). */
import { app, BrowserWindow } from 'electron';
import { describeError } from '../platform/redact.ts';
import type { Log } from '../ports/log.ts';

export const CLOSE_LIMIT_MS = 3000;
/** What a page gets to go away by itself once everything is stored: it is asked, and one that hangs never answers. */
const PAGE_LIMIT_MS = 1000;

/** Everything is closed by now; what is left is the page's own goodbye, for which nobody waits long. */
function quit(log: Log): void {
  app.quit();
  setTimeout(() => {
    log.warn('app.page-did-not-close');
    app.exit(0);
  }, PAGE_LIMIT_MS);
}

/** `closeAll` closes in reverse of opening and is itself limited in time. */
export function closeBeforeQuit(closeAll: () => Promise<void>, log: Log): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    // Seen from outside Mizan is gone at once; what is left is finishing a write.
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    void closeAll().finally(() => {
      state = 'closed';
      quit(log);
    });
  });
  app.on('window-all-closed', () => app.quit());
}

/** After an error nobody expected the state of this process is unknown: close what can be closed and leave. */
export function stopOnUncaught(log: Log, closeAll: () => Promise<void>): void {
  let isStopping = false;
  const stop = (what: string) => (error: unknown) => {
    log.error(what, describeError(error));
    if (isStopping) return;
    isStopping = true;
    void closeAll().finally(() => app.exit(1));
  };
  process.on('uncaughtException', stop('main.uncaught-exception'));
  process.on('unhandledRejection', stop('main.unhandled-rejection'));
}
