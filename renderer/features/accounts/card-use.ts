import type { Account } from '../../../shared/contract/accounts.ts';
import { addMoney, type Money } from '../../../shared/domain/money.ts';
import { limitUse } from './group-accounts.ts';

export type CardUse = { readonly limit: Money; readonly used: Money; readonly left: Money; readonly share: number };

/** A card's limit and how much of it is used; undefined where the bank told no limit or no balance. */
export function cardUse(account: Pick<Account, 'kind' | 'balanceMinor' | 'creditLimitMinor' | 'currency'>): CardUse | undefined {
  const { balanceMinor, creditLimitMinor, currency } = account;
  const share = limitUse(account);
  if (share === undefined || balanceMinor === null || creditLimitMinor === null) return undefined;
  const limit = { minor: creditLimitMinor, currency };
  // A card that was overpaid is not used below zero; what was overpaid is in the balance.
  const used = { minor: Math.max(0, -balanceMinor), currency };
  return { limit, used, left: addMoney(limit, { minor: -used.minor, currency }), share };
}
