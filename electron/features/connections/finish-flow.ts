/**
 * @file What follows a claimed callback: the exchange, once and never again (S21), the list of what was connected, the first
 * import. Each way to end has its own code, so that the UI has its own plain sentence; none of them loses what is stored.
 */
import type { EventTopic } from '../../../shared/contract/events.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { toStoreError } from '../../db/open.ts';
import type { BankProvider, ProviderAccess, ProviderAccount } from '../../ports/bank-provider.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Callback } from './callback-parser.ts';
import type { ConnectedBank, ConnectionDeps } from './connection-service.ts';
import { createRenewalFinisher } from './finish-renewal.ts';
import type { FlowBook } from './flow-book.ts';
import { noteEnd } from './note-end.ts';
import { readRenewalContext } from './renewal-context.ts';
import type { RenewalRepo } from './renewal-repo.ts';
import type { PendingFlow, StateStore } from './state-store.ts';

/** Accounts may appear moments after the redirect (reference section 6.5). */
const LIST_AGAIN_AFTER_MS: readonly number[] = [2_000, 4_000, 8_000];

type Deps = {
  readonly provider: BankProvider;
  readonly registry: ConnectionDeps['registry'];
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: (topic: EventTopic) => void;
  readonly startImport: ConnectionDeps['startImport'];
  readonly renewals: RenewalRepo;
  readonly states: StateStore;
  readonly book: FlowBook;
  readonly newRef: () => string;
};

/** Expected failures keep their code; anything else is a bug, logged under a ref the user can quote. */
export function failureOf(error: unknown, log: Log, newRef: () => string): { errorCode: ErrorCode; ref?: string } {
  const expected = toStoreError(error);
  if (expected instanceof AppError) return { errorCode: expected.code };
  const ref = newRef();
  log.error('connect.crashed', { ref, kind: error instanceof Error ? error.name : typeof error });
  return { errorCode: 'internal', ref };
}

export type Finisher = ReturnType<typeof createFinisher>;

export function createFinisher(deps: Deps) {
  const { provider, states, book, log } = deps;
  const stopping = new AbortController();
  const renewal = createRenewalFinisher({ ...deps, signal: stopping.signal });
  let settling: Promise<void> | undefined;

  const fail = ({ id, purpose }: PendingFlow, error: unknown, isAnswered: boolean): void => {
    const failure = failureOf(error, log, deps.newRef);
    const isGrant = isAnswered && purpose !== 'sync' && failure.errorCode !== 'callback_invalid';
    try {
      noteEnd(deps, id, isGrant ? 'answered' : 'failed');
    } finally {
      book.end(id, 'failed', failure);
    }
  };

  const listAccounts = async (): Promise<readonly ProviderAccount[]> => {
    for (const pauseMs of LIST_AGAIN_AFTER_MS) {
      const accounts = await provider.listAccounts(stopping.signal);
      if (accounts.length > 0) return accounts;
      await deps.clock.sleep(pauseMs, stopping.signal);
    }
    return provider.listAccounts(stopping.signal);
  };
  const listAccesses = async (): Promise<readonly ProviderAccess[]> => {
    try {
      return await provider.listAccesses(stopping.signal);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.warn('connect.accesses-unread', { code: error.code });
      return [];
    }
  };

  /** What is connected now; undefined when it could not be read. The tokens are safe then and the import lists again. */
  const listConnected = async (): Promise<readonly ConnectedBank[] | undefined> => {
    try {
      const accounts = await listAccounts();
      if (accounts.length === 0) return [];
      const connected = deps.registry.reconcile({ accounts, accesses: await listAccesses(), runId: null });
      deps.emit('accounts.changed');
      return connected;
    } catch (error) {
      if (stopping.signal.aborted) return undefined;
      const { errorCode } = failureOf(error, log, deps.newRef);
      log.warn('connect.accounts-unread', { code: errorCode });
      return undefined;
    }
  };

  /** @returns whether the tokens are there and noted; if not, the flow has ended */
  const exchange = async (pending: PendingFlow, code: string): Promise<boolean> => {
    const { id, redirectUri } = pending;
    states.close(id, 'exchanging');
    book.takeOver(id, 'exchanging');
    try {
      await provider.exchangeCode(code, redirectUri);
    } catch (error) {
      fail(pending, error, true);
      return false;
    }
    try {
      states.close(id, 'exchanged');
    } catch (error) {
      // The tokens are safe but the disk takes no note of it: the record stays open, and the next read or start settles it.
      book.end(id, 'failed', failureOf(error, log, deps.newRef));
      return false;
    }
    book.update(id, { phase: 'importing' });
    return true;
  };

  const finishConnect = async (pending: PendingFlow, code: string): Promise<void> => {
    const { id } = pending;
    if (!(await exchange(pending, code))) return;
    const connected = await listConnected();
    if (!stopping.signal.aborted) deps.startImport('connect');
    if (connected?.length === 0) {
      book.end(id, 'failed', { errorCode: 'no_accounts' });
      return;
    }
    book.update(id, { connectedBanks: [...(connected ?? [])] });
    book.end(id, 'done');
  };

  const finishSync = ({ id }: PendingFlow): void => {
    states.close(id, 'synced');
    book.takeOver(id, 'importing');
    deps.startImport('connect');
    book.end(id, 'done');
  };

  /** The tokens are new from here on. What could not be read stays noted as exchanged, and the next run takes it up. */
  const finishRenewedAccess = async (pending: PendingFlow, code: string): Promise<void> => {
    if (!(await exchange(pending, code))) return;
    try {
      await renewal.finishAccess(pending);
    } catch (error) {
      if (!stopping.signal.aborted) deps.startImport('renew');
      book.end(pending.id, 'failed', failureOf(error, log, deps.newRef));
    }
  };

  const finishOne = async (pending: PendingFlow, callback: Callback): Promise<void> => {
    const { id } = pending;
    const isRenewal = pending.purpose === 'renew';
    // A sync, also one that renews, brings no code; a new access always does.
    const isCodeExpected = isRenewal ? readRenewalContext(pending.context).way === 'access' : pending.purpose === 'connect';
    if (!callback.isSuccess) {
      book.end(id, 'not_completed', { errorCode: 'flow_not_completed' });
    } else if (isCodeExpected && callback.code !== undefined) {
      await (isRenewal ? finishRenewedAccess(pending, callback.code) : finishConnect(pending, callback.code));
    } else if (isCodeExpected || callback.code !== undefined) {
      throw new AppError('callback_invalid', isCodeExpected ? 'success without a code' : 'a code where none is due');
    } else if (isRenewal) {
      await renewal.finishSync(pending);
    } else {
      finishSync(pending);
    }
  };

  return {
    /** Runs after the claim; resolves when the flow has ended. */
    async finish(pending: PendingFlow, callback: Callback): Promise<void> {
      try {
        await finishOne(pending, callback);
      } catch (error) {
        fail(pending, error, callback.isSuccess);
      }
    },
    /** A crash during an exchange leaves its outcome open; a stored token set is the best witness. */
    async settleInterrupted(flows: ReturnType<StateStore['listInterrupted']>): Promise<void> {
      for (const { id, isExchanging } of flows) {
        try {
          const isExchanged = isExchanging && (await provider.hasTokens());
          noteEnd(deps, id, isExchanged ? 'exchanged' : isExchanging ? 'answered' : 'interrupted');
        } catch (error) {
          // The keychain is locked: the next start asks again.
          if (!(error instanceof AppError)) throw error;
        }
      }
    },
    /** Old accesses that renewals left behind, by one hand at a time; fails neither the start nor the read it follows. */
    settleLeftovers(): Promise<void> {
      settling ??= renewal
        .settleLeftovers()
        .catch((error: unknown) => {
          if (!stopping.signal.aborted) log.warn('renew.leftovers-unread', { code: failureOf(error, log, deps.newRef).errorCode });
        })
        .finally(() => {
          settling = undefined;
        });
      return settling;
    },
    /** The app closes: an exchange is finished, listing is not waited for. */
    stop(): void {
      stopping.abort();
    },
  };
}
