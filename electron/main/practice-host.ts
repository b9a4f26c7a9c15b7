/** @file Runs the embedded practice bank in a worker thread, started on first use. Plain Node. */
import { rmSync } from 'node:fs';
import type { PracticeAddress } from '../core/worker-protocol.ts';
import type { Log } from '../ports/log.ts';

export type PracticeWorkerData = {
  readonly seed: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly profile: 'household';
  readonly statePath: string;
};
export type PracticeMessage = { readonly type: 'listening'; readonly baseUrl: string } | { readonly type: 'failed' };
export type PracticeThread = {
  on(event: 'message', listener: (message: PracticeMessage) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  on(event: 'exit', listener: (exitCode: number) => void): unknown;
  terminate(): Promise<unknown>;
};
export type PracticeHostDeps = {
  readonly startWorker: (data: PracticeWorkerData) => PracticeThread;
  readonly statePath: string;
  /** Kept in memory only, new with every start. */
  readonly clientSecret: string;
  readonly log: Log;
};
export type PracticeHost = {
  start(): Promise<PracticeAddress | null>;
  /** Forgets the household's users and accesses and starts it over. */
  restart(): Promise<PracticeAddress | null>;
  close(): Promise<void>;
};

const CLIENT_ID = 'practice';
/** Any number does; it decides names and figures of the made-up household. */
const SEED = 7;

export function createPracticeHost(deps: PracticeHostDeps): PracticeHost {
  let starting: Promise<PracticeAddress | null> | undefined;
  let thread: PracticeThread | undefined;

  const run = () =>
    new Promise<PracticeAddress | null>((resolve) => {
      const { clientSecret } = deps;
      const worker = deps.startWorker({ seed: SEED, clientId: CLIENT_ID, clientSecret, profile: 'household', statePath: deps.statePath });
      thread = worker;
      worker.on('message', (message) => {
        if (message.type === 'listening') resolve({ baseUrl: message.baseUrl, clientId: CLIENT_ID, clientSecret });
        else resolve(null);
      });
      worker.on('error', (error) => {
        deps.log.error('practice.crashed', { kind: error instanceof Error ? error.name : typeof error });
        resolve(null);
      });
      worker.on('exit', () => resolve(null));
    });

  return {
    start() {
      starting ??= run();
      return starting;
    },
    async restart() {
      await thread?.terminate();
      // What it was writing when it stopped stands beside it.
      for (const path of [deps.statePath, `${deps.statePath}.new`]) rmSync(path, { force: true });
      starting = run();
      return starting;
    },
    async close() {
      await thread?.terminate();
    },
  };
}
