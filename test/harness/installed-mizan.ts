/**
 * @file Mizan as a Debian package on this very system: put in and taken out with dpkg, run by a user without rights, in a session with
 * a bus, a keyring and a screen of its own. Linux only, as root: the package manager wants it, the app refuses it.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { z } from 'zod';
import { askThrough, type RunningMizan } from './electron-app.ts';

export const PACKAGE = 'mizan';
/** `nobody`: there on every system, and it owns nothing. */
const USER = 65_534;
const START_MS = 30_000;
const PLAIN_PATH = '/usr/local/bin:/usr/bin:/bin';
const SESSION = `printf 'throw-away' | gnome-keyring-daemon --replace --daemonize --unlock --components=secrets >/dev/null 2>&1 || exit 125
env -0 > "$HOME/session.new" && mv "$HOME/session.new" "$HOME/session"
exec sleep 3600`;

/** An interrupted run of these tests leaves its own package behind; only another one is somebody's. */
function isSomebodysInstalled(): boolean {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status} ${Version}', PACKAGE], { encoding: 'utf8' });
  return /^installed /.test(stdout) && !stdout.endsWith('~devruntime');
}
export const isInstalled = () => spawnSync('dpkg-query', ['-W', PACKAGE]).status === 0;

/** Why the package cannot be installed here; undefined when it can. */
export function whyNotInstallable(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the package for tests is for linux-x64';
  if (!existsSync('/usr/bin/dpkg')) return 'no dpkg: not a Debian-like system';
  if (process.getuid?.() !== 0) return 'installing a package needs root';
  if (isSomebodysInstalled()) return 'a package of this name is installed already';
  return undefined;
}

export const dpkg = (...words: string[]) => execFileSync('dpkg', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

export type UserSession = {
  readonly home: string;
  /** Addresses Mizan handed to the system's browser so far. */
  openedAddresses(): readonly string[];
  /** A program of the session, run to its end. @returns what it printed */
  run(command: string, ...args: string[]): string;
  start(): Promise<InstalledMizan>;
  end(): Promise<void>;
};
export type InstalledMizan = { readonly page: Page; readonly ask: RunningMizan['ask']; quit(): Promise<void> };

const asUser = ['--reuid', String(USER), '--regid', String(USER), '--clear-groups'];

/** In place of a browser; only Mizan finds it, whoever calls `/usr/bin/xdg-open` gets the system's own. */
function writeOpenStub(home: string, opened: string): string {
  const bin = join(home, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${opened}'\n`);
  chmodSync(join(bin, 'xdg-open'), 0o755);
  return bin;
}

function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'mizan-installed-'));
  chownSync(home, USER, USER);
  const runtime = join(home, 'runtime');
  mkdirSync(runtime, { mode: 0o700 });
  chownSync(runtime, USER, USER);
  return home;
}

const readEnvironment = (file: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(file, 'utf8')
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

async function waitFor(what: string, isThere: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + START_MS; !(await isThere()); await pause(100)) if (Date.now() > end) throw new Error(`no ${what} in time`);
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}

function devToolsAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stderr) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        const address = /^DevTools listening on (ws:.*)$/.exec(line)?.[1];
        if (address) resolve(address);
      });
    }
    child.once('exit', (code) => reject(new Error(`Mizan ended with ${code} before it had a window`)));
  });
}

const isOurs = (url: string) => url.startsWith('app://bundle/');

async function hasPage(address: string): Promise<boolean> {
  const answer = await fetch(`http://${new URL(address).host}/json`);
  return z
    .array(z.object({ url: z.string() }))
    .parse(await answer.json())
    .some(({ url }) => isOurs(url));
}

/**
 * The inspector that Playwright starts Electron with is switched off in a package; Chromium's own is what is left. It must not be
 * asked before there is a page: Electron then never answers.
 */
async function attach(child: ChildProcess): Promise<InstalledMizan> {
  const address = await devToolsAddress(child);
  await waitFor('page', () => hasPage(address));
  const browser = await chromium.connectOverCDP(address);
  const page = browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((one) => isOurs(one.url()));
  if (!page) throw new Error('the page went away');
  await page.getByRole('main').waitFor();
  const ask = askThrough(page);
  return {
    page,
    ask,
    async quit() {
      const ended = once(child, 'exit');
      // The answer may go with the window.
      await ask('app.shell', { command: 'quit' }).catch(() => undefined);
      await ended;
    },
  };
}

export async function openUserSession(): Promise<UserSession> {
  const home = makeHome();
  const opened = join(home, 'opened');
  const bin = writeOpenStub(home, opened);
  const env = { HOME: home, PATH: PLAIN_PATH, LANG: 'C.UTF-8', XDG_RUNTIME_DIR: join(home, 'runtime'), XDG_CURRENT_DESKTOP: '' };
  const screen = ['--', 'xvfb-run', '--auto-servernum', '--server-args', '-screen 0 1720x1200x24', 'sh', '-c', SESSION];
  const session = spawn('setpriv', [...asUser, 'dbus-run-session', ...screen], { env, cwd: home, detached: true, stdio: 'ignore' });
  await waitFor('session', () => existsSync(join(home, 'session')));
  const inSession = readEnvironment(join(home, 'session'));
  let running: ChildProcess | undefined;
  return {
    home,
    openedAddresses: () => (existsSync(opened) ? readFileSync(opened, 'utf8').split('\n').slice(0, -1) : []),
    run: (command, ...args) => execFileSync('setpriv', [...asUser, command, ...args], { env: inSession, cwd: home, encoding: 'utf8' }),
    async start() {
      running = spawn('setpriv', [...asUser, PACKAGE, '--remote-debugging-port=0'], {
        env: { ...inSession, PATH: `${bin}${delimiter}${PLAIN_PATH}` },
        cwd: home,
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      return attach(running);
    },
    async end() {
      if (running) await endGroup(running);
      await endGroup(session);
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
