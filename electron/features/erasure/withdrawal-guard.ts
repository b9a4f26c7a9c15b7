/**
 * @file Stands before the provider: what a person took back is not listed again, though the provider may still hold it (offline
 * when asked, a delete that takes effect later, the same thing under a new id). A new grant lets it in again.
 */
import type { ErrorCode } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { BankProvider, ProviderAccount } from '../../ports/bank-provider.ts';
import type { Log } from '../../ports/log.ts';
import { identityOf } from '../accounts/account-registry-matching.ts';
import { failureCode } from './steps.ts';
import {
  accessDigest,
  accountDigest,
  createWithdrawalRepo,
  digestsOfListed,
  identityDigest,
  memberDigest,
  type WithdrawnId,
} from './withdrawal-repo.ts';

type Listed = { readonly account: ProviderAccount; readonly access: WithdrawnId | undefined; readonly own: WithdrawnId | undefined };
/** Why a withdrawal could not be made at the provider, by its id. */
type Failures = ReadonlyMap<number, ErrorCode>;

export type WithdrawalGuard = {
  /** The provider as the rest of the app may see it. */
  readonly provider: BankProvider;
  /** Lists anew and deletes what was withdrawn and is listed all the same. */
  enforce(): Promise<Failures>;
};

export function guardWithdrawn(provider: BankProvider, deps: { readonly db: Db; readonly log: Log }): WithdrawalGuard {
  const { db, log } = deps;
  const repo = createWithdrawalRepo(db);
  const judge = (account: ProviderAccount, digests: readonly Buffer[]): Listed => ({
    account,
    access: repo.find([accessDigest(account.accessId)]),
    own: repo.find(digests),
  });

  /**
   * After a connect: an access nobody knew is a new grant, and so are its accounts, forgotten ones included. Without one the grant
   * was given to an access that had been taken back.
   */
  const readmit = db.transaction((listed: readonly Listed[]): void => {
    const isNew = (one: Listed) => one.access === undefined && !repo.isKnownAccess(one.account.accessId);
    const hasNew = listed.some(isNew);
    for (const one of listed) {
      if (isNew(one)) repo.removeNaming(memberDigest(identityOf(one.account)));
      if (isNew(one) || !hasNew) {
        if (one.access) repo.remove(one.access.withdrawalId);
        if (one.own && (isNew(one) || one.access)) repo.remove(one.own.withdrawalId);
      }
    }
    repo.clearGranted();
  });

  /**
   * An access nobody knows and nobody granted, with an account of a bank that was taken back: that bank. What both it and a bank in use
   * show, e.g. a joint account, says nothing; an account of the bank in use alone says that it is the other one.
   */
  function noteNewAccess(accessId: string, members: readonly ProviderAccount[]): void {
    if (repo.isKnownAccess(accessId) || repo.find([accessDigest(accessId)])) return;
    const digestOf = (account: ProviderAccount) => memberDigest(identityOf(account));
    const [inUse, others] = [members.filter(repo.isInUse), members.filter((account) => !repo.isInUse(account))];
    const found = repo.find(others.map(digestOf));
    if (found && inUse.every((account) => repo.find([digestOf(account)]))) repo.addId(found.withdrawalId, accessDigest(accessId));
  }

  /** A stored account of the same identity is another one: two that are listed at once are never one. */
  function noteNewAccount(account: ProviderAccount): void {
    if (repo.find([accountDigest(account.providerId)]) || repo.isKnownAccount(account.providerId)) return;
    const found = repo.find([identityDigest(identityOf(account))]);
    if (found) repo.addId(found.withdrawalId, accountDigest(account.providerId));
  }

  /** What the provider was asked to delete may be there under an id it issued since: the old one was gone, the thing was not. */
  const noteNewIds = db.transaction((accounts: readonly ProviderAccount[]): void => {
    for (const [accessId, members] of Map.groupBy(accounts, (account) => account.accessId)) noteNewAccess(accessId, members);
    for (const account of accounts) noteNewAccount(account);
  });

  /** Best effort: what the provider would not or could not delete when it was asked. */
  async function deleteAgain({ account, access, own }: Listed): Promise<ErrorCode | undefined> {
    const [withdrawn, remove] = access
      ? [access, () => provider.deleteAccess(account.accessId)]
      : [own, () => provider.deleteAccount(account.providerId)];
    if (!withdrawn || withdrawn.isRemoteDone) return undefined;
    try {
      await remove();
      repo.setRemoteDone(withdrawn.withdrawalId);
      return undefined;
    } catch (error) {
      const code = failureCode(error);
      log.warn('erasure.not-withdrawn', { kind: withdrawn.kind, code });
      return code;
    }
  }

  async function sift(accounts: readonly ProviderAccount[]): Promise<{ left: readonly ProviderAccount[]; failures: Failures }> {
    const failures = new Map<number, ErrorCode>();
    if (repo.isEmpty()) return { left: accounts, failures };
    if (accounts.length > 0 && repo.isGrantedSince()) readmit.immediate(accounts.map((one) => judge(one, digestsOfListed(one))));
    noteNewIds.immediate(accounts);
    const listed = accounts.map((one) => judge(one, [accountDigest(one.providerId)]));
    const asked = new Set<number>();
    for (const one of listed) {
      const id = one.access?.withdrawalId ?? one.own?.withdrawalId;
      if (id === undefined || asked.has(id)) continue;
      asked.add(id);
      const code = await deleteAgain(one);
      if (code) failures.set(id, code);
    }
    return { left: listed.filter((one) => !one.access && !one.own).map((one) => one.account), failures };
  }

  return {
    enforce: async () => (await sift(await provider.listAccounts())).failures,
    provider: {
      ...provider,
      async exchangeCode(code, redirectUri) {
        await provider.exchangeCode(code, redirectUri);
        if (repo.lastFlowPurpose() === 'connect' && !repo.isEmpty()) repo.markGranted();
      },
      listAccounts: async (signal) => (await sift(await provider.listAccounts(signal))).left,
      async listAccesses(signal) {
        const accesses = await provider.listAccesses(signal);
        return accesses.filter((access) => repo.find([accessDigest(access.providerId)]) === undefined);
      },
    },
  };
}
