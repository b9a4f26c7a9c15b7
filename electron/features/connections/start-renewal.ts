/** @file Renewing a consent, the way out (API reference 12): on the access there is while it can be, else the same bank anew. */
import type { Flow, RenewalWay } from '../../../shared/contract/connections.ts';
import type { Parsed } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { BankProvider, ProviderAccess, WidgetLink } from '../../ports/bank-provider.ts';
import type { Log } from '../../ports/log.ts';
import type { RenewalContext } from './renewal-context.ts';
import type { RenewalRepo, RenewalTarget } from './renewal-repo.ts';
import type { NewFlow } from './start-flow.ts';
import type { SyncLinker } from './sync-link.ts';

type Request = Parsed<'connections.renew'>;
type Deps = {
  readonly provider: BankProvider;
  readonly renewals: RenewalRepo;
  readonly createSyncLink: SyncLinker;
  readonly log: Log;
  readonly userId: string;
  readonly historyDays: number;
  /** Makes the call as an attempt that reaches the bank; it is settled when the flow has ended. */
  readonly attempt: (connectionId: string, flowId: string, call: () => Promise<WidgetLink>) => Promise<WidgetLink>;
  /** What the person agreed to, as stored with the grant; undefined when nothing new was shown. */
  readonly termsOf: (request: Request) => object | undefined;
  readonly start: (flow: NewFlow) => Promise<Flow>;
};

export function createRenewer(deps: Deps) {
  const { provider, renewals } = deps;

  /** What the provider says of the access in force; undefined when it can no longer be read with our tokens. */
  async function readAccesses(isNeeded: boolean): Promise<readonly ProviderAccess[] | undefined> {
    try {
      return (await provider.hasTokens()) ? await provider.listAccesses() : undefined;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code !== 'reconnect_required' && isNeeded) throw error;
      deps.log.info('renew.accesses-unread', { code: error.code });
      return undefined;
    }
  }

  /** Lost tokens, a lost access and an access without accounts leave only the new connection. */
  function isLost(target: RenewalTarget, accesses: readonly ProviderAccess[] | undefined): boolean {
    if (target.state === 'reconnect_required' || target.state === 'disconnected' || accesses === undefined) return true;
    return accesses.length > 0 && !accesses.some((access) => access.providerId === target.accessId);
  }

  function wayFor(request: Request, target: RenewalTarget, wasLost: boolean): RenewalWay {
    const isReadable = !wasLost && target.accounts.some((account) => account.providerId !== null);
    return request.way ?? (isReadable ? 'sync' : 'access');
  }

  function createLink(request: Request, target: RenewalTarget, way: RenewalWay): NewFlow['createLink'] {
    const { language } = request;
    return (sent, signal, flowId) => {
      // Without saved secrets the provider would ask the bank no more by itself: renewing always keeps them.
      const common = { ...sent, userId: deps.userId, language, historyDays: deps.historyDays, saveSecrets: true };
      if (way === 'sync') {
        const accountIds = () => renewals.findTarget(target.id)?.accounts.flatMap((account) => account.providerId ?? []) ?? [];
        return deps.attempt(target.id, flowId, () => deps.createSyncLink(common, accountIds, signal));
      }
      const ibans = target.accounts.flatMap((account) => account.iban ?? []);
      const preselect = target.providerBankId === null ? { ibans } : { providerBankId: target.providerBankId };
      return deps.attempt(target.id, flowId, () => provider.createAccessLink({ ...common, ...preselect }, signal));
    };
  }

  return async function renew(request: Request): Promise<Flow> {
    const target = renewals.findTarget(request.connectionId);
    if (!target) throw new AppError('not_found', 'no such connection');
    const terms = deps.termsOf(request);
    const accesses = await readAccesses(request.way !== 'access' && target.state !== 'reconnect_required');
    const listed = accesses?.find((access) => access.providerId === target.accessId);
    const wasLost = isLost(target, accesses);
    const way = wayFor(request, target, wasLost);
    const context: RenewalContext = {
      way,
      wasLost,
      bankName: target.bankName,
      bankNameAr: target.bankNameAr,
      before: {
        accessId: target.accessId,
        expiresAt: listed ? listed.consentExpiresAt : target.expiresAt,
        accountIds: target.accounts.map((account) => account.id),
      },
    };
    return deps.start({
      purpose: 'renew',
      channel: request.channel,
      connectionId: target.id,
      context: { ...terms, ...context },
      createLink: createLink(request, target, way),
    });
  };
}
