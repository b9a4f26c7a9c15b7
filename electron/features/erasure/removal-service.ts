/**
 * @file Forgetting an account and disconnecting a bank (S31, S33): a line in the journal, the remote delete, the rows in one
 * transaction, then what copies of them are left in the log file and in backups. A start finishes what was interrupted.
 */
import { dirname, join } from 'node:path';
import type { ErasureCounts, ErasureStep, Receipt } from '../../../shared/contract/erasure.ts';
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers } from '../../../shared/contract/index.ts';
import { toInstant } from '../../../shared/domain/dates.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { backUp, listBackups } from '../../db/backup.ts';
import type { Db } from '../../db/open.ts';
import { SET_ASIDE, UNFINISHED } from '../../db/replacement.ts';
import type { BankProvider } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DataFiles } from '../../ports/data-files.ts';
import type { Log } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import { ANNOTATION_FILES } from '../annotations/annotation-keeper.ts';
import { createLeftoverAccesses, type LeftoverAccesses } from '../connections/leftover-accesses.ts';
import { assertConfirmed } from './confirmation.ts';
import { createRemovalRepo } from './removal-repo.ts';
import { type ErasedBank, failureCode, NO_COUNTS, receiptNumber, receiptOf, type StepDetail, stepOf } from './steps.ts';
import type { WithdrawalGuard } from './withdrawal-guard.ts';
import { accessDigest, accountDigest, createWithdrawalRepo, identityDigest, memberDigest, type Withdrawal } from './withdrawal-repo.ts';

export type RemovalDeps = {
  readonly db: Db;
  /** The unguarded one. */
  readonly provider: BankProvider;
  readonly guard: Pick<WithdrawalGuard, 'enforce'>;
  readonly sync: { exclusively<T>(work: () => Promise<T>): Promise<T> };
  readonly files: DataFiles;
  readonly backups: { readonly dir: string; readonly keyHex: string };
  /** Stops whatever reads the store's files beside. */
  readonly freeFiles: () => Promise<void>;
  /** The provider is the practice bank, and a receipt says so. */
  readonly isPractice: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly emit: (topic: EventTopic) => void;
};
export type RemovalHandlers = Pick<
  Handlers,
  'erasure.previewAccount' | 'erasure.previewConnection' | 'erasure.forgetAccount' | 'erasure.disconnect'
>;
type Removal = Pick<Withdrawal, 'kind' | 'subjectId' | 'isHistoryKept'> & {
  readonly connectionId: string;
  readonly digests: readonly Buffer[];
  readonly bank: ErasedBank;
  readonly counts: ErasureCounts;
  /** undefined: the provider holds nothing of it. */
  readonly remote: (() => Promise<void>) | undefined;
};

export class RemovalService {
  readonly #deps: RemovalDeps;
  readonly #repo: ReturnType<typeof createRemovalRepo>;
  readonly #withdrawals: ReturnType<typeof createWithdrawalRepo>;
  readonly #leftovers: LeftoverAccesses;

  constructor(deps: RemovalDeps) {
    this.#deps = deps;
    this.#repo = createRemovalRepo(deps.db);
    this.#withdrawals = createWithdrawalRepo(deps.db);
    this.#leftovers = createLeftoverAccesses(deps.db);
    this.#finishInterrupted();
  }

  previewAccount(accountId: string): ErasureCounts {
    return { ...this.#totals(), ...this.#repo.countsOfAccount(accountId) };
  }

  previewConnection(connectionId: string): ErasureCounts {
    return { ...this.#totals(), ...this.#repo.countsOfConnection(connectionId) };
  }

  /** @throws AppError `not_found`, `invalid_input` without the phrase, `disk_*` before anything was done */
  forgetAccount(accountId: string, confirmation: string): Promise<Receipt> {
    assertConfirmed('account', confirmation);
    const account = this.#repo.findAccount(accountId);
    if (!account) throw new AppError('not_found', 'no such account');
    const [providerId] = account.providerIds;
    const isConnected = this.#repo.findConnection(account.connectionId)?.isWithdrawn === false;
    return this.#remove({
      kind: 'account',
      subjectId: accountId,
      connectionId: account.connectionId,
      isHistoryKept: false,
      digests: [...account.providerIds.map(accountDigest), identityDigest(account.identity)],
      bank: account,
      counts: this.previewAccount(accountId),
      remote: providerId === undefined || !isConnected ? undefined : () => this.#deps.provider.deleteAccount(providerId),
    });
  }

  /** @throws AppError `not_found`, `disk_*` before anything was done */
  disconnect(connectionId: string, keepHistory: boolean): Promise<Receipt> {
    const connection = this.#repo.findConnection(connectionId);
    if (!connection) throw new AppError('not_found', 'no such connection');
    // What an earlier renewal left at the provider is of this bank too, and would bring it back.
    const accessIds = [...(connection.accessId === null ? [] : [connection.accessId]), ...this.#leftovers.listOf(connectionId)];
    return this.#remove({
      kind: 'connection',
      subjectId: connectionId,
      connectionId,
      isHistoryKept: keepHistory,
      digests:
        accessIds.length === 0
          ? []
          : [...accessIds.map(accessDigest), ...this.#repo.listIdentities(connectionId).map((identity) => memberDigest(identity))],
      bank: connection,
      counts: this.previewConnection(connectionId),
      remote: accessIds.length === 0 ? undefined : () => this.#deleteAccesses(accessIds),
    });
  }

  /** Each one is tried. @throws AppError the first that failed */
  async #deleteAccesses(accessIds: readonly string[]): Promise<void> {
    const failed: unknown[] = [];
    for (const id of accessIds) await this.#deps.provider.deleteAccess(id).catch((error: unknown) => failed.push(error));
    if (failed.length > 0) throw failed[0];
  }

  async #remove(removal: Removal): Promise<Receipt> {
    const { clock, db, sync } = this.#deps;
    const startedAt = toInstant(clock.now());
    const steps = await sync.exclusively(async () => {
      await this.#deps.freeFiles();
      const begin = db.transaction(() => this.#withdrawals.begin({ ...removal, at: startedAt }));
      const id = begin.immediate();
      let remote = await this.#removeRemote(id, removal);
      const withdrawal = { ...removal, id, stage: 'begun' } as const;
      this.#removeRows(withdrawal);
      const local = this.#cleaned(withdrawal, removal);
      const code = await this.#findLeft(id, remote);
      if (code) remote = remote.map(({ kind }) => this.#step(kind, { bank: removal.bank, code }));
      return [...remote, local];
    });
    for (const topic of ['connections.changed', 'accounts.changed', 'transactions.changed', 'sync.changed'] as const)
      this.#deps.emit(topic);
    const base = { number: receiptNumber(this.#deps.random), level: removal.kind, startedAt, counts: removal.counts };
    return receiptOf(base, { steps, endedAt: toInstant(clock.now()) });
  }

  /** Best effort: what could not be deleted there is asked for again when it is still listed, and the receipt says so. */
  async #removeRemote(id: number, removal: Removal): Promise<readonly ErasureStep[]> {
    const { provider, log } = this.#deps;
    const kind = removal.kind === 'account' ? 'account' : 'consent';
    if (!removal.remote) {
      this.#withdrawals.setRemoteDone(id);
      return [];
    }
    let code: ErrorCode | undefined;
    try {
      if (await provider.hasTokens()) await removal.remote();
      else code = 'reconnect_required';
    } catch (error) {
      code = failureCode(error);
      log.warn('erasure.remote-failed', { kind, code });
    }
    if (code === undefined) this.#withdrawals.setRemoteDone(id);
    return [this.#step(kind, { bank: removal.bank, ...(code && { code }) })];
  }

  /**
   * A delete that was answered as done is looked after: the provider may hold the same under an id it issued meanwhile, and have
   * answered only that the old one is gone (API reference A9). Without a list the answer stands.
   */
  async #findLeft(id: number, remote: readonly ErasureStep[]): Promise<ErrorCode | undefined> {
    if (remote.length === 0 || remote.some((step) => step.code !== null)) return undefined;
    try {
      return (await this.#deps.guard.enforce()).get(id);
    } catch (error) {
      this.#deps.log.info('erasure.not-looked-after', { code: failureCode(error) });
      return undefined;
    }
  }

  /** The rows are gone, whatever becomes of their copies now: the next start goes on there. */
  #cleaned(withdrawal: Withdrawal, { isHistoryKept, bank, counts }: Removal): ErasureStep {
    if (isHistoryKept) return this.#step('history_kept', { bank });
    try {
      this.#clean(withdrawal);
      return this.#step('rows', { bank, count: counts.transactions });
    } catch (error) {
      const code = failureCode(error);
      this.#deps.log.warn('erasure.copies-left', { code });
      return this.#step('rows', { bank, count: counts.transactions, code });
    }
  }

  #finish(withdrawal: Withdrawal): void {
    if (withdrawal.stage === 'begun') this.#removeRows(withdrawal);
    this.#clean(withdrawal);
  }

  #removeRows({ id, kind, subjectId, isHistoryKept }: Withdrawal): void {
    const { db, clock } = this.#deps;
    const run = db.transaction(() => {
      if (kind === 'account') this.#repo.removeAccount(subjectId);
      else {
        if (isHistoryKept) this.#repo.disconnect(subjectId, toInstant(clock.now()));
        else this.#repo.removeConnection(subjectId);
        // Forgetting was part of that consent; a new one starts without it.
        this.#withdrawals.removeAccountsOf(subjectId);
        this.#leftovers.removeOf(subjectId);
      }
      this.#withdrawals.setStage(id, isHistoryKept ? 'cleaned' : 'local');
    });
    run.immediate();
  }

  /** The rows are gone from the file; copies of them may stand in its log file and in backups. */
  #clean({ id, isHistoryKept }: Withdrawal): void {
    if (isHistoryKept) return;
    const { db, files, backups, clock, log } = this.#deps;
    const [checkpoint] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]; // one row, always
    if (checkpoint?.busy !== 0) throw new AppError('database_locked', 'the log file is being read and keeps its pages');
    const old = listBackups(backups.dir);
    for (const name of files.list(backups.dir)) files.remove(join(backups.dir, name));
    // Older states of the store, set aside when another took its place, hold those rows too.
    const beside = dirname(backups.dir);
    const isOlder = (name: string) => SET_ASIDE.test(name) || UNFINISHED.test(name) || ANNOTATION_FILES.includes(name);
    for (const name of files.list(beside).filter(isOlder)) files.remove(join(beside, name));
    this.#withdrawals.setStage(id, 'cleaned');
    if (old.length === 0) return;
    try {
      backUp({ db, ...backups, at: toInstant(clock.now()) });
    } catch (error) {
      // Without one the store is as it was on its first day; the next schema step makes one.
      log.warn('erasure.no-new-backup', { code: failureCode(error) });
    }
  }

  /** What a crash or a full disk left half-way. A full disk still must not keep anyone from reading what is stored. */
  #finishInterrupted(): void {
    for (const withdrawal of this.#withdrawals.listUnfinished()) {
      try {
        this.#finish(withdrawal);
        this.#deps.log.info('erasure.finished', { kind: withdrawal.kind });
      } catch (error) {
        this.#deps.log.warn('erasure.not-finished', { kind: withdrawal.kind, code: failureCode(error) });
      }
    }
  }

  #totals(): ErasureCounts {
    return { ...NO_COUNTS, backups: listBackups(this.#deps.backups.dir).length };
  }

  #step(kind: ErasureStep['kind'], detail: StepDetail): ErasureStep {
    const isPractice = this.#deps.isPractice && (kind === 'consent' || kind === 'account');
    return stepOf(kind, this.#deps.clock.now(), { ...detail, ...(isPractice && { isPractice }) });
  }
}

export function removalHandlers(service: RemovalService): RemovalHandlers {
  return {
    'erasure.previewAccount': ({ accountId }) => service.previewAccount(accountId),
    'erasure.previewConnection': ({ connectionId }) => service.previewConnection(connectionId),
    'erasure.forgetAccount': ({ accountId, confirmation }) => service.forgetAccount(accountId, confirmation),
    'erasure.disconnect': ({ connectionId, keepHistory }) => service.disconnect(connectionId, keepHistory),
  };
}
