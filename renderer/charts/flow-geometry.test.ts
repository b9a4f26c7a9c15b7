import { describe, expect, it } from 'vitest';
import { barWidth, flowLabels } from './flow-geometry.ts';

const months = (count: number) => Array.from({ length: count }, (_, i) => i % 12 === 2);
const labelled = (labels: readonly string[]) => labels.flatMap((label, i) => (label === 'none' ? [] : [i]));

describe('flowLabels', () => {
  it('names every column where there is room', () => {
    expect(flowLabels('hijri', months(12), 80, 'en')).toEqual(new Array(12).fill('name'));
  });

  it('thins names evenly where there is none, keeping the last', () => {
    expect(labelled(flowLabels('hijri', months(12), 40, 'en'))).toEqual([1, 3, 5, 7, 9, 11]);
  });

  it('tells the year by its first month over more than one, whatever is left out between', () => {
    expect(flowLabels('gregorian', months(16), 40, 'en').filter((label) => label === 'year')).toHaveLength(2);
    expect(labelled(flowLabels('gregorian', months(24), 40, 'en'))).toHaveLength(24);
    const thinned = flowLabels('hijri', months(24), 30, 'en');
    expect([thinned[2], thinned[14], labelled(thinned)]).toEqual(['year', 'year', [2, 5, 8, 11, 14, 17, 20, 23]]);
    expect(new Set(flowLabels('salary', months(24), 80, 'en'))).toEqual(new Set(['name']));
  });

  it('leaves the wider Arabic names of months more room', () => {
    expect(labelled(flowLabels('gregorian', months(25), 37, 'en'))).toHaveLength(25);
    expect(labelled(flowLabels('gregorian', months(25), 37, 'ar'))).toHaveLength(13);
  });

  it('tells years alone over many periods, and not more than fit', () => {
    const labels = flowLabels('salary', months(124), 8, 'en');
    expect(new Set(labels)).toEqual(new Set(['none', 'year']));
    expect(labelled(labels)).toEqual([2, 14, 26, 38, 50, 62, 74, 86, 98, 110, 122]);
    expect(labelled(flowLabels('gregorian', months(600), 1.6, 'en')).length).toBeLessThan(25);
  });
});

it('keeps bars visible when there are hundreds, and slim when there are few', () => {
  expect([barWidth(1.6), barWidth(80), barWidth(300)]).toEqual([2, 28, 28]);
});
