/** @file When a window appears for the first time. Plain Node: Electron's window comes in. */

/** The part of a window this file uses. */
export type HiddenWindow = {
  once(event: 'ready-to-show' | 'show', listener: () => void): unknown;
  show(): void;
  isDestroyed(): boolean;
  readonly webContents: { once(event: 'did-finish-load', listener: () => void): unknown };
};

/** From a page that is loaded to its first frame it takes a small part of this. */
const SHOW_ANYWAY_MS = 1000;

/**
 * With its first frame, so that nobody sees it empty. Electron never tells of that frame when the page was loaded anew before it, as after a
 * crash: such a window appears a moment after its page is loaded.
 */
export function showOnceReady(window: HiddenWindow): void {
  let wasShown = false;
  const show = () => {
    if (!wasShown && !window.isDestroyed()) window.show();
  };
  window.once('show', () => {
    wasShown = true;
  });
  window.once('ready-to-show', show);
  window.webContents.once('did-finish-load', () => setTimeout(show, SHOW_ANYWAY_MS));
}
