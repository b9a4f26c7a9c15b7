/** @file The core's ports with a fault plan in front of each. */
import type { CorePorts } from '../../electron/core/compose.ts';
import type { DataFiles } from '../../electron/ports/data-files.ts';
import type { HostData } from '../../electron/ports/host-data.ts';
import { type Http, HttpFailure } from '../../electron/ports/http.ts';
import type { SecretStore } from '../../electron/ports/secret-store.ts';
import { AppError } from '../../shared/errors.ts';
import { type FaultGate, PowerCut } from './fault-plan.ts';

/** One request at a time: the calls of a run then come in the same order each time, and n means the same call. */
export function faultyHttp(gate: FaultGate, real: Http): Http {
  let last: Promise<unknown> = Promise.resolve();
  async function send(request: Parameters<Http['send']>[0]): ReturnType<Http['send']> {
    const { method, url, signal } = request;
    if (signal?.aborted) throw new HttpFailure('aborted', false);
    const strike = gate.before({ port: 'http', what: `${method} ${new URL(url).pathname}`, isWrite: method !== 'GET' });
    switch (strike?.kind) {
      case 'http':
        if (strike.isDelivered) await real.send(request);
        throw new HttpFailure(strike.failure, strike.isDelivered);
      case 'status':
        return { status: strike.status, headers: {}, body: new Uint8Array() };
      case 'death':
        await real.send(request);
        throw new PowerCut();
      default:
        return real.send(request);
    }
  }
  return {
    send(request) {
      const mine = last.then(() => send(request));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

export function faultySecrets(gate: FaultGate, real: SecretStore): SecretStore {
  const ask = (what: string, isWrite: boolean) => {
    const strike = gate.before({ port: 'secrets', what, isWrite });
    return strike?.kind === 'secret' ? strike.status : undefined;
  };
  return {
    async get(account) {
      const status = ask(`get ${account}`, false);
      if (status === 'hidden') return { status: 'absent' };
      return status ? { status } : real.get(account);
    },
    async set(account, value) {
      const status = ask(`set ${account}`, true);
      if (status) return { status: status === 'hidden' ? 'locked' : status };
      return real.set(account, value);
    },
    async remove(account) {
      const status = ask(`remove ${account}`, true);
      if (status === 'hidden') return { status: 'done' };
      return status ? { status } : real.remove(account);
    },
    async list() {
      const status = ask('list', false);
      if (status === 'hidden') return { status: 'found', accounts: [] };
      return status ? { status } : real.list();
    },
  };
}

/** A port whose calls fail with an error of the closed list. */
function faulty<T extends DataFiles | HostData | CorePorts['opener']>(
  gate: FaultGate,
  port: 'files' | 'host' | 'opener',
  real: T,
  readers: readonly string[],
): T {
  return new Proxy(real, {
    get(target, name) {
      const method = Reflect.get(target, name) as ((...args: unknown[]) => unknown) | undefined; // every member of these ports is a method
      if (typeof name !== 'string' || method === undefined) return method;
      return (...args: unknown[]) => {
        const strike = gate.before({ port, what: name, isWrite: !readers.includes(name) });
        if (strike?.kind === 'code') throw new AppError(strike.code, 'scripted');
        if (strike?.kind === 'sqlite') throw new AppError('disk_full', 'scripted');
        return method.apply(target, args);
      };
    },
  });
}

/** What frees room, or writes into room set aside, works on a full disk. */
export const faultyFiles = (gate: FaultGate, real: DataFiles) => faulty(gate, 'files', real, ['read', 'list', 'remove', 'writeInto']);
export const faultyHost = (gate: FaultGate, real: HostData) => faulty(gate, 'host', real, ['countFiles']);
export const faultyOpener = (gate: FaultGate, real: CorePorts['opener']) => faulty(gate, 'opener', real, []);
