/**
 * @file The desktop around one running Mizan: its data folder, its keychain service, and a system that records instead of
 * opening browsers. The private home, session bus, keyring and screen come from scripts/with-desktop.mjs.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** Why real Electron cannot be driven here; undefined when it can. */
export function whyNoElectron(): string | undefined {
  const runtime = process.env.ELECTRON_EXEC_PATH;
  if (!runtime || !existsSync(runtime)) return 'no Electron runtime: run node scripts/setup.mjs test';
  if (process.platform !== 'linux')
    return process.env.MIZAN_TEST_REAL_KEYCHAIN === '1' ? undefined : 'set MIZAN_TEST_REAL_KEYCHAIN=1 to use this keychain';
  if (!process.env.DBUS_SESSION_BUS_ADDRESS || !process.env.DISPLAY) return 'no desktop: run it through scripts/with-desktop.mjs';
  return undefined;
}

/** The system Chromium, which plays the person's own browser. */
export function whyNoBrowser(): string | undefined {
  return existsSync(CHROMIUM) ? undefined : 'no Chromium: install the chromium package or set MIZAN_CHROMIUM';
}
export const CHROMIUM = process.env.MIZAN_CHROMIUM ?? '/usr/bin/chromium';

export type Desktop = {
  readonly userData: string;
  /** What the system keeps of the person's choices: `$XDG_CONFIG_HOME`. */
  readonly configHome: string;
  readonly keychainService: string;
  readonly env: Readonly<Record<string, string>>;
  /** Addresses handed to the system's browser so far. */
  openedAddresses(): readonly string[];
  /** What this Mizan keeps in the keychain. */
  keychainItems(): Promise<readonly { account: string; password: string }[]>;
  /** An item this Mizan never noted. */
  addKeychainItem(account: string, password: string): Promise<void>;
  /** As if the system had lost it. */
  removeKeychainItem(account: string): Promise<void>;
  remove(): Promise<void>;
};

const LIST = 'const items = await keytar.findCredentials(service);';
const CLEAR = `${LIST} for (const { account } of items) await keytar.deletePassword(service, account);`;

/**
 * In a process of its own: the native library remembers from before a lock what was locked, and ends its process over an item
 * whose secret it believes it cannot see.
 */
async function inKeychain(script: string, service: string, ...values: string[]): Promise<{ account: string; password: string }[]> {
  const code = `import keytar from 'keytar'; const service = process.argv[1]; ${script} console.log(JSON.stringify(items));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code, service, ...values], {
    cwd: import.meta.dirname,
  });
  return JSON.parse(stdout) as { account: string; password: string }[]; // printed just above
}

const DESKTOP_FILE = `[Desktop Entry]
Type=Application
Name=Mizan
Exec=true %U
MimeType=x-scheme-handler/app.mizan.desktop;
`;

/** A stub `xdg-open` in front of the real one, and, when wanted, a desktop file that makes Mizan the handler of its links. */
export function openDesktop(options: { readonly isHandlerRegistered: boolean }): Desktop {
  const folder = mkdtempSync(join(tmpdir(), 'mizan-session-'));
  const bin = join(folder, 'bin');
  const opened = join(folder, 'opened');
  const share = join(folder, 'share');
  mkdirSync(bin);
  mkdirSync(join(share, 'applications'), { recursive: true });
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${opened}'\n`, { mode: 0o755 });
  if (options.isHandlerRegistered) writeFileSync(join(share, 'applications', 'mizan.desktop'), DESKTOP_FILE);
  const keychainService = `mizan-test-${randomUUID()}`;
  return {
    userData: join(folder, 'user-data'),
    configHome: join(folder, 'config'),
    keychainService,
    env: {
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      XDG_DATA_DIRS: `${share}${delimiter}${process.env.XDG_DATA_DIRS ?? '/usr/local/share:/usr/share'}`,
      XDG_CONFIG_HOME: join(folder, 'config'),
      MIZAN_USER_DATA: join(folder, 'user-data'),
      MIZAN_KEYCHAIN_SERVICE: keychainService,
      MIZAN_REGISTER_SCHEME: options.isHandlerRegistered ? '1' : '0',
      LANG: 'en_US.UTF-8',
      LANGUAGE: 'en',
    },
    // Whole lines only: the shell makes the file before it writes to it.
    openedAddresses: () => (existsSync(opened) ? readFileSync(opened, 'utf8').split('\n').slice(0, -1) : []),
    keychainItems: () => inKeychain(LIST, keychainService),
    async addKeychainItem(account, password) {
      await inKeychain(`await keytar.setPassword(service, process.argv[2], process.argv[3]); ${LIST}`, keychainService, account, password);
    },
    async removeKeychainItem(account) {
      await inKeychain(`await keytar.deletePassword(service, process.argv[2]); ${LIST}`, keychainService, account);
    },
    async remove() {
      await inKeychain(CLEAR, keychainService);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
