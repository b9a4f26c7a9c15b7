/** @file What keeps an open store safe beside the work with it: its checks and copies, and the person's own words in a file of their own (R7, R8). */
import { join } from 'node:path';
import type { Db } from '../db/open.ts';
import { inlineStoreTasks } from '../db/store-task.ts';
import { AnnotationKeeper, putAnnotationsBack } from '../features/annotations/annotation-keeper.ts';
import { createHealedNote } from '../features/backups/healer.ts';
import { Snapshots } from '../features/backups/snapshots.ts';
import { StoreCheck } from '../features/backups/store-check.ts';
import type { DataFiles } from '../ports/data-files.ts';
import type { CorePorts } from './compose.ts';

/** Without a thread of its own a check would hold up whoever reads: there every page is read before the store is handed out. */
export const isCheckedBeside = (ports: CorePorts): boolean => ports.storeTasks !== undefined;

export type StoreCareDeps = {
  readonly db: Db;
  readonly dir: string;
  readonly key: Uint8Array;
  readonly ports: CorePorts;
  readonly files: DataFiles;
  /** Such a store has no files to look after. */
  readonly isInMemory: boolean;
  /** The backup that has just taken the place of a damaged store. */
  readonly restoredFrom: string | undefined;
  readonly isWriting: () => boolean;
  readonly hasData: () => boolean;
  readonly onBackups: () => void;
  readonly onDamaged: () => void;
};

export type StoreCare = ReturnType<typeof createStoreCare>;

export function createStoreCare({ db, dir, key, ports, isInMemory, restoredFrom, ...deps }: StoreCareDeps) {
  const { clock, log, random } = ports;
  const tasks = ports.storeTasks ?? inlineStoreTasks;
  const store = { path: join(dir, 'mizan.db'), keyHex: Buffer.from(key).toString('hex') };
  const backups = { dir: join(dir, 'backups'), keyHex: store.keyHex };
  const { isWriting } = deps;

  const healedNote = createHealedNote(db);
  const keeping = { db, dir, key, files: deps.files, random, log };
  const putBack = putAnnotationsBack(keeping);
  if (restoredFrom !== undefined) healedNote.set({ backupAt: restoredFrom, ...(putBack ?? { kept: 0, waiting: 0 }) });
  const keeper = isInMemory ? undefined : new AnnotationKeeper(keeping);
  const snapshots = new Snapshots({
    store,
    dir: backups.dir,
    tasks,
    clock,
    log,
    isWriting,
    hasData: () => !isInMemory && deps.hasData(),
    onChange: deps.onBackups,
  });
  const check = isInMemory
    ? undefined
    : new StoreCheck({ db, dir, store, tasks, clock, log, isWriting, isQuickDone: !isCheckedBeside(ports), onDamaged: deps.onDamaged });

  return {
    healedNote,
    snapshots,
    backups,
    /** The check that belongs to every opening; resolves when it is over, whatever it found. */
    start: async () => check?.start(),
    /** The check that is owed, now. */
    async checkNow() {
      await check?.settled();
      check?.check();
      await check?.settled();
    },
    /** At every tick of the schedule. */
    tick() {
      snapshots.check();
      check?.check();
      keeper?.save();
    },
    /** Stops whatever reads the store's files beside. */
    async freeFiles() {
      await snapshots.cancel();
      await check?.settled();
    },
    /** Nothing begins any more. */
    async close() {
      await snapshots.close();
      await check?.close();
    },
    stopKeeping: () => keeper?.stop(),
    saveOwnWords: () => keeper?.save(),
    /** After the store itself was closed. */
    markClosed: () => check?.markClosed(),
  };
}
