/** @file Thread entry of the embedded practice bank: the household profile, no test controls. */
import { parentPort, workerData } from 'node:worker_threads';
import { createPracticeBank, type PracticeBankOptions } from './practice-bank.ts';

const { seed, clientId, clientSecret, profile, statePath } = workerData as PracticeBankOptions; // set by the main thread, same build

try {
  const { baseUrl } = await createPracticeBank({
    seed,
    clientId,
    clientSecret,
    profile,
    ...(statePath === undefined ? {} : { statePath }),
  }).listen();
  parentPort?.postMessage({ type: 'listening', baseUrl });
} catch {
  parentPort?.postMessage({ type: 'failed' });
}
