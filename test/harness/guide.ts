/** @file `npm run guide`: the pictures of docs/guide, taken on the scripted tour in both languages. */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NOW, startBank } from './bank.ts';
import { launchMizan } from './electron-app.ts';
import { walkTour } from './guide-tour.ts';
import { openDesktop } from './session.ts';
import { LANGUAGES, viewOf } from './window/view.ts';

const folder = resolve(import.meta.dirname, '..', '..', 'docs', 'guide', 'images');
/** Small enough for a page of text, and as it is drawn at its smallest with a named navigation. */
const SIZE: [number, number] = [1120, 740];

async function takePictures(language: (typeof LANGUAGES)[number]): Promise<void> {
  const bank = await startBank({ hasControls: true });
  const desktop = openDesktop({ isHandlerRegistered: true });
  const mizan = await launchMizan({ desktop, practice: bank, now: NOW });
  try {
    await mizan.app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), SIZE);
    await mizan.page.emulateMedia({ reducedMotion: 'reduce' });
    await walkTour(viewOf({ mizan, desktop, bank, language }), async ({ name, hasPicture }) => {
      if (!hasPicture) return;
      await mizan.page.mouse.move(0, 0);
      await mizan.page.screenshot({ path: join(folder, `${name}-${language}.png`) });
      process.stderr.write(`${name} (${language})\n`);
    });
  } finally {
    await mizan.close();
    await bank.stop();
    await desktop.remove();
  }
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const language of LANGUAGES) await takePictures(language);
