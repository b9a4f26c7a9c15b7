import { describe, expect, it } from 'vitest';
import { type Comparable, matchPending } from './pending-match.ts';

type Named = Comparable & { readonly name: string };
const aRow = (name: string, change: Partial<Comparable> = {}): Named => ({
  name,
  day: '2026-11-05',
  amountMinor: -40_00,
  currency: 'SAR',
  title: 'Corner Cafe',
  counterparty: 'Corner Cafe',
  purpose: 'POS purchase Corner Cafe',
  bookingText: 'Purchase',
  ...change,
});
const pairs = (pending: readonly Named[], booked: readonly Named[]) =>
  Object.fromEntries([...matchPending(pending, booked)].map(([to, from]) => [to.name, from.name]));
const grocer = { title: 'Green Grocer', counterparty: 'Green Grocer', purpose: 'POS purchase Green Grocer' };

describe('matchPending', () => {
  it('R18 pairs a booking with the authorisation it continues', () => {
    expect(pairs([aRow('p')], [aRow('b', { day: '2026-11-07', purpose: 'Card 1234 CORNER CAFE RIYADH' })])).toEqual({ b: 'p' });
  });

  it('R18 never pairs on amount and day alone', () => {
    const silent = { title: '', counterparty: '', purpose: '', bookingText: '' };
    expect(pairs([aRow('p', silent)], [aRow('b', silent)])).toEqual({});
    expect(pairs([aRow('p')], [aRow('b', grocer)])).toEqual({});
  });

  it('R18 wants the same amount and currency', () => {
    expect(pairs([aRow('p')], [aRow('b', { amountMinor: -40_01 })])).toEqual({});
    expect(pairs([aRow('p')], [aRow('b', { currency: 'USD' })])).toEqual({});
  });

  it('R18 reaches from a day before to seven days after', () => {
    const days = ['2026-11-03', '2026-11-04', '2026-11-05', '2026-11-12', '2026-11-13'];
    expect(days.map((day) => pairs([aRow('p')], [aRow('b', { day })]).b)).toEqual([undefined, 'p', 'p', 'p', undefined]);
  });

  it('R18 is one to one, prefers the likelier text, and takes the oldest on ties', () => {
    const pending = [aRow('young', { day: '2026-11-06' }), aRow('old', { day: '2026-11-04' }), aRow('grocer', grocer)];
    expect(pairs(pending, [aRow('b1', { day: '2026-11-07' }), aRow('b2', { day: '2026-11-07', ...grocer })])).toEqual({
      b1: 'old',
      b2: 'grocer',
    });
    expect(pairs([aRow('only')], [aRow('b1'), aRow('b2')])).toEqual({ b1: 'only' });
  });
});
