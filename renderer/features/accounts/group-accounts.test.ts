import { describe, expect, it } from 'vitest';
import { fakeAccounts } from '../../../test/harness/fake-ledger-accounts.ts';
import { cardUse } from './card-use.ts';
import { groupByBank, groupByKind, groupForOverview, limitUse } from './group-accounts.ts';

const accounts = fakeAccounts({ language: 'en', state: 'ready', isOdd: false });

describe('grouping accounts', () => {
  it('groups by bank, in the order they come', () => {
    expect(groupByBank(accounts).map((group) => group.accounts.map((account) => account.id))).toEqual([
      ['a-4821', 'a-7730', 'a-9034'],
      ['a-1166', 'a-2290'],
      ['a-5508'],
    ]);
  });

  it('groups by kind', () => {
    expect(groupByKind(accounts).map((group) => [group.kind, group.accounts.length])).toEqual([
      ['current', 3],
      ['emoney', 1],
      ['savings', 1],
      ['credit_card', 1],
    ]);
  });

  it('puts what is in another currency than the total last', () => {
    const ids = (by: 'bank' | 'kind') => groupForOverview(accounts, 'SAR', by).map((group) => group.id);
    expect(ids('kind')).toEqual(['current', 'emoney', 'savings', 'credit_card', 'otherCurrency']);
    expect(ids('bank')).toEqual(['c-practice', 'c-sample', 'c-wallet', 'otherCurrency']);
  });
});

describe('use of a limit', () => {
  const card = (balanceMinor: number | null, creditLimitMinor: number | null) => ({
    balanceMinor,
    creditLimitMinor,
    currency: 'SAR',
    kind: 'credit_card' as const,
  });

  it('is what is owed over the limit', () => {
    expect(limitUse(card(-3_412_80, 20_000_00))).toBeCloseTo(0.17064);
    expect(cardUse(card(-3_412_80, 20_000_00))).toMatchObject({ used: { minor: 3_412_80 }, left: { minor: 16_587_20 } });
  });

  it('is none on an overpaid card and over one past the limit', () => {
    expect(cardUse(card(50_00, 1_000_00))).toMatchObject({ share: 0, used: { minor: 0 }, left: { minor: 1_000_00 } });
    expect(cardUse(card(-1_200_00, 1_000_00))).toMatchObject({ share: 1.2, left: { minor: -200_00 } });
  });

  it('is no matter of accounts that owe nothing by nature', () => {
    expect(limitUse({ ...card(-1_00, 5_00), kind: 'prepaid_card' })).toBeUndefined();
  });

  it('is unknown without a balance or a limit', () => {
    expect([limitUse(card(null, 1_00)), limitUse(card(-1_00, null)), limitUse(card(-1_00, 0))]).toEqual([undefined, undefined, undefined]);
  });
});
