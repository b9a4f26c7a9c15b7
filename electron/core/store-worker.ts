/** @file Entry of the thread that copies and checks store files: one task, then it ends. Started by `store-thread.ts`. */
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import { runStoreTask } from '../db/store-task.ts';
import type { StoreTask } from '../ports/store-tasks.ts';

export type StoreTaskEnd = { readonly code: ErrorCode | null };

// Behind the core itself: nobody waits for it in the window. Elsewhere than on Linux the call would slow the whole process down.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

function end(): StoreTaskEnd {
  try {
    runStoreTask(workerData as StoreTask); // only store-thread.ts starts this thread, with exactly this type
    return { code: null };
  } catch (error) {
    return { code: error instanceof AppError ? error.code : 'internal' };
  }
}

parentPort?.postMessage(end());
