/** @file Puts the adapter together: the bank provider port over the MIS Connect API. */
import { AppError } from '../../shared/errors.ts';
import type {
  BankProvider,
  CallRecord,
  LinkRequest,
  ProviderAccess,
  ProviderAccount,
  ReadPlan,
  WidgetLink,
} from '../ports/bank-provider.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { Random } from '../ports/random.ts';
import type { ClientCredentials, TokenStore } from '../ports/token-store.ts';
import { assertOk, parseAnswer } from './answers.ts';
import { judgeAnswer, judgeError } from './credential-test.ts';
import { deleteUser } from './delete-user.ts';
import { errorCodeOf, type Fault, isUnauthorized } from './errors.ts';
import { type Answer, type Call, createProviderClient, type ProviderClient } from './http-client.ts';
import { toAccess, toAccount } from './map-account.ts';
import { ENDPOINTS, type Endpoint, parseBaseUrl } from './paths.ts';
import { PAGE_SIZE, SMALL_PAGE_SIZE, toPage, transactionsQuery } from './read-transactions.ts';
import { INTERACTIVE, NEVER, type RetryPolicy, SAFE } from './retry.ts';
import { basicHeader, createTokenEndpoint } from './token-endpoint.ts';
import { createTokenSession, type TokenSession } from './token-session.ts';
import { accessLinkBody, syncLinkBody, toLink } from './widget-links.ts';
import { WireAccess, WireAccessList, WireAccount, WireAccountList } from './wire-account.ts';

const WEEK_MS = 7 * 86_400_000;

export type MisConnectDeps = {
  readonly baseUrl: string;
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly credentials: ClientCredentials;
  readonly tokens: TokenStore;
  readonly log: Log;
  readonly language: () => 'ar' | 'en';
  readonly onCall: (record: CallRecord) => void;
  /** The ancestor of the token endpoint wanted the redirect address again (reference A3). */
  readonly sendRedirectUriOnExchange?: boolean;
};

export function createMisConnect(deps: MisConnectDeps): BankProvider {
  const client = lazyClient(deps);
  const endpoint = createTokenEndpoint({ client, credentials: deps.credentials, sendRedirectUri: deps.sendRedirectUriOnExchange === true });
  const { tokens, clock, log } = deps;
  const session = createTokenSession({ tokens, endpoint, clock, log, serverNow: () => client.serverNow() });
  const context = { deps, client, session, currencies: new Map<string, string>() };
  return { ...linkMethods(context), ...tokenMethods(context, endpoint.revoke), ...readMethods(context), ...deleteMethods(context) };
}

type Context = {
  readonly deps: MisConnectDeps;
  readonly client: ProviderClient;
  readonly session: TokenSession;
  /** Currency by account id as last listed. */
  readonly currencies: Map<string, string>;
};

/** An unusable base address is the answer of each call, not a reason for the app not to start. */
function lazyClient(deps: MisConnectDeps): ProviderClient {
  let client: ProviderClient | undefined;
  const get = () => {
    client ??= createProviderClient({ ...deps, base: parseBaseUrl(deps.baseUrl) });
    return client;
  };
  return { exchange: async (call) => get().exchange(call), serverNow: () => client?.serverNow() ?? deps.clock.now() };
}

type UserCall = Pick<Call, 'id' | 'query' | 'signal'> & { readonly endpoint: Endpoint; readonly retry?: RetryPolicy };

/** Bearer call: 401 → one refresh → one repeat → reconnect (R9). */
async function callAsUser({ client, session }: Context, call: UserCall): Promise<Answer> {
  const send = (token: string) => client.exchange({ retry: SAFE, ...call, authorization: { level: 'user', value: `Bearer ${token}` } });
  const token = await session.access(call.signal);
  const first = await send(token);
  // Any 401, whatever code it names: a server may have only one word for a token it no longer takes.
  if (!first.fault || !(isUnauthorized(first.fault) || first.fault.status === 401)) return first;
  return send(await session.accessAfterRefusal(token, call.signal));
}

function linkMethods({ deps, client }: Context): Pick<BankProvider, 'createAccessLink' | 'createSyncLink' | 'testCredentials'> {
  async function create(
    endpoint: Endpoint,
    body: Readonly<Record<string, unknown>>,
    flow: Omit<LinkRequest, 'providerBankId' | 'ibans'>,
    signal: AbortSignal | undefined,
  ): Promise<WidgetLink> {
    const authorization = { level: 'client', value: await basicHeader(deps.credentials) } as const;
    const answer = await client.exchange({ endpoint, body, signal, retry: INTERACTIVE, authorization });
    return toLink(answer, { flow, nowMs: deps.clock.now(), serverNowMs: client.serverNow(), log: deps.log });
  }

  return {
    createAccessLink: (request, signal) => create(ENDPOINTS.accessLink, accessLinkBody(request), request, signal),
    createSyncLink: (request, signal) => create(ENDPOINTS.syncLink, syncLinkBody(request), request, signal),
    async testCredentials(signal) {
      try {
        const authorization = { level: 'client', value: await basicHeader(deps.credentials) } as const;
        return judgeAnswer(await client.exchange({ endpoint: ENDPOINTS.categoryTree, retry: NEVER, authorization, signal }));
      } catch (error) {
        return judgeError(error);
      }
    },
  };
}

function tokenMethods(
  { deps, session }: Context,
  revoke: (token: string) => Promise<void>,
): Pick<BankProvider, 'exchangeCode' | 'revokeTokens' | 'hasTokens' | 'keepAlive' | 'settled'> {
  return {
    async exchangeCode(code, redirectUri) {
      // Before anything is sent: an unusable address must not count as a spent code.
      parseBaseUrl(deps.baseUrl);
      await session.exchange(code, redirectUri);
    },
    async revokeTokens() {
      const held = await session.held();
      const results = await Promise.allSettled(held.map(revoke));
      const [failed] = results.filter((result) => result.status === 'rejected');
      // What was not revoked stays stored, so that it can be tried again.
      if (failed) throw failed.reason;
      await session.forget();
    },
    hasTokens: () => session.hasTokens(),
    keepAlive: () => session.refreshIfOlderThan(WEEK_MS),
    settled: session.settled,
  };
}

function readMethods(context: Context): Pick<BankProvider, 'listAccounts' | 'listAccesses' | 'readTransactions'> {
  const { deps, currencies } = context;
  let pageSize = PAGE_SIZE;

  /** Small pages from here on when the server refuses the usual ones, or when one of them is more than may be taken at once. */
  async function inFittingPages(plan: ReadPlan, read: () => Promise<Answer>): Promise<Answer> {
    if (pageSize === SMALL_PAGE_SIZE) return read();
    const usual = await read().catch(undefinedIfTooLarge);
    if (usual && !(usual.fault && isCountRefused(usual.fault, plan))) return usual;
    pageSize = SMALL_PAGE_SIZE;
    const small = await read();
    // It was not about the size.
    if (small.fault) pageSize = PAGE_SIZE;
    return small;
  }

  async function accessesAnswer(signal: AbortSignal | undefined): Promise<Answer> {
    const endpoint = ENDPOINTS.accesses;
    const embedded = await callAsUser(context, { endpoint, query: { embed: 'provider' }, signal });
    const isQueryRefused = embedded.fault && errorCodeOf(embedded.fault, 'user') === 'provider_rejected';
    // Embedding is optional at the provider; the list without bank names is better than none.
    return isQueryRefused ? callAsUser(context, { endpoint, signal }) : embedded;
  }

  return {
    async listAccounts(signal) {
      const answer = await callAsUser(context, { endpoint: ENDPOINTS.accounts, signal });
      const list = parseAnswer(answer, 'user', WireAccountList);
      const accounts = mapReadable(list, WireAccount, toAccount);
      if (accounts.length < list.length) deps.log.warn('accounts.unreadable', { count: list.length - accounts.length });
      for (const account of accounts) currencies.set(account.providerId, account.currency);
      return distinct(accounts);
    },

    async listAccesses(signal) {
      const answer = await accessesAnswer(signal);
      if (isListMissing(answer)) return [];
      const list = parseAnswer(answer, 'user', WireAccessList);
      const accesses = mapReadable(list, WireAccess, toAccess);
      if (accesses.length < list.length) deps.log.warn('accesses.unreadable', { count: list.length - accesses.length });
      return distinct(accesses);
    },

    async readTransactions(accountId, plan, signal) {
      const answer = await inFittingPages(plan, () => {
        const query = transactionsQuery(plan, pageSize);
        return callAsUser(context, { endpoint: ENDPOINTS.transactions, id: accountId, query, signal });
      });
      return toPage(answer, plan, { accountId, currencyOfAccount: (id) => currencies.get(id) });
    },
  };
}

function undefinedIfTooLarge(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== 'response_too_large') throw error;
}

/** Named, or the only thing in the query that a plain refusal can be about. */
function isCountRefused(fault: Fault, plan: ReadPlan): boolean {
  if (fault.fields.length > 0) return fault.fields.includes('count');
  return plan.kind === 'all' && plan.offset === 0 && errorCodeOf(fault, 'user') === 'provider_rejected';
}

/** Whether our client may see the list at all is an assumption (A7). */
function isListMissing({ fault }: Answer): boolean {
  if (!fault) return false;
  const code = errorCodeOf(fault, 'user');
  return (
    code === 'scope_missing' ||
    code === 'resource_gone' ||
    [404, 405].includes(fault.status) ||
    (fault.status === 403 && fault.code === null)
  );
}

type Schema<W> = { safeParse(value: unknown): { readonly success: true; readonly data: W } | { readonly success: false } };

function mapReadable<W, T extends ProviderAccount | ProviderAccess>(
  list: readonly unknown[],
  schema: Schema<W>,
  toItem: (wire: W) => T | undefined,
): readonly T[] {
  return list.flatMap((value) => {
    const parsed = schema.safeParse(value);
    const item = parsed.success ? toItem(parsed.data) : undefined;
    return item ? [item] : [];
  });
}

/** One entry per id: the same id twice is one account told twice. */
function distinct<T extends { readonly providerId: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.providerId, item])).values()];
}

function deleteMethods(context: Context): Pick<BankProvider, 'deleteAccount' | 'deleteAccess' | 'deleteUser'> {
  async function remove(call: UserCall): Promise<void> {
    const answer = await callAsUser(context, call);
    // Already gone is what was wanted (reference 14).
    if (answer.fault && errorCodeOf(answer.fault, 'user') !== 'resource_gone') assertOk(answer, 'user');
  }

  return {
    deleteAccount: (accountId) => remove({ endpoint: ENDPOINTS.deleteAccount, id: accountId }),
    deleteAccess: (accessId) => remove({ endpoint: ENDPOINTS.deleteAccess, id: accessId }),
    deleteUser: () => deleteUser({ ...context.deps, call: (endpoint, retry) => callAsUser(context, { endpoint, retry }) }),
  };
}
