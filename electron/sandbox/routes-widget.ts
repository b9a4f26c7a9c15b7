/** @file The hosted widget: GET shows the step, each POST takes one step. No script, no cookie: the token travels in the form. */
import { type Context, Hono } from 'hono';
import type { Engine } from './engine.ts';
import { expiredPage, ONE_TIME_CODE, sessionPage } from './widget/pages.ts';
import { type Outcome, offeredAccounts, type Session, type WidgetSessions } from './widget/session.ts';

type Form = Readonly<Record<string, readonly string[]>>;
type Visit = {
  readonly c: Context;
  readonly engine: Engine;
  readonly sessions: WidgetSessions;
  readonly session: Session;
  readonly form: Form;
};
type Step = {
  /** Where the session must be for the step to count; absent = anywhere. */
  readonly from?: Session['step'];
  take(visit: Visit): Response;
};

/** No script, nothing from elsewhere. `form-action` stays open: browsers apply it to the final redirect as well. */
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'Cache-Control': 'no-store',
};

function show(c: Context, session: Session): Response {
  return c.redirect(`/widget?token=${session.token}`, 303);
}

function goTo({ c, session }: Visit, step: Session['step']): Response {
  session.step = step;
  session.hasProblem = false;
  return show(c, session);
}

function complain({ c, session }: Visit): Response {
  session.hasProblem = true;
  return show(c, session);
}

function end({ c, sessions, session }: Visit, outcome: Outcome): Response {
  return c.redirect(sessions.finish(session, outcome), 302);
}

function succeed(visit: Visit): Response {
  const { session, engine } = visit;
  if (session.isDelayed && session.step !== 'waiting') {
    session.dueAt = performance.now() + engine.settings.delayMs;
    return goTo(visit, 'waiting');
  }
  return end(visit, { kind: 'succeed', picks: session.picks, saveSecrets: session.saveSecrets });
}

function chooseBank(visit: Visit): Response {
  const { engine, session, form } = visit;
  const bank = engine.dataset.banks.find((one) => one.key === form.bank?.[0]);
  if (!bank) return complain(visit);
  session.bank = bank.key;
  return goTo(visit, 'login');
}

function logIn(visit: Visit): Response {
  const { form } = visit;
  return form.user?.[0]?.trim() && form.password?.[0] ? goTo(visit, 'code') : complain(visit);
}

function enterCode(visit: Visit): Response {
  const { session, form } = visit;
  if (form.code?.[0]?.trim() !== ONE_TIME_CODE) return complain(visit);
  if (session.wish.kind === 'access') return goTo(visit, 'accounts');
  session.saveSecrets = form.save_secrets?.[0] === 'true';
  return succeed(visit);
}

function chooseAccounts(visit: Visit): Response {
  const { engine, session, form } = visit;
  const chosen = offeredAccounts(engine, session, session.bank ?? '').filter((key) => form.account?.includes(key));
  const isTooMany = !session.wish.allowsMany && chosen.length > 1;
  if (session.bank === null || chosen.length === 0 || isTooMany) return complain(visit);
  session.picks.set(session.bank, chosen);
  return goTo(visit, 'summary');
}

function finish(visit: Visit): Response {
  const { session, form } = visit;
  session.saveSecrets = form.save_secrets?.[0] === 'true';
  return form.action?.[0] === 'another' ? goTo(visit, 'banks') : succeed(visit);
}

function practise(visit: Visit): Response {
  const { c, session, form } = visit;
  const outcome = form.outcome?.[0];
  if (outcome === 'fail') return end(visit, { kind: 'fail' });
  if (outcome === 'close') return goTo(visit, 'closed');
  if (outcome === 'delay') session.isDelayed = true;
  if (outcome === 'wrong_state') session.hasWrongState = true;
  return show(c, session);
}

const STEPS: Readonly<Record<string, Step>> = {
  bank: { from: 'banks', take: chooseBank },
  login: { from: 'login', take: logIn },
  code: { from: 'code', take: enterCode },
  accounts: { from: 'accounts', take: chooseAccounts },
  finish: { from: 'summary', take: finish },
  cancel: { take: (visit) => end(visit, { kind: 'fail' }) },
  practice: { take: practise },
};

async function readForm(c: Context): Promise<Form> {
  const body = await c.req.parseBody({ all: true });
  const texts = (value: (typeof body)[string]) => [value].flat().filter((one) => typeof one === 'string');
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, texts(value)]));
}

export function widgetRoutes(engine: Engine, sessions: WidgetSessions): Hono {
  const app = new Hono();
  const living = (token: string | undefined) => {
    const session = sessions.find(token ?? '');
    return session && session.expiresAt > engine.clock.now() ? session : undefined;
  };
  /** A link that is over still knows its language. */
  const tellOver = (c: Context, token: string | undefined) =>
    c.html(expiredPage(sessions.find(token ?? '')?.language ?? 'de'), 410, HEADERS);

  app.get('/widget', (c) => {
    const session = living(c.req.query('token'));
    const wanted = c.req.query('lang');
    if (!session) return tellOver(c, c.req.query('token'));
    if (wanted === 'ar' || wanted === 'en' || wanted === 'de') session.language = wanted;
    if (session.step === 'waiting' && performance.now() >= session.dueAt) return succeed({ c, engine, sessions, session, form: {} });
    return c.html(sessionPage(engine, session), 200, HEADERS);
  });

  for (const [name, step] of Object.entries(STEPS)) {
    app.post(`/widget/${name}`, async (c) => {
      const form = await readForm(c);
      const session = living(form.token?.[0]);
      if (!session) return tellOver(c, form.token?.[0]);
      const isTakeable = session.redirect === null && session.step !== 'closed' && (step.from === undefined || step.from === session.step);
      return isTakeable ? step.take({ c, engine, sessions, session, form }) : show(c, session);
    });
  }

  return app;
}
