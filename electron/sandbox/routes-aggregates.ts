/** @file The optional read resources (reference, section 21). */
import { type Context, Hono } from 'hono';
import { categoryGroups, contractItems, entriesOf, partnerGroups, readAggregateQuery, timeline } from './aggregates.ts';
import { type UserVariables, userAuth } from './auth.ts';
import type { Engine } from './engine.ts';
import { notFound } from './replies.ts';
import { readLanguage } from './routes-accounts.ts';
import { hashDigits } from './seeded.ts';
import type { User } from './state.ts';
import { type Holding, holdingsOf } from './transaction-list.ts';
import { listStatus, major } from './wire-accounts.ts';

const LEVELS = ['/rest', '/rest/accounts/:account', '/rest/accesses/:access'] as const;

/** The holdings a path is about; undefined when it names something the user does not have. */
function holdingsFor(c: Context<UserVariables>): readonly Holding[] | undefined {
  const { account: accountId, access: accessId } = c.req.param() as { account?: string; access?: string }; // the route's own names
  const own = holdingsOf(c.var.user).filter(
    ({ access, account }) => (accountId === undefined || account.id === accountId) && (accessId === undefined || access.id === accessId),
  );
  return own.length === 0 && (accountId ?? accessId) !== undefined ? undefined : own;
}

function pageOf<T>(c: Context, items: readonly T[]): readonly T[] {
  const number = (name: string, fallback: number) => (/^\d{1,6}$/.test(c.req.query(name) ?? '') ? Number(c.req.query(name)) : fallback);
  const offset = number('offset', 0);
  return items.slice(offset, offset + number('count', 1000));
}

function standingOrders(engine: Engine, holdings: readonly Holding[]): readonly object[] {
  const all = readAggregateQuery({});
  return holdings.flatMap((holding) => {
    const orders = new Map(
      entriesOf(engine, [holding], all)
        .filter(({ row }) => row.words.type === 'Standing order')
        .map((entry) => [entry.row.words.contract, entry]),
    );
    return [...orders.values()].map(({ row, accountId, day }) => ({
      standing_order_id: `SO${hashDigits(`order/${engine.seed}/${row.words.contract}`, 15)}`,
      account_id: accountId,
      name: row.words.name,
      amount: major(row.minor, row.currency),
      currency: row.currency,
      purpose: row.words.purpose.replace(' {ref}', ''),
      interval: 'monthly',
      execution_day: Number(day.slice(8)),
      first_execution_date: `${engine.dataset.firstDay}T00:00:00.000Z`,
      created_at: `${engine.dataset.firstDay}T00:00:00.000Z`,
      modified_at: `${day}T00:00:00.000Z`,
    }));
  });
}

/** What recurs, in every currency, without what the user removed. */
function contractsOf(engine: Engine, user: User, holdings: readonly Holding[]): readonly { readonly id: string }[] {
  const everything = readAggregateQuery({});
  const entries = engine.dataset.accounts.flatMap(({ key, currency }) =>
    entriesOf(
      engine,
      holdings.filter((one) => one.account.key === key),
      { ...everything, currency },
    ),
  );
  return contractItems(engine, entries).filter((contract) => !user.removedContracts.includes(contract.id));
}

export function aggregateRoutes(engine: Engine): Hono<UserVariables> {
  const app = new Hono<UserVariables>();
  const auth = userAuth(engine, 'transactions=ro');
  /** One resource at its three levels: everything, one account, one access. */
  const resource = (name: string, answer: (c: Context<UserVariables>, holdings: readonly Holding[]) => object) => {
    for (const level of LEVELS) {
      app.get(`${level}/${name}`, auth, (c) => {
        const holdings = holdingsFor(c);
        return holdings ? c.json(answer(c, holdings)) : notFound(c);
      });
    }
  };

  resource('categories', (c, holdings) => {
    const query = readAggregateQuery(c.req.query());
    return categoryGroups(entriesOf(engine, holdings, query), query, readLanguage(c));
  });
  resource('payment-partners', (c, holdings) => {
    const query = readAggregateQuery(c.req.query());
    return partnerGroups(entriesOf(engine, holdings, query), query);
  });
  resource('contracts', (c, holdings) => pageOf(c, contractsOf(engine, c.var.user, holdings)));
  resource('timeline', (c, holdings) => {
    const query = readAggregateQuery(c.req.query());
    return timeline(entriesOf(engine, holdings, query), query);
  });
  resource('standing_orders', (c, holdings) => {
    const wanted = c.req.query('accounts')?.split(',');
    const chosen = wanted ? holdings.filter(({ account }) => wanted.includes(account.id)) : holdings;
    return { standing_orders: pageOf(c, standingOrders(engine, chosen)), status: listStatus(engine, chosen) };
  });
  resource('securities', (_c, holdings) => ({ securities: [], status: listStatus(engine, holdings) }));

  return app;
}

export function contractRoutes(engine: Engine): Hono<UserVariables> {
  const app = new Hono<UserVariables>();
  const auth = userAuth(engine, 'transactions=ro');

  app.get('/rest/contracts/:contract', auth, (c) => {
    const found = contractsOf(engine, c.var.user, holdingsOf(c.var.user)).find((one) => one.id === c.req.param('contract'));
    return found ? c.json(found) : notFound(c);
  });
  app.delete('/rest/contracts/:contract', auth, (c) => {
    const found = contractsOf(engine, c.var.user, holdingsOf(c.var.user)).find((one) => one.id === c.req.param('contract'));
    if (!found) return notFound(c);
    c.var.user.removedContracts.push(found.id);
    engine.changed();
    return c.body(null, 204);
  });

  return app;
}
