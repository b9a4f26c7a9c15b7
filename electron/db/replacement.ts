/**
 * @file One store in the place of another, over any power cut: the new one is built apart, and a single rename decides. What stood there is set
 * aside and dropped only once the new one has opened; a file that could not be read is kept for good.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { copyStore, type StoreFile } from './copy-store.ts';
import { writeKeyCheck } from './key-check.ts';

const READY = 'ready';
const PLAN = 'plan.json';
/** In the order in which they may be missing: whatever is left of the old one names itself by its data file. */
const STORE_FILES = ['mizan.db-wal', 'mizan.db-shm', 'mizan.keycheck', 'mizan.db'];
const REPLACED = /^replaced-/;
/** Store files that were set aside, whether to be dropped or kept. */
export const SET_ASIDE = /^(?:replaced|kept)-\d{8}T\d{9}Z$/;
/** What a cut-off restore leaves in the folder. */
export const UNFINISHED = /^(?:incoming|ready)$/;

const Plan = z.object({ aside: z.string().regex(SET_ASIDE) });

const stamp = (at: string) => at.replace(/[-:.]/g, '');

export type Replacement = {
  /** A folder on the same disk as the store, to build in. */
  readonly workDir: string;
  readonly source: StoreFile;
  readonly key: Uint8Array;
  readonly at: string;
  /** What stands there now could not be read. */
  readonly isOldKept: boolean;
};

/** Builds it, complete and verified. @throws AppError `database_*`, `disk_*`; the store is untouched */
export function buildReplacement({ workDir, source, key, at, isOldKept }: Replacement): void {
  rmSync(workDir, { recursive: true, force: true });
  mkdirSync(workDir, { recursive: true, mode: 0o700 });
  const path = join(workDir, 'mizan.db');
  copyStore(source, { path, keyHex: Buffer.from(key).toString('hex') });
  writeKeyCheck(workDir, key, path);
  const plan: z.infer<typeof Plan> = { aside: `${isOldKept ? 'kept' : 'replaced'}-${stamp(at)}` };
  writeFileSync(join(workDir, PLAN), JSON.stringify(plan), { mode: 0o600, flush: true });
}

/** From here on the next open takes the new one. Only while no store is open in `dir`. */
export function commitReplacement(dir: string, workDir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  rmSync(join(dir, READY), { recursive: true, force: true });
  renameSync(workDir, join(dir, READY));
}

function move(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}

/** Under the store's lock, before it is opened. Each step leaves what the next start can go on from. */
export function finishReplacement(dir: string): boolean {
  const ready = join(dir, READY);
  if (!existsSync(join(ready, PLAN))) return false;
  const { aside } = Plan.parse(JSON.parse(readFileSync(join(ready, PLAN), 'utf8')));
  // As long as the new data file waits, what stands in its place is the old one.
  if (existsSync(join(ready, 'mizan.db'))) {
    mkdirSync(join(dir, aside), { recursive: true, mode: 0o700 });
    for (const name of STORE_FILES) move(join(dir, name), join(dir, aside, name));
    move(join(ready, 'mizan.db'), join(dir, 'mizan.db'));
  }
  move(join(ready, 'mizan.keycheck'), join(dir, 'mizan.keycheck'));
  rmSync(ready, { recursive: true, force: true });
  return true;
}

const replacedIn = (dir: string): readonly string[] => (existsSync(dir) ? readdirSync(dir).filter((name) => REPLACED.test(name)) : []);

/** The new one has opened. */
export function dropReplaced(dir: string): void {
  for (const name of replacedIn(dir)) rmSync(join(dir, name), { recursive: true, force: true });
}

/** The new one did not open: the old one stands where it stood. @returns whether there was one */
export function putBack(dir: string): boolean {
  const name = replacedIn(dir).findLast((one) => existsSync(join(dir, one, 'mizan.db')));
  if (name === undefined) return false;
  for (const file of STORE_FILES) {
    rmSync(join(dir, file), { force: true });
    move(join(dir, name, file), join(dir, file));
  }
  rmSync(join(dir, name), { recursive: true, force: true });
  return true;
}

/** Nobody can read it: an empty one may take its place. With `withBackups` its copies go along, because they are under the same lost key. */
export function setStoreAside(dir: string, at: string, { withBackups }: { readonly withBackups: boolean }): void {
  const aside = join(dir, `kept-${stamp(at)}`);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const name of [...STORE_FILES, ...(withBackups ? ['backups'] : [])]) move(join(dir, name), join(aside, name));
}
