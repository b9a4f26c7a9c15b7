/** @file Makes the one window (S1), brings it back after a crash of its page (S14). The only place that creates windows. */
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Log } from '../ports/log.ts';
import { BUNDLE_ORIGIN } from './bundle.ts';
import { showOnceReady } from './first-show.ts';
import { RECOVERY_ACTIONS, RECOVERY_PAGE } from './recovery-page.ts';
import { windowOptions } from './window-options.ts';
import { visibleBounds, type WindowStateFile } from './window-state.ts';

export type WindowDeps = {
  readonly preload: string;
  readonly partition: string;
  readonly icon: string | undefined;
  readonly isPackaged: boolean;
  /** The Vite server while developing. */
  readonly devServer: string | undefined;
  readonly stateFile: WindowStateFile;
  readonly log: Log;
  readonly onPageLost: () => void;
  readonly onRestart: () => void;
  readonly onQuit: () => void;
  /** Nothing is shown until `focus`, `minimise` or trouble. */
  readonly isStartedHidden: boolean;
  /** Whether closing only hides it; asked at each close. */
  readonly mayStay: () => boolean;
  readonly onHidden: () => void;
  /** Control and the mouse wheel. */
  readonly onZoomWheel: (direction: 'in' | 'out') => void;
};
export type MainWindow = {
  showPage(): void;
  showRecovery(): void;
  focus(): void;
  /** For a window that was never shown: in the list of windows, not in the way. */
  minimise(): void;
  run(command: 'fullScreen' | 'minimize' | 'close'): void;
  /** Per cent; kept when the page is loaded again. */
  setZoom(percent: number): void;
};

const startPage = (deps: WindowDeps) => deps.devServer ?? `${BUNDLE_ORIGIN}/`;

/** Also soon after it was moved: a machine that loses power closes nothing. */
const SETTLED_MS = 1000;

function rememberPlace(window: BrowserWindow, file: WindowStateFile): void {
  const remember = () => {
    if (window.isDestroyed()) return;
    file.update({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized(), isFullScreen: window.isFullScreen() });
  };
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(remember, SETTLED_MS).unref();
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('close', remember);
}

/** Chromium forgets the zoom of a page it loads anew. */
function keepZoom(window: BrowserWindow, onWheel: (direction: 'in' | 'out') => void): (percent: number) => void {
  let zoom = 100;
  const apply = () => window.webContents.setZoomFactor(zoom * 0.01);
  window.webContents.on('did-finish-load', apply);
  window.webContents.on('zoom-changed', (_event, direction) => onWheel(direction));
  return (percent) => {
    zoom = percent;
    if (!window.isDestroyed()) apply();
  };
}

/** A crashed page is loaded again once; a page that crashes again would only do so forever. */
function reviveOnce(window: BrowserWindow, deps: WindowDeps): void {
  let wasRevived = false;
  window.webContents.on('render-process-gone', (_event, details) => {
    deps.log.error('page.gone', { reason: details.reason, exitCode: details.exitCode });
    if (wasRevived) {
      deps.onPageLost();
      return;
    }
    wasRevived = true;
    load(window, startPage(deps), deps.log);
  });
}

function load(window: BrowserWindow, url: string, log: Log): void {
  window.loadURL(url).catch((error: unknown) => {
    log.error('page.load-failed', { kind: error instanceof Error ? error.name : typeof error });
  });
}

/**
 * The recovery page has no script: its links are navigations, refused like all others, and understood here. This event, not
 * `will-navigate`: that one stays away once this one was refused.
 */
function hearRecoveryLinks(window: BrowserWindow, deps: WindowDeps): void {
  window.webContents.on('will-frame-navigate', (event) => {
    if (window.webContents.getURL() !== RECOVERY_PAGE) return;
    if (event.url === RECOVERY_ACTIONS.restart) deps.onRestart();
    if (event.url === RECOVERY_ACTIONS.quit) deps.onQuit();
  });
}

export function createMainWindow(deps: WindowDeps): MainWindow {
  const state = deps.stateFile.read();
  nativeTheme.themeSource = state.theme;
  const window = new BrowserWindow(
    windowOptions({
      bounds: visibleBounds(
        state.bounds,
        [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea),
      ),
      isDark: nativeTheme.shouldUseDarkColors,
      isPackaged: deps.isPackaged,
      preload: deps.preload,
      partition: deps.partition,
      icon: deps.icon,
    }),
  );
  // Maximising and full screen show a window as well.
  const enlarge = () => {
    if (state.isMaximized) window.maximize();
    if (state.isFullScreen) window.setFullScreen(true);
  };
  if (deps.isStartedHidden) window.once('show', enlarge);
  else {
    enlarge();
    showOnceReady(window);
  }
  rememberPlace(window, deps.stateFile);
  window.on('close', (event) => {
    if (!deps.mayStay()) return;
    event.preventDefault();
    window.hide();
    deps.onHidden();
  });
  reviveOnce(window, deps);
  hearRecoveryLinks(window, deps);
  const setZoom = keepZoom(window, deps.onZoomWheel);
  return {
    showPage: () => load(window, startPage(deps), deps.log),
    showRecovery: () => {
      if (window.isDestroyed()) return;
      load(window, RECOVERY_PAGE, deps.log);
      window.show();
    },
    focus: () => {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    minimise: () => {
      if (!window.isDestroyed() && !window.isVisible()) window.minimize();
    },
    run: (command) => {
      if (window.isDestroyed()) return;
      if (command === 'fullScreen') window.setFullScreen(!window.isFullScreen());
      else if (command === 'minimize') window.minimize();
      else window.close();
    },
    setZoom,
  };
}
