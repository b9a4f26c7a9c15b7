/** @file Whether the operating system hands our links to this program, and asking it to (S19). Plain: Electron comes in through deps. */
import type { SchemeRegistration } from '../ports/callback-channel.ts';
import type { Log } from '../ports/log.ts';
import { SCHEME } from './deep-link.ts';

/** Must equal the installed desktop file's name and package.json's `desktopName`. */
export const DESKTOP_FILE = 'mizan.desktop';

export type SchemeDeps = {
  readonly platform: NodeJS.Platform;
  /** False while developing: an unpackaged program must not take links away from an installed one. */
  readonly mayRegister: boolean;
  readonly isDefault: () => boolean;
  readonly setDefault: () => boolean;
  /** Runs `xdg-settings` and resolves to what it printed; rejects when it fails or is not there. */
  readonly xdgSettings: (args: readonly string[]) => Promise<string>;
  readonly log: Log;
};

export function createSchemeRegistration(deps: SchemeDeps): SchemeRegistration & { register(): Promise<void> } {
  const isLinux = deps.platform === 'linux';

  // Electron's own functions wait for `xdg-settings` on the main thread; this does the same without stopping the window.
  async function isRegistered(): Promise<boolean> {
    if (!deps.mayRegister) return false;
    if (!isLinux) return deps.isDefault();
    try {
      return (await deps.xdgSettings(['check', 'default-url-scheme-handler', SCHEME, DESKTOP_FILE])).trim() === 'yes';
    } catch {
      return false;
    }
  }

  async function set(): Promise<boolean> {
    if (!isLinux) return deps.setDefault();
    try {
      await deps.xdgSettings(['set', 'default-url-scheme-handler', SCHEME, DESKTOP_FILE]);
      return true;
    } catch {
      return false;
    }
  }

  return {
    scheme: SCHEME,
    isRegistered,
    /** A refusal is no error: connecting then uses the loopback address or pasting. */
    async register() {
      if (!deps.mayRegister || (await isRegistered())) return;
      deps.log.info('scheme.registered', { done: await set() });
    },
  };
}
