import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

async function start(workerData: object) {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData });
  const message = await new Promise<{ type: string; baseUrl?: string }>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return { worker, message };
}

test('the thread says where the embedded bank listens, keeps state when terminated, and has no test controls', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'practice-'));
  const data = { seed: 7, clientId: 'practice', clientSecret: 'one', profile: 'household', statePath: join(folder, 'state.json') };
  const first = await start(data);
  expect(first.message).toEqual({ type: 'listening', baseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
  expect((await fetch(`${first.message.baseUrl}/__practice/bank`)).status).toBe(404);
  await first.worker.terminate();
  const second = await start({ ...data, clientSecret: 'two' });
  const authorization = `Basic ${btoa('practice:two')}`;
  expect((await fetch(`${second.message.baseUrl}/catalog/banks`, { headers: { authorization } })).status).toBe(200);
  await second.worker.terminate();
  rmSync(folder, { recursive: true });
});

test('a bank that cannot start says so', async () => {
  const { worker, message } = await start({
    seed: 7,
    clientId: 'practice',
    clientSecret: 'one',
    profile: 'household',
    statePath: '/nowhere/at/all/state.json',
  });
  expect(message).toEqual({ type: 'failed' });
  await worker.terminate();
});
