/** @file The hosted widget: GET shows the step, each POST takes one step. No script, no cookie: the token travels in the form. */
import { type Context, Hono } from 'hono';
import type { Engine } from './engine.ts';
import { expiredPage, ONE_TIME_CODE, sessionPage } from './widget/pages.ts';
import { type Outcome, offeredAccounts, type Session, type WidgetSessions } from './widget/session.ts';

type Form = Readonly<Record<string, readonly string[]>>;
type StepHandler = (c: Context, session: Session, form: Form) => Response;

/** No script, nothing from elsewhere. `form-action` stays open: browsers apply it to the final redirect as well. */
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'Cache-Control': 'no-store',
};

export function widgetRoutes(engine: Engine, sessions: WidgetSessions): Hono {
  const app = new Hono();
  const show = (c: Context, session: Session) => c.html(sessionPage(engine, session), 200, HEADERS);
  const onward = (c: Context, session: Session) => c.redirect(`/widget?token=${session.token}`, 303);
  const step = (c: Context, session: Session, next: Session['step']) => {
    session.step = next;
    session.hasProblem = false;
    return onward(c, session);
  };
  const complain = (c: Context, session: Session) => {
    session.hasProblem = true;
    return onward(c, session);
  };
  const end = (c: Context, session: Session, outcome: Outcome) => c.redirect(sessions.finish(session, outcome), 302);
  const succeed = (c: Context, session: Session) => {
    if (session.isDelayed && session.step !== 'waiting') {
      session.dueAt = performance.now() + engine.settings.delayMs;
      return step(c, session, 'waiting');
    }
    return end(c, session, { kind: 'succeed', picks: session.picks, saveSecrets: session.saveSecrets });
  };

  /** Runs a step for a living session; anything else gets the page that says why not. */
  const onPost = (name: string, at: readonly Session['step'][] | 'anywhere', handle: StepHandler) =>
    app.post(`/widget/${name}`, async (c) => {
      const body = await c.req.parseBody({ all: true });
      const form = Object.fromEntries(
        Object.entries(body).map(([key, value]) => [key, [value].flat().filter((one) => typeof one === 'string')]),
      );
      const session = sessions.find(form.token?.[0] ?? '');
      if (!session || session.expiresAt <= engine.clock.now()) return c.html(expiredPage(session?.language ?? 'de'), 410, HEADERS);
      if (session.redirect !== null || session.step === 'closed') return onward(c, session);
      if (at !== 'anywhere' && !at.includes(session.step)) return onward(c, session);
      return handle(c, session, form);
    });

  app.get('/widget', (c) => {
    const session = sessions.find(c.req.query('token') ?? '');
    const wanted = c.req.query('lang');
    if (!session || session.expiresAt <= engine.clock.now()) return c.html(expiredPage(session?.language ?? 'de'), 410, HEADERS);
    if (wanted === 'ar' || wanted === 'en' || wanted === 'de') session.language = wanted;
    if (session.step === 'waiting' && performance.now() >= session.dueAt) return succeed(c, session);
    return show(c, session);
  });

  onPost('bank', ['banks'], (c, session, form) => {
    const bank = engine.dataset.banks.find((one) => one.key === form.bank?.[0]);
    if (!bank) return complain(c, session);
    session.bank = bank.key;
    return step(c, session, 'login');
  });
  onPost('login', ['login'], (c, session, form) =>
    form.user?.[0]?.trim() && form.password?.[0] ? step(c, session, 'code') : complain(c, session),
  );
  onPost('code', ['code'], (c, session, form) => {
    if (form.code?.[0]?.trim() !== ONE_TIME_CODE) return complain(c, session);
    if (session.wish.kind === 'access') return step(c, session, 'accounts');
    session.saveSecrets = form.save_secrets?.[0] === 'true';
    return succeed(c, session);
  });
  onPost('accounts', ['accounts'], (c, session, form) => {
    const offered = offeredAccounts(engine, session, session.bank ?? '');
    const chosen = offered.filter((key) => form.account?.includes(key));
    const isTooMany = !session.wish.allowsMany && chosen.length > 1;
    if (session.bank === null || chosen.length === 0 || isTooMany) return complain(c, session);
    session.picks.set(session.bank, chosen);
    return step(c, session, 'summary');
  });
  onPost('finish', ['summary'], (c, session, form) => {
    session.saveSecrets = form.save_secrets?.[0] === 'true';
    return form.action?.[0] === 'another' ? step(c, session, 'banks') : succeed(c, session);
  });
  onPost('cancel', 'anywhere', (c, session) => end(c, session, { kind: 'fail' }));
  onPost('practice', 'anywhere', (c, session, form) => {
    switch (form.outcome?.[0]) {
      case 'fail':
        return end(c, session, { kind: 'fail' });
      case 'close':
        return step(c, session, 'closed');
      case 'delay':
        session.isDelayed = true;
        return onward(c, session);
      case 'wrong_state':
        session.hasWrongState = true;
        return onward(c, session);
      default:
        return onward(c, session);
    }
  });

  return app;
}
