/** @file Runs one task on a store's files, synchronously: in a thread of its own while the app runs, in place under plain Node. */
import { AppError } from '../../shared/errors.ts';
import type { StoreTask, StoreTasks } from '../ports/store-tasks.ts';
import { backUp } from './backup.ts';
import { copyStore } from './copy-store.ts';
import { checkIntegrity } from './integrity.ts';
import { openDatabase } from './open.ts';
import { buildReplacement } from './replacement.ts';
import { toOpenError } from './store-error.ts';

function snapshot({ store, dir, at, isWeekly }: Extract<StoreTask, { kind: 'snapshot' }>): void {
  // The store is open beside: a read-only connection, and the file's descriptors stay SQLite's own.
  const db = openDatabase({ ...store, isReadOnly: true });
  try {
    backUp({ db, dir, keyHex: store.keyHex, at, isWeekly });
  } finally {
    db.close();
  }
}

function checkOpen({ store, extent }: Extract<StoreTask, { kind: 'check' }>): void {
  const db = openDatabase({ ...store, isReadOnly: true });
  try {
    checkIntegrity(db, extent);
  } finally {
    db.close();
  }
}

/** @throws AppError as the port says */
export function runStoreTask(task: StoreTask): void {
  try {
    if (task.kind === 'snapshot') snapshot(task);
    else if (task.kind === 'check') checkOpen(task);
    else if (task.kind === 'copy') copyStore(task.source, task.target);
    else buildReplacement(task);
  } catch (error) {
    throw toOpenError(error);
  }
}

/** Without a thread, for plain Node. */
export const inlineStoreTasks: StoreTasks = {
  run: async (task, signal) => {
    if (signal?.aborted) throw new AppError('cancelled', 'stopped before it began');
    runStoreTask(task);
  },
};
