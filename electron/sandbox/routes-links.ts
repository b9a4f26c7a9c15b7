/** @file `POST /ongoing/access` and `POST /ongoing/sync`: widget links (reference, section 6). */
import { Hono } from 'hono';
import { clientAuth } from './auth.ts';
import type { Engine } from './engine.ts';
import type { Language } from './household/categories.ts';
import { fail, fieldReader, readBody } from './replies.ts';
import type { LinkWish, WidgetSessions } from './widget/session.ts';

const KNOWN_TYPES = new Set([
  'Giro account',
  'Savings account',
  'Daily savings account',
  'Credit card',
  'Loan account',
  'PayPal',
  'Depot',
  'Unknown',
  'Cash book',
  'Prepaid card',
  'E-money account',
  'Charge card',
]);

/** The widget ignores the browser's language and falls back to German. */
function widgetLanguage(wanted: string | undefined): Language {
  const short = wanted?.toLowerCase().split('-')[0];
  return short === 'ar' || short === 'en' ? short : 'de';
}

function asAccountId(value: unknown): string | undefined {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' && id !== '' ? id.replace(/\s/g, '') : undefined;
}

type Fields = ReturnType<typeof fieldReader>;

function readShared(fields: Fields) {
  const redirectUri = fields.uri('redirect_uri') ?? '';
  const userId = fields.text('user_id', true, 1, 255) ?? '';
  return {
    redirectUri,
    userId,
    state: fields.text('state', false),
    language: widgetLanguage(fields.text('language', false, 0, 20)),
    saveSecrets: fields.boolean('save_secrets') ?? false,
    historyDays: fields.integer('sync_period', 1, 36_500) ?? 90,
  };
}

function readAccessWish(engine: Engine, body: Readonly<Record<string, unknown>>): LinkWish {
  const fields = fieldReader(body);
  const shared = readShared(fields);
  fields.text('tracking_id', false);
  const providerId = fields.text('provider_id', false);
  const numbers = fields.list('accounts', false, asAccountId) ?? [];
  const accountTypes =
    fields.list('account_types', false, (value) => (typeof value === 'string' && KNOWN_TYPES.has(value) ? value : undefined)) ?? [];
  const allowsMany = fields.boolean('allow_multi_selection') ?? true;
  const preselected = engine.dataset.banks.find((bank) => bank.providerId === providerId);
  if (providerId !== undefined && !preselected) fields.wrong('provider_id', 'Unknown provider.');
  fields.done();
  const named = engine.dataset.accounts.filter((account) => numbers.includes(account.iban ?? '') || numbers.includes(account.number));
  return {
    kind: 'access',
    ...shared,
    bank: preselected?.key ?? named[0]?.bank ?? null,
    onlyAccounts: named.length > 0 ? named.map((account) => account.key) : null,
    accountTypes,
    allowsMany: allowsMany || numbers.length > 0,
    accountIds: [],
  };
}

function readSyncWish(body: Readonly<Record<string, unknown>>): LinkWish {
  const fields = fieldReader(body);
  const shared = readShared(fields);
  const accountIds = fields.list('account_ids', true, (value) => (typeof value === 'string' && value !== '' ? value : undefined)) ?? [];
  if (accountIds.length === 0) fields.wrong('account_ids', 'Must not be empty.');
  fields.done();
  return { kind: 'sync', ...shared, bank: null, onlyAccounts: null, accountTypes: [], allowsMany: true, accountIds };
}

export function linkRoutes(engine: Engine, sessions: WidgetSessions): Hono {
  const app = new Hono();
  const origin = (url: string) => new URL(url).origin;

  app.post('/ongoing/access', clientAuth(engine, 'offline'), async (c) => {
    const wish = readAccessWish(engine, await readBody(c));
    const { session, location } = sessions.open(wish, origin(c.req.url));
    return c.json({ location, id: session.id }, 201);
  });

  app.post('/ongoing/sync', clientAuth(engine, 'offline'), async (c) => {
    const wish = readSyncWish(await readBody(c));
    const owned = engine.findUser(wish.userId)?.accesses.flatMap((access) => access.accounts.map((account) => account.id)) ?? [];
    if (!wish.accountIds.every((id) => owned.includes(id))) return fail(c, 404, 1002, 'Account not found.');
    const { session, location } = sessions.open(wish, origin(c.req.url));
    return c.json({ location, id: session.id }, 201);
  });

  return app;
}
