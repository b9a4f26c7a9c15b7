/**
 * @file Keeps connections, accounts, aliases and consents in step with what the provider lists, so that an account stays one
 * account through every renewal. Nothing is ever deleted here: what is no longer listed is archived.
 */
import { type Instant, toInstant } from '../../../shared/domain/dates.ts';
import type { Db } from '../../db/open.ts';
import type { ProviderAccess, ProviderAccount } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import { createBalanceWriter } from '../ledger/balance-writer.ts';
import { createConsentRecorder } from './account-registry-consents.ts';
import { matchAccounts, type StoredAccount, withoutOldIds } from './account-registry-matching.ts';
import { abandonedAccounts, createRenewals, movedAccesses, type Renewal, withoutReplaced } from './account-registry-renewals.ts';
import { createAccountRegistryRepo } from './account-registry-repo.ts';

export type ReconcileInput = {
  readonly accounts: readonly ProviderAccount[];
  /** Empty when the provider does not offer the list. */
  readonly accesses: readonly ProviderAccess[];
  readonly runId: number | null;
};

export type ReconciledConnection = {
  readonly connectionId: string;
  readonly bankName: string;
  readonly bankNameAr: string | null;
  readonly accountCount: number;
  /** Made by this call; false for a known bank under a new access. */
  readonly isNew: boolean;
};

export type AccountRegistry = { reconcile(input: ReconcileInput): readonly ReconciledConnection[] };

/** One access of the answer with its accounts. */
type ListedAccess = {
  readonly id: string;
  readonly access: ProviderAccess | undefined;
  readonly accounts: readonly ProviderAccount[];
};

function groupByAccess(accounts: readonly ProviderAccount[], accesses: readonly ProviderAccess[]): readonly ListedAccess[] {
  const known = new Map(accesses.map((access) => [access.providerId, access]));
  const groups = new Map<string, ProviderAccount[]>();
  for (const account of accounts) {
    const group = groups.get(account.accessId);
    if (group) group.push(account);
    else groups.set(account.accessId, [account]);
  }
  return [...groups].map(([id, members]) => ({ id, access: known.get(id), accounts: members }));
}

/** The first listing of each provider id; a repeated one is the same account said twice. */
function withoutRepeats(accounts: readonly ProviderAccount[]): readonly ProviderAccount[] {
  return [...new Map(accounts.toReversed().map((account) => [account.providerId, account])).values()].toReversed();
}

export type AccountRegistryDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Connections that a connect just granted, within the transaction: what it reached the banks with is theirs from now on (R20). */
  readonly onConnected?: (connectionIds: readonly string[]) => void;
  /** Within the transaction: an access that stands beside the one which took its place, to be ended at the provider. */
  readonly noteLeftover: (accessId: string, connectionId: string) => void;
};

export function createAccountRegistry(deps: AccountRegistryDeps): AccountRegistry {
  const { db, clock, newId, noteLeftover } = deps;
  const repo = createAccountRegistryRepo(db);
  const consents = createConsentRecorder({ db, newId });
  const balances = createBalanceWriter(db);
  const renewals = createRenewals(db);

  /** The connection an access belongs to: its own, else the one whose accounts it lists again while its old access has none. */
  function findConnection(listed: ListedAccess, matches: ReadonlyMap<string, StoredAccount>, listedIds: ReadonlySet<string>) {
    const connections = repo.listConnections();
    const own = connections.find((connection) => connection.access_id === listed.id);
    if (own) return { connection: own, isRenewed: false };
    const candidates = new Set(listed.accounts.map((account) => matches.get(account.providerId)?.connectionId));
    const renewed = connections.find(
      (connection) => candidates.has(connection.id) && (connection.access_id === null || !listedIds.has(connection.access_id)),
    );
    return { connection: renewed, isRenewed: renewed !== undefined };
  }

  function saveConnection(
    listed: ListedAccess,
    context: {
      readonly matches: ReadonlyMap<string, StoredAccount>;
      readonly listedIds: ReadonlySet<string>;
      readonly underRenewal: readonly Renewal[];
      readonly at: Instant;
    },
  ) {
    const { matches, listedIds, at } = context;
    const { connection, isRenewed } = findConnection(listed, matches, listedIds);
    const renewal = context.underRenewal.findLast((one) => one.connectionId === connection?.id);
    const named = listed.accounts.find((account) => account.bankName !== '');
    const facts = {
      id: connection?.id ?? newId(),
      accessId: listed.id,
      bankName: named?.bankName ?? listed.access?.bankName ?? '',
      bankNameAr: named?.bankNameAr ?? listed.access?.bankNameAr ?? null,
      providerBankId: listed.access?.providerBankId ?? null,
      isAutosync: (listed.access?.isAutosync ?? false) || listed.accounts.some((account) => account.isAutosync),
      at,
    };
    const isGrantedAgain =
      connection !== undefined && !renewal && !isRenewed && consents.isGrantedAgain(connection.id, listed, Date.parse(at));
    if (connection) repo.updateConnection(facts, isRenewed || isGrantedAgain);
    else repo.insertConnection(facts);
    const nowMs = Date.parse(at);
    const isGranted = !connection || isRenewed || isGrantedAgain;
    if (isGranted) consents.grant(facts.id, listed.access, nowMs);
    const isProlonged =
      !isGranted && (renewal ? consents.renew(facts.id, listed.access, renewal, nowMs) : consents.follow(facts.id, listed.access, nowMs));
    if (isProlonged) repo.activateConnection(facts.id);
    if (renewal && (renewal.isProven || isGranted || isProlonged)) renewals.close(facts.id);
    return {
      id: facts.id,
      bankName: facts.bankName,
      bankNameAr: facts.bankNameAr,
      isNew: !connection,
      isGranted,
      isConnected: isGranted && !renewal,
    };
  }

  function saveAccount(
    account: ProviderAccount,
    stored: StoredAccount | undefined,
    connectionId: string,
    at: Instant,
    runId: number | null,
  ) {
    const id = stored?.id ?? newId();
    if (stored) repo.updateAccount(id, connectionId, account);
    else repo.insertAccount(id, connectionId, account, at);
    repo.saveAlias(account.providerId, id, at);
    if (repo.updateImporting(id, account) && account.balance) balances.save({ accountId: id, balance: account.balance, runId, at });
    return id;
  }

  const reconcile = db.transaction((input: ReconcileInput): readonly ReconciledConnection[] => {
    const at = toInstant(clock.now());
    const stored = repo.listAccounts();
    const underRenewal = renewals.list(clock.now());
    const ownedIds = new Set(repo.listConnections().flatMap((connection) => connection.access_id ?? []));
    const current = withoutOldIds(stored, withoutRepeats(input.accounts));
    const abandoned = abandonedAccounts(current, { renewals: underRenewal, stored, ownedIds, accesses: input.accesses });
    for (const [account, own] of abandoned) {
      // Before the ids in use, which are to be the newest.
      repo.saveAlias(account.providerId, own.id, at);
      noteLeftover(account.accessId, own.connectionId);
    }
    const inPlace = current.filter((account) => !abandoned.has(account));
    const listed = withoutReplaced(inPlace, underRenewal, ownedIds);
    const matches = matchAccounts(stored, listed);
    const groups = groupByAccess(listed, input.accesses);
    const inUse = new Set(groups.map((group) => group.id));
    const accessIds = new Set([...inUse, ...input.accesses.map((access) => access.providerId)]);
    const moved = movedAccesses(underRenewal, input.accounts, listed);
    for (const [accessId, connectionId] of moved) noteLeftover(accessId, connectionId);
    const shownIds = new Set([...inUse].filter((id) => !moved.has(id)));
    const seen: string[] = [];
    const connectedIds: string[] = [];
    let isAnyGranted = false;
    const result = groups.map((group) => {
      const { id, bankName, bankNameAr, ...saved } = saveConnection(group, { matches, listedIds: shownIds, underRenewal, at });
      isAnyGranted ||= saved.isGranted;
      if (saved.isConnected) connectedIds.push(id);
      for (const account of group.accounts) seen.push(saveAccount(account, matches.get(account.providerId), id, at, input.runId));
      repo.updateDataAge(id);
      return { connectionId: id, bankName, bankNameAr, accountCount: group.accounts.length, isNew: saved.isNew };
    });
    if (isAnyGranted) consents.closeFlows();
    if (connectedIds.length > 0) deps.onConnected?.(connectedIds);
    repo.archiveAbsent(seen, at);
    if (input.accesses.length > 0) repo.disconnectAbsent([...accessIds], at);
    return result;
  });

  return { reconcile: (input) => reconcile.immediate(input) };
}
