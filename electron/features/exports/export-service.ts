/** @file Exports as the page sees them: one at a time, with progress, cancellable; a file appears whole or not at all. */

import type { EventTopic } from '../../../shared/contract/events.ts';
import type { EverythingFormat, ExportStatus } from '../../../shared/contract/exports.ts';
import type { Handlers, Parsed } from '../../../shared/contract/index.ts';
import { riyadhDay } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import { type Db, toStoreError } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { SaveFile } from '../../ports/save-file.ts';
import type { TransactionService } from '../transactions/transaction-service.ts';
import { type Beside, createEverythingWriter } from './everything-writer.ts';
import { createExportRepo } from './export-repo.ts';
import { createExportWriter, type ExportSink } from './export-writer.ts';
import { createStoreReader } from './store-reader.ts';

export type ExportDeps = {
  readonly db: Db;
  readonly transactions: Pick<TransactionService, 'page' | 'count'>;
  /** undefined where no files can be chosen, e.g. under plain Node. */
  readonly saveFile: SaveFile | undefined;
  readonly beside: () => Beside;
  /** Lines about calls to the provider wait in memory for a moment. */
  readonly flushCalls: () => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: (topic: EventTopic) => void;
};
type Work = Pick<ExportStatus, 'subject' | 'format'> & {
  readonly fileName: string;
  readonly total: () => number;
  readonly write: (sink: ExportSink) => Promise<void>;
};

const IDLE: ExportStatus = { state: 'idle', subject: null, format: null, rows: 0, total: 0, skipped: 0, fileName: null, errorCode: null };
/** The page is told a few times a second at most. */
const TELL_EVERY_MS = 200;

export class ExportService {
  readonly #deps: ExportDeps;
  readonly #list: ReturnType<typeof createExportWriter>;
  readonly #everything: ReturnType<typeof createEverythingWriter>;
  readonly #store: ReturnType<typeof createStoreReader>;
  #status: ExportStatus = IDLE;
  #running: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;
  #isAsking = false;
  #toldAtMs = Number.NEGATIVE_INFINITY;

  constructor(deps: ExportDeps) {
    this.#deps = deps;
    this.#store = createStoreReader(deps.db);
    this.#list = createExportWriter({ transactions: deps.transactions, repo: createExportRepo(deps.db) });
    this.#everything = createEverythingWriter(this.#store);
  }

  status = (): ExportStatus => this.#status;

  inventory = () => this.#store.inventory();

  /** Returns once the place is chosen; the rest is told by `exports.changed`. @throws AppError `busy` */
  start(input: Parsed<'exports.start'>): Promise<boolean> {
    const { clock, transactions } = this.#deps;
    const nowMs = clock.now();
    return this.#begin({
      subject: 'list',
      format: input.format,
      fileName: `mizan-transactions-${riyadhDay(nowMs)}.${input.format}`,
      total: () => transactions.count(input.filter).matching,
      write: (sink) => this.#list.run({ ...input, ...sink, nowMs }),
    });
  }

  /** As above. */
  startEverything(format: EverythingFormat): Promise<boolean> {
    const { clock, beside, flushCalls } = this.#deps;
    const nowMs = clock.now();
    return this.#begin({
      subject: 'everything',
      format,
      fileName: `mizan-everything-${riyadhDay(nowMs)}.${format === 'csv' ? 'zip' : format}`,
      total: () => {
        flushCalls();
        return this.#everything.total();
      },
      write: (sink) => this.#everything.run({ ...sink, format, nowMs, beside: beside() }),
    });
  }

  async #begin(work: Work): Promise<boolean> {
    const { saveFile } = this.#deps;
    if (this.#running || this.#isAsking) throw new AppError('busy', 'exporting already');
    if (!saveFile) throw new AppError('forbidden', 'no file can be chosen here');
    const token = await this.#ask(saveFile, work.fileName);
    if (token === undefined) return false;
    const controller = new AbortController();
    this.#status = { ...IDLE, state: 'running', subject: work.subject, format: work.format, total: work.total() };
    const done = this.#run(work, saveFile, token, controller.signal).finally(() => {
      this.#running = undefined;
      this.#tell(true);
    });
    this.#running = { controller, done };
    this.#tell(true);
    return true;
  }

  cancel(): void {
    this.#running?.controller.abort();
  }

  async close(): Promise<void> {
    this.cancel();
    await this.#running?.done;
  }

  async #ask(saveFile: SaveFile, fileName: string): Promise<string | undefined> {
    this.#isAsking = true;
    try {
      return await saveFile.choose(fileName);
    } finally {
      this.#isAsking = false;
    }
  }

  async #run(work: Work, saveFile: SaveFile, token: string, signal: AbortSignal): Promise<void> {
    const { log } = this.#deps;
    try {
      await work.write({
        signal,
        write: (bytes) => saveFile.write(token, bytes),
        onRows: (rows, skipped) => {
          this.#status = { ...this.#status, rows, skipped };
          this.#tell(false);
        },
      });
      signal.throwIfAborted();
      this.#status = { ...this.#status, state: 'done', fileName: await saveFile.finish(token) };
      log.info('export.done', { subject: work.subject, format: work.format, rows: this.#status.rows });
    } catch (error) {
      await this.#giveUp(saveFile, token);
      const known = toStoreError(error);
      const errorCode = signal.aborted ? null : known instanceof AppError ? known.code : 'internal';
      if (errorCode === 'internal') log.error('export.crashed', { kind: error instanceof Error ? error.name : typeof error });
      this.#status = { ...this.#status, state: signal.aborted ? 'cancelled' : 'failed', errorCode };
    }
  }

  async #giveUp(saveFile: SaveFile, token: string): Promise<void> {
    try {
      await saveFile.discard(token);
    } catch (error) {
      this.#deps.log.warn('export.not-discarded', { kind: error instanceof Error ? error.name : typeof error });
    }
  }

  #tell(isNow: boolean): void {
    const nowMs = this.#deps.clock.monotonic();
    if (!isNow && nowMs - this.#toldAtMs < TELL_EVERY_MS) return;
    this.#toldAtMs = nowMs;
    this.#deps.emit('exports.changed');
  }
}

export function exportHandlers(service: ExportService): Pick<Handlers, Extract<keyof Handlers, `exports.${string}`>> {
  return {
    'exports.status': () => service.status(),
    'exports.start': async (input) => ({ isStarted: await service.start(input) }),
    'exports.startEverything': async ({ format }) => ({ isStarted: await service.startEverything(format) }),
    'exports.inventory': () => service.inventory(),
    'exports.cancel': () => {
      service.cancel();
      return { done: true };
    },
  };
}
