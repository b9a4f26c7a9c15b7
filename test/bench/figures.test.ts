import { describe, expect, it } from 'vitest';
import { atLeast, atMost, shown } from './figures.ts';
import { pairsOf } from './list-filters.ts';
import { peerFigures } from './peers/compare.ts';
import type { PeerResult } from './peers/peers.ts';

describe('figures', () => {
  it('meet a target that they reach exactly, on either side', () => {
    const met = [atLeast('rate', 10, 'tx/s', 10), atMost('wait', 10, 'ms', 10), shown('size', 10, 'B')];
    const missed = [atLeast('rate', 9.9, 'tx/s', 10), atMost('wait', 10.1, 'ms', 10)];
    expect(met.map((figure) => figure.ok)).toEqual([true, true, true]);
    expect(missed.map((figure) => figure.ok)).toEqual([false, false]);
  });

  it('have the five parts that are printed as JSON and no others', () => {
    expect(Object.keys(atMost('wait', 1, 'ms', 2))).toEqual(['name', 'value', 'unit', 'target', 'ok']);
  });

  it('are not met by what could not be measured', () => {
    expect(atMost('wait', Number.NaN, 'ms', 10).ok).toBe(false);
  });
});

describe('pairs of filters', () => {
  it('join every two that ask of different parts', () => {
    const one = { name: 'days', filter: { fromDay: '2021-03-01' } };
    const two = { name: 'tag', filter: { tagIds: [1] } };
    const three = { name: 'other tag', filter: { tagIds: [2] } };
    expect(pairsOf([one, two, three])).toEqual([
      { name: 'days+tag', filter: { fromDay: '2021-03-01', tagIds: [1] } },
      { name: 'days+other tag', filter: { fromDay: '2021-03-01', tagIds: [2] } },
    ]);
  });
});

describe('the comparison', () => {
  const result = (questions: PeerResult['questions']): PeerResult => ({ rows: 1, seconds: 1, isComplete: true, questions });
  const verdict = (ours: number, ...others: number[]) => {
    const peers = Object.fromEntries(others.map((ms, index) => [`peer-${index}`, result({ 'page-first': ms })]));
    return peerFigures(result({ 'page-first': ours }), peers).find(({ name }) => name === 'page-first');
  };

  it('is with the fastest of the others', () => {
    expect(verdict(10, 500, 120)).toMatchObject({ value: 12, ok: true });
    expect(verdict(10, 500, 90)).toMatchObject({ value: 9, ok: false });
  });

  it('is met by an answer nobody would notice waiting for', () => {
    expect(verdict(1.9, 3)).toMatchObject({ ok: true });
  });

  it('counts a peer that did not finish as slower than any', () => {
    const figures = peerFigures(result({ cashflow: 5 }), { gone: { rows: 0, seconds: 300, isComplete: false, questions: null } });
    expect(figures.find(({ name }) => name === 'cashflow')).toMatchObject({ value: Number.POSITIVE_INFINITY, ok: true });
    expect(figures.some(({ name }) => name === 'cashflow-gone')).toBe(false);
  });
});
