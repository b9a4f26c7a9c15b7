/** @file Starts the process that lists keychain items, where listing may end the process that does it: on Linux. */
import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { NamesProcess } from '../platform/keychain-names.ts';

export function startNamesProcess(service: string): NamesProcess {
  const child = utilityProcess.fork(join(import.meta.dirname, 'keychain-names.js'), [service], { stdio: 'ignore' });
  return {
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', () => listener()),
    kill: () => child.kill(),
  };
}
