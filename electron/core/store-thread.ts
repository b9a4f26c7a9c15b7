/** @file Store tasks in a thread of their own, so that neither syncing nor the window waits for a copy (R2). */
import { Worker } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import type { StoreTasks } from '../ports/store-tasks.ts';
import type { StoreTaskEnd } from './store-worker.ts';

/** @param path of `store-worker`, as built or as written */
export function createStoreThread(path: string): StoreTasks {
  return {
    run: (task, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(new AppError('cancelled', 'stopped before it began'));
          return;
        }
        const worker = new Worker(path, { workerData: task });
        let end: StoreTaskEnd | undefined;
        // It ends once the engine's present call has: only then are its files nobody's.
        const stop = () => void worker.terminate();
        signal?.addEventListener('abort', stop, { once: true });
        worker.on('message', (message: StoreTaskEnd) => {
          end = message;
        });
        worker.on('error', () => {
          end ??= { code: 'internal' };
        });
        worker.on('exit', () => {
          signal?.removeEventListener('abort', stop);
          if (end?.code === null) resolve();
          else reject(new AppError(end?.code ?? 'cancelled', `store task ${task.kind} did not finish`));
        });
      }),
  };
}
