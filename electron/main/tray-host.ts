/** @file Whether this desktop shows tray icons at all. Plain: running a program comes in through deps. */
export type TrayHostDeps = {
  readonly platform: NodeJS.Platform;
  /** Runs a program and resolves to what it printed; rejects when it fails or is not there. */
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
};

const WATCHER = 'org.kde.StatusNotifierWatcher';
const QUESTION = [
  '--session',
  '--print-reply=literal',
  '--reply-timeout=2000',
  `--dest=${WATCHER}`,
  '/StatusNotifierWatcher',
  'org.freedesktop.DBus.Properties.Get',
  `string:${WATCHER}`,
  'string:IsStatusNotifierHostRegistered',
];

/** On Linux only where a host answers: a window hidden without one could not be brought back. */
export async function hasTrayHost({ platform, run }: TrayHostDeps): Promise<boolean> {
  if (platform !== 'linux') return true;
  try {
    return /\bboolean true\b/.test(await run('dbus-send', QUESTION));
  } catch {
    return false;
  }
}
