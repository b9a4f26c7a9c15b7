import { describe, expect, it } from 'vitest';
import { chooseMatches, type Leg, largestFee, matchOf, type OwnAccount } from './transfer-rule.ts';

const IBAN = { current: 'SA0380000000608010167519', savings: 'SA4420000001234567891234', stranger: 'SA9905000000000000000001' };
const accounts = new Map<string, OwnAccount>(
  [
    { id: 'current', iban: IBAN.current, last4: '7519', isCard: false },
    { id: 'savings', iban: IBAN.savings, last4: '1234', isCard: false },
    { id: 'card', iban: null, last4: '9034', isCard: true },
  ].map((account) => [account.id, account]),
);
const leg = (change: Partial<Leg>): Leg => ({
  id: 1,
  accountId: 'current',
  day: '2026-10-28',
  amountMinor: -1_500_00,
  currency: 'SAR',
  kind: 'transfer',
  counterpartyIban: null,
  searchText: 'transfer 99120',
  isCalledOwn: false,
  ...change,
});
const out = (change: Partial<Leg> = {}) => leg({ counterpartyIban: IBAN.savings, ...change });
const into = (change: Partial<Leg> = {}) => leg({ id: 2, accountId: 'savings', amountMinor: 1_500_00, ...change });
const fee = (one: Leg, other: Leg) => matchOf(one, other, accounts)?.feeMinor;

describe('own transfers, from the shapes of Saudi statements', () => {
  it.each<[what: string, one: Leg, other: Leg, feeMinor: number | undefined]>([
    ['the sent half names the IBAN of the other account', out(), into({ kind: 'unknown' }), 0],
    ['both banks call it an own transfer', out({ counterpartyIban: null, isCalledOwn: true }), into({ isCalledOwn: true }), 0],
    [
      'the words name the last digits of the other account',
      out({ counterpartyIban: null, searchText: 'حواله صادره الي الادخار 1234 - transfer' }),
      into(),
      0,
    ],
    ['it arrives after the weekend', out(), into({ day: '2026-11-01' }), 0],
    ['the other bank dates it a day earlier', out(), into({ day: '2026-10-27' }), 0],
    ['a fee is taken on the way', out({ amountMinor: -1_501_15 }), into(), 1_15],
    [
      'a card is paid from the current account',
      out({ counterpartyIban: null, isCalledOwn: true }),
      leg({ id: 2, accountId: 'card', amountMinor: 1_500_00, kind: 'unknown', isCalledOwn: true }),
      0,
    ],
    ['not by amount and date alone', out({ counterpartyIban: null }), into(), undefined],
    [
      'not when the words hold the digits inside a longer number',
      out({ counterpartyIban: null, searchText: 'transfer 881234567' }),
      into(),
      undefined,
    ],
    [
      'not when it went to somebody else',
      out({ counterpartyIban: IBAN.stranger, isCalledOwn: true }),
      into({ isCalledOwn: true }),
      undefined,
    ],
    ['not when more arrives than was sent', out(), into({ amountMinor: 1_500_01 }), undefined],
    ['not when more is missing than a fee', out(), into({ amountMinor: 1_400_00 }), undefined],
    ['not a week later', out(), into({ day: '2026-11-03' }), undefined],
    ['not within one account', out(), into({ accountId: 'current' }), undefined],
    ['not across currencies', out(), into({ currency: 'USD' }), undefined],
    [
      'not with a fee on words alone',
      out({ counterpartyIban: null, amountMinor: -1_501_15, searchText: 'to 1234', kind: 'unknown' }),
      into({ kind: 'unknown' }),
      undefined,
    ],
  ])('%s', (_what, one, other, feeMinor) => {
    expect(fee(one, other)).toBe(feeMinor);
  });

  it('pairs one to one: two equal transfers on one day are two', () => {
    const [a, b] = [out({ id: 1 }), out({ id: 3 })];
    const [c, d] = [into({ id: 2 }), into({ id: 4 })];
    const all = [a, b].flatMap((one) => [c, d].flatMap((other) => matchOf(one, other, accounts) ?? []));
    expect(chooseMatches(all).map((match) => [match.out.id, match.into.id])).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('prefers the half that lies nearest', () => {
    const later = into({ id: 2, day: '2026-10-30' });
    const same = into({ id: 4 });
    const all = [later, same].flatMap((other) => matchOf(out(), other, accounts) ?? []);
    expect(chooseMatches(all).map((match) => match.into.id)).toEqual([4]);
  });

  it('knows fees in each currency', () => {
    expect([largestFee(100_00, 'SAR'), largestFee(1_000_000_00, 'SAR'), largestFee(100_000, 'KWD'), largestFee(1000, 'JPY')]).toEqual([
      12_00, 100_00, 12_000, 30,
    ]);
  });
});
