/**
 * @file Runs a command in a desktop of its own: `node scripts/with-desktop.mjs CMD [ARG…]`. On Linux that is a private home,
 * a private session bus, an unlocked keyring with a throw-away password, and a virtual screen; all of it is gone afterwards.
 * Elsewhere the command runs as it is.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectEnv, run, say } from './lib/project.mjs';

const SCREEN = '-screen 0 1960x1240x24';
/** The daemon goes to the background only once it answers, and ends with the bus. */
const SESSION = `printf 'throw-away' | gnome-keyring-daemon --replace --daemonize --unlock --components=secrets >/dev/null 2>&1 || exit 125
"$@"`;

function privateHome() {
  const home = mkdtempSync(join(tmpdir(), 'mizan-desktop-'));
  for (const name of ['config', 'data', 'cache', 'runtime', 'tmp']) mkdirSync(join(home, name), { mode: 0o700 });
  return {
    home,
    env: {
      HOME: home,
      // What the programs in it leave behind goes with it, also after an interrupt.
      TMPDIR: join(home, 'tmp'),
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_RUNTIME_DIR: join(home, 'runtime'),
      XDG_CURRENT_DESKTOP: '',
      WAYLAND_DISPLAY: '',
    },
  };
}

/** @returns the command's exit code. */
export async function runWithDesktop(command, args, options = {}) {
  if (process.platform !== 'linux') return run(command, args, { ...options, env: projectEnv(options.env) });
  const { home, env } = privateHome();
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  // An interrupt ends this process inside `run`.
  process.once('exit', remove);
  const wrapped = ['--', 'xvfb-run', '--auto-servernum', '--server-args', SCREEN, 'sh', '-c', SESSION, 'sh', command, ...args];
  const code = await run('dbus-run-session', wrapped, { ...options, env: { ...projectEnv(), ...options.env, ...env } });
  process.off('exit', remove);
  remove();
  return code;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [command, ...args] = process.argv.slice(2);
  if (!command) {
    say('Usage: node scripts/with-desktop.mjs COMMAND [ARGUMENT…]');
    process.exit(2);
  }
  process.exit(await runWithDesktop(command, args));
}
