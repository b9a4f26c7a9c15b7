/** @file Where things stand in this checkout, and how its tools are started. Plain Node 20, no dependencies. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { runTree } from './process-tree.mjs';

export const root = resolve(import.meta.dirname, '..', '..');
export const cacheDir = join(root, '.cache');
export const bin = join(root, 'node_modules', '.bin');
const runtimeFile = join(cacheDir, 'electron', 'runtime.json');

/** Environment in which the project's own Node and tools come first, and the Electron runtime is known. */
export function projectEnv(extra = {}) {
  const runtime = readRuntime();
  return {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    ...(runtime && { ELECTRON_EXEC_PATH: runtime.path }),
    ...(isRoot() && { NO_SANDBOX: '1' }),
    // Some tools colour whatever CI is set for, also into a file.
    ...(!process.stdout.isTTY && !process.env.FORCE_COLOR && { NO_COLOR: '1' }),
    ...extra,
  };
}

/**
 * Environment for npm while it lays node_modules: an outer `npm start` has put our `.bin` first, and its Node, old or
 * half there, must not be the one that replaces it.
 */
export function systemEnv() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => resolve(folder) !== bin);
  return { ...process.env, PATH: path.join(delimiter) };
}

export const isRoot = () => process.platform === 'linux' && process.getuid?.() === 0;

export const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * The Electron runtime: the one the user names in ELECTRON_EXEC_PATH, or the one set-up found.
 * `{ path, kind: 'given' | 'official' | 'stand-in', version? }`, or undefined.
 */
export function readRuntime() {
  const given = process.env.ELECTRON_EXEC_PATH;
  if (given) return existsSync(given) ? { path: given, kind: 'given' } : undefined;
  try {
    const runtime = JSON.parse(readFileSync(runtimeFile, 'utf8'));
    return existsSync(runtime.path) ? runtime : undefined;
  } catch {
    return undefined;
  }
}

export function writeRuntime(runtime) {
  mkdirSync(dirname(runtimeFile), { recursive: true });
  writeFileSync(runtimeFile, JSON.stringify(runtime, null, 2));
}

/** Runs a program with the terminal's own streams and resolves to its exit code. */
export function run(command, args, options = {}) {
  return runTree(command, args, { cwd: root, stdio: 'inherit', env: projectEnv(), ...options });
}

export function say(text) {
  console.error(text);
}
