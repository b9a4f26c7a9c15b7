/** @file What the environment may change about a start. Plain. SECURITY: nothing in the packaged app but that it is an AppImage. */
import type { PracticeAddress } from '../core/worker-protocol.ts';

export type LaunchOptions = {
  readonly userData: string | undefined;
  readonly keychainService: string;
  /** The clock stands still here. */
  readonly fixedNowMs: number | null;
  /** A practice bank somebody else runs, in place of the embedded one. */
  readonly practice: PracticeAddress | null;
  readonly devServer: string | undefined;
  readonly mayRegisterScheme: boolean;
};
type Env = Readonly<Record<string, string | undefined>>;

/**
 * An AppImage has no installed desktop file, so the system cannot hand it our links; what an installed copy left behind must not make it
 * believe otherwise. The browser comes back over the loopback address then. AppImage's own start-up program sets APPIMAGE.
 */
const packaged = ({ APPIMAGE }: Env): LaunchOptions => ({
  userData: undefined,
  keychainService: 'Mizan',
  fixedNowMs: null,
  practice: null,
  devServer: undefined,
  mayRegisterScheme: APPIMAGE === undefined,
});

function readPractice(url: string | undefined, client: string | undefined): PracticeAddress | null {
  const [clientId, clientSecret] = client?.split(':', 2) ?? [];
  if (url === undefined || !clientId || !clientSecret) return null;
  return { baseUrl: url, clientId, clientSecret };
}

export function readLaunchOptions(env: Env, isPackaged: boolean): LaunchOptions {
  if (isPackaged) return packaged(env);
  const now = Date.parse(env.MIZAN_NOW ?? '');
  return {
    userData: env.MIZAN_USER_DATA,
    keychainService: env.MIZAN_KEYCHAIN_SERVICE ?? 'Mizan Development',
    fixedNowMs: Number.isNaN(now) ? null : now,
    practice: readPractice(env.MIZAN_PRACTICE_URL, env.MIZAN_PRACTICE_CLIENT),
    devServer: env.ELECTRON_RENDERER_URL,
    mayRegisterScheme: env.MIZAN_REGISTER_SCHEME === '1',
  };
}

/** Given by the entry that starts Mizan at login: nothing comes up until the person asks for it. */
export const HIDDEN_FLAG = '--hidden';

/** macOS passes no arguments to a login item, but says that it was one. */
export function isStartedHidden(argv: readonly string[], wasOpenedAtLogin: boolean): boolean {
  return argv.includes(HIDDEN_FLAG) || wasOpenedAtLogin;
}

/** Same major as the pinned release, or a stand-in that may only talk to this very computer. */
export function runtimeKind(running: string, pinned: string): 'official' | 'stand-in' {
  return running.split('.')[0] === pinned.split('.')[0] ? 'official' : 'stand-in';
}

/** Arabic when the system speaks Arabic first, else English. */
export function systemLanguage(preferred: readonly string[]): 'ar' | 'en' {
  return /^ar\b/i.test(preferred[0] ?? '') ? 'ar' : 'en';
}
