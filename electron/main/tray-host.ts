/** @file Whether this desktop shows tray icons at all. Plain: running a program comes in through deps. */
export type TrayHostDeps = {
  readonly platform: NodeJS.Platform;
  /** Runs a program and resolves to what it printed; rejects when it fails or is not there. */
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
  readonly pause: (ms: number) => Promise<void>;
};

const PAUSE_MS = 1000;
/** A session starts its programs at once; its panel may need longer than Mizan. */
const LONGEST_WAIT_MS = 15_000;
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
export async function hasTrayHost({ platform, run }: Omit<TrayHostDeps, 'pause'>): Promise<boolean> {
  if (platform !== 'linux') return true;
  try {
    return /\bboolean true\b/.test(await run('dbus-send', QUESTION));
  } catch {
    return false;
  }
}

/** As `hasTrayHost`, for a start at login: asked again until one answers or the wait is over. */
export async function awaitTrayHost(deps: TrayHostDeps): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < LONGEST_WAIT_MS; waitedMs += PAUSE_MS) {
    if (await hasTrayHost(deps)) return true;
    await deps.pause(PAUSE_MS);
  }
  return hasTrayHost(deps);
}
