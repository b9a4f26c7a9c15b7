/**
 * @file Which stored account a listed one is (API reference 8.3). An alias by provider id decides first, then IBAN, else bank
 * name, bank code and number, always with currency and kind. Two accounts of one answer are never one. Pure.
 */
import { foldText } from '../../../shared/domain/fold.ts';
import type { ProviderAccount } from '../../ports/bank-provider.ts';

export type StoredAccount = {
  readonly id: string;
  readonly connectionId: string;
  readonly kind: string;
  readonly currency: string;
  readonly iban: string | null;
  readonly bankName: string;
  readonly bankCode: string | null;
  readonly accountNumber: string | null;
  readonly bankLabel: string;
  readonly isArchived: boolean;
  /** Provider ids that mean this account, newest first. */
  readonly aliases: readonly string[];
};

type Identified = Pick<ProviderAccount, 'kind' | 'currency' | 'iban' | 'bankName' | 'bankCode' | 'accountNumber'> & {
  readonly label: string;
};

const compact = (text: string | null): string => (text ?? '').replace(/\s/g, '').toUpperCase();

/** Bank name, code and number; an account without a number is told apart by its label. */
function numberKey(account: Identified): string {
  const number = compact(account.accountNumber) || `~${foldText(account.label)}`;
  return JSON.stringify([foldText(account.bankName), compact(account.bankCode), number, account.currency, account.kind]);
}

function ibanKey(account: Identified): string | undefined {
  const iban = compact(account.iban);
  return iban === '' ? undefined : JSON.stringify([iban, account.currency, account.kind]);
}

const ofProvider = (account: ProviderAccount): Identified => ({ ...account, label: account.name });
const ofStored = (account: StoredAccount): Identified => ({
  ...account,
  kind: account.kind as ProviderAccount['kind'], // the column's CHECK allows exactly these
  label: account.bankLabel,
});

/** The text kept with an account as its identity. */
export function identityOf(account: ProviderAccount): string {
  return ibanKey(ofProvider(account)) ?? numberKey(ofProvider(account));
}

/** IBANs decide when both sides have one: a bank may give two cards one number. */
function isSame(stored: Identified, listed: Identified): boolean {
  const [storedIban, listedIban] = [ibanKey(stored), ibanKey(listed)];
  if (storedIban !== undefined && listedIban !== undefined) return storedIban === listedIban;
  return numberKey(stored) === numberKey(listed);
}

export function isSameAccount(stored: StoredAccount, listed: ProviderAccount): boolean {
  return isSame(ofStored(stored), ofProvider(listed));
}

/**
 * Leaves out accounts listed again under an id they had before, beside their newest: an old access the provider has not let go of.
 * An old id that now names something else is another account.
 */
export function withoutOldIds(stored: readonly StoredAccount[], listed: readonly ProviderAccount[]): readonly ProviderAccount[] {
  const listedById = new Map(listed.map((account) => [account.providerId, account]));
  const old = new Set<string>();
  for (const account of stored) {
    const [, ...others] = account.aliases.filter((id) => {
      const candidate = listedById.get(id);
      return candidate?.currency === account.currency && isSameAccount(account, candidate);
    });
    for (const id of others) old.add(id);
  }
  return listed.filter((account) => !old.has(account.providerId));
}

/**
 * Finds the stored account of each listed one.
 * @param listed one answer, without repeated provider ids
 * @returns provider id → stored account; a listed account that is missing is new
 */
export function matchAccounts(stored: readonly StoredAccount[], listed: readonly ProviderAccount[]): ReadonlyMap<string, StoredAccount> {
  const matches = new Map<string, StoredAccount>();
  const listedById = new Map(listed.map((account) => [account.providerId, account]));
  const open: StoredAccount[] = [];
  for (const account of stored) {
    // The newest alias wins when a bank lists an account under an old and a new id at once. An alias in another currency is another account.
    const alias = account.aliases.find((id) => listedById.get(id)?.currency === account.currency);
    if (alias === undefined) open.push(account);
    else matches.set(alias, account);
  }
  // Accounts in use come before archived ones; `sort` is stable, so the k-th listed twin meets the k-th stored one.
  open.sort((a, b) => Number(a.isArchived) - Number(b.isArchived));
  for (const account of listed) {
    if (matches.has(account.providerId)) continue;
    const index = open.findIndex((candidate) => isSameAccount(candidate, account));
    const [found] = index < 0 ? [] : open.splice(index, 1);
    if (found) matches.set(account.providerId, found);
  }
  return matches;
}
