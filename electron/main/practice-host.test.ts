import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { createPracticeHost, type PracticeThread } from './practice-host.ts';

function aHost() {
  const life = new EventEmitter();
  const terminate = vi.fn(async () => 0);
  // One function for all overloads of the real class.
  const on = ((event: string, listener: (value: unknown) => void) => life.on(event, listener)) as PracticeThread['on'];
  const thread: PracticeThread = { on, terminate };
  const startWorker = vi.fn(() => thread);
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  return { life, terminate, startWorker, host: createPracticeHost({ startWorker, statePath: 's', clientSecret: 'made-now', log }) };
}

test('the practice bank starts on first use, once', async () => {
  const { host, life, startWorker } = aHost();
  expect(startWorker).not.toHaveBeenCalled();
  const both = [host.start(), host.start()];
  life.emit('message', { type: 'listening', baseUrl: 'http://127.0.0.1:5' });
  expect(await Promise.all(both)).toEqual(
    new Array(2).fill({ baseUrl: 'http://127.0.0.1:5', clientId: 'practice', clientSecret: 'made-now' }),
  );
  expect(startWorker.mock.calls).toEqual([
    [{ seed: 7, clientId: 'practice', clientSecret: 'made-now', profile: 'household', statePath: 's' }],
  ]);
});

test.each([
  ['message', { type: 'failed' }],
  ['error', new Error('x')],
  ['exit', 1],
])('without a practice bank Mizan still starts (%s)', async (event, value) => {
  const { host, life } = aHost();
  const starting = host.start();
  life.emit(event, value);
  expect(await starting).toBeNull();
});

test('closing ends the thread', async () => {
  const { host, terminate } = aHost();
  await host.close();
  expect(terminate).not.toHaveBeenCalled();
  void host.start();
  await host.close();
  expect(terminate).toHaveBeenCalledOnce();
});
