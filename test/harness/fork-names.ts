/** @file Starts the process that lists keychain items under plain Node, as `electron/main/names-process.ts` does under Electron. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { NamesProcess } from '../../electron/platform/keychain-names.ts';

const ENTRY = join(import.meta.dirname, '../../electron/platform/keychain-names-process.ts');

export function forkNames(service: string): NamesProcess {
  const child = fork(ENTRY, [service], { stdio: 'ignore', execArgv: ['--no-warnings'] });
  return {
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.on('exit', () => listener()),
    kill: () => child.kill(),
  };
}
