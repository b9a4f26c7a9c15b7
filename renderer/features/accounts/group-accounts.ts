import type { Account } from '../../../shared/contract/accounts.ts';
import { ACCOUNT_KINDS, type AccountKind, isLiability } from '../../../shared/domain/account-kind.ts';

/** Everyday money first, then what is put aside, then what is owed. */
const KIND_ORDER: readonly AccountKind[] = [
  'current',
  'emoney',
  'prepaid_card',
  'savings',
  'credit_card',
  'charge_card',
  'loan',
  'investment',
  'other',
];

function kindRank(kind: AccountKind): number {
  const rank = KIND_ORDER.indexOf(kind);
  return rank < 0 ? ACCOUNT_KINDS.length : rank;
}

/** Keeps the order the core gave within one kind. */
export function byKind(accounts: readonly Account[]): Account[] {
  return accounts.toSorted((a, b) => kindRank(a.kind) - kindRank(b.kind));
}

export type BankGroup = { readonly connectionId: string; readonly accounts: readonly Account[] };
export type KindGroup = { readonly kind: AccountKind; readonly accounts: readonly Account[] };

/** One group per bank access, in the order their first accounts come. */
export function groupByBank(accounts: readonly Account[]): BankGroup[] {
  const groups = Map.groupBy(accounts, (account) => account.connectionId);
  return [...groups].map(([connectionId, members]) => ({ connectionId, accounts: byKind(members) }));
}

export function groupByKind(accounts: readonly Account[]): KindGroup[] {
  const groups = Map.groupBy(byKind(accounts), (account) => account.kind);
  return [...groups].map(([kind, members]) => ({ kind, accounts: members }));
}

export type OverviewGroup = { readonly kind: AccountKind | 'otherCurrency'; readonly accounts: readonly Account[] };

/** As the overview lists them: by kind (all cards that owe are "Card"), and accounts outside the total's currency last, because they are not in it. */
export function groupForOverview(accounts: readonly Account[], mainCurrency: string | undefined): OverviewGroup[] {
  const inMain = accounts.filter((account) => account.currency === mainCurrency);
  const others = byKind(accounts.filter((account) => account.currency !== mainCurrency));
  const groups = Map.groupBy(byKind(inMain), (account) => (account.kind === 'charge_card' ? 'credit_card' : account.kind));
  const shown: OverviewGroup[] = [...groups].map(([kind, members]) => ({ kind, accounts: members }));
  return others.length === 0 ? shown : [...shown, { kind: 'otherCurrency', accounts: others }];
}

/** Share of a card's limit that is used, 0 and up; undefined for what is no credit, and where the bank told no limit or no balance. */
export function limitUse(account: Pick<Account, 'kind' | 'balanceMinor' | 'creditLimitMinor'>): number | undefined {
  const { kind, balanceMinor, creditLimitMinor } = account;
  if (!isLiability(kind) || balanceMinor === null || creditLimitMinor === null || creditLimitMinor <= 0) return undefined;
  return Math.max(0, -balanceMinor) / creditLimitMinor;
}
