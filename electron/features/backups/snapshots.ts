/** @file Automatic backups of the open store (R8): weekly and on request, made and verified in a thread of their own. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { AutomaticBackup } from '../../../shared/contract/backups.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { listBackupFiles } from '../../db/backup.ts';
import type { StoreFile } from '../../db/copy-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { StoreTasks } from '../../ports/store-tasks.ts';

const WEEK_MS = 7 * 86_400_000;
/** After one that failed: not at every tick. */
const PAUSE_MS = 15 * 60_000;
/** The store may be written while it is copied. */
const TRIES = 3;

export type SnapshotDeps = {
  readonly store: StoreFile;
  readonly dir: string;
  readonly tasks: StoreTasks;
  readonly clock: Clock;
  readonly log: Log;
  /** A run writes all the time: its copy would be of no moment in particular. */
  readonly isWriting: () => boolean;
  /** An empty store is not worth a copy. */
  readonly hasData: () => boolean;
  readonly onChange: () => void;
};

export function listAutomatic(dir: string): readonly AutomaticBackup[] {
  return listBackupFiles(dir)
    .map(({ name, at, isWeekly }) => ({ id: name, at, isWeekly, sizeBytes: statSync(join(dir, name)).size }))
    .reverse();
}

export class Snapshots {
  readonly #deps: SnapshotDeps;
  #running: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;
  #failure: ErrorCode | null = null;
  #failedAtMs: number | undefined;
  #isClosed = false;

  constructor(deps: SnapshotDeps) {
    this.#deps = deps;
  }

  get isMaking(): boolean {
    return this.#running !== undefined;
  }

  get failure(): ErrorCode | null {
    return this.#failure;
  }

  /** Makes one when a week has passed since the last, whatever it was made for. */
  check(): void {
    const { clock, dir, isWriting, hasData, log } = this.#deps;
    if (this.#running || this.#isClosed || isWriting()) return;
    const nowMs = clock.now();
    if (this.#failedAtMs !== undefined && Math.abs(nowMs - this.#failedAtMs) < PAUSE_MS) return;
    const last = listBackupFiles(dir).at(-1);
    // A clock that was set back must not put the next one off for years.
    const ageMs = last ? Math.abs(nowMs - Date.parse(last.at)) : Number.POSITIVE_INFINITY;
    if (ageMs < WEEK_MS || !hasData()) return;
    this.make(true).catch((error: unknown) => log.warn('backup.failed', { code: codeOf(error) }));
  }

  /** @throws AppError why there is none */
  make(isWeekly: boolean): Promise<void> {
    if (this.#isClosed) throw new AppError('app_closing', 'the store is being closed');
    this.#running ??= this.#begin(isWeekly);
    return this.#running.done;
  }

  /** Stops a copy that is being made: somebody needs the files. */
  async cancel(): Promise<void> {
    this.#running?.controller.abort();
    await this.#running?.done.catch(() => undefined);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.cancel();
  }

  #begin(isWeekly: boolean) {
    const controller = new AbortController();
    const done = this.#copy(isWeekly, controller.signal).finally(() => {
      this.#running = undefined;
      this.#deps.onChange();
    });
    // Whoever does not wait for it must not be hit by its failure.
    done.catch(() => undefined);
    this.#deps.onChange();
    return { controller, done };
  }

  async #copy(isWeekly: boolean, signal: AbortSignal): Promise<void> {
    const { tasks, store, dir, clock, log } = this.#deps;
    const started = clock.monotonic();
    for (let attempt = 1; ; attempt += 1) {
      try {
        await tasks.run({ kind: 'snapshot', store, dir, at: toInstant(clock.now()), isWeekly }, signal);
        this.#failure = null;
        this.#failedAtMs = undefined;
        log.info('backup.made', { isWeekly, ms: Math.round(clock.monotonic() - started) });
        return;
      } catch (error) {
        const code = codeOf(error);
        if (code === 'busy' && attempt < TRIES && !signal.aborted) continue;
        this.#failure = code === 'cancelled' ? this.#failure : code;
        this.#failedAtMs = clock.now();
        throw error;
      }
    }
  }
}

function codeOf(error: unknown): ErrorCode {
  return error instanceof AppError ? error.code : 'internal';
}
