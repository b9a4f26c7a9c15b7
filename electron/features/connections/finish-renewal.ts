/**
 * @file Renewing a consent, the way back: whether the end really moved (R25), which accounts came along, and the old access that
 * a new one may leave behind at the provider.
 */
import type { EventTopic } from '../../../shared/contract/events.ts';
import { AppError } from '../../../shared/errors.ts';
import type { BankProvider, ProviderAccess, ProviderAccount } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { ConnectionDeps } from './connection-service.ts';
import type { FlowBook } from './flow-book.ts';
import { type RenewalContext, readRenewalContext, renewalView } from './renewal-context.ts';
import type { RenewalRepo } from './renewal-repo.ts';
import { isProlonged } from './renewal-rule.ts';
import type { PendingFlow, StateStore } from './state-store.ts';

/** The provider may write the new end moments after the redirect. */
const CHECK_AGAIN_AFTER_MS: readonly number[] = [1_000, 2_000];

type Deps = {
  readonly provider: BankProvider;
  readonly registry: ConnectionDeps['registry'];
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: (topic: EventTopic) => void;
  readonly startImport: ConnectionDeps['startImport'];
  readonly states: StateStore;
  readonly book: FlowBook;
  readonly renewals: RenewalRepo;
  readonly signal: AbortSignal;
};
type Lists = { readonly accounts: readonly ProviderAccount[]; readonly accesses: readonly ProviderAccess[] };

/** The newest success told of an access, its own or its accounts'. */
function succeededAt({ accounts, accesses }: Lists, accessId: string | null): string | null {
  const own = accesses.find((access) => access.providerId === accessId)?.status.succeededAt;
  const times = accounts.filter((account) => account.accessId === accessId).flatMap((account) => account.status.succeededAt ?? []);
  return [...(own ? [own] : []), ...times].toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

export function createRenewalFinisher(deps: Deps) {
  const { provider, states, book, renewals, signal } = deps;

  const read = async (): Promise<Lists> => ({
    accounts: await provider.listAccounts(signal),
    accesses: await provider.listAccesses(signal),
  });

  const hasMoved = (pending: PendingFlow, { before, wasLost }: RenewalContext, lists: Lists, accessId: string | null): boolean =>
    isProlonged({
      endBefore: before.expiresAt,
      endAfter: lists.accesses.find((access) => access.providerId === accessId)?.consentExpiresAt ?? null,
      succeededAt: succeededAt(lists, accessId),
      startedAt: pending.createdAt,
      isNewAccess: accessId !== before.accessId,
      wasLost,
    });

  /** Tells what became of the connection: its end, and accounts that left or joined. */
  const tellAccounts = (pending: PendingFlow, { before }: RenewalContext): void => {
    const view = renewalView(pending);
    const after = renewals.findRenewed(view?.connectionId ?? '');
    if (!view || !after) return;
    const names = (ids: readonly string[]) => ids.flatMap((id) => renewals.findAccountName(id) ?? []);
    const ids = after.accounts.map((account) => account.id);
    book.update(pending.id, {
      renewal: {
        ...view,
        endsAt: after.endsAt,
        isEndEstimated: after.isEndEstimated,
        missingAccounts: names(before.accountIds.filter((id) => !ids.includes(id))),
        addedAccounts: names(ids.filter((id) => !before.accountIds.includes(id))),
      },
    });
  };

  /** Whether everything this access lists is shown by another one now. */
  const isLeftover = (accessId: string, { accounts }: Lists): boolean => {
    if (renewals.isInUse(accessId)) return false;
    const shownElsewhere = new Set(
      accounts.filter((account) => account.accessId !== accessId).map((account) => renewals.findAccountId(account.providerId)),
    );
    const own = accounts.filter((account) => account.accessId === accessId).map((account) => renewals.findAccountId(account.providerId));
    return own.length > 0 && own.every((id) => id !== undefined && shownElsewhere.has(id));
  };

  /** Ends the old access at the provider. What cannot be ended now is noted and tried again after the next read. */
  const dropLeftovers = async (lists: Lists): Promise<void> => {
    const listed = new Set([...lists.accesses.map((one) => one.providerId), ...lists.accounts.map((one) => one.accessId)]);
    for (const accessId of renewals.leftovers.list()) {
      try {
        if (isLeftover(accessId, lists)) await provider.deleteAccess(accessId);
        else if (listed.has(accessId)) continue;
        renewals.leftovers.remove(accessId);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        deps.log.warn('renew.leftover-kept', { code: error.code });
      }
    }
  };

  const reconcile = (lists: Lists): ReturnType<ConnectionDeps['registry']['reconcile']> => {
    const connected = deps.registry.reconcile({ ...lists, runId: null });
    deps.emit('accounts.changed');
    return connected;
  };

  const end = (id: string, isDone: boolean): void => {
    if (isDone) book.end(id, 'done');
    else book.end(id, 'not_prolonged', { errorCode: 'not_prolonged' });
  };

  return {
    /** Back from a widget on the access in force: no code, the tokens stay. */
    async finishSync(pending: PendingFlow): Promise<void> {
      const { id } = pending;
      const context = readRenewalContext(pending.context);
      book.takeOver(id, 'importing');
      let lists = await read();
      for (const pauseMs of CHECK_AGAIN_AFTER_MS) {
        if (hasMoved(pending, context, lists, context.before.accessId)) break;
        await deps.clock.sleep(pauseMs, signal);
        lists = await read();
      }
      const isDone = hasMoved(pending, context, lists, context.before.accessId);
      states.close(id, isDone ? 'prolonged' : 'not_prolonged');
      reconcile(lists);
      tellAccounts(pending, context);
      // The bank was asked either way: what it said is read.
      deps.startImport('renew');
      end(id, isDone);
    },

    /** After the exchange of a new connection to the same bank. */
    async finishAccess(pending: PendingFlow): Promise<void> {
      const { id, connectionId } = pending;
      const context = readRenewalContext(pending.context);
      const lists = await read();
      const connected = reconcile(lists);
      const accessId = renewals.findRenewed(connectionId ?? '')?.accessId ?? null;
      tellAccounts(pending, context);
      book.update(id, { connectedBanks: connected.filter((bank) => bank.connectionId === connectionId || bank.isNew) });
      const { before } = context;
      if (before.accessId !== null && accessId !== before.accessId) {
        renewals.leftovers.add(before.accessId, connectionId);
        await dropLeftovers(lists);
      }
      deps.startImport('renew');
      end(id, hasMoved(pending, context, lists, accessId));
    },

    /** At start and after each read: old accesses an earlier renewal could not end. */
    async settleLeftovers(): Promise<void> {
      if (renewals.leftovers.list().length === 0 || !(await provider.hasTokens())) return;
      await dropLeftovers(await read());
    },
  };
}
