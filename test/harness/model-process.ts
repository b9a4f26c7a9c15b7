/** @file A sync service over a store on disk which dies at any of its calls, and is started again over the files as they were then. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../electron/db/migrate.ts';
import { type Db, openDatabase } from '../../electron/db/open.ts';
import { createSyncWorld, type SyncWorld } from '../builders/sync-world.ts';
import type { FakeProvider } from '../fakes/fake-provider.ts';
import { createFaultPlan, FAULTS } from '../fakes/fault-plan.ts';
import { faultyDb } from '../fakes/faulty-store.ts';
import { SCRATCH } from './scratch.ts';

const KEY = 'ab'.repeat(32);

export type ModelProcess = {
  /** The service as it runs now; its store passes no fault but death. */
  world(): SyncWorld;
  /** The store itself, for checks. */
  db(): Db;
  /** Does the work, and dies at the n-th call to the store or the bank, if it comes that far. @returns whether it died */
  dyingAt(n: number, work: (world: SyncWorld) => Promise<unknown>): Promise<boolean>;
  close(): void;
};

/** Migrated stores are all the same: one is made, the others are copies. */
export function createModelStores() {
  const dir = mkdtempSync(join(SCRATCH, 'mizan-model-'));
  const template = join(dir, 'template.db');
  const made = openDatabase({ path: template, keyHex: KEY });
  migrate(made);
  made.close();
  let files = 0;
  let ids = 0;

  function copy(from: string): string {
    files += 1;
    const path = join(dir, `${files}.db`);
    copyFileSync(from, path);
    if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${path}-wal`);
    return path;
  }
  const remove = (path: string) => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  };
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };

  function start(provider: FakeProvider): ModelProcess {
    let path = copy(template);
    let left: string | undefined;
    const plan = createFaultPlan(() => {
      left = copy(path);
    });
    let db: Db;
    let world: SyncWorld;
    function open(): void {
      const gate = plan.start();
      db = openDatabase({ path, keyHex: KEY });
      world = createSyncWorld({ provider, db: faultyDb(db, gate), newId });
      provider.before = async ({ method }) => void gate.before({ port: 'http', what: method, isWrite: false });
    }
    function shut(): void {
      db.close();
      remove(path);
    }
    open();
    return {
      world: () => world,
      db: () => db,
      async dyingAt(n, work) {
        plan.arm(FAULTS.killed, n);
        // What a process says after its death reaches nobody.
        await work(world).catch((error: unknown) => {
          if (!plan.isDead()) throw error;
        });
        plan.disarm();
        if (left === undefined) return false;
        shut();
        path = left;
        left = undefined;
        open();
        return true;
      },
      close: shut,
    };
  }
  return { start, close: () => rmSync(dir, { recursive: true, force: true }) };
}
