/** @file The core's ports, each a question to the main thread. Runs in the core worker; knows no Electron. */
import type { MessagePort } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import type { Biometry } from '../ports/biometry.ts';
import type { SchemeRegistration } from '../ports/callback-channel.ts';
import type { HostData } from '../ports/host-data.ts';
import { type Http, HttpFailure } from '../ports/http.ts';
import type { Log, LogFields } from '../ports/log.ts';
import type { LoginStart } from '../ports/login-start.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { OpenFile } from '../ports/open-file.ts';
import type { Opener } from '../ports/opener.ts';
import type { SaveFile } from '../ports/save-file.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import type { Shell } from '../ports/shell.ts';
import type { FromCore, PortCall, PortCalls, PortError, PortName, PracticeAddress, ToCore } from './worker-protocol.ts';

export type MainSide = Pick<MessagePort, 'postMessage'>;
type Waiting = { resolve(output: unknown): void; reject(error: Error): void };

function toError(error: PortError): Error {
  switch (error.kind) {
    case 'http':
      return new HttpFailure(error.failure, error.mayHaveBeenDelivered);
    case 'app':
      return new AppError(error.code, 'refused by the main thread');
    case 'unexpected':
      return new Error(`the main thread failed: ${error.name}`);
  }
}

/** Calls across the thread boundary, matched to their answers by number. */
export class PortClient {
  readonly #main: MainSide;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(main: MainSide) {
    this.#main = main;
  }

  call<N extends PortName>(name: N, input: PortCalls[N]['input'], signal?: AbortSignal): Promise<PortCalls[N]['output']> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new HttpFailure('aborted', false));
        return;
      }
      // The main thread still answers an aborted call; that answer settles it, so that "may have been delivered" stays true to fact.
      const abort = () => this.#send({ type: 'port-abort', id });
      signal?.addEventListener('abort', abort, { once: true });
      const settle = () => {
        this.#waiting.delete(id);
        signal?.removeEventListener('abort', abort);
      };
      this.#waiting.set(id, {
        resolve: (output) => {
          settle();
          // Both sides are compiled against the same PortCalls, and nobody else holds the channel.
          resolve(output as PortCalls[N]['output']);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      // Same reason: N picks name and input together.
      this.#send({ type: 'port-call', id, call: { name, input } as PortCall });
    });
  }

  /** Takes the messages that answer a call; tells whether it was one. */
  accept(message: ToCore): boolean {
    if (message.type === 'port-done') this.#waiting.get(message.id)?.resolve(message.output);
    else if (message.type === 'port-failed') this.#waiting.get(message.id)?.reject(toError(message.error));
    else return false;
    return true;
  }

  #send(message: FromCore): void {
    this.#main.postMessage(message);
  }
}

export type WorkerPorts = {
  readonly http: Http;
  readonly secrets: SecretStore;
  readonly opener: Opener;
  readonly scheme: SchemeRegistration;
  readonly notifier: Notifier;
  readonly shell: Shell;
  readonly biometry: Biometry;
  readonly log: Log;
  readonly hostData: HostData;
  readonly saveFile: SaveFile;
  readonly openFile: OpenFile;
  readonly loginStart: LoginStart;
  readonly startPractice: () => Promise<PracticeAddress | null>;
};

export function createWorkerPorts(client: PortClient, main: MainSide, scheme: string): WorkerPorts {
  const write = (level: 'info' | 'warn' | 'error') => (event: string, fields?: LogFields) => {
    main.postMessage({ type: 'log', level, event, fields } satisfies FromCore);
  };
  return {
    http: {
      send: ({ signal, ...request }) => client.call('http.send', request, signal),
    },
    secrets: {
      get: (account) => client.call('secrets.get', { account }),
      set: (account, value) => client.call('secrets.set', { account, value }),
      remove: (account) => client.call('secrets.remove', { account }),
      list: () => client.call('secrets.list', null),
    },
    opener: {
      open: async (url) => {
        await client.call('opener.open', { url });
      },
    },
    notifier: {
      show: async (notification) => {
        await client.call('notifier.show', notification);
      },
    },
    biometry: {
      isAvailable: () => client.call('biometry.isAvailable', null),
      confirm: (reason) => client.call('biometry.confirm', { reason }),
    },
    shell: {
      run: async (command) => {
        await client.call('shell.run', { command });
      },
    },
    scheme: { scheme, isRegistered: () => client.call('scheme.isRegistered', null) },
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    hostData: {
      countFiles: () => client.call('hostData.countFiles', null),
      clear: (options) => client.call('hostData.clear', options),
      readLog: (lines) => client.call('hostData.readLog', { lines }),
      saveText: (options) => client.call('hostData.saveText', options),
    },
    saveFile: {
      choose: async (fileName) => (await client.call('saveFile.choose', { fileName })) ?? undefined,
      write: async (token, bytes) => void (await client.call('saveFile.write', { token, bytes })),
      finish: (token) => client.call('saveFile.finish', { token }),
      discard: async (token) => void (await client.call('saveFile.discard', { token })),
    },
    openFile: {
      choose: async () => (await client.call('openFile.choose', null)) ?? undefined,
      read: (token, offset, length) => client.call('openFile.read', { token, offset, length }),
      close: async (token) => void (await client.call('openFile.close', { token })),
    },
    loginStart: {
      state: () => client.call('loginStart.state', null),
      set: async (isOn) => {
        await client.call('loginStart.set', { isOn });
      },
    },
    startPractice: () => client.call('practice.start', null),
  };
}
