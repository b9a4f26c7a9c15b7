/** @file Entry of the core worker thread: builds the ports over messages, composes the core, passes calls through. */
import { existsSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Notice } from '../../shared/contract/about.ts';
import { AppError } from '../../shared/errors.ts';
import { type Core, createCore } from './compose.ts';
import { createStoreThread } from './store-thread.ts';
import { fixedClock, systemClock, systemRandom } from './system.ts';
import { createWorkerPorts, PortClient } from './worker-ports.ts';
import type { CoreWorkerData, FromCore, ToCore } from './worker-protocol.ts';

if (!parentPort) throw new Error('worker.ts runs as a worker thread only');
const main = parentPort;
/** `nice`: 0 is a full share, 10 a tenth of it. */
const BESIDE_WINDOW = 5;
// The window comes first: an import takes what is left of the processor. A third of a full share is enough for that, and where other programs
// keep the machine busy answers still come. Only Linux gives a thread a priority of its own; elsewhere the call would slow the process down.
if (process.platform === 'linux') setPriority(BESIDE_WINDOW);
// Only core-host.ts starts this thread, with exactly this type.
const data = workerData as CoreWorkerData;

const send = (message: FromCore) => main.postMessage(message);
const client = new PortClient(main);
const ports = createWorkerPorts(client, main, data.scheme);

async function open(): Promise<Core> {
  const { dataDir, version, runtime, systemLanguage, fixedNowMs } = data;
  return createCore(
    {
      http: ports.http,
      secrets: ports.secrets,
      opener: ports.opener,
      scheme: ports.scheme,
      notifier: ports.notifier,
      shell: ports.shell,
      biometry: ports.biometry,
      log: ports.log,
      hostData: ports.hostData,
      saveFile: ports.saveFile,
      openFile: ports.openFile,
      notices: readNotices,
      storeTasks: createStoreThread(join(import.meta.dirname, 'store-worker.js')),
      loginStart: ports.loginStart,
      clock: fixedNowMs === null ? systemClock : fixedClock(fixedNowMs),
      random: systemRandom,
    },
    { dataDir, version, runtime, systemLanguage, practice: await ports.startPractice() },
  );
}

/** Written by the build, beside this file; a start from sources has none. */
function readNotices(): readonly Notice[] {
  const path = join(import.meta.dirname, 'third-party-notices.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Notice[]) : []; // written by scripts/lib/third-party.ts
}

const kindOf = (error: unknown) => (error instanceof Error ? error.name : typeof error);
const opening = open();

async function receive(message: Exclude<ToCore, { type: 'port-done' | 'port-failed' }>): Promise<void> {
  const core = await opening;
  switch (message.type) {
    case 'dispatch':
      send({ type: 'reply', id: message.id, reply: await core.dispatch(message.name, message.input) });
      return;
    case 'callback':
      await core.handleCallback(message.url).finally(() => send({ type: 'callback-done', id: message.id }));
      return;
    case 'power':
      core.power(message.event);
      return;
    case 'close':
      await core.close();
      send({ type: 'closed' });
  }
}

main.on('message', (message: ToCore) => {
  if (message.type === 'port-done' || message.type === 'port-failed') client.accept(message);
  else receive(message).catch((error: unknown) => ports.log.error('core.message-failed', { type: message.type, kind: kindOf(error) }));
});

opening.then(
  (core) => {
    core.subscribe((topic, payload) => send({ type: 'event', topic, payload }));
    send({ type: 'ready' });
  },
  (error: unknown) => {
    ports.log.error('core.start-failed', { kind: kindOf(error) });
    send({ type: 'start-failed', code: error instanceof AppError ? error.code : 'internal' });
  },
);
