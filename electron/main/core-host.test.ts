import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, test, vi } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { createWorkerPorts, PortClient } from '../core/worker-ports.ts';
import type { CoreWorkerData, FromCore, ToCore } from '../core/worker-protocol.ts';
import { HttpFailure } from '../ports/http.ts';
import { CoreHost, type CoreHostDeps, type HostPorts, type WorkerThread } from './core-host.ts';

const DATA: CoreWorkerData = { dataDir: 'd', version: '1', runtime: 'official', systemLanguage: 'en', scheme: 's', fixedNowMs: null };
const REQUEST = { method: 'GET', url: 'https://api.example/', headers: {}, connectTimeoutMs: 1, totalTimeoutMs: 1, maxBytes: 1 } as const;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A core thread played by the test: a real message channel, so cloning and transfer are real. */
function aThread() {
  const { port1, port2 } = new MessageChannel();
  const life = new EventEmitter();
  const received: ToCore[] = [];
  const client = new PortClient(port2);
  port2.on('message', (message: ToCore) => {
    if (!client.accept(message)) received.push(message);
    life.emit('received');
  });
  const thread: WorkerThread = {
    postMessage: (message, transfer = []) => port1.postMessage(message, [...transfer]),
    // One function for all overloads of the real class.
    on: ((event: string, listener: (value: unknown) => void) =>
      event === 'message' ? port1.on('message', listener) : life.on(event, listener)) as WorkerThread['on'],
    terminate: async () => port1.close(),
  };
  closers.push(() => port2.close());
  const say = (message: FromCore) => port2.postMessage(message);
  return {
    thread,
    life,
    received,
    say,
    ports: createWorkerPorts(client, port2, 's'),
    next: () => new Promise<void>((r) => life.once('received', () => r())),
  };
}

const never: HostPorts = {
  'http.send': () => new Promise(() => undefined),
  'secrets.get': async () => ({ status: 'absent' }),
  'secrets.set': async () => ({ status: 'done' }),
  'secrets.remove': async () => ({ status: 'done' }),
  'secrets.list': async () => ({ status: 'found', accounts: [] }),
  'opener.open': async () => null,
  'notifier.show': async () => null,
  'shell.run': async () => null,
  'biometry.isAvailable': async () => false,
  'biometry.confirm': async () => false,
  'scheme.isRegistered': async () => true,
  'loginStart.state': async () => ({ isOffered: true, isOn: false }),
  'loginStart.set': async () => null,
  'hostData.countFiles': async () => 0,
  'hostData.clear': async () => ({ removed: 0, left: 0, practice: undefined }),
  'hostData.readLog': async () => [],
  'hostData.saveText': async () => false,
  'saveFile.choose': async () => null,
  'saveFile.write': async () => null,
  'saveFile.finish': async () => '',
  'saveFile.discard': async () => null,
  'openFile.choose': async () => null,
  'openFile.read': async () => new Uint8Array(),
  'openFile.close': async () => null,
  'practice.start': async () => null,
};

function aHost(over: Partial<CoreHostDeps> = {}) {
  const side = aThread();
  const onEnd = vi.fn();
  const onEvent = vi.fn();
  const host = new CoreHost({ startWorker: () => side.thread, data: DATA, ports: never, log: silent, onEvent, onEnd, ...over });
  return { ...side, host, onEnd, onEvent };
}

test('a call reaches the core and its reply comes back untouched', async () => {
  const { host, received, next, say } = aHost();
  const reply = host.dispatch('app.status', { a: 1 });
  await next();
  expect(received).toEqual([{ type: 'dispatch', id: 1, name: 'app.status', input: { a: 1 } }]);
  say({ type: 'reply', id: 1, reply: { ok: false, error: { code: 'offline', ref: 'r' } } });
  expect(await reply).toEqual({ ok: false, error: { code: 'offline', ref: 'r' } });
});

test('a response body changes hands without being copied', async () => {
  const body = new Uint8Array([1, 2, 3]);
  const { ports } = aHost({ ports: { ...never, 'http.send': async () => ({ status: 200, headers: { a: 'b' }, body }) } });
  expect(await ports.http.send(REQUEST)).toEqual({ status: 200, headers: { a: 'b' }, body: new Uint8Array([1, 2, 3]) });
  expect(body.byteLength).toBe(0);
});

test('a piece of a shared buffer is copied, so that its neighbours survive', async () => {
  const pool = new Uint8Array([9, 1, 2, 9]);
  const { ports } = aHost({ ports: { ...never, 'http.send': async () => ({ status: 200, headers: {}, body: pool.subarray(1, 3) }) } });
  expect((await ports.http.send(REQUEST)).body).toEqual(new Uint8Array([1, 2]));
  expect(pool).toEqual(new Uint8Array([9, 1, 2, 9]));
});

test('an HTTP failure keeps its kind and whether the request may have arrived', async () => {
  const { ports } = aHost({ ports: { ...never, 'http.send': () => Promise.reject(new HttpFailure('reset', true)) } });
  await expect(ports.http.send(REQUEST)).rejects.toMatchObject({ name: 'HttpFailure', kind: 'reset', mayHaveBeenDelivered: true });
});

test('an expected failure keeps its code; an unexpected one loses its message', async () => {
  const refuse: HostPorts = {
    ...never,
    'opener.open': () => Promise.reject(new AppError('link_refused', 'x')),
    'secrets.get': () => Promise.reject(new TypeError('canary')),
  };
  const { ports } = aHost({ ports: refuse });
  await expect(ports.opener.open('https://a.example/')).rejects.toMatchObject({ name: 'AppError', code: 'link_refused' });
  const error = await ports.secrets.get('x').catch((caught: unknown) => caught);
  expect(String(error)).toBe('Error: the main thread failed: TypeError');
});

test('R24 an abort in the core aborts the exchange in main, whose answer decides', async () => {
  const { ports } = aHost({
    ports: {
      ...never,
      'http.send': (_request, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new HttpFailure('aborted', true)))),
    },
  });
  const controller = new AbortController();
  const sending = ports.http.send({ ...REQUEST, signal: controller.signal });
  controller.abort();
  await expect(sending).rejects.toMatchObject({ kind: 'aborted', mayHaveBeenDelivered: true });
});

test('R24 a call that is aborted before it begins never leaves the core', async () => {
  const send = vi.fn();
  const { ports } = aHost({ ports: { ...never, 'http.send': send } });
  await expect(ports.http.send({ ...REQUEST, signal: AbortSignal.abort() })).rejects.toMatchObject({
    kind: 'aborted',
    mayHaveBeenDelivered: false,
  });
  expect(send).not.toHaveBeenCalled();
});

test('events and readiness are passed on', async () => {
  const { host, say, onEvent } = aHost();
  say({ type: 'event', topic: 'sync.changed', payload: {} });
  say({ type: 'ready' });
  await host.ready;
  expect(onEvent.mock.calls).toEqual([['sync.changed', {}]]);
});

test('S14 a core that cannot start says why, once, and refuses calls from then on', async () => {
  const { host, say, onEnd, life } = aHost();
  const waiting = host.dispatch('app.status', {});
  say({ type: 'start-failed', code: 'disk_full' });
  await expect(host.ready).rejects.toMatchObject({ code: 'disk_full' });
  life.emit('exit', 1);
  expect(onEnd.mock.calls).toEqual([['start_failed', 'disk_full']]);
  expect(await waiting).toEqual({ ok: false, error: { code: 'internal' } });
  expect(await host.dispatch('app.status', {})).toEqual({ ok: false, error: { code: 'internal' } });
});

test('S14 a crash of the core answers what was asked, stops its exchanges and is reported once', async () => {
  const asked = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<string>();
  const { host, onEnd, life, ports } = aHost({
    ports: {
      ...never,
      'http.send': (_request, signal) => {
        asked.resolve();
        signal.addEventListener('abort', () => aborted.resolve('aborted'));
        return new Promise(() => undefined);
      },
    },
  });
  void ports.http.send(REQUEST);
  const waiting = host.dispatch('app.status', {});
  await asked.promise;
  life.emit('error', new Error('canary'));
  life.emit('exit', 1);
  expect(await waiting).toEqual({ ok: false, error: { code: 'internal' } });
  expect(await aborted.promise).toBe('aborted');
  expect(onEnd.mock.calls).toEqual([['crashed', 'internal']]);
});

test('R24 closing waits for the core and refuses what comes meanwhile', async () => {
  const { host, received, next, say, onEnd } = aHost();
  const closing = host.close(3000);
  expect(await host.dispatch('app.status', {})).toEqual({ ok: false, error: { code: 'app_closing' } });
  await next();
  expect(received).toEqual([{ type: 'close' }]);
  say({ type: 'closed' });
  expect(await closing).toBe('closed');
  expect(onEnd).not.toHaveBeenCalled();
});

test('R24 closing ends after its limit when the core does not answer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { host } = aHost();
    const closing = host.close(3000);
    await vi.advanceTimersByTimeAsync(2999);
    let result: string | undefined;
    void closing.then((value) => {
      result = value;
    });
    await Promise.resolve();
    expect(result).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(await closing).toBe('timed_out');
  } finally {
    vi.useRealTimers();
  }
});
