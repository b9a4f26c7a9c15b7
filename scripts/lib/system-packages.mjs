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
  ['xdg-utils'],
];
const FOR_TEST = [...FOR_START, ['xvfb'], ['xauth'], ['dbus'], ['gnome-keyring'], ['chromium'], ['fonts-noto-core']];

const isInstalled = (name) => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholder
  const asked = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], { encoding: 'utf8' });
  return asked.status === 0 && asked.stdout.includes('installed') && !asked.stdout.includes('not-installed');
};

const isKnown = (name) => {
  const asked = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: (?!\(none\))/.test(asked.stdout ?? '');
};

/** @returns true when everything is there (or this is not a Debian-like system, where nothing can be checked by name). */
export async function ensureSystemPackages(purpose) {
  if (process.platform !== 'linux') return true;
  if (!existsSync('/usr/bin/dpkg-query')) {
    say(
      'Not a Debian-like system: make sure GTK 3, NSS, ALSA, GBM and libsecret are installed (for tests also Xvfb, D-Bus, gnome-keyring and Chromium).',
    );
    return true;
  }
  const missing = (purpose === 'test' ? FOR_TEST : FOR_START).filter((names) => !names.some(isInstalled));
  if (missing.length === 0) return true;
  if (!isRoot()) {
    const names = missing.map((alternatives) => alternatives.find(isKnown) ?? alternatives[0]);
    say(
      `Mizan needs system packages that are not installed. Run this, then try again:\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}\n`,
    );
    return false;
  }
  say('Updating the package lists…');
  await run('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const names = missing.map((alternatives) => alternatives.find(isKnown) ?? alternatives[0]);
  say(`Installing system packages: ${names.join(' ')}`);
  const code = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (code !== 0) say('Installing system packages failed; see the lines above.');
  return code === 0;
}
