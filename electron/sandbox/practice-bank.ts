/**
 * @file The practice bank: a local stand-in for the provider, API and hosted widget. Plain Node, loopback only. It shares
 * no code with the adapter, so that the two can disagree. Test controls are handed in, never imported (`controls.ts`).
 */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { type HttpBindings, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createBankClock } from './bank-clock.ts';
import { ALL_SCOPES, createEngine, type Engine } from './engine.ts';
import { createHousehold } from './household.ts';
import { createOddHousehold } from './odd-household.ts';
import { fail, InvalidRequest, notFound } from './replies.ts';
import { accessRoutes, createSyncTasks, syncRoutes } from './routes-accesses.ts';
import { accountRoutes, transactionRoutes, userRoutes } from './routes-accounts.ts';
import { aggregateRoutes, contractRoutes } from './routes-aggregates.ts';
import { catalogRoutes } from './routes-catalog.ts';
import { linkRoutes } from './routes-links.ts';
import { notificationRoutes } from './routes-notifications.ts';
import { tokenRoutes } from './routes-token.ts';
import { widgetRoutes } from './routes-widget.ts';
import { openState } from './state.ts';
import { createTransactionLists } from './transaction-list.ts';
import { withTransactionTotal } from './transaction-total.ts';
import { createWidgetSessions, type WidgetSessions } from './widget/session.ts';

export type PracticeBankOptions = {
  readonly seed: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly profile: 'household' | 'odd';
  /** Fixes the clock; without it the household ends today and time runs. */
  readonly now?: string;
  /** How many transactions the household has in all, booked and pending, at the start. */
  readonly transactions?: number;
  /** File that keeps users, accesses and tokens over a restart. */
  readonly statePath?: string;
  /** Scopes of the client; all when absent. */
  readonly scopes?: readonly string[];
  /** Test controls; only scripts and tests pass them. */
  readonly controls?: (inside: PracticeBankInside) => Hono<PracticeEnv>;
};
export type PracticeEnv = { Bindings: HttpBindings };
export type PracticeBankInside = { readonly engine: Engine; readonly sessions: WidgetSessions };

export type Listening = { readonly baseUrl: string; readonly port: number; close(): Promise<void> };
export type PracticeBank = PracticeBankInside & {
  /** @param port 0 or absent lets the system choose. */
  listen(port?: number): Promise<Listening>;
};

export function createPracticeBank(options: PracticeBankOptions): PracticeBank {
  const engine = openEngine(options);
  const sessions = createWidgetSessions(engine);
  const app = buildApp(engine, sessions, options.controls?.({ engine, sessions }));
  return { engine, sessions, listen: (port = 0) => listen(app, port) };
}

function openEngine(options: PracticeBankOptions): Engine {
  const { seed, profile } = options;
  const clock = createBankClock(options.now);
  const path = options.statePath === undefined ? {} : { path: options.statePath };
  const store = openState({ seed, profile, nowMs: clock.now(), ...path });
  const { anchorMs } = store.state;
  const natural = profile === 'odd' ? createOddHousehold({ seed, anchorMs }) : createHousehold({ seed, anchorMs });
  const dataset =
    options.transactions === undefined ? natural : withTransactionTotal(natural, { total: options.transactions, seed, anchorMs });
  const settings = {
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    scopes: [...(options.scopes ?? ALL_SCOPES)],
    refreshMode: 'rotate' as const,
    accessTtlSeconds: 3600,
    doesSyncProlong: true,
    reconnect: 'replace' as const,
    clipsHistory: false,
    requiresRedirectUri: false,
    sendsWrongState: false,
    listsAccessesBare: profile === 'odd',
    delayMs: 3000,
  };
  return createEngine({ seed, profile, clock, dataset, store, settings });
}

function buildApp(engine: Engine, sessions: WidgetSessions, controls: Hono<PracticeEnv> | undefined): Hono<PracticeEnv> {
  const app = new Hono<PracticeEnv>({ strict: false });
  const tasks = createSyncTasks(engine);
  const lists = createTransactionLists(engine, (id) => tasks.window(id));

  // SECURITY: a page on the internet that points its name at 127.0.0.1 still sends its own name here.
  app.use('*', async (c, next) => {
    const host = (c.req.header('host') ?? '').replace(/:\d+$/, '');
    return host === '127.0.0.1' || host === 'localhost' ? next() : c.text('not here', 421);
  });
  app.use('*', async (c, next) => {
    c.header('Date', new Date(engine.clock.now()).toUTCString());
    c.header('X-Request-Id', randomBytes(8).toString('hex'));
    return next();
  });
  if (controls) app.route('/', controls);
  app.route('/', linkRoutes(engine, sessions));
  app.route('/', tokenRoutes(engine, sessions));
  app.route('/', widgetRoutes(engine, sessions));
  app.route('/', aggregateRoutes(engine));
  app.route('/', contractRoutes(engine));
  app.route('/', accountRoutes(engine));
  app.route('/', transactionRoutes(engine, lists));
  app.route('/', accessRoutes(engine));
  app.route('/', syncRoutes(engine, tasks));
  app.route('/', userRoutes(engine));
  app.route('/', notificationRoutes(engine));
  app.route('/', catalogRoutes(engine));
  app.notFound((c) => notFound(c));
  app.onError((error, c) => {
    if (error instanceof InvalidRequest) return fail(c, 400, 1000, 'Invalid request.', error.data);
    console.error(error);
    return fail(c, 500, 30_000, 'The practice bank has a bug; its console says more.');
  });
  return app;
}

function listen(app: Hono<PracticeEnv>, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info) => {
      resolve({ baseUrl: `http://127.0.0.1:${info.port}`, port: info.port, close: () => close(server as Server) }); // serve() makes a plain HTTP server here
    });
    server.once('error', reject);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Kept-alive and hanging connections would hold the process for minutes.
    server.closeAllConnections();
  });
}
