/** @file What Debian-like systems must have for Electron, and for its tests: named, checked, and installed only as root. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isRoot, run, say } from './project.mjs';

/** Alternatives in one entry: the first name the system's archive knows is asked for (names changed with the 64-bit time move). */
const FOR_START = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libsecret-1-0'],
  // Without it Electron shows no notification, and says nothing of it.
  ['libnotify4'],
  ['xdg-utils'],
];
export const FOR_TEST = [...FOR_START, ['xvfb'], ['xauth'], ['dbus'], ['gnome-keyring'], ['chromium'], ['fonts-noto-core'], ['hledger']];

const isInstalled = (name) => {
  // Whoever names a browser of their own needs no other.
  if (name === 'chromium' && process.env.MIZAN_CHROMIUM) return true;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholder; a line for each architecture
  const asked = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}\\n', name], { encoding: 'utf8' });
  return asked.status === 0 && asked.stdout.split('\n').includes('installed');
};

const isKnown = (name) => {
  const asked = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: (?!\(none\))/.test(asked.stdout ?? '');
};

/** @returns what is missing, each as its alternatives. */
export function missingPackages(purpose, isThere = isInstalled) {
  return (purpose === 'test' ? FOR_TEST : FOR_START).filter((names) => !names.some((name) => isThere(name)));
}

/** @returns the name of each that this system's archive has; the newest name where the archive is not known yet. */
export function namesToInstall(missing, isOffered = isKnown) {
  return missing.map((alternatives) => alternatives.find((name) => isOffered(name)) ?? alternatives[0]);
}

/** @returns what a person types. Without package lists nobody can tell the names; fetching the lists comes first then. */
export function commandFor(missing, isOffered = isKnown) {
  if (!missing.flat().some((name) => isOffered(name))) return 'sudo apt-get update';
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${namesToInstall(missing, isOffered).join(' ')}`;
}

/** @returns true when everything is there (or this is not a Debian-like system, where nothing can be checked by name). */
export async function ensureSystemPackages(purpose) {
  if (process.platform !== 'linux') return true;
  if (!existsSync('/usr/bin/dpkg-query')) {
    say(
      'Not a Debian-like system: make sure GTK 3, NSS, ALSA, GBM, libsecret and libnotify are installed (for tests also Xvfb, D-Bus, gnome-keyring and Chromium).',
    );
    return true;
  }
  const missing = missingPackages(purpose);
  if (missing.length === 0) return true;
  if (!isRoot()) {
    say(`Mizan needs system packages that are not installed. Run this, then try again:\n\n  ${commandFor(missing)}\n`);
    return false;
  }
  say('Updating the package lists…');
  await run('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const names = namesToInstall(missing);
  say(`Installing system packages: ${names.join(' ')}`);
  const code = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (code !== 0) say('Installing system packages failed; see the lines above.');
  return code === 0;
}
