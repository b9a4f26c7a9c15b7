/**
 * @file Test controls of the practice bank, under `/__practice`: finishing the widget without a browser, the clock, scripted
 * faults, changes at the bank. Handed to `createPracticeBank` by scripts and tests; nothing that ships imports this file.
 * `docs/practice-bank.md` shows each with an example.
 */
import { type Context, Hono } from 'hono';
import { applyBankChange } from './bank-changes.ts';
import { parseInstant } from './bank-clock.ts';
import { describeBank } from './bank-overview.ts';
import { findBank, isAccountNamed } from './change-fields.ts';
import type { Engine } from './engine.ts';
import { createFaultScript } from './faults.ts';
import type { PracticeBankInside, PracticeEnv } from './practice-bank.ts';
import { fail, InvalidRequest } from './replies.ts';
import { offeredAccounts, type Session, type WidgetSessions } from './widget/session.ts';

export function createControls({ engine, sessions }: PracticeBankInside): Hono<PracticeEnv> {
  const app = new Hono<PracticeEnv>();
  const faults = createFaultScript();
  app.use('*', faults.middleware);

  app.post('/__practice/complete', async (c) => complete(c, engine, sessions, await readAnything(c)));

  const clock = () => ({ now: new Date(engine.clock.now()).toISOString(), running: engine.clock.isRunning() });
  app.get('/__practice/clock', (c) => c.json(clock()));
  app.post('/__practice/clock', async (c) => {
    moveClock(engine, asObject(await readAnything(c)));
    return c.json(clock());
  });

  app.get('/__practice/faults', (c) => c.json({ faults: faults.list() }));
  app.post('/__practice/faults', async (c) => {
    const body = await readAnything(c);
    const rules = typeof body === 'object' && body !== null && 'faults' in body ? body.faults : body;
    return c.json({ faults: faults.add(rules) }, 201);
  });
  app.delete('/__practice/faults', (c) => {
    faults.clear();
    return c.body(null, 204);
  });

  app.get('/__practice/bank', (c) => c.json(describeBank(engine)));
  app.post('/__practice/bank', async (c) => {
    const body = await readAnything(c);
    return c.json(Array.isArray(body) ? { results: body.map((one) => applyBankChange(engine, one)) } : applyBankChange(engine, body));
  });

  return app;
}

/** JSON whatever the content type says, so that a bare `curl -d` works. */
async function readAnything(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text());
  } catch {
    throw new InvalidRequest({ body: ['Not valid JSON.'] });
  }
}

function asObject(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null) throw new InvalidRequest({ body: ['Must be an object.'] });
  return body as Readonly<Record<string, unknown>>; // fields are checked where they are read
}

function moveClock(engine: Engine, { set, advanceMs }: Readonly<Record<string, unknown>>): void {
  if (typeof set === 'string') {
    let target: number;
    try {
      target = parseInstant(set);
    } catch {
      throw new InvalidRequest({ set: ['Must be an ISO 8601 time.'] });
    }
    engine.clock.set(target);
  } else if (typeof advanceMs === 'number' && Number.isFinite(advanceMs)) engine.clock.advance(advanceMs);
  else throw new InvalidRequest({ set: ['Give set (ISO time) or advanceMs (number).'] });
}

function names(body: Readonly<Record<string, unknown>>, field: string): readonly string[] | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  const list = Array.isArray(value) ? value : [value];
  if (!list.every((one) => typeof one === 'string')) throw new InvalidRequest({ [field]: ['Must be a list of names.'] });
  return list;
}

/** What the widget would have redirected to, had a person made these choices in it. */
function complete(c: Context, engine: Engine, sessions: WidgetSessions, raw: unknown): Response {
  const body = asObject(raw);
  const location = typeof body.location === 'string' && URL.canParse(body.location) ? new URL(body.location) : undefined;
  const session = sessions.find(location?.searchParams.get('token') ?? '');
  if (!session) return fail(c, 404, 1002, 'No such widget link.', { location: ['Unknown.'] });
  if (session.expiresAt <= engine.clock.now()) return fail(c, 410, 1002, 'The widget link has expired.', { location: ['Expired.'] });
  if (session.redirect !== null || session.step === 'closed')
    return fail(c, 409, 1001, 'The widget link was used already.', { location: ['Used.'] });
  const outcome = body.outcome ?? 'succeed';
  if (outcome !== 'succeed' && outcome !== 'cancel' && outcome !== 'fail')
    throw new InvalidRequest({ outcome: ['Must be succeed, cancel or fail.'] });
  if (body.wrongState === true) session.hasWrongState = true;
  if (outcome !== 'succeed') return c.json({ redirect: sessions.finish(session, { kind: 'fail' }) });
  const saveSecrets = typeof body.saveSecrets === 'boolean' ? body.saveSecrets : session.wish.saveSecrets;
  return c.json({ redirect: sessions.finish(session, { kind: 'succeed', picks: choose(engine, session, body), saveSecrets }) });
}

/** Banks left out: all of them, or the one the link preselects. Accounts left out: all the widget offers. */
function choose(engine: Engine, session: Session, body: Readonly<Record<string, unknown>>): ReadonlyMap<string, readonly string[]> {
  if (session.wish.kind === 'sync') return new Map();
  const bankNames = names(body, 'banks');
  const accountNames = names(body, 'accounts');
  const banks = bankNames?.map((name) => {
    const bank = findBank(engine, name);
    if (!bank) throw new InvalidRequest({ banks: [`Unknown bank: ${name}`] });
    return bank.key;
  });
  const offeredBanks = banks ?? (session.wish.bank === null ? engine.dataset.banks.map((bank) => bank.key) : [session.wish.bank]);
  const offered = offeredBanks.map((bank) => [bank, offeredAccounts(engine, session, bank)] as const);
  for (const name of accountNames ?? []) {
    const isKnown = offered.some(([, keys]) => keys.some((key) => isAccountNamed(engine, engine.account(key), name)));
    if (!isKnown) throw new InvalidRequest({ accounts: [`Unknown account: ${name}`] });
  }
  const isWanted = (key: string) =>
    accountNames === undefined || accountNames.some((name) => isAccountNamed(engine, engine.account(key), name));
  const picks = offered.map(([bank, keys]) => [bank, keys.filter(isWanted)] as const).filter(([, keys]) => keys.length > 0);
  if (picks.length === 0) throw new InvalidRequest({ accounts: ['Nothing is chosen.'] });
  return new Map(picks);
}
