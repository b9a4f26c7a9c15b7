/** @file The one set of window options (S1). Plain: `window.ts` adds nothing to `webPreferences`. */
import type { BrowserWindowConstructorOptions } from 'electron';

export const MIN_SIZE = { width: 960, height: 640 } as const;
/** The page's canvas colours, so that nothing flashes before the first paint. */
const BACKGROUND = { light: '#FAF9F7', dark: '#121115' } as const;

export type WindowLook = {
  readonly bounds: { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number };
  readonly isDark: boolean;
  readonly isPackaged: boolean;
  readonly preload: string;
  readonly partition: string;
  readonly icon: string | undefined;
};

export function windowOptions(look: WindowLook): BrowserWindowConstructorOptions {
  return {
    ...look.bounds,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Mizan',
    backgroundColor: look.isDark ? BACKGROUND.dark : BACKGROUND.light,
    autoHideMenuBar: true,
    ...(look.icon !== undefined && { icon: look.icon }),
    webPreferences: {
      preload: look.preload,
      partition: look.partition,
      // SECURITY: the page is a page and nothing more.
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !look.isPackaged,
    },
  };
}
