/**
 * @file Erasing everything, in S30's order: tombstone, sync stopped, remote, keychain, database closed, files, caches, search. Every step may
 * fail or be cut off; each can be repeated. No step relies on SQL DELETE.
 */
import { join } from 'node:path';
import type { ErasureStep, Receipt } from '../../../shared/contract/erasure.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { BankProvider } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DataFiles } from '../../ports/data-files.ts';
import type { HostCleared, HostData } from '../../ports/host-data.ts';
import type { Log } from '../../ports/log.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import { failureCode, receiptOf, type StepDetail, stepOf } from './steps.ts';
import type { EraseRecord, Tombstone } from './tombstone.ts';

export type EraseRunDeps = {
  readonly dataDir: string;
  readonly files: DataFiles;
  readonly secrets: SecretStore;
  readonly host: HostData | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly tombstone: Tombstone;
  /** The provider session of an environment, its store open or not. */
  readonly withProvider: <T>(
    environmentId: string,
    use: (provider: BankProvider, accessIds: readonly string[]) => Promise<T>,
  ) => Promise<T>;
  /** Closes what is open. */
  readonly close: () => Promise<void>;
  /** Settings and environments as at the first start. */
  readonly resetProfile: (erased: { readonly environmentIds: readonly string[]; readonly isEvery: boolean }) => void;
  readonly onPracticeRestarted: (practice: NonNullable<HostCleared['practice']>) => void;
  readonly onStep: (steps: readonly ErasureStep[]) => void;
};

/** The provider answered and said no: then the single deletes are worth a try. Everything else means that nobody answered. */
const REFUSED: ReadonlySet<ErrorCode> = new Set(['provider_rejected', 'scope_missing', 'forbidden', 'resource_busy', 'user_locked']);
const KEY_FAILURES = {
  locked: 'secret_store_locked',
  unavailable: 'secret_store_unavailable',
  error: 'secret_store_failed',
} as const satisfies Record<string, ErrorCode>;
const KEY_ROUNDS = 3;

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
    if (this.#record.stage === 'remote') await this.#removeRemote();
    const keysLeft = await this.#removeKeys();
    await this.#attempt('close', () => this.#deps.close());
    const filesLeft = this.#removeData();
    await this.#clearHost();
    this.#resetProfile();
    const tracesFound = await this.#search();
    const receipt = receiptOf(
      { ...this.#record, level: 'everything' },
      {
        steps: this.#record.steps,
        endedAt: toInstant(this.#deps.clock.now()),
        tracesFound,
        wasInterrupted: this.#wasInterrupted,
      },
    );
    const isGone = keysLeft === 0 && filesLeft === 0 && tracesFound === 0;
    this.#record = { ...this.#record, receipt };
    if (!isGone) this.#deps.tombstone.note(this.#record);
    return { receipt, isFinished: isGone && this.#deps.tombstone.end({ ...this.#record, stage: 'done' }) };
  }

  #save(change: Partial<EraseRecord>): void {
    this.#record = { ...this.#record, ...change };
    this.#deps.tombstone.note(this.#record);
  }

  /** A step that is repeated takes the place of its earlier lines. */
  #put(kind: ErasureStep['kind'], lines: readonly StepDetail[]): void {
    const made = lines.map((detail) => stepOf(kind, this.#deps.clock.now(), detail));
    this.#save({ steps: [...this.#record.steps.filter((step) => step.kind !== kind), ...made] });
    this.#deps.onStep(this.#record.steps);
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

  async #removeRemote(): Promise<void> {
    const wasAsked = this.#record.isRemoteAsked;
    this.#save({ isRemoteAsked: true });
    const lines: StepDetail[] = [];
    for (const environmentId of this.#record.environmentIds) {
      const banks = this.#record.banks.filter((bank) => bank.environmentId === environmentId);
      const { code } = await this.#attempt('remote', () => this.#removeUser(environmentId, banks.length > 0, wasAsked));
      lines.push(...banks.map((bank) => ({ bank, ...(code && { code }) })));
      // Nothing is connected but a token set is there: the user is deleted all the same, and a failure must not stay unsaid.
      if (banks.length === 0 && code) lines.push({ code });
    }
    this.#put('consent', lines);
    this.#save({ stage: 'local', banks: [] });
  }

  async #removeUser(environmentId: string, hasBanks: boolean, wasAsked: boolean): Promise<void> {
    await this.#deps.withProvider(environmentId, async (provider, accessIds) => {
      if (!(await provider.hasTokens())) {
        if (!hasBanks) return;
        throw new AppError(wasAsked ? 'exchange_unclear' : 'reconnect_required', 'erasing');
      }
      try {
        await provider.deleteUser();
      } catch (error) {
        const code = failureCode(error);
        if (!REFUSED.has(code)) throw error;
        await this.#removeSingly(provider, accessIds);
      }
    });
  }

  /** The whole user was refused: each access, then the tokens. @throws when one of them was refused too */
  async #removeSingly(provider: BankProvider, stored: readonly string[]): Promise<void> {
    const listed = await this.#attempt('list', () => provider.listAccesses());
    const ids = new Set([...stored, ...(listed.value ?? []).map((access) => access.providerId)]);
    const failed: ErrorCode[] = [];
    for (const id of ids) {
      const { code } = await this.#attempt('access', () => provider.deleteAccess(id));
      if (code) failed.push(code);
    }
    await this.#attempt('revoke', () => provider.revokeTokens());
    const [first] = failed;
    if (first) throw new AppError(first, 'erasing');
  }

  #isErased(item: string): boolean {
    return this.#record.isEvery || this.#record.environmentIds.some((id) => item.startsWith(`${id}:`));
  }

  async #listKeys(): Promise<readonly string[]> {
    const listed = await this.#deps.secrets.list();
    if (listed.status !== 'found') throw new AppError(KEY_FAILURES[listed.status], 'erasing');
    return listed.accounts.filter((item) => this.#isErased(item));
  }

  /** Key first: without it every copy of the data file, wherever it may be, is noise. */
  async #removeKeys(): Promise<number> {
    let removed = 0;
    const { value: left = 1, code } = await this.#attempt('keys', async () => {
      let items = await this.#listKeys();
      for (let round = 0; items.length > 0 && round < KEY_ROUNDS; round += 1) {
        for (const item of items) {
          if ((await this.#deps.secrets.remove(item)).status === 'done') removed += 1;
        }
        items = await this.#listKeys();
      }
      return items.length;
    });
    const failure = code ?? (left > 0 ? 'secret_store_failed' : undefined);
    const before = this.#record.steps.find((step) => step.kind === 'keys')?.count ?? 0;
    this.#put('keys', [{ count: before + removed, ...(failure && { code: failure }) }]);
    return left;
  }

  #environmentsDir(): string {
    return join(this.#deps.dataDir, 'environments');
  }

  #folders(): readonly string[] {
    const { files } = this.#deps;
    const known = files.list(this.#environmentsDir());
    return this.#record.isEvery ? known : known.filter((name) => this.#record.environmentIds.includes(name));
  }

  /** One by one, the data first: what fails leaves the others gone. @returns how many could not be removed */
  #removeData(): number {
    const { files } = this.#deps;
    const failed: ErrorCode[] = [];
    const remove = (path: string) => {
      try {
        files.remove(path);
      } catch (error) {
        failed.push(failureCode(error));
      }
    };
    const folders = this.#tryList(() => this.#folders(), failed);
    for (const folder of folders) {
      const dir = join(this.#environmentsDir(), folder);
      const names = this.#tryList(() => files.list(dir), failed);
      // The data file goes before its log, so that nothing can be read back from half of it.
      for (const name of [...names].sort((a, b) => rank(a) - rank(b))) remove(join(dir, name));
      remove(dir);
    }
    const leftovers = this.#tryList(() => files.list(this.#deps.dataDir), failed).filter((name) =>
      /\.damaged-\d+$|\.json\.tmp$/.test(name),
    );
    for (const name of leftovers) remove(join(this.#deps.dataDir, name));
    const [code] = failed;
    this.#put('database', [code ? { code } : {}]);
    return failed.length;
  }

  #tryList(list: () => readonly string[], failed: ErrorCode[]): readonly string[] {
    try {
      return list();
    } catch (error) {
      failed.push(failureCode(error));
      return [];
    }
  }

  async #clearHost(): Promise<void> {
    const { host } = this.#deps;
    const isPracticeErased = this.#record.isEvery || this.#record.environmentIds.includes('practice');
    const { value, code } = await this.#attempt('host', () => host?.clear({ isPracticeErased }));
    if (value?.practice) this.#deps.onPracticeRestarted(value.practice);
    const failure = code ?? (value && value.left > 0 ? 'disk_failed' : undefined);
    const count = (value?.removed ?? 0) + this.#record.counts.backups;
    this.#put('files', [{ count, ...(failure && { code: failure }) }]);
  }

  #resetProfile(): void {
    try {
      this.#deps.resetProfile(this.#record);
    } catch (error) {
      // In memory it is reset; the file is written with the next change.
      this.#deps.log.warn('erasure.profile-not-written', { code: failureCode(error) });
    }
  }

  async #search(): Promise<number> {
    const { value, code } = await this.#attempt('search', async () => (await this.#listKeys()).length + this.#folders().length);
    const count = value ?? 0;
    const failure = code ?? (count > 0 ? 'disk_failed' : undefined);
    this.#put('search', [{ count, ...(failure && { code: failure }) }]);
    return code ? Math.max(1, count) : count;
  }
}

const rank = (name: string): number => (name === 'mizan.db' ? 0 : name.startsWith('mizan.db-') ? 1 : name === 'mizan.lock' ? 3 : 2);
