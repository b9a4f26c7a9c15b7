import { describe, expect, it } from 'vitest';
import { parseHash } from '../../lib/router.ts';
import { readAddress, writeAddress } from './address.ts';
import { transactionsHref } from './list-address.ts';

const read = (query: string) => readAddress(new URLSearchParams(query));

describe('the address of cash flow', () => {
  it('is empty for what is shown at first, and holds the rest', () => {
    expect(writeAddress(read(''))).toBe('#/cash-flow');
    const all = { range: 'all', period: '2026-10-27', currency: 'USD', accountId: 'a 1', side: 'income', basis: 'yearAgo' } as const;
    expect(readAddress(parseHash(writeAddress(all)).params)).toEqual(all);
  });

  it('leaves out what it cannot read', () => {
    expect(read(`range=7&period=2026-02-30&currency=<b>&account=${'x'.repeat(65)}&side=both&compare=never`)).toEqual(read(''));
  });
});

describe('the address of the transactions behind a figure', () => {
  it('names days, categories and text', () => {
    expect(transactionsHref({ fromDay: '2026-10-27', toDay: '2026-11-26' })).toBe('#/transactions?from=2026-10-27&to=2026-11-26');
    const { params } = parseHash(
      transactionsHref({ fromDay: '2026-10-01', toDay: '2026-10-31', categoryIds: [3, 301], search: 'بقالة & "x"' }),
    );
    expect([params.getAll('category'), params.get('q')]).toEqual([['3', '301'], 'بقالة & "x"']);
  });

  it('asks for no longer text than the list takes', () => {
    const { params } = parseHash(transactionsHref({ fromDay: '2026-10-01', toDay: '2026-10-31', search: 'x'.repeat(300) }));
    expect(params.get('q')).toHaveLength(200);
  });
});
