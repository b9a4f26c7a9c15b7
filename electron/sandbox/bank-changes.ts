/** @file Test control: changes at the bank. Each change counts as fetched at once, where the consent still lives. */
import { isConsentAlive } from './accesses.ts';
import { parseInstant } from './bank-clock.ts';
import { accessesIn, accountsIn, dayIn, type Fields, minorIn, refuse, text } from './change-fields.ts';
import type { Engine, Settings } from './engine.ts';
import type { RowEdit } from './household/row.ts';
import { ADDED_SEQ } from './ledger.ts';
import { hashDigits } from './seeded.ts';
import { findTransaction, holdingsOf } from './transaction-list.ts';

type Change = (engine: Engine, fields: Fields) => object;

/** The platform fetches the banks concerned now. */
function fetchNow(engine: Engine, bankKeys: readonly string[]): void {
  const now = engine.clock.now();
  for (const { access } of accessesIn(engine, {})) {
    if (bankKeys.includes(access.bank) && isConsentAlive(access, now) && access.failure === null) access.lastSyncAt = now;
  }
  engine.changed();
}

function putEdit(engine: Engine, accountKey: string, seq: number, edit: RowEdit): void {
  const { edits } = engine.store.state;
  const ofAccount = edits[accountKey] ?? {};
  ofAccount[seq] = [...(ofAccount[seq] ?? []), edit];
  edits[accountKey] = ofAccount;
}

/** The row a transaction id stands for, in whichever access. */
function transactionIn(engine: Engine, fields: Fields) {
  const id = text(fields, 'transaction') ?? refuse('transaction', 'Missing data for required field.');
  for (const user of engine.store.state.users) {
    const found = findTransaction(engine, holdingsOf(user), id);
    if (found) return { row: found.row, account: engine.account(found.holding.account.key) };
  }
  return refuse('transaction', 'Unknown transaction.');
}

const add: Change = (engine, fields) => {
  const [account] = fields.account === undefined ? refuse('account', 'Missing data for required field.') : accountsIn(engine, fields);
  if (!account) return refuse('account', 'Unknown account.');
  const currency = text(fields, 'currency') ?? account.currency;
  const now = engine.clock.now();
  const isPending = fields.pending === true;
  const added = {
    account: account.key,
    seq: ADDED_SEQ + engine.store.state.added.length,
    minor: minorIn(fields, currency) ?? -10_00,
    currency,
    at: now,
    bookedFrom: isPending ? null : (dayIn(engine, fields) ?? now),
    name: text(fields, 'name') ?? 'Practice Shop',
    purpose: text(fields, 'purpose') ?? 'Practice purchase',
    type: text(fields, 'type') ?? 'Electronic cash',
  };
  engine.store.state.added.push(added);
  fetchNow(engine, [account.bank]);
  const holdings = engine.store.state.users.flatMap(holdingsOf).filter((one) => one.account.key === account.key);
  return { transactions: holdings.map((one) => engine.idOf(one.account, added, !isPending)) };
};

const change: Change = (engine, fields) => {
  const { row, account } = transactionIn(engine, fields);
  const currency = text(fields, 'currency');
  const minor = minorIn(fields, currency ?? row.currency);
  const bookedFrom = dayIn(engine, fields);
  const [name, purpose, type] = [text(fields, 'name'), text(fields, 'purpose'), text(fields, 'type')];
  const words = {
    ...(name === undefined ? {} : { name }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(type === undefined ? {} : { type }),
  };
  putEdit(engine, account.key, row.seq, {
    at: engine.clock.now(),
    isDeleted: false,
    ...(minor === undefined ? {} : { minor }),
    ...(currency === undefined ? {} : { currency }),
    ...(bookedFrom === undefined ? {} : { bookedFrom }),
    words,
  });
  fetchNow(engine, [account.bank]);
  return {};
};

const remove: Change = (engine, fields) => {
  const { row, account } = transactionIn(engine, fields);
  putEdit(engine, account.key, row.seq, { at: engine.clock.now(), isDeleted: true });
  fetchNow(engine, [account.bank]);
  return {};
};

/** One pending transaction, or all of an account, a bank, the household. */
const settle: Change = (engine, fields) => {
  const now = engine.clock.now();
  const one = fields.transaction === undefined ? undefined : transactionIn(engine, fields);
  const accounts = one ? [one.account] : accountsIn(engine, fields);
  let settled = 0;
  for (const account of accounts) {
    const holding = engine.store.state.users.flatMap(holdingsOf).find((each) => each.account.key === account.key);
    if (!holding) continue;
    for (const row of engine.view(holding.access, holding.account).pending) {
      if (one && one.row.seq !== row.seq) continue;
      const minor = minorIn(fields, row.currency);
      putEdit(engine, account.key, row.seq, { at: now, isDeleted: false, bookedFrom: now, ...(minor === undefined ? {} : { minor }) });
      settled += 1;
    }
  }
  fetchNow(
    engine,
    accounts.map((account) => account.bank),
  );
  return { settled };
};

/** New ids for the same things: of transactions only, or of accounts and accesses as well. */
const reissue: Change = (engine, fields) => {
  const what = text(fields, 'what') ?? 'transactions';
  if (what !== 'transactions' && what !== 'accounts') return refuse('what', 'Must be transactions or accounts.');
  const keys = accountsIn(engine, fields).map((account) => account.key);
  const now = engine.clock.now();
  for (const { user, access } of accessesIn(engine, {})) {
    if (!access.accounts.some((account) => keys.includes(account.key))) continue;
    for (const account of access.accounts) {
      if (!keys.includes(account.key)) continue;
      // Far from the generations that connecting anew leads to.
      account.generation += 1000;
      account.reissuedAt = now;
    }
    if (what === 'transactions') continue;
    const generation = Math.max(...access.accounts.map((account) => account.generation));
    const digits = hashDigits(`access/${engine.seed}/${access.bank}/${generation}`, 18);
    const renamed = access.accounts.map((account, index) =>
      keys.includes(account.key) ? { ...account, id: `A${digits}.${index + 1}` } : account,
    );
    user.accesses = user.accesses.map((each) => (each === access ? { ...access, id: `X${digits}.1`, accounts: renamed } : each));
  }
  engine.changed();
  return {};
};

function consentEnd({ days, expiresAt, none }: Fields, nowMs: number): number | null {
  if (none === true) return null;
  if (typeof days === 'number') return nowMs + days * 86_400_000;
  if (typeof expiresAt !== 'string') return refuse('days', 'Give days, expiresAt or none.');
  try {
    return parseInstant(expiresAt);
  } catch {
    return refuse('expiresAt', 'Must be an ISO 8601 time.');
  }
}

const consent: Change = (engine, fields) => {
  const end = consentEnd(fields, engine.clock.now());
  for (const { access } of accessesIn(engine, fields)) {
    // What was fetched until now stays fetched.
    access.lastSyncAt = engine.horizon(access);
    access.consentExpiresAt = end;
  }
  engine.changed();
  return {};
};

const sync: Change = (engine, fields) => {
  const banks = accessesIn(engine, fields).map(({ access }) => access.bank);
  fetchNow(engine, banks);
  return {};
};

const failing: Change = (engine, fields) => {
  const message = text(fields, 'message') ?? 'Bank is not answering (20003).';
  for (const { access } of accessesIn(engine, fields)) access.failure = { since: engine.clock.now(), message };
  engine.changed();
  return {};
};

const recover: Change = (engine, fields) => {
  for (const { access } of accessesIn(engine, fields)) access.failure = null;
  return sync(engine, fields);
};

const autosync: Change = (engine, fields) => {
  const isOn = typeof fields.on === 'boolean' ? fields.on : refuse('on', 'Must be true or false.');
  for (const { access } of accessesIn(engine, fields)) {
    access.lastSyncAt = engine.horizon(access);
    access.isAutosync = isOn;
  }
  engine.changed();
  return {};
};

const killTokens: Change = (engine, fields) => {
  const kind = text(fields, 'kind') ?? 'all';
  if (kind !== 'access' && kind !== 'refresh' && kind !== 'all') return refuse('kind', 'Must be access, refresh or all.');
  for (const user of engine.store.state.users) user.tokens = user.tokens.filter((token) => kind !== 'all' && token.kind !== kind);
  engine.changed();
  return {};
};

const CHOICES: Readonly<Partial<Record<keyof Settings, readonly string[]>>> = {
  refreshMode: ['rotate', 'keep'],
  reconnect: ['replace', 'leave', 'reuse'],
};

const changeSettings: Change = (engine, { op: _op, ...wanted }) => {
  const { settings } = engine;
  for (const [name, value] of Object.entries(wanted)) {
    const present = settings[name as keyof Settings]; // undefined when there is no such setting
    if (present === undefined) return refuse(name, 'Unknown setting.');
    const isRight = Array.isArray(present)
      ? Array.isArray(value) && value.every((one) => typeof one === 'string')
      : typeof value === typeof present;
    const choices = CHOICES[name as keyof Settings];
    if (!isRight || (choices && !choices.includes(String(value))))
      return refuse(name, `Must be ${choices?.join(' or ') ?? typeof present}.`);
  }
  Object.assign(settings, wanted);
  engine.changed();
  const { clientSecret: _secret, ...shown } = settings;
  return { settings: shown };
};

const CHANGES: Readonly<Record<string, Change>> = {
  add,
  change,
  delete: remove,
  settle,
  reissue,
  consent,
  sync,
  fail: failing,
  recover,
  autosync,
  tokens: killTokens,
  settings: changeSettings,
};

export function applyBankChange(engine: Engine, fields: unknown): object {
  const known = typeof fields === 'object' && fields !== null ? (fields as Fields) : {}; // each change checks its own fields
  const op = text(known, 'op') ?? '';
  const apply = Object.hasOwn(CHANGES, op) ? CHANGES[op] : undefined;
  return apply ? { op, ...apply(engine, known) } : refuse('op', `Must be one of ${Object.keys(CHANGES).join(', ')}.`);
}
