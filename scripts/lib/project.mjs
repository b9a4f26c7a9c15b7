/** @file Where things stand in this checkout, and how its tools are started. Plain Node 20, no dependencies. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

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
    ...(runtime && !process.env.ELECTRON_EXEC_PATH && { ELECTRON_EXEC_PATH: runtime.path }),
    ...(isRoot() && { NO_SANDBOX: '1' }),
    ...extra,
  };
}

export const isRoot = () => process.platform === 'linux' && process.getuid?.() === 0;

export const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** The Electron runtime set-up found: `{ path, kind: 'official' | 'stand-in', version }`, or undefined. */
export function readRuntime() {
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
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: projectEnv(),
      // npm and the tools in .bin are command files on Windows.
      shell: process.platform === 'win32',
      ...options,
    });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      done(127);
    });
    child.on('close', (code, signal) => done(code ?? (signal ? 128 : 1)));
  });
}

export function say(text) {
  console.error(text);
}
