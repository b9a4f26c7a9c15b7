/** @file Client (Basic) and user (Bearer) authentication, scopes, token sets (reference, sections 3 and 7). */
import { createHmac, randomBytes } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { Engine } from './engine.ts';
import { fail, forbidden } from './replies.ts';
import { hashToken, type User } from './state.ts';

const DAY_MS = 86_400_000;
const REFRESH_LIFE_MS = 90 * DAY_MS;
const signingKey = randomBytes(32);

/** A JWT nobody but this process can have signed. */
export function signJwt(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${head}.${createHmac('sha256', signingKey).update(head).digest('base64url')}`;
}

function unauthorized(c: Context, code: 1003 | 1004, scheme: 'Basic' | 'Bearer', detail: string): Response {
  c.header(
    'WWW-Authenticate',
    scheme === 'Basic' ? `Basic realm="practice bank"` : `Bearer error="invalid_token", error_description="${detail}"`,
  );
  return fail(c, 401, code, detail);
}

/** Lets a call through when the client's id and secret are right and it holds the scope. */
export function clientAuth(engine: Engine, scope?: string): MiddlewareHandler {
  return async (c, next) => {
    const { clientId, clientSecret, scopes } = engine.settings;
    const [scheme, value = ''] = (c.req.header('authorization') ?? '').split(' ');
    const isRight = scheme?.toLowerCase() === 'basic' && Buffer.from(value, 'base64').toString() === `${clientId}:${clientSecret}`;
    if (!isRight) return unauthorized(c, 1004, 'Basic', 'Invalid client authorization.');
    if (scope !== undefined && !scopes.includes(scope)) return forbidden(c, scope);
    return next();
  };
}

export type UserVariables = { Variables: { user: User } };

/** Lets a call through with a living access token whose scope covers it; `c.var.user` is the token's user. */
export function userAuth(engine: Engine, scope: string): MiddlewareHandler<UserVariables> {
  return async (c, next) => {
    const [scheme, value = ''] = (c.req.header('authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || value === '') return unauthorized(c, 1003, 'Bearer', 'Access token is missing.');
    const found = findToken(engine, value, 'access');
    if (!found) return unauthorized(c, 1003, 'Bearer', 'Access token is invalid or expired.');
    if (!found.scope.split(' ').includes(scope) || !engine.settings.scopes.includes(scope)) return forbidden(c, scope);
    c.set('user', found.user);
    return next();
  };
}

export function findToken(engine: Engine, token: string, kind: 'access' | 'refresh'): { user: User; scope: string } | undefined {
  const hash = hashToken(token);
  for (const user of engine.store.state.users) {
    const found = user.tokens.find((one) => one.hash === hash && one.kind === kind);
    if (found) return found.expiresAt > engine.clock.now() ? { user, scope: found.scope } : undefined;
  }
  return undefined;
}

export type TokenAnswer = {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly scope: string;
};

/**
 * Issues a new access token. With `withRefresh` also a refresh token, and every earlier one of the user dies: one user,
 * one living refresh token, whichever bank it came from.
 */
export function issueTokens(engine: Engine, user: User, scope: string, withRefresh: boolean): TokenAnswer {
  const now = engine.clock.now();
  const ttl = engine.settings.accessTtlSeconds;
  const seconds = Math.floor(now / 1000);
  const access = signJwt({
    iss: 'practice-bank',
    sub: user.id,
    scope,
    iat: seconds,
    exp: seconds + ttl,
    jti: randomBytes(12).toString('base64url'),
  });
  const refresh = withRefresh ? randomBytes(48).toString('base64url') : undefined;
  const isKept = (token: User['tokens'][number]) => token.expiresAt > now && !(withRefresh && token.kind === 'refresh');
  user.tokens = user.tokens.filter(isKept);
  user.tokens.push({ hash: hashToken(access), kind: 'access', expiresAt: now + ttl * 1000, scope });
  if (refresh !== undefined) user.tokens.push({ hash: hashToken(refresh), kind: 'refresh', expiresAt: now + REFRESH_LIFE_MS, scope });
  engine.store.save();
  return {
    access_token: access,
    token_type: 'Bearer',
    expires_in: ttl,
    ...(refresh === undefined ? {} : { refresh_token: refresh }),
    scope,
  };
}

/** One token dies; a refresh token takes the whole set with it. Unknown tokens are fine. */
export function revokeToken(engine: Engine, token: string): void {
  const hash = hashToken(token);
  for (const user of engine.store.state.users) {
    const found = user.tokens.find((one) => one.hash === hash);
    if (!found) continue;
    user.tokens = found.kind === 'refresh' ? [] : user.tokens.filter((one) => one !== found);
  }
  engine.store.save();
}
