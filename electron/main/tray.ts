/** @file Mizan in the tray: how to come back to it while its window is closed. */
import { Menu, nativeImage, Tray } from 'electron';
import type { Language } from '../../shared/contract/common.ts';
import { shellTexts } from './texts.ts';
import { TRAY_ICON } from './tray-icon.ts';

export type TrayDeps = { readonly open: () => void; readonly sync: () => void; readonly lock: () => void; readonly quit: () => void };
export type TrayState = { readonly language: Language; readonly isSet: boolean; readonly isLocked: boolean };
export type TrayIcon = { setState(state: TrayState): void };

export function createTray(deps: TrayDeps, state: TrayState): TrayIcon {
  const tray = new Tray(nativeImage.createFromDataURL(TRAY_ICON));
  tray.on('click', deps.open);
  const setState = ({ language, isSet, isLocked }: TrayState): void => {
    const texts = shellTexts(language).tray;
    tray.setToolTip(texts.name);
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: texts.open, click: deps.open },
        // A locked Mizan goes on by itself and takes no orders.
        { label: texts.sync, click: deps.sync, enabled: !isLocked },
        ...(isSet ? [{ label: texts.lock, click: deps.lock, enabled: !isLocked }] : []),
        { type: 'separator' },
        { label: texts.quit, click: deps.quit },
      ]),
    );
  };
  setState(state);
  return { setState };
}
