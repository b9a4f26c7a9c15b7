/** @file One pass through the widget, from link to redirect: what was asked for, what was chosen, what it leads to. */
import { randomBytes, randomUUID } from 'node:crypto';
import { connect, renewConsent } from '../accesses.ts';
import { signJwt } from '../auth.ts';
import type { Engine } from '../engine.ts';
import type { Language } from '../household/categories.ts';
import { dice } from '../seeded.ts';
import { hashToken } from '../state.ts';

export const LINK_LIFE_MS = 30 * 60_000;
const CODE_LIFE_MS = 5 * 60_000;

export type LinkWish = {
  readonly kind: 'access' | 'sync';
  readonly userId: string;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly language: Language;
  readonly saveSecrets: boolean;
  readonly historyDays: number;
  /** Preselected bank and accounts; `accountIds` belongs to sync links. */
  readonly bank: string | null;
  readonly onlyAccounts: readonly string[] | null;
  readonly accountTypes: readonly string[];
  readonly allowsMany: boolean;
  readonly accountIds: readonly string[];
};

export type Step = 'banks' | 'login' | 'code' | 'accounts' | 'summary' | 'waiting' | 'done' | 'closed';

export type Session = {
  readonly id: string;
  readonly token: string;
  readonly number: number;
  readonly wish: LinkWish;
  readonly expiresAt: number;
  language: Language;
  step: Step;
  /** The bank being gone through. */
  bank: string | null;
  /** Bank → chosen account keys; several banks in one pass. */
  readonly picks: Map<string, readonly string[]>;
  hasProblem: boolean;
  isDelayed: boolean;
  hasWrongState: boolean;
  /** Monotonic time at which a delayed success is due. */
  dueAt: number;
  saveSecrets: boolean;
  /** Where the browser was sent; a finished session never completes twice. */
  redirect: string | null;
};

export type Outcome =
  | { readonly kind: 'succeed'; readonly picks: ReadonlyMap<string, readonly string[]>; readonly saveSecrets: boolean }
  | { readonly kind: 'fail' };

export type CodeUse = { readonly userId: string; readonly redirectUri: string };

export type WidgetSessions = {
  open(wish: LinkWish, origin: string): { readonly session: Session; readonly location: string };
  find(token: string): Session | undefined;
  /** Ends the pass and tells where the browser goes. */
  finish(session: Session, outcome: Outcome): string;
  /** A code works once, for five minutes. */
  takeCode(code: string): CodeUse | undefined;
};

export function createWidgetSessions(engine: Engine): WidgetSessions {
  const sessions = new Map<string, Session>();
  const codes = new Map<string, CodeUse & { readonly expiresAt: number }>();
  let count = 0;

  const open: WidgetSessions['open'] = (wish, origin) => {
    const now = engine.clock.now();
    for (const old of sessions.values()) if (old.expiresAt + LINK_LIFE_MS < now) sessions.delete(old.token);
    count += 1;
    const session = createSession(wish, origin, now, count);
    sessions.set(session.token, session);
    return { session, location: `${origin}/widget?token=${session.token}` };
  };

  const finish: WidgetSessions['finish'] = (session, outcome) => {
    if (session.redirect !== null) return session.redirect;
    const code = outcome.kind === 'succeed' ? carryOut(engine, session, outcome) : undefined;
    if (code !== undefined) {
      const { userId, redirectUri } = session.wish;
      codes.set(hashToken(code), { userId, redirectUri, expiresAt: engine.clock.now() + CODE_LIFE_MS });
    }
    session.redirect = buildRedirect(engine, session, outcome.kind === 'succeed', code);
    session.step = 'done';
    return session.redirect;
  };

  return {
    open,
    find: (token) => sessions.get(token),
    finish,
    takeCode(code) {
      const hash = hashToken(code);
      const found = codes.get(hash);
      codes.delete(hash);
      return found && found.expiresAt > engine.clock.now() ? found : undefined;
    },
  };
}

/** The token is a JWT that carries the link's deadline, as the provider's does. */
function createSession(wish: LinkWish, origin: string, now: number, number: number): Session {
  const id = randomUUID();
  const seconds = Math.floor(now / 1000);
  const token = signJwt({
    iss: `${origin}/widget`,
    sub: wish.userId,
    aud: 'widget',
    jti: id,
    iat: seconds,
    exp: seconds + LINK_LIFE_MS / 1000,
    scope: wish.kind,
    redirect_uri: wish.redirectUri,
    ...(wish.state === undefined ? {} : { state: wish.state }),
  });
  return {
    id,
    token,
    number,
    wish,
    expiresAt: now + LINK_LIFE_MS,
    language: wish.language,
    step: wish.kind === 'sync' ? 'code' : wish.bank === null ? 'banks' : 'login',
    bank: wish.bank,
    picks: new Map(),
    hasProblem: false,
    isDelayed: false,
    hasWrongState: false,
    dueAt: 0,
    saveSecrets: wish.saveSecrets,
    redirect: null,
  };
}

/** Makes the accesses of a connect pass (and a code), or refreshes those of a sync pass (no code). */
function carryOut(engine: Engine, session: Session, outcome: Extract<Outcome, { kind: 'succeed' }>): string | undefined {
  const { wish } = session;
  const nowMs = engine.clock.now();
  const user = engine.ensureUser(wish.userId);
  if (wish.kind === 'sync') {
    for (const access of user.accesses) {
      if (!access.accounts.some((account) => wish.accountIds.includes(account.id))) continue;
      access.lastSyncAt = nowMs;
      access.failure = null;
      if (outcome.saveSecrets) access.isAutosync = true;
      if (engine.settings.doesSyncProlong) renewConsent(access, nowMs);
    }
    engine.changed();
    return undefined;
  }
  for (const [bankKey, accountKeys] of outcome.picks) {
    connect({
      user,
      bank: engine.bank(bankKey),
      accountKeys,
      saveSecrets: outcome.saveSecrets,
      historyDays: engine.settings.clipsHistory ? wish.historyDays : null,
      seed: engine.seed,
      nowMs,
      reconnect: engine.settings.reconnect,
    });
  }
  engine.changed();
  return randomBytes(48).toString('base64url');
}

/** Parameters come in an order that differs from pass to pass, with ones nobody asked for among them. */
function buildRedirect(engine: Engine, session: Session, isSuccess: boolean, code: string | undefined): string {
  const { redirectUri, state } = session.wish;
  const isWrong = session.hasWrongState || engine.settings.sendsWrongState;
  const params: [string, string][] = [['success', isSuccess ? 'true' : 'false']];
  if (state !== undefined) params.push(['state', isWrong ? `${state.slice(0, -1)}${state.endsWith('x') ? 'y' : 'x'}` : state]);
  if (code !== undefined) params.push(['code', code]);
  const chance = dice('redirect', engine.seed, session.number);
  if (chance.chance(0.7)) params.push(['flow_id', session.id]);
  params.push(['ui_locale', session.language], ['x_trace', String(chance.int(100_000, 999_999))]);
  for (let last = params.length - 1; last > 0; last--) {
    const other = chance.int(0, last);
    const [a, b] = [params[last], params[other]];
    if (a && b) [params[last], params[other]] = [b, a];
  }
  const query = params.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const [address = '', fragment] = redirectUri.split('#', 2);
  return `${address}${address.includes('?') ? '&' : '?'}${query}${fragment === undefined ? '' : `#${fragment}`}`;
}

/** What the widget offers at a bank: the accounts of the wished types, or only those asked for by number. */
export function offeredAccounts(engine: Engine, session: Session, bankKey: string): readonly string[] {
  const { accountTypes, onlyAccounts } = session.wish;
  return engine.dataset.accounts
    .filter((account) => account.bank === bankKey)
    .filter((account) => accountTypes.length === 0 || accountTypes.includes(account.type))
    .filter((account) => onlyAccounts === null || bankKey !== session.wish.bank || onlyAccounts.includes(account.key))
    .map((account) => account.key);
}
