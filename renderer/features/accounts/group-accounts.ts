import type { Account } from '../../../shared/contract/accounts.ts';
import { type AccountKind, isLiability, KIND_ORDER } from '../../../shared/domain/account-kind.ts';

/** Keeps the order the core gave within one kind. */
function byKind(accounts: readonly Account[]): Account[] {
  return accounts.toSorted((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind));
}

export type BankGroup = { readonly connectionId: string; readonly accounts: readonly Account[] };
export type KindGroup = { readonly kind: AccountKind; readonly accounts: readonly Account[] };

/** One group per bank access, in the order their first accounts come; within it the order the core gave. */
export function groupByBank(accounts: readonly Account[]): BankGroup[] {
  const groups = Map.groupBy(accounts, (account) => account.connectionId);
  return [...groups].map(([connectionId, members]) => ({ connectionId, accounts: members }));
}

export function groupByKind(accounts: readonly Account[]): KindGroup[] {
  const groups = Map.groupBy(byKind(accounts), (account) => account.kind);
  return [...groups].map(([kind, members]) => ({ kind, accounts: members }));
}

export type OverviewGroup = { readonly by: 'bank' | 'kind' | 'currency'; readonly id: string; readonly accounts: readonly Account[] };

/** As the overview lists them (cards that owe are all "Card"). What is outside the total's currency comes last, because it is not in it. */
export function groupForOverview(accounts: readonly Account[], mainCurrency: string | undefined, by: 'bank' | 'kind'): OverviewGroup[] {
  const inMain = accounts.filter((account) => account.currency === mainCurrency);
  const others = byKind(accounts.filter((account) => account.currency !== mainCurrency));
  const groups =
    by === 'bank'
      ? Map.groupBy(inMain, (account) => account.connectionId)
      : Map.groupBy(byKind(inMain), (account) => (account.kind === 'charge_card' ? 'credit_card' : account.kind));
  const shown: OverviewGroup[] = [...groups].map(([id, members]) => ({ by, id, accounts: members }));
  return others.length === 0 ? shown : [...shown, { by: 'currency', id: 'otherCurrency', accounts: others }];
}

/** Share of a card's limit that is used, 0 and up; undefined for what is no credit, and where the bank told no limit or no balance. */
export function limitUse(account: Pick<Account, 'kind' | 'balanceMinor' | 'creditLimitMinor'>): number | undefined {
  const { kind, balanceMinor, creditLimitMinor } = account;
  if (!isLiability(kind) || balanceMinor === null || creditLimitMinor === null || creditLimitMinor <= 0) return undefined;
  return Math.max(0, -balanceMinor) / creditLimitMinor;
}
