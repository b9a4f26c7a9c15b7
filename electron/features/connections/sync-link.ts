/**
 * @file A link for accounts that are connected already. The provider may have issued their ids anew since they were last listed: then
 * the old ones are not found, the accounts are listed again, and the link is asked for once more (API reference 16.2, 1002).
 */
import type { EventTopic } from '../../../shared/contract/events.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { BankProvider, WidgetLink } from '../../ports/bank-provider.ts';
import type { Log } from '../../ports/log.ts';
import type { ConnectionDeps } from './connection-service.ts';

/** What a server says of account ids it does not know. */
const UNKNOWN_IDS: ReadonlySet<ErrorCode> = new Set(['resource_gone', 'account_gone', 'provider_rejected']);

type Deps = {
  readonly provider: BankProvider;
  readonly registry: ConnectionDeps['registry'];
  readonly log: Log;
  readonly emit: (topic: EventTopic) => void;
};

export type SyncLinker = ReturnType<typeof createSyncLinker>;

export function createSyncLinker({ provider, registry, log, emit }: Deps) {
  /** Best effort: without a list the first answer stands. */
  async function listAgain(signal: AbortSignal): Promise<void> {
    try {
      const accounts = await provider.listAccounts(signal);
      const accesses = await provider.listAccesses(signal).catch(() => []);
      registry.reconcile({ accounts, accesses, runId: null });
      emit('accounts.changed');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.warn('connect.accounts-unread', { code: error.code });
    }
  }

  /** @param idsOf the ids as stored now */
  return async function createSyncLink(
    request: Omit<Parameters<BankProvider['createSyncLink']>[0], 'accountIds'>,
    idsOf: () => readonly string[],
    signal: AbortSignal,
  ): Promise<WidgetLink> {
    const accountIds = idsOf();
    try {
      return await provider.createSyncLink({ ...request, accountIds }, signal);
    } catch (error) {
      if (!(error instanceof AppError) || !UNKNOWN_IDS.has(error.code)) throw error;
      await listAgain(signal);
      const newIds = idsOf();
      if (newIds.length === 0 || newIds.every((id) => accountIds.includes(id))) throw error;
      return provider.createSyncLink({ ...request, accountIds: newIds }, signal);
    }
  };
}
