/**
 * @file `annotations.sealed`, beside the store (R7): what a person added, written anew whenever it changed, so that a damaged store costs none of
 * it. Sealed with a key made from the store's own.
 */
import { createHmac } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { DataFiles } from '../../ports/data-files.ts';
import type { Log } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import { seal, unseal } from '../secrets/envelope.ts';
import { AnnotationCopy, applyAnnotations, collectAnnotations } from './annotation-copy.ts';

export const ANNOTATION_FILE = 'annotations.sealed';
/** To be put back at the next open. */
const RETURNING_FILE = 'annotations.returning';
export const ANNOTATION_FILES: readonly string[] = [ANNOTATION_FILE, RETURNING_FILE];
const LABEL = 'mizan annotations';

const keyOf = (storeKey: Uint8Array) => createHmac('sha256', storeKey).update(LABEL).digest();

export type KeeperDeps = {
  readonly db: Db;
  readonly dir: string;
  readonly key: Uint8Array;
  readonly files: Pick<DataFiles, 'read' | 'write'>;
  readonly random: Random;
  readonly log: Log;
};

export class AnnotationKeeper {
  readonly #deps: KeeperDeps;
  #seenChanges = -1;
  #written: string | undefined;
  #isStopped = false;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  /** The store is about to be erased or replaced: nothing of it is written any more. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Cheap while nothing was written to the store. Best effort: the store itself holds all of it. */
  save(): void {
    const { db, dir, key, files, random, log } = this.#deps;
    if (this.#isStopped) return;
    try {
      const changes = Number(db.prepare('SELECT total_changes()').pluck().get());
      if (changes === this.#seenChanges) return;
      const text = JSON.stringify(collectAnnotations(db));
      if (text !== this.#written) files.write(join(dir, ANNOTATION_FILE), seal(text, keyOf(key), LABEL, random));
      this.#written = text;
      this.#seenChanges = changes;
    } catch (error) {
      log.warn('annotations.not-kept', { code: error instanceof AppError ? error.code : 'internal' });
    }
  }
}

/** Before an older store takes the damaged one's place. */
export function returnAnnotations(dir: string): void {
  const path = join(dir, ANNOTATION_FILE);
  if (existsSync(path)) renameSync(path, join(dir, RETURNING_FILE));
}

/** In the older store, once. @returns undefined when there was nothing to put back, or nothing readable */
export function putAnnotationsBack(deps: KeeperDeps): { readonly kept: number; readonly waiting: number } | undefined {
  const { db, dir, key, files, log } = deps;
  const path = join(dir, RETURNING_FILE);
  const sealed = files.read(path);
  if (sealed === undefined) return undefined;
  const copy = parse(sealed, key);
  if (!copy) log.warn('annotations.unreadable', {});
  const result = copy && applyAnnotations(db, copy);
  rmSync(path, { force: true });
  return result;
}

function parse(sealed: string, key: Uint8Array): AnnotationCopy | undefined {
  try {
    return AnnotationCopy.parse(JSON.parse(unseal(sealed, keyOf(key), LABEL)));
  } catch {
    return undefined;
  }
}
