import type { Account, AccountDetail } from '../../../shared/contract/accounts.ts';
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Parsed } from '../../../shared/contract/index.ts';
import { connectionStateOf } from '../../../shared/domain/consent-state.ts';
import { addDays, type Day, riyadhDay } from '../../../shared/domain/dates.ts';
import { lastFour } from '../../../shared/domain/iban.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import { type BalanceProof, createBalanceProof } from '../proof/balance-proof.ts';
import { createUndoBook, type UndoBook } from '../undo/undo-book.ts';
import { type AccountArrangement, createAccountArrangement } from './account-arrangement.ts';
import { type AccountRecord, type AccountRepo, createAccountRepo } from './account-repo.ts';
import { createAccountStatistics, type StatisticsOfAccounts } from './account-statistics.ts';
import { dailyBalances, daysFrom } from './balance-history.ts';
import { balanceTime, dataStateOf } from './data-state.ts';

export type AccountServiceDeps = {
  readonly repo: AccountRepo;
  readonly proof: BalanceProof;
  readonly statistics: StatisticsOfAccounts;
  readonly arrangement: AccountArrangement;
  readonly undo: UndoBook;
  readonly clock: Clock;
  readonly emit: (topic: EventTopic) => void;
  readonly inTransaction: (work: () => void) => void;
  /** Hidden accounts are in no figure: sums over all accounts are made anew when one is hidden or shown. */
  readonly recountCategories: () => void;
};

export class AccountService {
  readonly #deps: AccountServiceDeps;

  constructor(deps: AccountServiceDeps) {
    this.#deps = deps;
  }

  /** In the person's order, else as banks were connected; archived accounts are among them, because their history stays readable. */
  list(options: { readonly includeHidden: boolean }): Account[] {
    const now = this.#deps.clock.now();
    return this.#deps.repo.list(options.includeHidden).map((record) => toAccount(record, now));
  }

  get({ id, days }: { readonly id: string; readonly days: number }): AccountDetail {
    const { repo, clock, proof, statistics } = this.#deps;
    const record = this.#record(id);
    const today = riyadhDay(clock.now());
    const { firstBookedOn, lastBookedOn, inMinor, outMinor } = repo.bookedFacts(id, record.currency);
    return {
      ...toAccount(record, clock.now()),
      iban: record.iban,
      accountNumber: record.accountNumber,
      bic: record.bic,
      providerStatusMessage: record.statusMessage,
      firstBookedOn,
      lastBookedOn,
      bookedInMinor: inMinor,
      bookedOutMinor: outMinor,
      history: this.#history(record, daysFrom(addDays(today, 1 - days), today)),
      proof: proof.of(id),
      statistics: statistics.of(id, record.currency, record.isImporting ? null : repo.firstBookedDay(record.connectionId), today),
    };
  }

  update(input: Parsed<'accounts.update'>): Account {
    const { repo, clock, emit } = this.#deps;
    const { id, name, isHidden, isArchived } = input;
    const changes = {
      // An emptied name field means the bank's own name, as null does.
      ...(name !== undefined && { name: name === '' ? null : name }),
      ...(isHidden !== undefined && { isHidden }),
    };
    this.#deps.inTransaction(() => {
      if (!repo.update(id, changes)) throw new AppError('not_found', 'no such account');
      if (isHidden !== undefined) this.#deps.recountCategories();
      if (isArchived !== undefined) this.#deps.arrangement.setPutAway(id, isArchived);
    });
    emit('accounts.changed');
    // Rows carry the account's name, and lists leave hidden accounts out.
    emit('transactions.changed');
    return toAccount(this.#record(id), clock.now());
  }

  /** @throws AppError `not_found` when one of them is not there */
  move(ids: readonly string[], beforeId: string | null): { readonly undoToken: string } {
    const { repo, arrangement, undo, inTransaction } = this.#deps;
    const before = arrangement.places();
    inTransaction(() => {
      const all = repo.list(true).map(({ id }) => id);
      const others = all.filter((id) => !ids.includes(id));
      const at = beforeId === null ? others.length : others.indexOf(beforeId);
      if (at < 0 || ids.some((id) => !all.includes(id))) throw new AppError('not_found', 'no such account');
      arrangement.arrange(others.toSpliced(at, 0, ...new Set(ids)));
    });
    this.#tellOrder();
    const undoToken = undo.add(() => {
      inTransaction(() => arrangement.setPlaces(before));
      this.#tellOrder();
    });
    return { undoToken };
  }

  #tellOrder(): void {
    this.#deps.emit('accounts.changed');
  }

  /** First day a balance can be told for, over these accounts; null when no balance is known. */
  firstKnownDay(accountIds: readonly string[]): Day | null {
    return earliest(accountIds.map((id) => this.#firstOn(this.#record(id))));
  }

  /** End-of-day balances of an account, one per day of `days` (consecutive, ending today); undefined where nothing is known. */
  dailyBalances(id: string, days: readonly Day[]): (number | undefined)[] {
    const record = this.#record(id);
    const from = days[0];
    const firstOn = this.#firstOn(record);
    if (record.balance === null || firstOn === null || from === undefined) return new Array<undefined>(days.length).fill(undefined);
    const { repo } = this.#deps;
    const facts = {
      balanceMinor: record.balance.minor,
      balanceOn: record.balance.on,
      firstOn,
      netByDay: repo.netByDay(id, record.currency, from),
      snapshots: repo.snapshotsByDay(id, from),
    };
    return dailyBalances(facts, days);
  }

  #history(record: AccountRecord, days: readonly Day[]): AccountDetail['history'] {
    const balances = this.dailyBalances(record.id, days);
    return days.flatMap((day, i) => {
      const balanceMinor = balances[i];
      return balanceMinor === undefined ? [] : [{ day, balanceMinor }];
    });
  }

  /** Nothing is told before the balance itself while rows are still missing: a walk over half of them would be a guess. */
  #firstOn(record: AccountRecord): Day | null {
    if (record.balance === null) return null;
    if (record.isImporting) return record.balance.on;
    const { repo } = this.#deps;
    return earliest([repo.firstBookedDay(record.connectionId), repo.firstSnapshotDay(record.id)]);
  }

  #record(id: string): AccountRecord {
    const record = this.#deps.repo.find(id);
    if (!record) throw new AppError('not_found', 'no such account');
    return record;
  }
}

/** For features that show accounts beside their own figures. */
export function createAccountReader(deps: {
  readonly db: Db;
  readonly clock: Clock;
}): Pick<AccountService, 'list' | 'dailyBalances' | 'firstKnownDay'> {
  return new AccountService({
    repo: createAccountRepo(deps.db),
    proof: createBalanceProof(deps.db),
    statistics: createAccountStatistics(deps.db),
    arrangement: createAccountArrangement(deps.db),
    undo: createUndoBook(() => ''),
    clock: deps.clock,
    emit: () => undefined,
    inTransaction: (work) => work(),
    recountCategories: () => undefined,
  });
}

function earliest(days: readonly (Day | null)[]): Day | null {
  return days.reduce((first, day) => (first === null || (day !== null && day < first) ? day : first), null);
}

function toAccount(record: AccountRecord, now: number): Account {
  const { balance } = record;
  return {
    id: record.id,
    connectionId: record.connectionId,
    bankName: record.bankName,
    bankNameAr: record.bankNameAr,
    kind: record.kind,
    currency: record.currency,
    name: record.displayName ?? (record.bankLabel || record.bankName),
    bankLabel: record.bankLabel,
    owner: record.owner,
    ibanLast4: lastFour(record.iban),
    numberLast4: lastFour(record.accountNumber),
    balanceMinor: balance?.minor ?? null,
    balanceAsOf: balance && balanceTime(balance.asOf, record.succeededAt),
    creditLimitMinor: record.creditLimitMinor,
    isHidden: record.isHidden,
    isArchived: record.archivedBy !== null,
    archivedBy: record.archivedBy,
    connectionState: connectionStateOf({ baseState: record.connectionState, expiresAt: record.consentExpiresAt, now }),
    dataState: dataStateOf({ ...record, hasData: balance !== null || record.bookedCount + record.pendingCount > 0 }, now),
    askedAt: record.askedAt,
    bankDataAt: record.succeededAt,
    bookedCount: record.bookedCount,
    pendingCount: record.pendingCount,
    quarantinedCount: record.quarantinedCount,
    isProven: record.isImporting ? null : record.isProven,
  };
}
