/** @file What stands around the page and follows settings and lock: application menu, tray, the window's theme and zoom. */
import { app, nativeTheme } from 'electron';
import type { Language } from '../../shared/contract/common.ts';
import type { OpName } from '../../shared/contract/index.ts';
import type { LockState } from '../../shared/contract/lock.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import type { CommandId } from '../../shared/domain/commands.ts';
import type { Reply } from '../../shared/errors.ts';
import { type Background, createBackground } from './background.ts';
import { readLock, readSettings, windowTheme } from './follow-settings.ts';
import { setApplicationMenu } from './menu.ts';
import type { TrayState } from './tray.ts';
import type { MainWindow } from './window.ts';
import type { WindowStateFile } from './window-state.ts';

export type PresenceDeps = {
  readonly dispatch: (name: string, input: unknown) => Promise<Reply<unknown>>;
  readonly window: () => MainWindow | undefined;
  readonly stateFile: WindowStateFile;
  readonly runCommand: (id: CommandId) => void;
};

/** Until the core has answered: nothing is chosen, and nothing stays behind a closed window. */
function initialSettings(language: Language): Settings {
  return {
    language,
    isWelcomeDone: false,
    theme: 'system',
    numerals: 'latn',
    privacyMode: false,
    motion: 'system',
    zoom: 100,
    notificationDetail: 'none',
    keepInBackground: false,
    accountGrouping: 'kind',
    isRecoveryDeclined: false,
  };
}

export class Presence {
  readonly #deps: PresenceDeps;
  #settings: Settings;
  #lock: Pick<LockState, 'isSet' | 'isLocked'> = { isSet: false, isLocked: false };
  /** Staying when the window is closed, starting out of sight. */
  readonly background: Background;

  constructor(deps: PresenceDeps, language: Language) {
    this.#deps = deps;
    this.#settings = initialSettings(language);
    const ask = (name: OpName) => () => void deps.dispatch(name, {});
    this.background = createBackground({
      open: () => deps.window()?.focus(),
      sync: ask('sync.start'),
      lock: ask('lock.lock'),
      quit: () => app.quit(),
      state: () => this.#trayState(),
    });
    this.#setMenu();
  }

  get language(): Language {
    return this.#settings.language;
  }

  get keepsInBackground(): boolean {
    return this.#settings.keepInBackground;
  }

  /** Reads what it follows and makes everything equal to it. */
  async follow(): Promise<void> {
    const [settings, lock] = [await readSettings(this.#deps.dispatch), await readLock(this.#deps.dispatch)];
    if (!settings || !lock) return;
    this.#settings = settings;
    this.#lock = lock;
    const theme = windowTheme(settings);
    nativeTheme.themeSource = theme;
    this.#deps.stateFile.update({ theme });
    this.#deps.window()?.setZoom(settings.zoom);
    this.background.update();
    this.#setMenu();
  }

  #trayState(): TrayState {
    return { language: this.language, ...this.#lock };
  }

  #setMenu(): void {
    const platform = process.platform === 'darwin' ? 'mac' : 'other';
    setApplicationMenu(
      { settings: this.#settings, platform, isPackaged: app.isPackaged, isLocked: this.#lock.isLocked },
      this.#deps.runCommand,
    );
  }
}
