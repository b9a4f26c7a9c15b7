import type { Account } from '../../../shared/contract/accounts.ts';
import type { Position } from '../../../shared/contract/overview.ts';
import type { Instant } from '../../../shared/domain/dates.ts';
import { addMoney } from '../../../shared/domain/money.ts';

const HOME_CURRENCY = 'SAR';

export type Positions = { readonly main: Position | null; readonly others: Position[] };
type Known = { readonly minor: number; readonly asOf: Instant | null; readonly isStale: boolean; readonly isUnproven: boolean };

/** One sum per currency, never one over several. SAR leads when there is any, else what most accounts are in. */
export function positionsOf(accounts: readonly Account[]): Positions {
  const groups = [...Map.groupBy(accounts, (account) => account.currency)]
    .sort(([a, inA], [b, inB]) => Number(b === HOME_CURRENCY) - Number(a === HOME_CURRENCY) || inB.length - inA.length || (a < b ? -1 : 1))
    .map(([currency, members]) => positionOf(currency, members));
  const [main = null, ...others] = groups;
  return { main, others };
}

/** An unknown balance is counted, not summed; a credit limit is the bank's money and appears nowhere. */
function positionOf(currency: string, accounts: readonly Account[]): Position {
  const known = accounts.flatMap((account): Known[] => {
    const { balanceMinor: minor, balanceAsOf: asOf, dataState } = account;
    return minor === null
      ? []
      : [{ minor, asOf, isStale: dataState === 'stale' || dataState === 'failed', isUnproven: account.isProven === false }];
  });
  const sum = (parts: readonly Known[]) =>
    sumMinor(
      currency,
      parts.map((part) => part.minor),
    );
  const stale = known.filter((part) => part.isStale);
  const unproven = known.filter((part) => part.isUnproven);
  const fresh = known.filter((part) => !part.isStale);
  return {
    currency,
    netMinor: known.length === 0 ? null : sum(known),
    assetsMinor: sum(known.filter((part) => part.minor > 0)),
    liabilitiesMinor: sum(known.filter((part) => part.minor < 0)),
    accountCount: accounts.length,
    unknownCount: accounts.length - known.length,
    asOf: oldest(fresh.length === 0 ? known : fresh),
    staleMinor: stale.length === 0 ? null : sum(stale),
    staleAsOf: oldest(stale),
    unprovenMinor: unproven.length === 0 ? null : sum(unproven),
  };
}

/** Sum of figures of one currency. @throws RangeError beyond the safe integers */
export function sumMinor(currency: string, minors: readonly number[]): number {
  return addMoney({ minor: 0, currency }, ...minors.map((minor) => ({ minor, currency }))).minor;
}

function oldest(parts: readonly Known[]): Instant | null {
  const times = parts.flatMap((part) => part.asOf ?? []);
  return times.reduce<Instant | null>((first, time) => (first === null || Date.parse(time) < Date.parse(first) ? time : first), null);
}
