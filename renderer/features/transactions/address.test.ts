import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHash } from '../../lib/router.ts';
import { filterCount, readAddress, writeAddress } from './address.ts';

describe('list address', () => {
  it('comes back as it was written, whatever the text', () => {
    const address = fc.record({
      search: fc.string({ unit: 'grapheme', maxLength: 60 }),
      accountIds: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 64 }), { maxLength: 5 }),
      openId: fc.option(fc.nat(), { nil: undefined }),
    });
    fc.assert(
      fc.property(address, (written) => {
        expect(readAddress(parseHash(writeAddress(written)).params)).toEqual(written);
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
      ['q', 'y'.repeat(500)],
    ]);
    expect(readAddress(params)).toEqual({ search: 'y'.repeat(200), accountIds: ['a1'], openId: undefined });
  });

  it('counts filters, blanks not among them', () => {
    expect(filterCount({ search: '  ', accountIds: ['a1', 'a2'] })).toBe(2);
    expect(filterCount({ search: 'rent', accountIds: [] })).toBe(1);
  });
});
