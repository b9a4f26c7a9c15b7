/** @file Accounts, balances, transactions, the user (reference, sections 8–10, 14). */
import { type Context, Hono } from 'hono';
import { type UserVariables, userAuth } from './auth.ts';
import type { Engine } from './engine.ts';
import type { Language } from './household/categories.ts';
import { json, notFound } from './replies.ts';
import type { User } from './state.ts';
import { findTransaction, type Holding, holdingsOf, type TransactionLists } from './transaction-list.ts';
import { readTransactionQuery } from './transaction-query.ts';
import { accountObject, balanceObject, type ReadContext } from './wire-accounts.ts';
import { createTransactionWriter } from './wire-transactions.ts';

/** Language of category names: the first one asked for that exists, German otherwise. */
export function readLanguage(c: Context): Language {
  for (const part of (c.req.header('accept-language') ?? '').toLowerCase().split(',')) {
    const short = part.trim().split(/[-;]/)[0];
    if (short === 'ar' || short === 'en' || short === 'de') return short;
  }
  return 'de';
}

export function readContext(engine: Engine, c: Context): ReadContext {
  return { engine, origin: new URL(c.req.url).origin, language: readLanguage(c) };
}

export function findHolding(user: User, accountId: string): Holding | undefined {
  return holdingsOf(user).find(({ account }) => account.id === accountId);
}

export function accountRoutes(engine: Engine): Hono<UserVariables> {
  const app = new Hono<UserVariables>();
  const readsAccounts = userAuth(engine, 'accounts=ro');

  app.get('/rest/accounts', readsAccounts, (c) => {
    const context = readContext(engine, c);
    return c.json({ accounts: holdingsOf(c.var.user).map(({ access, account }) => accountObject(context, access, account)) });
  });

  app.get('/rest/accounts/:id', readsAccounts, (c) => {
    const holding = findHolding(c.var.user, c.req.param('id'));
    return holding ? c.json(accountObject(readContext(engine, c), holding.access, holding.account)) : notFound(c);
  });

  app.get('/rest/accounts/:id/balance', userAuth(engine, 'balance=ro'), (c) => {
    const holding = findHolding(c.var.user, c.req.param('id'));
    return holding ? c.json(balanceObject(engine, holding.access, holding.account)) : notFound(c);
  });

  app.delete('/rest/accounts/:id', readsAccounts, (c) => {
    const holding = findHolding(c.var.user, c.req.param('id'));
    if (!holding) return notFound(c);
    const { access, account } = holding;
    access.accounts = access.accounts.filter((one) => one !== account);
    if (access.accounts.length === 0) c.var.user.accesses = c.var.user.accesses.filter((one) => one !== access);
    engine.changed();
    return c.body(null, 204);
  });

  return app;
}

export function transactionRoutes(engine: Engine, lists: TransactionLists): Hono<UserVariables> {
  const app = new Hono<UserVariables>();
  const readsTransactions = userAuth(engine, 'transactions=ro');

  app.get('/rest/transactions', readsTransactions, (c) => {
    const query = readTransactionQuery(c.req.query());
    const all = holdingsOf(c.var.user);
    const wanted = query.accounts === null ? all : all.filter(({ account }) => query.accounts?.includes(account.id));
    return json(c, lists.answer(wanted, query, readLanguage(c)));
  });

  app.get('/rest/accounts/:id/transactions', readsTransactions, (c) => {
    const holding = findHolding(c.var.user, c.req.param('id'));
    if (!holding) return notFound(c);
    return json(c, lists.answer([holding], readTransactionQuery(c.req.query()), readLanguage(c)));
  });

  const one = (c: Context, holdings: readonly Holding[], id: string) => {
    const found = findTransaction(engine, holdings, id);
    if (!found) return notFound(c);
    return json(c, createTransactionWriter(engine, readLanguage(c), false)(found.holding.account, found.row, found.isBooked));
  };
  app.get('/rest/transactions/:id', readsTransactions, (c) => one(c, holdingsOf(c.var.user), c.req.param('id')));
  app.get('/rest/accounts/:id/transactions/:transaction', readsTransactions, (c) => {
    const holding = findHolding(c.var.user, c.req.param('id'));
    return one(c, holding ? [holding] : [], c.req.param('transaction'));
  });

  return app;
}

export function userRoutes(engine: Engine): Hono<UserVariables> {
  const app = new Hono<UserVariables>();
  const auth = userAuth(engine, 'user=rw');
  const userObject = (user: User, language: Language) => ({
    user_id: user.id,
    email: user.id,
    language,
    verified_email: false,
    premium: false,
  });

  app.get('/rest/user', auth, (c) => c.json(userObject(c.var.user, readLanguage(c))));
  app.put('/rest/user', auth, (c) => c.json(userObject(c.var.user, readLanguage(c))));
  app.delete('/rest/user', auth, (c) => {
    const { state } = engine.store;
    state.users = state.users.filter((user) => user !== c.var.user);
    engine.changed();
    return c.body(null, 204);
  });
  return app;
}
