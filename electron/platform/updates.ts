/**
 * @file Looks for a newer Mizan, tells the person, and fetches it when they say so (S40). Plain: electron-updater comes in through deps.
 * Off in every package that does not say where to look; only a signed release does (docs/decisions/0014).
 */
import type { Log } from '../ports/log.ts';

/** The part of electron-updater that is used. Its check of signatures is never overridden. */
export type Updater = {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  allowDowngrade: boolean;
  allowPrerelease: boolean;
  checkForUpdates(): Promise<{ readonly isUpdateAvailable: boolean; readonly updateInfo: { readonly version: string } } | null>;
  downloadUpdate(): Promise<unknown>;
};
export type UpdateSource = {
  readonly isPackaged: boolean;
  readonly runtime: 'official' | 'stand-in';
  readonly platform: NodeJS.Platform;
  /** What the packager wrote beside the app: where to look, and on Windows whose signature counts. */
  readonly feed: string | undefined;
};
export type UpdateDeps = UpdateSource & {
  readonly load: () => Promise<Updater>;
  /** Whether the person wants this version now. */
  readonly ask: (version: string) => Promise<boolean>;
  readonly log: Log;
};

const FIRST_LOOK_MS = 5 * 60_000;
const LOOK_MS = 24 * 60 * 60_000;

/** SECURITY: https only, and on Windows a named publisher: without one electron-updater skips the check of the signature. */
export function mayLook({ isPackaged, runtime, platform, feed }: UpdateSource): boolean {
  if (!isPackaged || runtime !== 'official' || feed === undefined) return false;
  const [address, ...others] = feed.match(/^\s*url:.*$/gm) ?? [];
  if (others.length > 0 || !/^url: ['"]?https:\/\/[a-z\d.-]+(?::\d+)?(?:\/\S*)?$/.test(address ?? '')) return false;
  return platform !== 'win32' || /^publisherName:[ \t]*(?:\S|\r?\n[ \t]*- *\S)/m.test(feed);
}

async function openUpdater(load: UpdateDeps['load']): Promise<Updater> {
  const updater = await load();
  // SECURITY: nothing is fetched unasked, and never anything older.
  return Object.assign(updater, { autoDownload: false, autoInstallOnAppQuit: true, allowDowngrade: false, allowPrerelease: false });
}

/** @returns how to stop looking; undefined when nothing looks */
export function watchUpdates(deps: UpdateDeps): (() => void) | undefined {
  if (!mayLook(deps)) return undefined;
  const { log } = deps;
  let opening: Promise<Updater> | undefined;
  /** "Later" holds until the next start. */
  const asked = new Set<string>();

  const look = async (): Promise<void> => {
    opening ??= openUpdater(deps.load);
    const updater = await opening;
    const found = await updater.checkForUpdates();
    if (!found?.isUpdateAvailable || asked.has(found.updateInfo.version)) return;
    const { version } = found.updateInfo;
    asked.add(version);
    const isWanted = await deps.ask(version);
    log.info('update.found', { version, wanted: isWanted });
    if (!isWanted) return;
    await updater.downloadUpdate();
    log.info('update.ready', { version });
  };
  // A failure costs nothing: the next look is tomorrow.
  const lookOnce = () =>
    void look().catch((error: unknown) => log.warn('update.failed', { kind: error instanceof Error ? error.name : typeof error }));

  const first = setTimeout(lookOnce, FIRST_LOOK_MS);
  const daily = setInterval(lookOnce, LOOK_MS);
  for (const timer of [first, daily]) timer.unref();
  return () => {
    clearTimeout(first);
    clearInterval(daily);
  };
}
