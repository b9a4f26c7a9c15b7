/** @file One provider call: right address, right credentials, limits (R11), retries (R12), ledger line, and a fault if there was one. */
import { createHash } from 'node:crypto';
import { type Instant, toInstant } from '../../shared/domain/dates.ts';
import { AppError, assertNever, type ErrorCode } from '../../shared/errors.ts';
import type { CallRecord } from '../ports/bank-provider.ts';
import type { Clock } from '../ports/clock.ts';
import { type Http, HttpFailure, type HttpFailureKind, type HttpRequest, type HttpResponse } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { Random } from '../ports/random.ts';
import { type CallGate, createCallGate } from './call-gate.ts';
import { errorCodeOf, type Fault, faultError, findFault, isRetryable, mayBeCarriedOut } from './errors.ts';
import { decodeText, parseJson } from './json.ts';
import { type AuthLevel, type BaseUrl, type Endpoint, endpointUrl, redirectTarget } from './paths.ts';
import { fractionOf, nextTry, type RetryPolicy, retryAfterMs } from './retry.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const TOTAL_TIMEOUT_MS = 60_000;
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const BUSY_CODE = 1008;
const QUOTA_CODE = 1020;
const BUSY_WAIT_MS = 30_000;
const NOTABLE_SKEW_MS = 300_000;
/** The header has whole seconds and the answer takes time to arrive: smaller differences are noise. */
const SMALLEST_SKEW_MS = 2_000;

export type Call = {
  readonly endpoint: Endpoint;
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly authorization: { readonly level: AuthLevel; readonly value: string };
  readonly retry: RetryPolicy;
  /** What a fault means here, for the ledger line, where it is not what it means elsewhere. */
  readonly meaning?: (fault: Fault) => ErrorCode;
  readonly signal?: AbortSignal | undefined;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Parsed body with exact numbers; undefined when it is empty or no JSON. */
  readonly value: unknown;
  readonly fault: Fault | undefined;
  readonly receivedAt: Instant;
};

export interface ProviderClient {
  /** @throws AppError when there is no complete answer (its cause is the HttpFailure), a redirect is refused or waiting is pointless. */
  exchange(call: Call): Promise<Answer>;
  /** Our clock corrected by the server's `Date` (R23); epoch milliseconds. */
  serverNow(): number;
}

export type ProviderClientDeps = {
  readonly base: BaseUrl;
  readonly http: Http;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly language: () => 'ar' | 'en';
  readonly onCall: (record: CallRecord) => void;
};

type Outcome = { readonly answer: Answer } | { readonly failure: HttpFailure };

export function createProviderClient(deps: ProviderClientDeps): ProviderClient {
  const { base, clock, log } = deps;
  const gate: CallGate = createCallGate(clock, !base.isLoopback);
  let skewMs = 0;
  let isLanguageRefused = false;

  const serverNow = () => clock.now() + skewMs;

  async function exchange(call: Call): Promise<Answer> {
    if (call.authorization.level !== call.endpoint.level) throw new Error('credentials of the wrong level');
    const url = endpointUrl(base, call.endpoint, call.id, call.query ?? {});
    const startedAt = clock.monotonic();
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await once(call, url);
      if (!mayRetry(outcome, call.retry)) return finish(outcome);
      const elapsedMs = clock.monotonic() - startedAt;
      const next = nextTry(call.retry, attempt, elapsedMs, floorOf(outcome, attempt), fractionOf(deps.random));
      if (next.kind === 'exhausted') return finish(outcome);
      if (next.kind === 'beyond_budget') throw beyondBudget(outcome);
      await orCancelled(clock.sleep(next.ms, call.signal), call.signal);
    }
  }

  async function once(call: Call, url: string): Promise<Outcome> {
    const answered = await attemptOnce(call, url);
    // The list is readable in the provider's own language too; refusing ours must not cost the data (reference 16.3).
    const hadLanguage = call.endpoint.method === 'GET' && !isLanguageRefused;
    if (!hadLanguage || !('answer' in answered) || answered.answer.status !== 406) return answered;
    isLanguageRefused = true;
    return attemptOnce(call, url);
  }

  async function attemptOnce(call: Call, url: string): Promise<Outcome> {
    const isFollowed = call.endpoint.method === 'GET';
    const first = await sendRecorded(call, url, isFollowed);
    if ('failure' in first || !isRedirect(first.answer.status)) return first;
    const target = isFollowed ? redirectTarget(base, url, first.answer.headers.location) : undefined;
    const second = target === undefined ? first : await sendRecorded(call, target, false);
    if ('answer' in second && isRedirect(second.answer.status)) {
      throw new AppError('redirect_refused', `provider redirected with ${second.answer.status}`);
    }
    return second;
  }

  async function sendRecorded(call: Call, url: string, isRedirectFollowed: boolean): Promise<Outcome> {
    const at = toInstant(clock.now());
    let startedAt = clock.monotonic();
    let outcome: Outcome;
    try {
      const work = () => {
        startedAt = clock.monotonic();
        return deps.http.send(httpRequest(call, url));
      };
      outcome = { answer: toAnswer(await orCancelled(gate.run(work, call.signal), call.signal)) };
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      outcome = { failure: error };
    }
    const location = 'answer' in outcome ? outcome.answer.headers.location : undefined;
    const isFollowable = isRedirectFollowed && redirectTarget(base, url, location) !== undefined;
    record(call, at, clock.monotonic() - startedAt, outcome, isFollowable);
    return outcome;
  }

  function httpRequest(call: Call, url: string): HttpRequest {
    const headers: Record<string, string> = { accept: 'application/json', authorization: call.authorization.value, 'user-agent': 'Mizan' };
    if (!isLanguageRefused && call.endpoint.method === 'GET') headers['accept-language'] = deps.language();
    const limits = { connectTimeoutMs: CONNECT_TIMEOUT_MS, totalTimeoutMs: TOTAL_TIMEOUT_MS, maxBytes: MAX_BODY_BYTES };
    const signal = call.signal ? { signal: call.signal } : {};
    if (call.body === undefined) return { method: call.endpoint.method, url, headers, ...limits, ...signal };
    headers['content-type'] = 'application/json';
    return { method: call.endpoint.method, url, headers, body: JSON.stringify(call.body), ...limits, ...signal };
  }

  function toAnswer(response: HttpResponse): Answer {
    noteServerTime(response.headers.date);
    const text = decodeText(response.body, response.headers['content-type']);
    const value = text === '' ? undefined : parseJson(text);
    const waitMs = retryAfterMs(response.headers['retry-after'], serverNow());
    const nowMs = clock.now();
    const fault = findFault(response.status, response.headers, text, value, waitMs === undefined ? null : nowMs + waitMs);
    return { ...response, value, fault, receivedAt: toInstant(nowMs) };
  }

  function noteServerTime(date: string | undefined): void {
    const serverMs = Date.parse(date ?? '');
    if (Number.isNaN(serverMs)) return;
    const measured = serverMs - clock.now();
    const wasNotable = Math.abs(skewMs) > NOTABLE_SKEW_MS;
    skewMs = Math.abs(measured) < SMALLEST_SKEW_MS ? 0 : measured;
    if (!wasNotable && Math.abs(skewMs) > NOTABLE_SKEW_MS) log.warn('provider.clock_skew', { minutes: Math.round(skewMs / 60_000) });
  }

  function record(call: Call, at: Instant, durationMs: number, outcome: Outcome, isFollowable: boolean): void {
    const answer = 'answer' in outcome ? outcome.answer : undefined;
    const code = outcomeCode(outcome, call, isFollowable);
    const { template: endpoint, method } = call.endpoint;
    const size = answer?.body.length ?? 0;
    const status = answer?.status ?? null;
    const rounded = Math.round(durationMs);
    log.info('provider.call', { endpoint, method, status, outcome: code, providerCode: answer?.fault?.code ?? null, durationMs: rounded });
    const digest = answer && size > 0 ? createHash('sha256').update(answer.body).digest('hex') : null;
    try {
      deps.onCall({ at, endpoint, method, status, outcome: code, durationMs: rounded, bytes: size, digest });
    } catch {
      // A ledger that cannot be written must not cost the answer: this one may hold the only copy of a new token set.
      log.error('provider.ledger_failed', { endpoint });
    }
  }

  return { exchange, serverNow };
}

function finish(outcome: Outcome): Answer {
  if ('answer' in outcome) return outcome.answer;
  throw new AppError(failureCode(outcome.failure.kind), outcome.failure.message, { cause: outcome.failure });
}

function mayRetry(outcome: Outcome, { isSentOnce }: RetryPolicy): boolean {
  if ('answer' in outcome) {
    const { fault } = outcome.answer;
    return fault !== undefined && isRetryable(fault) && !(isSentOnce && mayBeCarriedOut(fault));
  }
  if (isSentOnce && outcome.failure.mayHaveBeenDelivered) return false;
  return ['offline', 'refused', 'timeout', 'reset'].includes(outcome.failure.kind);
}

/**
 * The reference says both "backoff from 1 s" and "wait 30 s" for a busy resource: the first repeat is quick, for a collision
 * that is over at once, and the others wait for a synchronisation that is running.
 */
function floorOf(outcome: Outcome, attempt: number): number | undefined {
  const fault = 'answer' in outcome ? outcome.answer.fault : undefined;
  if (fault?.retryAtMs != null && 'answer' in outcome) return Math.max(0, fault.retryAtMs - Date.parse(outcome.answer.receivedAt));
  return fault?.code === BUSY_CODE && attempt > 1 ? BUSY_WAIT_MS : undefined;
}

function beyondBudget(outcome: Outcome): AppError {
  const fault = 'answer' in outcome ? outcome.answer.fault : undefined;
  if (fault?.retryAtMs == null || fault.code === QUOTA_CODE)
    return fault ? faultError(fault, 'user') : new AppError('provider_unavailable', 'no time left to retry');
  return new AppError('rate_limited', `provider answered ${fault.status} and asks to wait`, { retryAtMs: fault.retryAtMs });
}

function outcomeCode(outcome: Outcome, call: Call, isFollowable: boolean): 'ok' | ErrorCode {
  if ('failure' in outcome) return failureCode(outcome.failure.kind);
  const { status, fault } = outcome.answer;
  if (isRedirect(status)) return isFollowable ? 'ok' : 'redirect_refused';
  if (fault === undefined) return 'ok';
  return call.meaning ? call.meaning(fault) : errorCodeOf(fault, call.endpoint.level);
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

export function failureCode(kind: HttpFailureKind): ErrorCode {
  switch (kind) {
    case 'offline':
    case 'timeout':
      return kind;
    case 'refused':
    case 'reset':
      return 'provider_unavailable';
    case 'tls':
      return 'tls_failed';
    case 'too_large':
      return 'response_too_large';
    case 'malformed':
      return 'response_malformed';
    case 'aborted':
      return 'cancelled';
    default:
      return assertNever(kind);
  }
}

/** Whatever an aborted wait rejects with, the caller hears `cancelled`. */
export async function orCancelled<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (signal?.aborted && !(error instanceof HttpFailure)) throw new AppError('cancelled', 'cancelled by the caller', { cause: error });
    throw error;
  }
}
