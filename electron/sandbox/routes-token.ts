/** @file `POST /auth/token` and `POST /auth/revoke` (reference, section 7). */
import { type Context, Hono } from 'hono';
import { clientAuth, findToken, issueTokens, revokeToken } from './auth.ts';
import type { Engine } from './engine.ts';
import { fail, fieldReader, readBody } from './replies.ts';
import type { WidgetSessions } from './widget/session.ts';

type Body = Readonly<Record<string, unknown>>;

function exchange(c: Context, engine: Engine, sessions: WidgetSessions, body: Body): Response {
  const fields = fieldReader(body);
  const code = fields.text('code', true, 1, 4096) ?? '';
  const redirectUri = fields.text('redirect_uri', engine.settings.requiresRedirectUri, 1, 2048);
  fields.done();
  const use = sessions.takeCode(code);
  if (!use) return fail(c, 400, 1000, 'The authorization code is unknown, used or expired.', { code: ['Invalid code.'] });
  if (redirectUri !== undefined && redirectUri !== use.redirectUri) {
    return fail(c, 400, 1000, 'The redirect_uri is not the one of the link.', { redirect_uri: ['Does not match.'] });
  }
  return c.json(issueTokens(engine, engine.ensureUser(use.userId), engine.settings.scopes.join(' '), true));
}

function refresh(c: Context, engine: Engine, body: Body): Response {
  const fields = fieldReader(body);
  const token = fields.text('refresh_token', true, 1, 8192) ?? '';
  const narrowed = fields.text('scope', false);
  fields.done();
  const found = findToken(engine, token, 'refresh');
  if (!found) {
    c.header('WWW-Authenticate', 'Bearer error="invalid_grant"');
    return fail(c, 401, 1003, 'The refresh token is unknown, used or expired.');
  }
  const granted = found.scope.split(' ');
  const scope =
    narrowed === undefined
      ? found.scope
      : narrowed
          .split(' ')
          .filter((one) => granted.includes(one))
          .join(' ');
  return c.json(issueTokens(engine, found.user, scope, engine.settings.refreshMode === 'rotate'));
}

export function tokenRoutes(engine: Engine, sessions: WidgetSessions): Hono {
  const app = new Hono();

  app.post('/auth/token', clientAuth(engine), async (c) => {
    const body = await readBody(c);
    const fields = fieldReader(body);
    const grant = fields.text('grant_type', true);
    fields.done();
    if (grant === 'authorization_code') return exchange(c, engine, sessions, body);
    if (grant === 'refresh_token') return refresh(c, engine, body);
    return fail(c, 400, 1000, 'The grant type is not supported.', { grant_type: ['Must be authorization_code or refresh_token.'] });
  });

  app.post('/auth/revoke', clientAuth(engine), async (c) => {
    const fields = fieldReader(await readBody(c));
    const token = fields.text('token', true, 1, 8192) ?? '';
    fields.done();
    revokeToken(engine, token);
    return c.body(null, 204);
  });

  return app;
}
