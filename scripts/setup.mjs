/**
 * @file Installs what a checkout needs: packages, and for `start` or `test` the system packages and the Electron runtime.
 * No dependencies, idempotent, and quick when there is nothing to do.   node scripts/setup.mjs [start|test|packages]
 */
import { pathToFileURL } from 'node:url';
import { ensureRuntime } from './lib/electron-runtime.mjs';
import { arePackagesCurrent, doesPinnedNodeStart, stamp, unstamp } from './lib/packages.mjs';
import { root, run, say, systemEnv } from './lib/project.mjs';
import { ensureSandbox } from './lib/sandbox.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

async function ensurePackages() {
  if (arePackagesCurrent(root)) return true;
  say('Installing packages…');
  unstamp(root);
  // npm 10 knows no allow-list of install scripts, so none runs here; the one that must (the pinned Node) runs by name.
  const npm = { stdio: ['ignore', 'ignore', 'inherit'], env: systemEnv() };
  if ((await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], npm)) !== 0) {
    say('Installing packages failed. Check the network and the lines above, close Mizan if it is open, then try again.');
    return false;
  }
  if ((await run('npm', ['rebuild', 'node', '--loglevel=error'], npm)) !== 0) {
    say('Setting up the pinned Node failed; see the lines above.');
    return false;
  }
  if (!doesPinnedNodeStart(root)) {
    say('The pinned Node does not start on this machine.');
    return false;
  }
  stamp(root);
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
  const runtime = await ensureRuntime();
  return runtime !== undefined && ensureSandbox(runtime.path);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const purpose = process.argv[2] ?? 'start';
  if (!['packages', 'start', 'test'].includes(purpose)) {
    say('Usage: node scripts/setup.mjs [packages|start|test]');
    process.exit(2);
  }
  process.exit((await setUp(purpose)) ? 0 : 1);
}
