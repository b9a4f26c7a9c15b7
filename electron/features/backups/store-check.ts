/**
 * @file Reads every page of the open store in a thread of its own (R7): quickly beside every start (decision 0017), in full weekly and after a stop
 * that was not clean.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { StoreFile } from '../../db/copy-store.ts';
import type { Extent } from '../../db/integrity.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { StoreTasks } from '../../ports/store-tasks.ts';

const WEEK_MS = 7 * 86_400_000;
const NAME = 'store.checked_ms';
/** The first screen is drawn in this time, and needs the whole machine for it. */
const AFTER_START_MS = 1500;
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
  /** Every page was read before the store was handed out. */
  readonly isQuickDone: boolean;
  readonly onDamaged: () => void;
};

export class StoreCheck {
  readonly #deps: StoreCheckDeps;
  readonly #stopping = new AbortController();
  /** The last stop was not clean. */
  #isFullNeeded: boolean;
  #isQuickNeeded: boolean;
  #running: Promise<void> | undefined;
  #starting: Promise<void> | undefined;

  constructor(deps: StoreCheckDeps) {
    this.#deps = deps;
    this.#isQuickNeeded = !deps.isQuickDone;
    this.#isFullNeeded = existsSync(join(deps.dir, OPEN_MARK));
    if (this.#isFullNeeded) deps.log.info('store.not-closed', {});
    mark(deps);
  }

  /** The quick one, unless it was done, before anything is written by itself. Resolves when it is over, whatever it found. */
  start(): Promise<void> {
    if (!this.#isQuickNeeded) return Promise.resolve();
    this.#starting ??= this.#checkFirst().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #checkFirst(): Promise<void> {
    await this.#deps.clock.sleep(AFTER_START_MS, this.#stopping.signal).catch(() => undefined);
    if (this.#mayBegin() && this.#isQuickNeeded) this.#begin('quick');
    await this.#running;
  }

  /** At every tick: what is owed. */
  check(): void {
    if (this.#starting || !this.#mayBegin()) return;
    if (this.#isFullNeeded || this.#isDue()) this.#begin('full');
    else if (this.#isQuickNeeded) this.#begin('quick');
  }

  /** Resolves once a check that runs, or is about to, is over. */
  async settled(): Promise<void> {
    await this.#starting;
    await this.#running;
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.settled();
  }

  /** After the store itself was closed. */
  markClosed(): void {
    rmSync(join(this.#deps.dir, OPEN_MARK), { force: true });
  }

  #mayBegin(): boolean {
    return !this.#running && !this.#stopping.signal.aborted && !this.#deps.isWriting();
  }

  #isDue(): boolean {
    const last = this.#deps.db.prepare('SELECT value FROM settings WHERE name = ?').pluck().get(NAME);
    return Math.abs(this.#deps.clock.now() - Number(last ?? 0)) >= WEEK_MS;
  }

  #begin(extent: Extent): void {
    this.#running = this.#run(extent).finally(() => {
      this.#running = undefined;
    });
  }

  async #run(extent: Extent): Promise<void> {
    const { tasks, store, db, clock, log, onDamaged } = this.#deps;
    const started = clock.monotonic();
    try {
      await tasks.run({ kind: 'check', store, extent }, this.#stopping.signal);
      this.#isQuickNeeded = false;
      if (extent === 'full') {
        this.#isFullNeeded = false;
        db.prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
          NAME,
          String(clock.now()),
        );
      }
      log.info('store.checked', { extent, ms: Math.round(clock.monotonic() - started) });
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal';
      log.warn('store.check-failed', { extent, code });
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
