/** @file The demo's steps that delete: as the window asks for them, typed phrase included. */
import type { Account } from '../../shared/contract/accounts.ts';
import type { Connection } from '../../shared/contract/connections.ts';
import type { Receipt } from '../../shared/contract/erasure.ts';
import { AppError } from '../../shared/errors.ts';
import en from '../../shared/locales/en/erasure.json' with { type: 'json' };
import type { Ask } from './report.ts';

/** What could not be done is the step's failure; what could be done is done all the same. @throws AppError the first code */
function assertComplete({ steps }: Receipt): void {
  const failed = steps.find((step) => step.code !== null);
  if (failed?.code) throw new AppError(failed.code, failed.kind);
}

/** By the end of its IBAN, else of its number. */
function findAccount(accounts: readonly Account[], last4: string): Account {
  const open = accounts.filter((account) => !account.isArchived);
  const byIban = open.filter((account) => account.ibanLast4 === last4);
  const found = byIban.length > 0 ? byIban : open.filter((account) => account.numberLast4 === last4);
  const [account] = found;
  if (!account) throw new AppError('not_found', 'no such account');
  if (found.length > 1) throw new AppError('invalid_input', 'more than one account ends like this');
  return account;
}

export async function removeAccount(ask: Ask, last4: string): Promise<void> {
  const { id } = findAccount(await ask<Account[]>('accounts.list', { includeHidden: true }), last4);
  assertComplete(await ask<Receipt>('erasure.forgetAccount', { accountId: id, confirmation: en.account.phrase }));
}

export async function disconnectBank(ask: Ask, { id }: Connection): Promise<void> {
  assertComplete(await ask<Receipt>('erasure.disconnect', { connectionId: id, keepHistory: false }));
}

export async function eraseEverything(ask: Ask): Promise<void> {
  assertComplete(await ask<Receipt>('erasure.eraseEverything', { confirmation: en.everything.phrase }));
}
