import type { Account } from '../../../shared/contract/accounts.ts';
import type { CashFlowCaveat } from '../../../shared/contract/cash-flow.ts';
import type { Day, Instant } from '../../../shared/domain/dates.ts';
import type { BankBeginning } from './coverage.ts';

type Kind = CashFlowCaveat['kind'];

/** What holds most of the sums back comes first. */
const ORDER: readonly Kind[] = ['importing', 'failed', 'stale', 'never', 'unproven', 'begins'];

/**
 * R26: what sums from `since` on do not hold, at most one line per bank and kind.
 * @param accounts those whose rows are counted
 */
export function caveatsOf(accounts: readonly Account[], beginnings: readonly BankBeginning[], since: Day): CashFlowCaveat[] {
  // An archived account gets no new rows any more; what it had is complete.
  const living = accounts.filter((account) => !account.isArchived);
  const byBank = [...Map.groupBy(living, (account) => account.connectionId).values()];
  const ofBanks = byBank.flatMap((members) => {
    const [one] = members;
    if (!one) return [];
    const bank = { bankName: one.bankName, bankNameAr: one.bankNameAr, day: null };
    const states = (['importing', 'failed', 'stale', 'never'] as const).flatMap((kind) => {
      const affected = members.filter((account) => account.dataState === kind);
      return affected.length === 0 ? [] : [{ ...bank, kind, at: oldest(affected) }];
    });
    const isUnproven = members.some((account) => account.isProven === false);
    return [...states, ...(isUnproven ? [{ ...bank, kind: 'unproven' as const, at: null }] : [])];
  });
  const ofBeginnings = beginnings
    .filter(({ firstOn }) => firstOn > since)
    .map(({ firstOn, ...bank }) => ({ ...bank, kind: 'begins' as const, at: null, day: firstOn }));
  return [...ofBanks, ...ofBeginnings].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** The age of sums over these accounts: the oldest among what is not behind; of everything where all of it is. */
export function asOfOf(accounts: readonly Account[]): Instant | null {
  const living = accounts.filter((account) => !account.isArchived);
  const fresh = living.filter((account) => account.dataState !== 'stale' && account.dataState !== 'failed');
  return oldest(fresh) ?? oldest(living);
}

function oldest(accounts: readonly Account[]): Instant | null {
  const times = accounts.flatMap((account) => account.bankDataAt ?? []);
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}
