import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../shared/domain/dates.ts';
import { isProlonged, type RenewalFacts } from './renewal-rule.ts';

const START = '2026-11-07T11:07:00.000Z';
const facts = (change: Partial<RenewalFacts>): RenewalFacts => ({
  endBefore: '2026-11-16T00:00:00.000Z',
  endAfter: '2026-11-16T00:00:00.000Z',
  succeededAt: null,
  startedAt: START,
  isNewAccess: false,
  wasLost: false,
  ...change,
});
const LATER = '2027-11-07T00:00:00.000Z';
const EARLIER = '2026-11-10T00:00:00.000Z';
const FRESH = '2026-11-07T11:09:00.000Z';

describe('R25 a renewal counts as done', () => {
  it.each<[what: string, change: Partial<RenewalFacts>, isDone: boolean]>([
    ['when the end moved forward', { endAfter: LATER }, true],
    ['not when the end stayed', {}, false],
    ['not when the end came nearer', { endAfter: EARLIER }, false],
    ['not for fresh data alone while an end is told', { succeededAt: FRESH }, false],
    ['for fresh data where no end is told', { endBefore: null, endAfter: null, succeededAt: FRESH }, true],
    ['for fresh data where the end was not told before', { endBefore: null, endAfter: LATER, succeededAt: FRESH }, true],
    ['not for old data where no end is told', { endBefore: null, endAfter: null, succeededAt: '2026-11-07T11:05:00.000Z' }, false],
    ['not for nothing at all', { endBefore: null, endAfter: null }, false],
    ['not for a new access with the same end', { isNewAccess: true }, false],
    ['for a new access with the same end when the old one was lost', { isNewAccess: true, wasLost: true }, true],
    ['not for a new access that ends before the old one', { isNewAccess: true, wasLost: true, endAfter: EARLIER }, false],
    ['for a new access whose end nobody tells', { isNewAccess: true, endAfter: null }, true],
  ])('%s', (_what, change, isDone) => {
    expect(isProlonged(facts(change))).toBe(isDone);
  });

  it('never for the same access without a later end, whatever the times', () => {
    const instant = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(toInstant);
    fc.assert(
      fc.property(instant, instant, fc.option(instant), instant, (endBefore, endAfter, succeededAt, startedAt) => {
        const isDone = isProlonged({ endBefore, endAfter, succeededAt, startedAt, isNewAccess: false, wasLost: true });
        expect(isDone).toBe(Date.parse(endAfter) > Date.parse(endBefore));
      }),
    );
  });
});
