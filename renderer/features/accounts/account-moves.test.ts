import { describe, expect, it } from 'vitest';
import { fakeAccounts } from '../../../test/harness/fake-ledger-accounts.ts';
import { moveGroup, moveWithin } from './account-moves.ts';
import { groupByBank, groupByKind } from './group-accounts.ts';

const all = fakeAccounts({ language: 'en', state: 'ready', isOdd: false });
const apply = ({ ids, beforeId }: { readonly ids: readonly string[]; readonly beforeId: string | null }) => {
  const others = all.filter(({ id }) => !ids.includes(id)).map(({ id }) => id);
  return others.toSpliced(beforeId === null ? others.length : others.indexOf(beforeId), 0, ...ids);
};

describe('moving an account', () => {
  const current = groupByKind(all)[0]?.accounts ?? [];

  it('puts it at a place among those it stands with, wherever they are in the whole list', () => {
    const shown = (order: readonly string[]) => order.filter((id) => current.some((account) => account.id === id));
    expect(shown(apply(moveWithin(all, current, 'a-2290', 1)))).toEqual(['a-2290', 'a-4821', 'a-1166']);
    expect(shown(apply(moveWithin(all, current, 'a-4821', 2)))).toEqual(['a-1166', 'a-4821', 'a-2290']);
    expect(shown(apply(moveWithin(all, current, 'a-4821', 3)))).toEqual(['a-1166', 'a-2290', 'a-4821']);
  });

  it('leaves the order of the others alone', () => {
    expect(apply(moveWithin(all, current, 'a-4821', 2))).toEqual(['a-1166', 'a-5508', 'a-7730', 'a-9034', 'a-4821', 'a-2290']);
  });
});

describe('moving a bank', () => {
  const groups = groupByBank(all).map((group) => group.accounts);
  const banksAfter = (index: number, by: -1 | 1) => {
    const order = apply(moveGroup(groups, index, by) ?? { ids: [], beforeId: null });
    return groupByBank(order.flatMap((id) => all.find((account) => account.id === id) ?? [])).map((group) => group.connectionId);
  };

  it('takes all its accounts before or behind the next', () => {
    expect(banksAfter(1, -1)).toEqual(['c-sample', 'c-practice', 'c-wallet']);
    expect(banksAfter(0, 1)).toEqual(['c-sample', 'c-practice', 'c-wallet']);
    expect(banksAfter(1, 1)).toEqual(['c-practice', 'c-wallet', 'c-sample']);
  });

  it('goes nowhere past the ends', () => {
    expect([moveGroup(groups, 0, -1), moveGroup(groups, 2, 1)]).toEqual([undefined, undefined]);
  });
});
