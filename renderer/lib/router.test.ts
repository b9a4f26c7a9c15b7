import { describe, expect, it } from 'vitest';
import { hrefTo, parseHash } from './router.ts';

describe('router', () => {
  it('reads path parts and filters from the address', () => {
    const { segments, params } = parseHash('#/accounts/a%20b?q=rent&account=a1');
    expect({ segments, q: params.get('q'), account: params.getAll('account') }).toEqual({
      segments: ['accounts', 'a b'],
      q: 'rent',
      account: ['a1'],
    });
  });

  it.each(['', '#', '#/', '#//'])('reads %j as the start', (hash) => {
    expect(parseHash(hash).segments).toEqual([]);
  });

  it('survives an address that cannot be decoded', () => {
    expect(parseHash('#/accounts/%E0%A4%A').segments).toEqual(['accounts', '%E0%A4%A']);
  });

  it('leaves empty filters out and escapes the rest', () => {
    expect(hrefTo('/transactions', { q: 'a&b=c', account: undefined })).toBe('#/transactions?q=a%26b%3Dc');
  });
});
