/** @file The demo's steps that delete: as the window asks for them, typed phrase included. */
import type { Receipt } from '../../shared/contract/erasure.ts';
import { AppError } from '../../shared/errors.ts';
import en from '../../shared/locales/en/erasure.json' with { type: 'json' };
import { findAccount, findBank } from './names.ts';
import type { Ask } from './report.ts';

/**
 * What could not be done is the step's failure; what could be done is done all the same. Tokens that were not revoked are on the receipt and no
 * failure: every access is deleted by then, and the tokens are gone here. @throws AppError the first code
 */
function assertComplete({ steps }: Receipt): void {
  const failed = steps.find((step) => step.code !== null && step.kind !== 'revoke');
  if (failed?.code) throw new AppError(failed.code, failed.kind);
}

export async function removeAccount(ask: Ask, last4: string, trait: string): Promise<void> {
  const { id } = await findAccount(ask, last4, trait);
  assertComplete(await ask<Receipt>('erasure.forgetAccount', { accountId: id, confirmation: en.account.phrase }));
}

export async function disconnectBank(ask: Ask, bank: string): Promise<void> {
  const { id } = await findBank(ask, bank);
  assertComplete(await ask<Receipt>('erasure.disconnect', { connectionId: id, keepHistory: false }));
}

/** @returns once everything here is gone, with what is left to say of the provider. @throws when nothing was erased at all */
export async function eraseEverything(ask: Ask): Promise<() => void> {
  const receipt = await ask<Receipt>('erasure.eraseEverything', { confirmation: en.everything.phrase });
  return () => assertComplete(receipt);
}
