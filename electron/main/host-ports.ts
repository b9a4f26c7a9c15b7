/**
 * @file What the core asks of the machine, answered on the main thread. The core starts before Electron is ready: keychain, practice bank and files
 * need no window system, everything else waits for it.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { app, dialog, type Session, session, systemPreferences } from 'electron';
import type { ShellCommand } from '../../shared/contract/app.ts';
import type { PracticeAddress } from '../core/worker-protocol.ts';
import { createBiometry } from '../platform/biometry.ts';
import { createElectronHttp } from '../platform/electron-http.ts';
import { createHostData } from '../platform/host-data.ts';
import { createKeychain } from '../platform/keychain.ts';
import { createNameListing } from '../platform/keychain-names.ts';
import { createNotifier } from '../platform/notifier.ts';
import { createOpenFile, openFileCalls } from '../platform/open-file.ts';
import { createOpener } from '../platform/opener.ts';
import { createSaveFile, saveFileCalls } from '../platform/save-file.ts';
import type { Log } from '../ports/log.ts';
import type { LoginStart } from '../ports/login-start.ts';
import type { HostPorts } from './core-host.ts';
import { sendEvent } from './ipc.ts';
import type { LaunchOptions } from './launch-options.ts';
import { startNamesProcess } from './names-process.ts';
import { createPracticeHost, type PracticeHost } from './practice-host.ts';

export type HostPortsDeps = {
  readonly folder: string;
  readonly options: LaunchOptions;
  readonly loginStart: LoginStart;
  readonly scheme: { isRegistered(): Promise<boolean> };
  readonly focusWindow: () => void;
  /** The session of the page; asked for once Electron is ready. */
  readonly pageSession: () => Session;
  readonly runShellCommand: (command: ShellCommand) => void;
  readonly log: Log;
};
export type OpenHostPorts = {
  readonly ports: HostPorts;
  /** Ahead of the core's question: its bank gets ready while it is being loaded itself. */
  startPractice(): void;
  close(): Promise<void>;
};

function openPractice({ folder, log }: HostPortsDeps): PracticeHost {
  mkdirSync(join(folder, 'practice'), { recursive: true });
  return createPracticeHost({
    startWorker: (data) => new Worker(join(import.meta.dirname, 'sandbox-worker.js'), { workerData: data }),
    statePath: join(folder, 'practice', 'state.json'),
    clientSecret: Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString('base64url'),
    log,
  });
}

function openHostData({ folder, loginStart, pageSession, log }: HostPortsDeps, practice: () => PracticeHost | undefined) {
  return createHostData({
    folder,
    crashDumps: app.getPath('crashDumps'),
    async clearSessions() {
      for (const one of [session.defaultSession, pageSession()]) {
        await one.clearStorageData();
        await one.clearCache();
        await one.clearAuthCache();
        await one.clearHostResolverCache();
      }
    },
    loginStart,
    restartPractice: async () => (await practice()?.restart()) ?? undefined,
    choosePath: chooseSavePath,
    log,
  });
}

async function chooseSavePath(fileName: string): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: join(app.getPath('downloads'), fileName) });
  return canceled || filePath === '' ? undefined : filePath;
}

async function chooseOpenPath(): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog({ defaultPath: app.getPath('downloads'), properties: ['openFile'] });
  return canceled ? undefined : filePaths[0];
}

/** Made at the first call, which comes when Electron is ready. */
function onceReady<T>(make: () => T): () => Promise<T> {
  let made: T | undefined;
  return async () => {
    await app.whenReady();
    made ??= make();
    return made;
  };
}

export function openHostPorts(deps: HostPortsDeps): OpenHostPorts {
  const { options, loginStart, log } = deps;
  let practice: PracticeHost | undefined;
  const startPractice = async (): Promise<PracticeAddress | null> => {
    if (options.practice) return options.practice;
    practice ??= openPractice(deps);
    return practice.start();
  };
  const listNames = process.platform === 'linux' ? createNameListing(startNamesProcess) : undefined;
  const keychain = createKeychain(async () => (await import('keytar')).default, options.keychainService, listNames);
  const opener = createOpener();
  const hostData = openHostData(deps, () => practice);
  const http = onceReady(createElectronHttp);
  const notifier = onceReady(() =>
    createNotifier({
      onClick: (to) => {
        deps.focusWindow();
        sendEvent('app.navigate', { to });
      },
      log,
    }),
  );
  const biometry = onceReady(() => createBiometry({ platform: process.platform, api: systemPreferences, log }));
  const ports: HostPorts = {
    'biometry.isAvailable': async () => (await biometry()).isAvailable(),
    'biometry.confirm': async ({ reason }) => (await biometry()).confirm(reason),
    'http.send': async (request, signal) => (await http()).send({ ...request, signal }),
    'secrets.get': ({ account }) => keychain.get(account),
    'secrets.set': ({ account, value }) => keychain.set(account, value),
    'secrets.remove': ({ account }) => keychain.remove(account),
    'secrets.list': () => keychain.list(),
    'opener.open': async ({ url }) => {
      await app.whenReady();
      await opener.open(url);
      return null;
    },
    'hostData.countFiles': () => hostData.countFiles(),
    'hostData.clear': async (choice) => {
      await app.whenReady();
      return hostData.clear(choice);
    },
    'loginStart.state': () => loginStart.state(),
    'loginStart.set': async ({ isOn }) => {
      await loginStart.set(isOn);
      return null;
    },
    'hostData.readLog': ({ lines }) => hostData.readLog(lines),
    'hostData.saveText': (text) => hostData.saveText(text),
    ...saveFileCalls(createSaveFile(chooseSavePath)),
    ...openFileCalls(createOpenFile(chooseOpenPath)),
    'notifier.show': async (notification) => {
      await (await notifier()).show(notification);
      return null;
    },
    'shell.run': async ({ command }) => {
      deps.runShellCommand(command);
      return null;
    },
    'scheme.isRegistered': () => deps.scheme.isRegistered(),
    'practice.start': startPractice,
  };
  return {
    ports,
    startPractice: () => void startPractice().catch(() => undefined), // the core asks again and is told
    close: async () => practice?.close(),
  };
}
