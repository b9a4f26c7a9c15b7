/**
 * @file A damaged store (R7): set aside, never deleted; the newest backup that proves whole takes its place, and what the person added comes back
 * from its own copy. What the bank still gives comes with the next read. A wrong key is no damage.
 */
import { join } from 'node:path';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { listBackupFiles } from '../../db/backup.ts';
import type { Db } from '../../db/open.ts';
import { commitReplacement } from '../../db/replacement.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { StoreTasks } from '../../ports/store-tasks.ts';
import { returnAnnotations } from '../annotations/annotation-keeper.ts';
import { WORK_FOLDER } from './backup-service.ts';

const NAME = 'store.healed';
/** Damaged again within this time, the disk is what fails: healing over and over would only fill it with what was set aside. */
const HEALED_MS = 10 * 60_000;
export type Healed = { readonly backupAt: string; readonly kept: number; readonly waiting: number };

export type HealerDeps = {
  readonly dataDir: string;
  readonly environmentDir: (environmentId: string) => string;
  readonly keyOf: (environmentId: string) => Promise<Uint8Array | undefined>;
  readonly tasks: StoreTasks;
  readonly clock: Clock;
  readonly log: Log;
};

export class Healer {
  readonly #deps: HealerDeps;
  /** Found damaged while it was open: opening alone would not notice. */
  readonly #damaged = new Set<string>();
  readonly #restoredFrom = new Map<string, string>();
  /** By the monotonic clock. */
  readonly #healedAt = new Map<string, number>();

  constructor(deps: HealerDeps) {
    this.#deps = deps;
  }

  noteDamage(environmentId: string): void {
    this.#damaged.add(environmentId);
  }

  /** Which backup took the place of a damaged store since the last question. */
  takeRestored(environmentId: string): string | undefined {
    const at = this.#restoredFrom.get(environmentId);
    this.#restoredFrom.delete(environmentId);
    return at;
  }

  /** @throws AppError `database_damaged` when there is nothing to heal it with, or it was healed a moment ago, or whatever else keeps it closed */
  async open<T>(environmentId: string, open: () => Promise<T>): Promise<T> {
    let damage = new AppError('database_damaged', 'found by a check while it was open');
    if (!this.#damaged.has(environmentId)) {
      try {
        return await open();
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'database_damaged') throw error;
        damage = error;
      }
    }
    if (this.#wasJustHealed(environmentId) || !(await this.#restoreNewest(environmentId))) throw damage;
    this.#damaged.delete(environmentId);
    this.#healedAt.set(environmentId, this.#deps.clock.monotonic());
    return open();
  }

  #wasJustHealed(environmentId: string): boolean {
    const at = this.#healedAt.get(environmentId);
    return at !== undefined && this.#deps.clock.monotonic() - at < HEALED_MS;
  }

  async #restoreNewest(environmentId: string): Promise<boolean> {
    const { environmentDir, keyOf, log } = this.#deps;
    const dir = environmentDir(environmentId);
    const backups = [...listBackupFiles(join(dir, 'backups'))].reverse();
    const key = backups.length === 0 ? undefined : await keyOf(environmentId);
    if (!key) return false;
    for (const { name, at } of backups) {
      const code = await this.#tryBackup(dir, join(dir, 'backups', name), key);
      if (code === undefined) {
        this.#restoredFrom.set(environmentId, at);
        log.warn('store.healed', { backups: backups.length });
        return true;
      }
      log.warn('backup.unusable', { code });
      // On a full disk no other backup fares better, and none is the worse for it.
      if (code === 'disk_full') throw new AppError(code, 'no room to restore');
    }
    return false;
  }

  async #tryBackup(dir: string, path: string, key: Uint8Array): Promise<ErrorCode | undefined> {
    const { dataDir, tasks, clock } = this.#deps;
    const workDir = join(dataDir, WORK_FOLDER, 'store');
    const source = { path, keyHex: Buffer.from(key).toString('hex') };
    try {
      await tasks.run({ kind: 'build', workDir, source, key, at: toInstant(clock.now()), isOldKept: true });
    } catch (error) {
      return error instanceof AppError ? error.code : 'internal';
    }
    returnAnnotations(dir);
    commitReplacement(dir, workDir);
    return undefined;
  }
}

/** What the person is told, until they have seen it; it survives a restart. */
export function createHealedNote(db: Db) {
  return {
    set: (healed: Healed) =>
      void db
        .prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
        .run(NAME, JSON.stringify(healed)),
    find(): Healed | undefined {
      const value = db.prepare('SELECT value FROM settings WHERE name = ?').pluck().get(NAME) as string | undefined; // plucked TEXT NOT NULL
      return value === undefined ? undefined : (JSON.parse(value) as Healed); // as written by `set`
    },
    remove: () => void db.prepare('DELETE FROM settings WHERE name = ?').run(NAME),
  };
}
