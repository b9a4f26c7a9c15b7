/** @file Reads every page of the open store in a thread of its own (R7): weekly, and after a stop that was not clean. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { StoreFile } from '../../db/copy-store.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { StoreTasks } from '../../ports/store-tasks.ts';

const WEEK_MS = 7 * 86_400_000;
const NAME = 'store.checked_ms';
/** There while the store is open; found at a start, the last stop was not clean. */
const OPEN_MARK = 'mizan.open';

export type StoreCheckDeps = {
  readonly db: Db;
  readonly dir: string;
  readonly store: StoreFile;
  readonly tasks: StoreTasks;
  readonly clock: Clock;
  readonly log: Log;
  readonly isWriting: () => boolean;
  readonly onDamaged: () => void;
};

export class StoreCheck {
  readonly #deps: StoreCheckDeps;
  readonly #stopping = new AbortController();
  #isNeeded: boolean;
  #running: Promise<void> | undefined;

  constructor(deps: StoreCheckDeps) {
    this.#deps = deps;
    this.#isNeeded = existsSync(join(deps.dir, OPEN_MARK));
    if (this.#isNeeded) deps.log.info('store.not-closed', {});
    mark(deps);
  }

  /** At every tick. */
  check(): void {
    if (this.#running || this.#stopping.signal.aborted || this.#deps.isWriting()) return;
    if (!this.#isNeeded && !this.#isDue()) return;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves once a check that runs is over. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** After the store itself was closed. */
  markClosed(): void {
    rmSync(join(this.#deps.dir, OPEN_MARK), { force: true });
  }

  #isDue(): boolean {
    const last = this.#deps.db.prepare('SELECT value FROM settings WHERE name = ?').pluck().get(NAME);
    return Math.abs(this.#deps.clock.now() - Number(last ?? 0)) >= WEEK_MS;
  }

  async #run(): Promise<void> {
    const { tasks, store, db, clock, log, onDamaged } = this.#deps;
    const started = clock.monotonic();
    try {
      await tasks.run({ kind: 'check', store }, this.#stopping.signal);
      this.#isNeeded = false;
      db.prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
        NAME,
        String(clock.now()),
      );
      log.info('store.checked', { ms: Math.round(clock.monotonic() - started) });
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal';
      log.warn('store.check-failed', { code });
      if (code === 'database_damaged') onDamaged();
    }
  }
}

/** A full disk takes no mark, and is no reason not to open. */
function mark({ dir, log }: StoreCheckDeps): void {
  try {
    writeFileSync(join(dir, OPEN_MARK), '', { mode: 0o600 });
  } catch {
    log.info('store.not-marked', {});
  }
}
