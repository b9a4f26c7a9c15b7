/**
 * @file Installs what a checkout needs: packages, and for `start` or `test` the system packages and the Electron runtime.
 * No dependencies, idempotent, and quick when there is nothing to do.   node scripts/setup.mjs [start|test|packages]
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureRuntime } from './lib/electron-runtime.mjs';
import { bin, root, run, say } from './lib/project.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const stampFile = join(root, 'node_modules', '.mizan-setup');

/** Packages are current when the lock they were installed from is the lock of now, on this kind of machine. */
function wantedStamp() {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) hash.update(readFileSync(join(root, name)));
  return `${process.platform} ${process.arch} ${hash.digest('hex')}`;
}

/** A plain `npm ci` leaves no stamp of ours, but npm's own record of the tree, newer than the lock it came from. */
function wasInstalledByNpm() {
  const record = join(root, 'node_modules', '.package-lock.json');
  return existsSync(record) && statSync(record).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

function arePackagesCurrent() {
  if (!existsSync(join(bin, process.platform === 'win32' ? 'node.cmd' : 'node'))) return false;
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === wantedStamp();
  if (!wasInstalledByNpm()) return false;
  writeFileSync(stampFile, wantedStamp());
  return true;
}

async function ensurePackages() {
  if (arePackagesCurrent()) return true;
  say('Installing packages…');
  // npm 10 knows no allow-list of install scripts, so none runs here; the one that must (the pinned Node) runs by name.
  const npm = { stdio: ['ignore', 'ignore', 'inherit'] };
  if ((await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], npm)) !== 0) {
    say('Installing packages failed. Check the network and the lines above, then try again.');
    return false;
  }
  if ((await run('npm', ['rebuild', 'node', '--loglevel=error'], npm)) !== 0) {
    say('Setting up the pinned Node failed; see the lines above.');
    return false;
  }
  const version = spawnSync(join(bin, 'node'), ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  if (version.status !== 0) {
    say('The pinned Node does not start on this machine.');
    return false;
  }
  writeFileSync(stampFile, wantedStamp());
  return true;
}

/** @param purpose `packages` (demo, sandbox), `start` (a window) or `test` (a window, a keyring and a browser). */
export async function setUp(purpose) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    say(`Mizan needs Node 20 or newer to set itself up; this is ${process.version}.`);
    return false;
  }
  if (!(await ensurePackages())) return false;
  if (purpose === 'packages') return true;
  if (!(await ensureSystemPackages(purpose))) return false;
  return (await ensureRuntime()) !== undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const purpose = process.argv[2] ?? 'start';
  if (!['packages', 'start', 'test'].includes(purpose)) {
    say('Usage: node scripts/setup.mjs [packages|start|test]');
    process.exit(2);
  }
  process.exit((await setUp(purpose)) ? 0 : 1);
}
