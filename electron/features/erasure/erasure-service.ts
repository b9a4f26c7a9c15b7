/** @file Erasing everything as the app sees it: what there is, the run, its receipt, and finishing at start what was cut off (S30). */
import type { ErasureCounts, ErasureStep, Receipt } from '../../../shared/contract/erasure.ts';
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers, Output } from '../../../shared/contract/index.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Random } from '../../ports/random.ts';
import { assertConfirmed } from './confirmation.ts';
import { EraseRun, type EraseRunDeps } from './erase-run.ts';
import { receiptText } from './receipt-text.ts';
import { type ErasedBank, failureCode, NO_COUNTS, receiptNumber } from './steps.ts';
import type { EraseRecord } from './tombstone.ts';

/** What one environment stores; undefined when it cannot be read. */
export type EnvironmentContent = {
  readonly counts: Pick<ErasureCounts, 'connections' | 'accounts' | 'transactions' | 'backups'>;
  readonly banks: readonly ErasedBank[];
};

export type ErasureDeps = Omit<EraseRunDeps, 'close' | 'onStep'> & {
  readonly random: Random;
  readonly language: () => 'ar' | 'en';
  readonly activeId: () => string;
  readonly environmentIds: () => readonly string[];
  readonly hasData: (environmentId: string) => boolean;
  /** Keychain items the profile knows of: counting must not make the system ask for a password. */
  readonly notedKeys: (environmentId: string) => readonly string[];
  readonly inspect: (environmentId: string) => Promise<EnvironmentContent | undefined>;
  /** Nothing is opened while `work` runs; `quiet` stops what the open session does, `close` closes it. */
  readonly whileHeld: (work: (session: { quiet(): Promise<void>; close(): Promise<void> }) => Promise<void>) => Promise<void>;
  /** Opens the environment now active, as after a start. */
  readonly openAgain: () => Promise<void>;
  readonly emit: (topic: EventTopic) => void;
};
export type ErasureHandlers = Pick<
  Handlers,
  'erasure.preview' | 'erasure.eraseEverything' | 'erasure.receipt' | 'erasure.saveReceipt' | 'erasure.dismissReceipt'
>;

export class ErasureService {
  readonly #deps: ErasureDeps;
  #steps: readonly ErasureStep[] = [];
  #receipt: Receipt | null = null;
  #isRunning = false;
  /** Something of it is left: nothing may be opened before it is gone. */
  #unfinished: EraseRecord | undefined;

  constructor(deps: ErasureDeps) {
    this.#deps = deps;
  }

  /** Before any store is opened: finishes what a crash, a full disk or a locked keychain cut off. */
  async start(): Promise<void> {
    const record = this.#deps.tombstone.load();
    if (record?.stage === 'done') this.#receipt = (await this.#clearAgain(record)) ?? record.receipt;
    else if (record) {
      this.#unfinished = record;
      await this.#finish().catch((error: unknown) => this.#deps.log.warn('erasure.not-finished', { code: failureCode(error) }));
    }
    if (!this.#unfinished) this.#deps.tombstone.prepare();
  }

  /** @throws AppError while something of an erased environment is left: what is new must not be mixed with it, nor erased with it. */
  async assertFinished(): Promise<void> {
    if (this.#unfinished && !this.#isRunning) await this.#finish();
    const left = this.#receipt?.steps.find((step) => step.kind !== 'consent' && step.code !== null)?.code;
    if (this.#unfinished) throw new AppError(left ?? 'disk_failed', 'erasing is not finished');
  }

  async preview(isEvery: boolean): Promise<Output<'erasure.preview'>> {
    const ids = this.#erasedIds(isEvery);
    const { counts } = await this.#content(ids);
    const otherEnvironments = this.#deps.environmentIds().filter((id) => !ids.includes(id) && this.#deps.hasData(id)).length;
    return { ...counts, otherEnvironments };
  }

  /** @throws AppError `invalid_input` without the phrase, `busy`, `disk_*` when not even the tombstone could be written: then nothing was erased. */
  async eraseEverything(confirmation: string, isEvery: boolean): Promise<Receipt> {
    assertConfirmed('everything', confirmation);
    if (this.#isRunning) throw new AppError('busy', 'erasing already');
    this.#isRunning = true;
    try {
      const ids = this.#erasedIds(isEvery);
      const { counts, banks } = await this.#content(ids);
      const record: EraseRecord = {
        version: 1,
        number: receiptNumber(this.#deps.random),
        startedAt: toInstant(this.#deps.clock.now()),
        isEvery,
        environmentIds: [...ids],
        counts,
        banks: [...banks],
        steps: [],
        stage: 'remote',
        remote: {},
        receipt: null,
      };
      this.#deps.tombstone.begin(record);
      this.#unfinished = record;
      await this.#run(record, false);
    } finally {
      this.#isRunning = false;
    }
    await this.#deps.openAgain();
    this.#tell();
    if (!this.#receipt) throw new AppError('internal', 'erasing ended without a receipt');
    return this.#receipt;
  }

  state(): Output<'erasure.receipt'> {
    return { isRunning: this.#isRunning, steps: [...this.#steps], receipt: this.#receipt };
  }

  async saveReceipt(): Promise<boolean> {
    if (!this.#receipt) throw new AppError('not_found', 'no receipt');
    const text = receiptText(this.#receipt, this.#deps.language());
    return (await this.#deps.host?.saveText({ fileName: `mizan-receipt-${this.#receipt.number}.txt`, text })) ?? false;
  }

  dismiss(): void {
    if (!this.#unfinished) this.#deps.tombstone.remove();
    if (!this.#unfinished) this.#deps.tombstone.prepare();
    this.#receipt = null;
    this.#steps = [];
    this.#deps.emit('erasure.changed');
  }

  async #finish(): Promise<void> {
    const record = this.#deps.tombstone.load() ?? this.#unfinished;
    if (!record) return;
    this.#isRunning = true;
    try {
      await this.#execute(record, true, async () => undefined);
    } finally {
      this.#isRunning = false;
    }
    this.#tell();
  }

  async #clearAgain(record: EraseRecord): Promise<Receipt | undefined> {
    const nothing = { close: async () => undefined, onStep: () => undefined };
    return new EraseRun({ ...this.#deps, ...nothing }, record, record.receipt?.wasInterrupted ?? false).clearAgain();
  }

  async #run(record: EraseRecord, wasInterrupted: boolean): Promise<void> {
    this.#deps.emit('erasure.changed');
    await this.#deps.whileHeld(async (session) => {
      await session.quiet();
      await this.#execute(record, wasInterrupted, session.close);
    });
  }

  async #execute(record: EraseRecord, wasInterrupted: boolean, close: () => Promise<void>): Promise<void> {
    const onStep = (steps: readonly ErasureStep[]) => {
      this.#steps = steps;
      this.#deps.emit('erasure.changed');
    };
    const { receipt, isFinished } = await new EraseRun({ ...this.#deps, close, onStep }, record, wasInterrupted).run();
    this.#receipt = receipt;
    this.#steps = receipt.steps;
    if (isFinished) this.#unfinished = undefined;
    this.#deps.log.info('erasure.ended', { isFinished, steps: receipt.steps.length, traces: receipt.tracesFound });
  }

  #tell(): void {
    for (const topic of ['erasure.changed', 'settings.changed', 'environments.changed', 'app.changed'] as const) this.#deps.emit(topic);
  }

  #erasedIds(isEvery: boolean): readonly string[] {
    return isEvery ? this.#deps.environmentIds() : [this.#deps.activeId()];
  }

  async #content(ids: readonly string[]) {
    const keys = ids.flatMap((id) => this.#deps.notedKeys(id)).length;
    let counts: ErasureCounts = { ...NO_COUNTS, keys, files: await this.#countFiles() };
    const banks: EraseRecord['banks'] = [];
    for (const environmentId of ids) {
      const content = await this.#deps.inspect(environmentId);
      if (!content) continue;
      counts = {
        ...counts,
        connections: counts.connections + content.counts.connections,
        accounts: counts.accounts + content.counts.accounts,
        transactions: counts.transactions + content.counts.transactions,
        backups: counts.backups + content.counts.backups,
      };
      banks.push(...content.banks.map((bank) => ({ ...bank, environmentId })));
    }
    return { counts, banks };
  }

  async #countFiles(): Promise<number> {
    try {
      return (await this.#deps.host?.countFiles()) ?? 0;
    } catch (error) {
      this.#deps.log.warn('erasure.not-counted', { code: failureCode(error) });
      return 0;
    }
  }
}

export function erasureHandlers(service: ErasureService): ErasureHandlers {
  return {
    'erasure.preview': ({ everyEnvironment }) => service.preview(everyEnvironment),
    'erasure.eraseEverything': ({ confirmation, everyEnvironment }) => service.eraseEverything(confirmation, everyEnvironment),
    'erasure.receipt': () => service.state(),
    'erasure.saveReceipt': async () => ({ isSaved: await service.saveReceipt() }),
    'erasure.dismissReceipt': () => {
      service.dismiss();
      return { done: true };
    },
  };
}
