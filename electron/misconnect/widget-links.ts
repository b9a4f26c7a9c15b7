/** @file Widget links: the address the user's browser opens to connect or synchronise a bank (reference 6, S15). */
import { AppError } from '../../shared/errors.ts';
import type { LinkRequest, WidgetLink } from '../ports/bank-provider.ts';
import type { Log } from '../ports/log.ts';
import { parseAnswer } from './answers.ts';
import type { Answer } from './http-client.ts';
import { isObject } from './json.ts';
import { isSafeAddress } from './paths.ts';
import { cleanText } from './text.ts';
import { WireLink } from './wire-transaction.ts';

const DEFAULT_LIFE_MS = 30 * 60_000;
/** A link that claims to live longer would keep a claimable state around (S16). */
const LONGEST_LIFE_MS = 24 * 3_600_000;

type Flow = Pick<LinkRequest, 'userId' | 'redirectUri' | 'state' | 'language' | 'historyDays' | 'saveSecrets'>;

function commonBody(flow: Flow) {
  return {
    user_id: flow.userId,
    redirect_uri: flow.redirectUri,
    state: flow.state,
    // Always said: the platform's default is German.
    language: flow.language,
    sync_period: flow.historyDays,
    save_secrets: flow.saveSecrets,
  };
}

/** `account_types` is never sent: only three of its strings are certain, and a wrong one would hide accounts (reference 20). */
export function accessLinkBody(request: LinkRequest): Readonly<Record<string, unknown>> {
  return {
    ...commonBody(request),
    allow_multi_selection: true,
    ...(request.providerBankId === undefined ? {} : { provider_id: request.providerBankId }),
    ...(request.ibans === undefined || request.ibans.length === 0 ? {} : { accounts: request.ibans.map((id) => ({ id })) }),
  };
}

export function syncLinkBody(request: Flow & { readonly accountIds: readonly string[] }): Readonly<Record<string, unknown>> {
  return { ...commonBody(request), account_ids: request.accountIds };
}

export type LinkContext = { readonly flow: Flow; readonly nowMs: number; readonly serverNowMs: number; readonly log: Log };

export function toLink(answer: Answer, context: LinkContext): WidgetLink {
  const wire = parseAnswer(answer, 'client', WireLink);
  const location = typeof wire.location === 'string' ? wire.location.trim() : '';
  const url = URL.canParse(location) ? new URL(location) : undefined;
  if (!url || !isSafeAddress(url)) throw new AppError('link_refused', 'widget link is no safe address');
  const claims = readClaims(url);
  for (const [name, ours] of [
    ['state', context.flow.state],
    ['redirect_uri', context.flow.redirectUri],
  ] as const) {
    if (typeof claims?.[name] === 'string' && claims[name] !== ours) context.log.warn('widget.link_differs', { field: name });
  }
  return { id: cleanText(wire.id), location, expiresAtMs: context.nowMs + lifeMs(claims?.exp, context.serverNowMs) };
}

function lifeMs(exp: unknown, serverNowMs: number): number {
  const remaining = Number(exp) * 1_000 - serverNowMs;
  // Unreadable, or over before it began, which only a clock can be wrong about: the link was made a moment ago.
  return remaining > 0 ? Math.min(remaining, LONGEST_LIFE_MS) : DEFAULT_LIFE_MS;
}

/** Claims of the first JWT among the parameters. Read for its deadline, never trusted or verified: it is the provider's own ticket. */
function readClaims(url: URL): Readonly<Record<string, unknown>> | undefined {
  const values = [...url.searchParams.values(), ...new URLSearchParams(url.hash.slice(1)).values()];
  for (const value of values) {
    const payload = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(value)?.[1];
    if (payload === undefined) continue;
    try {
      const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
      if (isObject(claims)) return claims;
    } catch {
      // Three dotted parts that are no JWT: an opaque token, which is fine.
    }
  }
  return undefined;
}
