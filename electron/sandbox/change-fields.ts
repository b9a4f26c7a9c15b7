/** @file Reading the fields of a test control's change: banks and accounts by any of their names, amounts, days. */
import { isDay } from '../../shared/domain/dates.ts';
import { lastFour } from '../../shared/domain/iban.ts';
import { parseDecimal } from '../../shared/domain/money.ts';
import type { Engine } from './engine.ts';
import { type AccountSpec, type BankSpec, riyadhTime } from './household/row.ts';
import { InvalidRequest } from './replies.ts';
import type { Access, User } from './state.ts';
import { holdingsOf } from './transaction-list.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function refuse(name: string, text: string): never {
  throw new InvalidRequest({ [name]: [text] });
}

export function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : refuse(name, 'Must be text.');
}

const same = (a: string | null | undefined, b: string) => a?.trim().toLowerCase() === b.trim().toLowerCase();

/** A bank by key, provider id or any of its names. */
export function findBank(engine: Engine, wanted: string): BankSpec | undefined {
  return engine.dataset.banks.find((bank) =>
    [bank.key, bank.providerId, bank.name, bank.nameAr, `${bank.name} / ${bank.nameAr}`].some((name) => same(name, wanted)),
  );
}

/** Whether a text names the account: key, name, number, IBAN, their last four digits, or its id in an access. */
export function isAccountNamed(engine: Engine, account: AccountSpec, wanted: string): boolean {
  const names = [
    account.key,
    account.name,
    account.nameAr,
    account.number,
    account.iban,
    lastFour(account.iban ?? account.number),
    account.type,
  ];
  const ids = engine.store.state.users.flatMap((user) =>
    holdingsOf(user)
      .filter((one) => one.account.key === account.key)
      .map((one) => one.account.id),
  );
  return [...names, ...ids].some((name) => same(name, wanted));
}

export function accountsIn(engine: Engine, fields: Fields): readonly AccountSpec[] {
  const account = text(fields, 'account');
  const bank = bankIn(engine, fields);
  const all = engine.dataset.accounts.filter((one) => bank === undefined || one.bank === bank.key);
  if (account === undefined) return all;
  const found = all.filter((one) => isAccountNamed(engine, one, account));
  return found.length > 0 ? found : refuse('account', 'Unknown account.');
}

function bankIn(engine: Engine, fields: Fields): BankSpec | undefined {
  const wanted = text(fields, 'bank');
  return wanted === undefined ? undefined : (findBank(engine, wanted) ?? refuse('bank', 'Unknown bank.'));
}

/** Accesses of every user, or those to the bank that is named. */
export function accessesIn(engine: Engine, fields: Fields): readonly { readonly user: User; readonly access: Access }[] {
  const bank = bankIn(engine, fields);
  return engine.store.state.users.flatMap((user) =>
    user.accesses.filter((access) => bank === undefined || access.bank === bank.key).map((access) => ({ user, access })),
  );
}

export function minorIn(fields: Fields, currency: string): number | undefined {
  const { amount } = fields;
  if (amount === undefined) return undefined;
  const minor = typeof amount === 'string' || typeof amount === 'number' ? parseDecimal(String(amount), currency) : undefined;
  return minor ?? refuse('amount', 'Must be a decimal number, e.g. "-12.50".');
}

export function dayIn(engine: Engine, fields: Fields): number | undefined {
  const day = text(fields, 'bookedOn');
  if (day === undefined) return undefined;
  if (!isDay(day)) return refuse('bookedOn', 'Must be YYYY-MM-DD.');
  return Math.min(riyadhTime(day, 12), engine.clock.now());
}
