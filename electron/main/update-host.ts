/** @file Where a package looks for a newer one, and the question to the person (S40). The rules are in ../platform/updates.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { Language } from '../../shared/contract/common.ts';
import { watchUpdates } from '../platform/updates.ts';
import type { Log } from '../ports/log.ts';
import { shellTexts } from './texts.ts';

/** Written by the packager, at a signed release only. */
function readFeed(): string | undefined {
  try {
    return readFileSync(join(process.resourcesPath, 'app-update.yml'), 'utf8');
  } catch {
    return undefined;
  }
}

export type UpdateHostDeps = { readonly runtime: 'official' | 'stand-in'; readonly language: () => Language; readonly log: Log };

export function openUpdates({ runtime, language, log }: UpdateHostDeps): void {
  const stop = watchUpdates({
    isPackaged: app.isPackaged,
    runtime,
    platform: process.platform,
    feed: readFeed(),
    async load() {
      const { autoUpdater } = (await import('electron-updater')).default;
      autoUpdater.logger = null;
      return autoUpdater;
    },
    async ask(version) {
      const texts = shellTexts(language()).update;
      const { response } = await dialog.showMessageBox({
        type: 'info',
        message: texts.title.replace('{{version}}', version),
        detail: texts.body.replace('{{current}}', app.getVersion()),
        buttons: [texts.now, texts.later],
        defaultId: 0,
        cancelId: 1,
      });
      return response === 0;
    },
    log,
  });
  if (stop) app.once('before-quit', stop);
}
