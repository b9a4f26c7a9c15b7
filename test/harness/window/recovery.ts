/** @file The page that takes the place of a Mizan that had to stop: reached as in life, by the end of its core. */
import type { Language } from '../../../shared/contract/common.ts';
import { NOW, startBank } from '../bank.ts';
import { launchMizan } from '../electron-app.ts';
import { openDesktop } from '../session.ts';
import { speak, type View, viewOf } from './view.ts';

export const RECOVERY = 'recovery-page';

/** Main holds the core's thread privately; the next message to it gives it away. */
async function endCore({ app, page, ask }: View['mizan']): Promise<void> {
  await app.evaluate(() => {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...args) {
      Worker.prototype.postMessage = post;
      void this.terminate();
      return post.apply(this, args);
    };
  });
  await ask('app.status', {}).catch(() => undefined); // cut off by the page that takes the place of the one that asked
  await page.getByRole('link').first().waitFor();
}

/** The page has no script and asks nobody: its themes are the system's. */
export async function visitRecovery(language: Language, onPage: (view: View) => Promise<void>): Promise<void> {
  const bank = await startBank();
  const desktop = openDesktop({ isHandlerRegistered: false });
  const mizan = await launchMizan({ desktop, practice: bank, now: NOW });
  try {
    const view = viewOf({ mizan, desktop, bank, language });
    await mizan.page.getByRole('main').waitFor();
    await speak(view);
    await endCore(mizan);
    await onPage(view);
  } finally {
    await mizan.close();
    await bank.stop();
    await desktop.remove();
  }
}
