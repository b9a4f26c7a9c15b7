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

  const words = (names: string, rest = '') => ({ title: names, counterparty: '', purpose: rest, bookingText: '' });

  it('R18 takes half of the shorter name for enough, and less for nothing', () => {
    const one = aRow('p', words('Corner Cafe', 'alpha beta gamma delta'));
    expect(pairs([one], [aRow('b', words('CORNER CAFE RIYADH BRANCH NORTH', 'one two three four five'))])).toEqual({ b: 'p' });
    expect(pairs([one], [aRow('b', words('Corner Shop', 'one two three four'))])).toEqual({ b: 'p' });
    const long = aRow('p', words('corner east north west', 'alpha beta gamma delta'));
    expect(pairs([long], [aRow('b', words('corner one two three', 'four five six seven'))])).toEqual({});
  });

  it('R18 takes most of all words for enough where the names differ', () => {
    const text = (names: string, purpose: string, bookingText: string) => ({ title: names, counterparty: '', purpose, bookingText });
    const one = aRow('p', text('north', 'alpha beta', 'gamma delta'));
    expect(pairs([one], [aRow('b', text('south', 'alpha beta', 'gamma other'))])).toEqual({ b: 'p' });
    expect(pairs([one], [aRow('b', text('south', 'alpha beta', 'some other'))])).toEqual({});
    expect(pairs([one], [aRow('b', { ...text('', 'south', 'gamma delta'), counterparty: 'alpha beta' })])).toEqual({ b: 'p' });
  });

  it('R18 counts the counterparty as a name', () => {
    const named = (counterparty: string, purpose: string) => ({ title: '', counterparty, purpose, bookingText: '' });
    expect(pairs([aRow('p', named('Corner', 'a1 b1 c1'))], [aRow('b', named('Corner', 'd1 e1 f1'))])).toEqual({ b: 'p' });
  });

  it('R18 knows words by letters and digits, two or more', () => {
    expect(pairs([aRow('p', words('Store 4821'))], [aRow('b', words('شركة 4821'))])).toEqual({ b: 'p' });
    expect(pairs([aRow('p', words('a b c'))], [aRow('b', words('a b c'))])).toEqual({});
    expect(pairs([aRow('p', words('مقهى الركن'))], [aRow('b', words('مقهي الركن الرياض'))])).toEqual({ b: 'p' });
  });

  it('R18 prefers the better likeness although another is older', () => {
    const old = aRow('half', { day: '2026-11-01', ...words('Corner Shop') });
    const young = aRow('whole', { day: '2026-11-05', ...words('Corner Cafe') });
    for (const pending of [
      [old, young],
      [young, old],
    ])
      expect(pairs(pending, [aRow('b', words('Corner Cafe'))])).toEqual({ b: 'whole' });
  });

  it('R18 gives the oldest of many equal ones first, whatever their order', () => {
    const days = ['2026-11-03', '2026-11-01', '2026-11-04', '2026-11-02'];
    const pending = days.map((day) => aRow(day, { day }));
    expect(pairs(pending, [aRow('b1'), aRow('b2'), aRow('b3')])).toEqual({ b1: '2026-11-01', b2: '2026-11-02', b3: '2026-11-03' });
  });
});
