import { describe, expect, it } from 'vitest';
import { allTransactions } from '../../../shared/contract/transaction-filter.ts';
import { ALL_SELECTED, isSelected, NOTHING_SELECTED, selectedCount, selectedSums, targetOf, toggled, withRows } from './selection.ts';

const row = (id: number, amountMinor = -1_00, currency = 'SAR') => ({ id, amountMinor, currency });

describe('selection', () => {
  it('picks and unpicks rows, and sums them by currency, riyals first', () => {
    const picked = [row(1, -5_00, 'USD'), row(2, -10_00), row(3, 4_00)].reduce(toggled, NOTHING_SELECTED);
    expect([selectedCount(picked, 99), isSelected(picked, 2), selectedSums(picked)]).toEqual([
      3,
      true,
      [
        { currency: 'SAR', minor: -6_00 },
        { currency: 'USD', minor: -5_00 },
      ],
    ]);
    expect(selectedCount(toggled(picked, row(2)), 99)).toBe(2);
  });

  it('takes rows out of all that match, and in again with a range', () => {
    const most = [row(1), row(2)].reduce(toggled, ALL_SELECTED);
    expect([selectedCount(most, 14_206), isSelected(most, 1), isSelected(most, 3), selectedSums(most)]).toEqual([14_204, false, true, []]);
    expect(selectedCount(withRows(most, [row(1), row(7)]), 14_206)).toBe(14_205);
  });

  it('names what an edit is about', () => {
    const { sort: _, ...filter } = { ...allTransactions(), search: 'rent' };
    expect(targetOf(toggled(NOTHING_SELECTED, row(4)), { ...filter, sort: 'oldest' })).toEqual({ ids: [4] });
    expect(targetOf(toggled(ALL_SELECTED, row(4)), { ...filter, sort: 'oldest' })).toEqual({ filter, exceptIds: [4] });
  });
});
