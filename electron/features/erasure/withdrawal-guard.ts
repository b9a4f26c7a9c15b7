/**
 * @file Stands before the provider: what a person took back is not listed again, though the provider may still hold it (offline
 * when asked, a delete that takes effect later, the same account under a new id). A new grant lets it in again.
 */
import type { Db } from '../../db/open.ts';
import type { BankProvider, ProviderAccount } from '../../ports/bank-provider.ts';
import type { Log } from '../../ports/log.ts';
import { failureCode } from './steps.ts';
import { accessDigest, createWithdrawalRepo, digestsOfListed, type WithdrawnId } from './withdrawal-repo.ts';

type Listed = { readonly account: ProviderAccount; readonly access: WithdrawnId | undefined; readonly own: WithdrawnId | undefined };

export function guardWithdrawn(provider: BankProvider, deps: { readonly db: Db; readonly log: Log }): BankProvider {
  const { db, log } = deps;
  const repo = createWithdrawalRepo(db);
  const judge = (account: ProviderAccount): Listed => ({
    account,
    access: repo.find([accessDigest(account.accessId)]),
    own: repo.find(digestsOfListed(account)),
  });

  /**
   * After a connect: an access nobody knew is a new grant, and so are its accounts, forgotten ones included. Without one the grant
   * was given to an access that had been taken back.
   */
  const readmit = db.transaction((listed: readonly Listed[]): void => {
    const isNew = (one: Listed) => one.access === undefined && !repo.isKnownAccess(one.account.accessId);
    const hasNew = listed.some(isNew);
    for (const one of listed) {
      if (isNew(one) || !hasNew) {
        if (one.access) repo.remove(one.access.withdrawalId);
        if (one.own && (isNew(one) || one.access)) repo.remove(one.own.withdrawalId);
      }
    }
    repo.clearGranted();
  });

  /** Best effort: what the provider would not or could not delete when it was asked. */
  async function deleteAgain({ account, access, own }: Listed): Promise<void> {
    const [withdrawn, remove] = access
      ? [access, () => provider.deleteAccess(account.accessId)]
      : [own, () => provider.deleteAccount(account.providerId)];
    if (!withdrawn || withdrawn.isRemoteDone) return;
    try {
      await remove();
      repo.setRemoteDone(withdrawn.withdrawalId);
    } catch (error) {
      log.warn('erasure.not-withdrawn', { kind: withdrawn.kind, code: failureCode(error) });
    }
  }

  return {
    ...provider,
    async exchangeCode(code, redirectUri) {
      await provider.exchangeCode(code, redirectUri);
      if (repo.lastFlowPurpose() === 'connect' && !repo.isEmpty()) repo.markGranted();
    },
    async listAccounts(signal) {
      const accounts = await provider.listAccounts(signal);
      if (repo.isEmpty()) return accounts;
      if (accounts.length > 0 && repo.isGrantedSince()) readmit.immediate(accounts.map(judge));
      const listed = accounts.map(judge);
      const asked = new Set<number>();
      for (const one of listed) {
        const id = one.access?.withdrawalId ?? one.own?.withdrawalId;
        if (id === undefined || asked.has(id)) continue;
        asked.add(id);
        await deleteAgain(one);
      }
      return listed.filter((one) => !one.access && !one.own).map((one) => one.account);
    },
    async listAccesses(signal) {
      const accesses = await provider.listAccesses(signal);
      return accesses.filter((access) => repo.find([accessDigest(access.providerId)]) === undefined);
    },
  };
}
