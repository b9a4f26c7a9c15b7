/**
 * @file Erasing everything, in S30's order: tombstone, sync stopped, remote, keychain, database closed, files, caches, search. Every step may
 * fail or be cut off; each can be repeated. No step relies on SQL DELETE.
 */
import { join } from 'node:path';
import type { ErasureStep, Receipt } from '../../../shared/contract/erasure.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { BankProvider } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DataFiles } from '../../ports/data-files.ts';
import type { HostCleared, HostData } from '../../ports/host-data.ts';
import type { Log } from '../../ports/log.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import { VAULT_FILE } from '../recovery/vault.ts';
import { type ErasedKeys, findKeys, keysFailure, removeKeys } from './key-removal.ts';
import { RemoteRemoval, type RemovableAccess } from './remote-removal.ts';
import { type ErasedBank, failureCode, receiptOf, type StepDetail, stepOf } from './steps.ts';
import type { EraseRecord, RemoteProgress, Tombstone } from './tombstone.ts';

export type EraseRunDeps = {
  readonly dataDir: string;
  readonly files: DataFiles;
  readonly secrets: SecretStore;
  readonly host: HostData | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly tombstone: Tombstone;
  /** The provider session of an environment, its store open or not. */
  readonly withProvider: (
    environmentId: string,
    use: (provider: BankProvider, banks: readonly RemovableAccess[] | undefined) => Promise<void>,
  ) => Promise<void>;
  /** Names of the keychain items an environment may have. */
  readonly keysOf: (environmentId: string) => readonly string[];
  /** Names of those that belong to no environment: they go when all of them do. */
  readonly sharedKeys: readonly string[];
  /** Closes what is open. */
  readonly close: () => Promise<void>;
  /** Settings and environments as at the first start. */
  readonly resetProfile: (erased: { readonly environmentIds: readonly string[]; readonly isEvery: boolean }) => void;
  readonly onPracticeRestarted: (practice: NonNullable<HostCleared['practice']>) => void;
  readonly onStep: (steps: readonly ErasureStep[]) => void;
};

/** Folders and files a crash or a repair may have left beside the profile. */
const STRAY = /\.damaged-\d+$|\.json\.tmp$|^restoring$/;

const HOST_ROUNDS = 3;

export class EraseRun {
  readonly #deps: EraseRunDeps;
  #record: EraseRecord;
  readonly #wasInterrupted: boolean;

  constructor(deps: EraseRunDeps, record: EraseRecord, wasInterrupted: boolean) {
    this.#deps = deps;
    this.#record = record;
    this.#wasInterrupted = wasInterrupted;
  }

  /** @returns the receipt; `isFinished` false when something of it is left and the next start must go on */
  async run(): Promise<{ readonly receipt: Receipt; readonly isFinished: boolean }> {
    if (this.#record.stage === 'remote' && !(await this.#removeRemote())) return this.#end(false);
    const areKeysGone = await this.#removeKeys();
    await this.#attempt('close', () => this.#deps.close());
    const isDataGone = this.#removeData();
    await this.#clearHost(this.#record.isEvery || this.#record.environmentIds.includes('practice'));
    const isNothingFound = await this.#search();
    return this.#end(areKeysGone && isDataGone && isNothingFound);
  }

  /**
   * Logs and caches that could not be removed: they keep nobody from starting afresh, so erasing ended without them. The practice bank stays
   * as it is, for it may be in use again.
   */
  async clearAgain(): Promise<Receipt | undefined> {
    const { receipt, steps } = this.#record;
    if (!receipt || steps.every((step) => step.kind !== 'files' || step.code === null)) return undefined;
    await this.#clearHost(false);
    return this.#end(true, receipt.endedAt).receipt;
  }

  #end(isGone: boolean, endedAt = toInstant(this.#deps.clock.now())) {
    const traces = this.#record.steps.find((step) => step.kind === 'search')?.count ?? 0;
    const receipt = receiptOf(
      { ...this.#record, level: 'everything' },
      {
        steps: this.#record.steps,
        endedAt,
        tracesFound: traces,
        wasInterrupted: this.#wasInterrupted,
      },
    );
    this.#record = { ...this.#record, receipt };
    if (!isGone) this.#deps.tombstone.note(this.#record);
    return { receipt, isFinished: isGone && this.#deps.tombstone.end({ ...this.#record, stage: 'done' }) };
  }

  #save(change: Partial<EraseRecord>): void {
    this.#record = { ...this.#record, ...change };
    this.#deps.tombstone.note(this.#record);
  }

  #made(kind: ErasureStep['kind'], lines: readonly StepDetail[]): readonly ErasureStep[] {
    return lines.map((detail) => stepOf(kind, this.#deps.clock.now(), detail));
  }

  #saveSteps(steps: readonly ErasureStep[], change: Partial<EraseRecord> = {}): void {
    this.#save({ ...change, steps: [...steps] });
    this.#deps.onStep(steps);
  }

  /** A step that is repeated takes the place of its earlier line. */
  #put(kind: ErasureStep['kind'], line: StepDetail): void {
    this.#saveSteps([...this.#record.steps.filter((step) => step.kind !== kind), ...this.#made(kind, [line])]);
  }

  async #attempt<T>(what: string, work: () => T | Promise<T>): Promise<{ readonly value?: T; readonly code?: ErrorCode }> {
    try {
      return { value: await work() };
    } catch (error) {
      const code = failureCode(error);
      this.#deps.log.warn('erasure.step-failed', { what, code });
      return { code };
    }
  }

  /** @returns false when the keychain is locked: then nothing is erased before it can all be done */
  async #removeRemote(): Promise<boolean> {
    for (const environmentId of this.#record.environmentIds) {
      if (this.#record.remote[environmentId]?.state === 'ended') continue;
      const { code } = await this.#attempt('remote', () => this.#removeUser(environmentId));
      if (code === 'secret_store_locked') {
        this.#put('keys', { code });
        return false;
      }
      if (code) this.#noteRemote(environmentId, { state: 'ended', refusal: null }, this.#unasked(environmentId, code));
    }
    this.#save({ stage: 'local', banks: [] });
    return true;
  }

  #countedBanks(environmentId: string): readonly ErasedBank[] {
    return this.#record.banks.filter((bank) => bank.environmentId === environmentId);
  }

  /** Not even a session with the provider could be made. */
  #unasked(environmentId: string, code: ErrorCode): readonly StepDetail[] {
    const banks = this.#countedBanks(environmentId);
    return banks.length > 0 ? banks.map((bank) => ({ bank, code })) : [{ code }];
  }

  #removeUser(environmentId: string): Promise<void> {
    return this.#deps.withProvider(environmentId, (provider, stored) =>
      new RemoteRemoval({
        provider,
        banks: stored ?? this.#countedBanks(environmentId).map((bank) => ({ ...bank, accessId: null })),
        progress: this.#record.remote[environmentId],
        note: (progress, consents) => this.#noteRemote(environmentId, progress, consents),
        onRevoked: (line) => this.#saveSteps([...this.#record.steps, ...this.#made('revoke', this.#at(environmentId, [line]))]),
        log: this.#deps.log,
      }).run(),
    );
  }

  /** In one write: what was answered and what follows from it for each bank. */
  #noteRemote(environmentId: string, progress: RemoteProgress, consents: readonly StepDetail[] = []): void {
    const remote = { ...this.#record.remote, [environmentId]: progress };
    this.#saveSteps([...this.#record.steps, ...this.#made('consent', this.#at(environmentId, consents))], { remote });
  }

  #at(environmentId: string, lines: readonly StepDetail[]): readonly StepDetail[] {
    return environmentId === 'practice' ? lines.map((line) => ({ ...line, isPractice: true })) : lines;
  }

  #erasedKeys(): ErasedKeys {
    const { isEvery, environmentIds } = this.#record;
    const ids = isEvery ? new Set([...environmentIds, ...this.#tryList(() => this.#folders(), [])]) : environmentIds;
    const isErased = (item: string) => isEvery || environmentIds.some((id) => item.startsWith(`${id}:`));
    const known = [...[...ids].flatMap((id) => this.#deps.keysOf(id)), ...(isEvery ? this.#deps.sharedKeys : [])];
    return { known, isErased };
  }

  /** Key first: without it every copy of the data file, wherever it may be, is noise. */
  async #removeKeys(): Promise<boolean> {
    const { value, code } = await this.#attempt('keys', () => removeKeys(this.#deps.secrets, this.#erasedKeys()));
    const failure = code ?? (value && keysFailure(value));
    const before = this.#record.steps.find((step) => step.kind === 'keys')?.count ?? 0;
    this.#put('keys', { count: before + (value?.removed ?? 0), ...(failure && { code: failure }) });
    return value?.left === 0;
  }

  #environmentsDir(): string {
    return join(this.#deps.dataDir, 'environments');
  }

  #folders(): readonly string[] {
    const { files } = this.#deps;
    const known = files.list(this.#environmentsDir());
    return this.#record.isEvery ? known : known.filter((name) => this.#record.environmentIds.includes(name));
  }

  /** One by one, the data first: what fails leaves the others gone. Then the settings. @returns whether all of it is gone */
  #removeData(): boolean {
    const { files } = this.#deps;
    const failed: ErrorCode[] = [];
    const attempt = (work: () => void) => {
      try {
        work();
      } catch (error) {
        failed.push(failureCode(error));
      }
    };
    for (const folder of this.#tryList(() => this.#folders(), failed)) {
      const dir = join(this.#environmentsDir(), folder);
      const names = this.#tryList(() => files.list(dir), failed);
      // The data file goes before its log, so that nothing can be read back from half of it.
      for (const name of [...names].sort((a, b) => rank(a) - rank(b))) attempt(() => files.remove(join(dir, name)));
      attempt(() => files.remove(dir));
    }
    for (const name of this.#tryList(() => this.#strays(), failed)) attempt(() => files.remove(join(this.#deps.dataDir, name)));
    attempt(() => this.#deps.resetProfile(this.#record));
    const [code] = failed;
    this.#put('database', code ? { code } : {});
    return failed.length === 0;
  }

  #strays(): readonly string[] {
    const { isEvery } = this.#record;
    return this.#deps.files.list(this.#deps.dataDir).filter((name) => STRAY.test(name) || (isEvery && name === VAULT_FILE));
  }

  #tryList(list: () => readonly string[], failed: ErrorCode[]): readonly string[] {
    try {
      return list();
    } catch (error) {
      failed.push(failureCode(error));
      return [];
    }
  }

  async #clearHost(isPracticeErased: boolean): Promise<void> {
    const { host } = this.#deps;
    let removed = this.#record.steps.find((step) => step.kind === 'files')?.count ?? this.#record.counts.backups;
    let failure: ErrorCode | undefined;
    for (let round = 0; round === 0 || (failure && round < HOST_ROUNDS); round += 1) {
      const { value, code } = await this.#attempt('host', () => host?.clear({ isPracticeErased }));
      if (value?.practice) this.#deps.onPracticeRestarted(value.practice);
      removed += value?.removed ?? 0;
      failure = code ?? (value && value.left > 0 ? 'disk_failed' : undefined);
    }
    this.#put('files', { count: removed, ...(failure && { code: failure }) });
  }

  /** Looks again for everything that was to go. */
  async #search(): Promise<boolean> {
    const { value, code } = await this.#attempt('search', async () => {
      const { items } = await findKeys(this.#deps.secrets, this.#erasedKeys());
      return items.length + this.#folders().length + this.#strays().length;
    });
    const count = code ? Math.max(1, value ?? 0) : (value ?? 0);
    const failure = code ?? (count > 0 ? 'disk_failed' : undefined);
    this.#put('search', { count, ...(failure && { code: failure }) });
    return count === 0;
  }
}

const rank = (name: string): number => (name === 'mizan.db' ? 0 : name.startsWith('mizan.db-') ? 1 : name === 'mizan.lock' ? 3 : 2);
