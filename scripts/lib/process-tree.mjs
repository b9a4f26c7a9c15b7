/**
 * @file Starts programs so that stopping this process stops everything they started. Each is a process group of its own;
 * an interrupt, a termination or a closed terminal is handed to the whole group, and this process ends after it.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

const isWindows = process.platform === 'win32';
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'];
/** How long a group that was asked to stop may take. */
const GRACE_MS = 5_000;
const PARENT_MS = 250;
const running = new Set();
let stoppedBy;

const exitCodeOf = (signal) => 128 + constants.signals[signal];

/** @returns whether anything of the child's group is left; `signal` 0 only asks. */
function signalGroup(child, signal) {
  try {
    // Windows has no groups: there the console hands Ctrl-C to every program in it.
    return isWindows ? child.kill(signal) : process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}

async function endGroup(child, signal) {
  signalGroup(child, signal);
  for (const end = Date.now() + GRACE_MS; Date.now() < end; await pause(50)) if (!signalGroup(child, 0)) return;
  signalGroup(child, 'SIGKILL');
}

async function stop(signal) {
  // Ctrl-C arrives twice under npm: from the terminal and from npm.
  if (stoppedBy) return;
  stoppedBy = signal;
  await Promise.all([...running].map((child) => endGroup(child, signal)));
  process.exit(exitCodeOf(signal));
}

/**
 * npm hands a termination to the shell between it and its script; the shell ends and tells nobody. So a script that npm
 * started ends itself when it finds its parent gone.
 */
export function endWithParent() {
  if (isWindows || !process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, PARENT_MS).unref();
}

let isListening = false;
/** From here on an interrupt ends what was started, and then this process; what is to be removed is removed on 'exit'. */
export function endOnSignals() {
  if (isListening) return;
  isListening = true;
  for (const signal of SIGNALS) process.on(signal, () => void stop(signal));
  endWithParent();
}

/** Quotes one word for the shell that runs command files on Windows. */
export function quoteForWindows(word) {
  return /^[\w./:\\=@,+-]+$/.test(word) ? word : `"${word.replaceAll('"', '""')}"`;
}

/**
 * Runs a program and resolves to its exit code; a signal counts as 128 and its number, as in a shell.
 * @param args undefined when `command` is a whole line for the shell
 * @param options as for `spawn`; `shell` is on where npm and the tools in .bin are command files (Windows).
 */
export function runTree(command, args, { shell = isWindows, ...options }) {
  endOnSignals();
  return new Promise((done) => {
    const line = shell && args ? [command, ...args].map(quoteForWindows).join(' ') : command;
    const child = spawn(line, shell ? [] : args, { ...options, shell, detached: !isWindows });
    running.add(child);
    const settle = (code) => {
      running.delete(child);
      // While stopping, `stop` ends this process; nothing after this call may run.
      if (!stoppedBy) done(code);
    };
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      settle(127);
    });
    child.on('close', (code, signal) => settle(code ?? exitCodeOf(signal)));
  });
}
