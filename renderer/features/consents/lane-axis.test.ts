import { describe, expect, it } from 'vitest';
import type { ConsentTimeline } from '../../../shared/contract/consents.ts';
import { laneAxis, laneMarks, placeOf } from './lane-axis.ts';

const timeline = (...spans: readonly (readonly [string, string | null])[]): ConsentTimeline => ({
  todayOn: '2026-11-07',
  groups: [
    {
      connectionId: 'c1',
      bankName: 'Practice Bank',
      bankNameAr: null,
      state: 'active',
      expiresAt: null,
      isExpiryEstimated: false,
      daysLeft: null,
      bars: spans.map(([grantedOn, endsOn]) => ({ consentId: grantedOn, grantedOn, endsOn, isEndEstimated: false, state: 'in_force' })),
      lanes: [],
    },
  ],
});

describe('the axis of the lanes', () => {
  it('spans every consent and some days around', () => {
    expect(laneAxis(timeline(['2025-02-12', '2027-03-10']))).toEqual({ fromOn: '2025-01-13', untilOn: '2027-04-09' });
  });

  it('shows most of a year before today even of a bank connected today, and some weeks after', () => {
    expect(laneAxis(timeline(['2026-11-07', null]))).toEqual({ fromOn: '2025-12-12', untilOn: '2027-01-06' });
  });

  it('goes back four years at most', () => {
    const axis = laneAxis(timeline(['2015-01-01', '2016-01-01']));
    expect(axis.fromOn).toBe('2022-11-04');
    expect([placeOf(axis, '2015-01-01'), placeOf(axis, axis.untilOn), placeOf(axis, '2030-01-01')]).toEqual([0, 1, 1]);
  });

  it('marks quarters, and fewer where there is no room', () => {
    expect(laneMarks({ fromOn: '2026-06-15', untilOn: '2027-02-01' })).toEqual([
      { on: '2026-07-01', isYear: false },
      { on: '2026-10-01', isYear: false },
      { on: '2027-01-01', isYear: true },
    ]);
    expect(laneMarks({ fromOn: '2022-11-05', untilOn: '2027-02-01' }).every((mark) => mark.isYear)).toBe(true);
  });
});
