/** @file Which bank and which account the words of a step mean; where that is not exactly one, what to type instead. */
import type { Account, AccountDetail } from '../../shared/contract/accounts.ts';
import type { Connection } from '../../shared/contract/connections.ts';
import { foldText } from '../../shared/domain/fold.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type { Ask } from './report.ts';

/** A step that cannot be done as typed. `words` are for the person at the terminal, and for nothing else: they name banks. */
export class StepRefused extends AppError {
  readonly words: string;
  constructor(code: ErrorCode, words: string) {
    super(code, 'the step cannot be done as typed');
    this.words = words;
  }
}

type Named = Pick<Connection, 'bankName' | 'bankNameAr'>;

/** Case, spaces, signs and the ways to write one Arabic letter do not tell banks apart. */
const plain = (text: string): string => foldText(text).replace(/[^\p{L}\p{N}]/gu, '');

/** As the provider writes it: both names, joined. */
export const labelOf = ({ bankName, bankNameAr }: Named): string =>
  bankNameAr === null || bankNameAr === bankName ? bankName : `${bankName} / ${bankNameAr}`;

function namesOf({ bankName, bankNameAr }: Named): readonly string[] {
  return bankNameAr === null ? [bankName] : [bankName, bankNameAr, bankName + bankNameAr, bankNameAr + bankName];
}

const isNamed = (bank: Named, wanted: string): boolean =>
  plain(wanted) !== '' && namesOf(bank).some((name) => plain(name) === plain(wanted));

const quoted = (texts: readonly string[], joint: string): string =>
  [...new Set(texts)]
    .sort()
    .map((text) => `"${text}"`)
    .join(joint);

/** What is in use comes before what is kept of earlier times. */
function inUse<T>(found: readonly T[], isOver: (one: T) => boolean): readonly T[] {
  const current = found.filter((one) => !isOver(one));
  return current.length > 0 ? current : found;
}

const compact = (text: string | null): string => foldText(text ?? '').replace(/\s/g, '');
const endOf = (account: Pick<Account, 'ibanLast4' | 'numberLast4'>): string => account.ibanLast4 ?? account.numberLast4 ?? '';

/** `Other Bank 4821`: of two logins at one bank, the one that shows this account. */
function namedByAccount(connections: readonly Connection[], accounts: readonly Account[], wanted: string): readonly Connection[] {
  const [, name = '', end = ''] = /^(.*\S)\s+(\S{4})$/u.exec(wanted) ?? [];
  const shows = (connection: Connection) =>
    accounts.some((account) => account.connectionId === connection.id && !account.isArchived && compact(endOf(account)) === compact(end));
  return connections.filter((connection) => isNamed(connection, name) && shows(connection));
}

/**
 * By its English name, its Arabic name, both joined, or Mizan's id; last digits of one of its accounts may follow.
 * @throws StepRefused `not_found`, or `invalid_input` when several are called so
 */
export async function findBank(ask: Ask, wanted: string): Promise<Connection> {
  const connections = await ask<Connection[]>('connections.list');
  const accounts = await ask<Account[]>('accounts.list', { includeHidden: true });
  const named = connections.filter((connection) => connection.id === wanted || isNamed(connection, wanted));
  const found = inUse(
    named.length > 0 ? named : namedByAccount(connections, accounts, wanted),
    (connection) => connection.state === 'disconnected',
  );
  const [bank] = found;
  if (!bank) {
    const known = connections.length === 0 ? 'none is connected' : `there are ${quoted(connections.map(labelOf), ', ')}`;
    throw new StepRefused('not_found', `no bank is called "${wanted}"; ${known}`);
  }
  if (found.length > 1) {
    const ways = found.map((one) => `${one.bankName} ${endOf(accounts.find((account) => account.connectionId === one.id) ?? NO_END)}`);
    throw new StepRefused(
      'invalid_input',
      `${found.length} connections are called "${wanted}"; add the last four of an account: ${quoted(ways, ' or ')}`,
    );
  }
  return bank;
}
const NO_END = { ibanLast4: null, numberLast4: null };

/** The number a person sees beside an account comes first: its IBAN, else its own number. */
function endingIn(accounts: readonly AccountDetail[], end: string): readonly AccountDetail[] {
  const shown = accounts.filter((account) => compact(account.iban ?? account.accountNumber).endsWith(end));
  return shown.length > 0 ? shown : accounts.filter((account) => compact(account.accountNumber).endsWith(end));
}

const traitsOf = (account: AccountDetail): readonly string[] => [account.bankName, account.currency, account.kind.replace('_', ' ')];
const hasTrait = (account: AccountDetail, word: string): boolean =>
  isNamed(account, word) || [account.currency, account.kind].some((trait) => plain(trait) === plain(word));

/** What tells one of several accounts apart: a trait of its own, else more of its number. */
function wayTo(account: AccountDetail, found: readonly AccountDetail[], end: string): readonly string[] {
  const trait = traitsOf(account).find((word) => found.filter((one) => hasTrait(one, word)).length === 1);
  if (trait !== undefined) return [`remove-account ${end} ${trait}`];
  for (const number of [account.iban, account.accountNumber].map(compact)) {
    for (let length = end.length + 1; length <= number.length; length += 1) {
      const longer = number.slice(-length).toUpperCase();
      if (endingIn(found, compact(longer)).length === 1) return [`remove-account ${longer}`];
    }
  }
  return [];
}

/**
 * By the end of its IBAN, else of its number; its bank, its currency or its kind may follow.
 * @throws StepRefused `not_found`, or `invalid_input` when several end like this: deleting is no place for a guess
 */
export async function findAccount(ask: Ask, last4: string, trait: string): Promise<AccountDetail> {
  const accounts = await ask<Account[]>('accounts.list', { includeHidden: true });
  const details = await Promise.all(accounts.map(({ id }) => ask<AccountDetail>('accounts.get', { id, days: 7 })));
  const ending = endingIn(details, compact(last4));
  const found = inUse(trait === '' ? ending : ending.filter((account) => hasTrait(account, trait)), (account) => account.isArchived);
  const [account] = found;
  if (!account) {
    const wanted = `${last4}${trait && ` (${trait})`}`;
    const ends = accounts
      .map((one) => `${one.bankName} ${endOf(one)}`)
      .sort()
      .join(', ');
    throw new StepRefused('not_found', `no account ends in ${wanted}; ${ends === '' ? 'there is none' : `there are ${ends}`}`);
  }
  if (found.length > 1) {
    const ways = found.flatMap((one) => wayTo(one, found, last4));
    const advice = ways.length > 0 ? `type ${quoted(ways, ' or ')}` : 'nothing tells them apart; disconnect their bank instead';
    throw new StepRefused('invalid_input', `${found.length} accounts end in ${last4}; ${advice}`);
  }
  return account;
}
