/** @file Mizan in the tray: how to come back to it while its window is closed. */
import { Menu, nativeImage, Tray } from 'electron';
import type { Language } from '../../shared/contract/common.ts';
import { shellTexts } from './texts.ts';
import { TRAY_ICON } from './tray-icon.ts';

export type TrayDeps = { readonly open: () => void; readonly sync: () => void; readonly quit: () => void };
export type TrayIcon = { setLanguage(language: Language): void };

export function createTray(deps: TrayDeps, language: Language): TrayIcon {
  const tray = new Tray(nativeImage.createFromDataURL(TRAY_ICON));
  tray.on('click', deps.open);
  const setLanguage = (next: Language): void => {
    const texts = shellTexts(next).tray;
    tray.setToolTip(texts.name);
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: texts.open, click: deps.open },
        { label: texts.sync, click: deps.sync },
        { type: 'separator' },
        { label: texts.quit, click: deps.quit },
      ]),
    );
  };
  setLanguage(language);
  return { setLanguage };
}
