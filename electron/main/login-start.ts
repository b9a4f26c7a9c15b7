/** @file This very copy of Mizan as what starts at login, and whether this start is such a one. */
import { join } from 'node:path';
import { app } from 'electron';
import { createLoginStart } from '../platform/login-start.ts';
import { DESKTOP_FILE } from '../platform/scheme.ts';
import type { Log } from '../ports/log.ts';
import { HIDDEN_FLAG, isStartedHidden } from './launch-options.ts';
import { shellTexts } from './texts.ts';

/** An AppImage is mounted somewhere else at each start; its own file is what can be started again. */
function program(): string {
  return (app.isPackaged ? process.env.APPIMAGE : undefined) ?? process.execPath;
}

function args(): string[] {
  if (app.isPackaged) return [HIDDEN_FLAG];
  // From a checkout the runtime is told what to run. As root it does not start without the switch, as at this start.
  return [...(app.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : []), app.getAppPath(), HIDDEN_FLAG];
}

export function openLoginStart(log: Log) {
  const [ar, en] = [shellTexts('ar'), shellTexts('en')];
  return createLoginStart({
    platform: process.platform,
    isPackaged: app.isPackaged,
    // On Linux `appData` is $XDG_CONFIG_HOME.
    entryPath: join(app.getPath('appData'), 'autostart', DESKTOP_FILE),
    command: { program: program(), args: args() },
    texts: { name: { ar: ar.tray.name, en: en.tray.name }, comment: { ar: ar.autostart.comment, en: en.autostart.comment } },
    items: {
      getLoginItemSettings: (options) => app.getLoginItemSettings(options),
      setLoginItemSettings: (settings) => app.setLoginItemSettings(settings),
    },
    log,
  });
}

export function isHiddenStart(): boolean {
  return isStartedHidden(process.argv, process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);
}
