/**
 * @file Starts the core worker and speaks its protocol. Main thread, but plain Node: Electron comes in through `ports`.
 * Nothing that passes through here is parsed, except to move a response body without copying it.
 */
import type { EventTopic } from '../../shared/contract/events.ts';
import { AppError, type ErrorCode, type Reply } from '../../shared/errors.ts';
import type { CoreWorkerData, FromCore, PortCalls, PortError, PortName, ToCore } from '../core/worker-protocol.ts';
import { HttpFailure } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { PowerEvent } from '../ports/power.ts';

/** The part of a worker thread this file uses. */
export type WorkerThread = {
  postMessage(message: ToCore, transfer?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (message: FromCore) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  on(event: 'exit', listener: (exitCode: number) => void): unknown;
  terminate(): Promise<unknown>;
};
export type HostPorts = {
  readonly [N in PortName]: (input: PortCalls[N]['input'], signal: AbortSignal) => Promise<PortCalls[N]['output']>;
};
export type CoreHostDeps = {
  readonly startWorker: (data: CoreWorkerData) => WorkerThread;
  readonly data: CoreWorkerData;
  readonly ports: HostPorts;
  readonly log: Log;
  readonly onEvent: (topic: EventTopic, payload: unknown) => void;
  /** The worker ended without being asked to: at start (with its code) or later. */
  readonly onEnd: (reason: 'start_failed' | 'crashed', code: ErrorCode) => void;
};

function toPortError(error: unknown): PortError {
  if (error instanceof HttpFailure) return { kind: 'http', failure: error.kind, mayHaveBeenDelivered: error.mayHaveBeenDelivered };
  if (error instanceof AppError) return { kind: 'app', code: error.code };
  return { kind: 'unexpected', name: error instanceof Error ? error.name : typeof error };
}

/** Bodies change owner instead of being copied; everything else is small. */
function transferOf(output: unknown): ArrayBuffer[] {
  if (typeof output !== 'object' || output === null || !('body' in output)) return [];
  const { body } = output;
  return body instanceof Uint8Array && body.buffer instanceof ArrayBuffer && body.byteLength === body.buffer.byteLength
    ? [body.buffer]
    : [];
}

export class CoreHost {
  readonly #deps: CoreHostDeps;
  readonly #worker: WorkerThread;
  readonly #calls = new Map<number, (reply: Reply<unknown>) => void>();
  readonly #portCalls = new Map<number, AbortController>();
  #lastId = 0;
  #state: 'running' | 'closing' | 'ended' = 'running';
  readonly #ready = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<void>();

  constructor(deps: CoreHostDeps) {
    this.#deps = deps;
    this.#worker = deps.startWorker(deps.data);
    this.#worker.on('message', (message) => this.#receive(message));
    this.#worker.on('error', (error) => {
      deps.log.error('core.crashed', { kind: error instanceof Error ? error.name : typeof error });
      this.#end('crashed', 'internal');
    });
    this.#worker.on('exit', () => this.#end('crashed', 'internal'));
    // A start that fails is reported through onEnd; whoever does not wait for `ready` must not be hit by its rejection.
    this.#ready.promise.catch(() => undefined);
  }

  /** Resolves once the core answers; rejects with an AppError when it could not start. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  dispatch(name: string, input: unknown): Promise<Reply<unknown>> {
    if (this.#state !== 'running') return Promise.resolve(this.#unavailable());
    const id = this.#nextId();
    return new Promise((resolve) => {
      this.#calls.set(id, resolve);
      this.#worker.postMessage({ type: 'dispatch', id, name, input });
    });
  }

  /** Hands a callback address over; the core parses and judges it. */
  handleCallback(url: string): void {
    if (this.#state === 'running') this.#worker.postMessage({ type: 'callback', id: this.#nextId(), url });
  }

  tellPower(event: PowerEvent): void {
    if (this.#state === 'running') this.#worker.postMessage({ type: 'power', event });
  }

  /** Asks the core to close and waits at most `timeoutMs`, then stops the thread (R24). */
  async close(timeoutMs: number): Promise<'closed' | 'timed_out'> {
    if (this.#state === 'ended') return 'closed';
    this.#state = 'closing';
    this.#worker.postMessage({ type: 'close' });
    const timer = Promise.withResolvers<'timed_out'>();
    const handle = setTimeout(() => timer.resolve('timed_out'), timeoutMs);
    const result = await Promise.race([this.#ended.promise.then(() => 'closed' as const), timer.promise]);
    clearTimeout(handle);
    this.#state = 'ended';
    this.#settleCalls();
    await this.#worker.terminate();
    return result;
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #unavailable(): Reply<unknown> {
    return { ok: false, error: { code: this.#state === 'closing' ? 'app_closing' : 'internal' } };
  }

  #receive(message: FromCore): void {
    switch (message.type) {
      case 'ready':
        this.#ready.resolve();
        return;
      case 'start-failed':
        this.#end('start_failed', message.code);
        return;
      case 'reply':
        this.#calls.get(message.id)?.(message.reply);
        this.#calls.delete(message.id);
        return;
      case 'event':
        this.#deps.onEvent(message.topic, message.payload);
        return;
      case 'port-call':
        void this.#answer(message.id, message.call.name, message.call.input);
        return;
      case 'port-abort':
        this.#portCalls.get(message.id)?.abort();
        return;
      case 'log':
        this.#deps.log[message.level](message.event, message.fields);
        return;
      case 'closed':
        this.#ended.resolve();
        return;
      case 'callback-done':
        return;
    }
  }

  async #answer(id: number, name: PortName, input: unknown): Promise<void> {
    const controller = new AbortController();
    this.#portCalls.set(id, controller);
    try {
      // PortCall pairs each name with its own input type; a lookup by name alone loses that pairing.
      const port = this.#deps.ports[name] as (input: unknown, signal: AbortSignal) => Promise<unknown>;
      const output = await port(input, controller.signal);
      this.#worker.postMessage({ type: 'port-done', id, output }, transferOf(output));
    } catch (error) {
      this.#worker.postMessage({ type: 'port-failed', id, error: toPortError(error) });
    } finally {
      this.#portCalls.delete(id);
    }
  }

  #end(reason: 'start_failed' | 'crashed', code: ErrorCode): void {
    this.#ended.resolve();
    if (this.#state !== 'running') return;
    this.#state = 'ended';
    this.#ready.reject(new AppError(code, 'the core worker ended'));
    this.#settleCalls();
    for (const controller of this.#portCalls.values()) controller.abort();
    this.#deps.onEnd(reason, code);
  }

  #settleCalls(): void {
    for (const settle of this.#calls.values()) settle(this.#unavailable());
    this.#calls.clear();
  }
}
