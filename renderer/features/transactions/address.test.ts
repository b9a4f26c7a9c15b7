import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TransactionList } from '../../../shared/contract/transaction-filter.ts';
import { ACCOUNT_KINDS } from '../../../shared/domain/account-kind.ts';
import { AMOUNT_OPS } from '../../../shared/domain/amount-bound.ts';
import { PERIODS } from '../../../shared/domain/named-periods.ts';
import { readSearch } from '../../../shared/domain/search-grammar.ts';
import { parseHash } from '../../lib/router.ts';
import { filterCount, listOf, NO_FILTERS, readAddress, writeAddress } from './address.ts';

const TODAY = '2026-11-07';
const list = <T>(item: fc.Arbitrary<T>) => fc.uniqueArray(item, { maxLength: 3 });
const text = fc.string({ minLength: 1, maxLength: 64 });
const day = fc.constantFrom('2026-01-31', '2025-12-01', null);
const addresses = fc.record({
  search: fc.string({ unit: 'grapheme', maxLength: 60 }),
  period: fc.constantFrom(null, ...PERIODS),
  fromDay: day,
  toDay: day,
  accountIds: list(text),
  connectionIds: list(text),
  accountKinds: list(fc.constantFrom(...ACCOUNT_KINDS)),
  kinds: list(fc.constantFrom('card' as const, 'transfer' as const)),
  categoryIds: list(fc.nat({ max: 5000 })),
  amounts: fc.array(fc.record({ op: fc.constantFrom(...AMOUNT_OPS), value: fc.constantFrom('1', '120.50', '0.005') }), { maxLength: 4 }),
  currencies: list(fc.constantFrom('SAR', 'USD')),
  direction: fc.constantFrom('in' as const, 'out' as const, null),
  statuses: list(fc.constantFrom('pending' as const, 'booked' as const, 'removed' as const)),
  tagIds: list(fc.nat({ max: 5000 })),
  hasNote: fc.constantFrom(true, false, null),
  isForeign: fc.boolean(),
  isUnreviewed: fc.boolean(),
  isWithoutTransfers: fc.boolean(),
  sort: fc.constantFrom('newest' as const, 'oldest' as const, 'largest' as const, 'smallest' as const),
  openId: fc.option(fc.nat(), { nil: undefined }),
});

describe('list address', () => {
  it('comes back as it was written, whatever is filtered', () => {
    fc.assert(
      fc.property(addresses, (written) => {
        expect(readAddress(parseHash(writeAddress(written)).params)).toEqual(written);
      }),
    );
  });

  it('asks the core for nothing the contract does not take, whatever is in it', () => {
    const junk = fc.array(
      fc.tuple(
        fc.constantFrom(
          'q',
          'account',
          'kind',
          'category',
          'amount',
          'from',
          'status',
          'tag',
          'sort',
          'period',
          'open',
          'note',
          'currency',
        ),
        fc.string({ maxLength: 80 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(junk, (pairs) => {
        const asked = listOf(readAddress(new URLSearchParams(pairs)), TODAY);
        expect(TransactionList.parse(asked)).toEqual(asked);
      }),
    );
  });

  it('leaves out what it cannot read', () => {
    const params = new URLSearchParams([
      ['open', 'x'],
      ['account', ''],
      ['account', 'a'.repeat(65)],
      ['account', 'a1'],
      ['account', 'a1'],
      ['category', '301'],
      ['category', '-1'],
      ['kind', 'card'],
      ['kind', 'barter'],
      ['amount', '>500'],
      ['amount', '=1'],
      ['from', '2026-13-01'],
      ['sort', 'loudest'],
      ['q', 'y'.repeat(500)],
    ]);
    expect(readAddress(params)).toEqual({
      ...NO_FILTERS,
      search: 'y'.repeat(200),
      accountIds: ['a1'],
      categoryIds: [301],
      kinds: ['card'],
      amounts: [{ op: '>', value: '500' }],
      openId: undefined,
    });
  });

  it('tells periods and typed days from today, and narrows by all of them', () => {
    const asked = listOf({ ...NO_FILTERS, search: 'rent >500 sar this year', period: 'lastMonth', fromDay: '2026-10-05' }, TODAY);
    expect(asked).toEqual({
      ...TransactionList.parse({}),
      search: 'rent',
      fromDay: '2026-10-05',
      toDay: '2026-10-31',
      amounts: [{ op: '>', value: '500' }],
      currencies: ['SAR'],
    });
    expect(listOf({ ...NO_FILTERS, period: 'lastMonth' }, '2026-12-01')).toMatchObject({ fromDay: '2026-11-01', toDay: '2026-11-30' });
  });

  it('counts what narrows it, blanks not among them', () => {
    const count = (change: Partial<typeof NO_FILTERS>) => {
      const filters = { ...NO_FILTERS, ...change };
      return filterCount(filters, readSearch(filters.search, TODAY));
    };
    expect(count({ search: '  ', accountIds: ['a1', 'a2'] })).toBe(2);
    expect(count({ search: 'rent last month >500' })).toBe(3);
    expect(count({ fromDay: '2026-10-01', toDay: '2026-10-31', isUnreviewed: true, hasNote: false, direction: 'out' })).toBe(4);
    expect(count({ sort: 'largest' })).toBe(0);
  });
});
