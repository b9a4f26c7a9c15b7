import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConsentBar } from '../../../shared/contract/consents.ts';
import { addDays, daysBetween } from '../../../shared/domain/dates.ts';
import { type BookedDays, type ConsentRecord, consentBar, heldDays, lapsesOf } from './consent-life.ts';

const NOW = Date.parse('2026-11-07T11:07:00.000Z');

const aConsent = (change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  id: 'n1',
  grantedAt: '2026-05-20T08:00:00.000Z',
  expiresAt: '2026-11-16T08:00:00.000Z',
  isExpiryEstimated: false,
  supersededAt: null,
  revokedAt: null,
  ...change,
});
const aBar = (grantedOn: string, endsOn: string | null): ConsentBar => ({
  consentId: grantedOn,
  grantedOn,
  endsOn,
  isEndEstimated: false,
  state: 'in_force',
});

describe('R25 a consent over its life', () => {
  it.each<[what: string, change: Partial<ConsentRecord>, bar: Partial<ConsentBar>]>([
    ['is in force until its end', {}, { state: 'in_force', endsOn: '2026-11-16' }],
    ['is replaced on the day of its renewal', { supersededAt: '2026-07-20T08:00:00.000Z' }, { state: 'replaced', endsOn: '2026-07-20' }],
    ['has expired once its end has passed', { expiresAt: '2026-10-28T08:00:00.000Z' }, { state: 'expired', endsOn: '2026-10-28' }],
    [
      'stays expired when it was renewed only afterwards',
      { expiresAt: '2026-08-01T08:00:00.000Z', supersededAt: '2026-09-20T08:00:00.000Z' },
      { state: 'expired', endsOn: '2026-08-01' },
    ],
    ['is withdrawn on the day it was', { revokedAt: '2026-06-14T08:00:00.000Z' }, { state: 'withdrawn', endsOn: '2026-06-14' }],
    ['says that its end is estimated', { isExpiryEstimated: true }, { state: 'in_force', isEndEstimated: true }],
    ['may have no known end', { expiresAt: null }, { state: 'in_force', endsOn: null }],
    [
      'no longer calls an end estimated that was seen',
      { isExpiryEstimated: true, supersededAt: '2026-07-20T08:00:00.000Z' },
      { state: 'replaced', isEndEstimated: false },
    ],
  ])('%s', (_what, change, bar) => {
    expect(consentBar(aConsent(change), NOW, null)).toMatchObject(bar);
  });

  it('ends when the bank was found gone', () => {
    expect(consentBar(aConsent(), NOW, '2026-06-14T08:00:00.000Z')).toMatchObject({ state: 'withdrawn', endsOn: '2026-06-14' });
  });

  it('counts its days in Riyadh', () => {
    expect(consentBar(aConsent({ grantedAt: '2026-05-20T22:00:00.000Z' }), NOW, null).grantedOn).toBe('2026-05-21');
  });
});

describe('times without a consent', () => {
  it('lie between an end and the next grant, renewals in time leave none', () => {
    expect(lapsesOf([aBar('2025-05-01', '2025-10-28'), aBar('2026-05-20', '2026-11-16')])).toEqual([
      { fromOn: '2025-10-29', untilOn: '2026-05-19' },
    ]);
    expect(lapsesOf([aBar('2025-05-01', '2025-08-03'), aBar('2025-08-03', '2026-01-28'), aBar('2026-01-28', null)])).toEqual([]);
  });
});

describe('days held', () => {
  const bars = [aBar('2025-05-01', '2025-10-28'), aBar('2026-05-20', '2026-11-16')];
  const booked = (change: Partial<BookedDays> = {}): BookedDays => ({
    firstOn: '2025-02-01',
    lastOn: '2026-11-06',
    spells: [{ beforeOn: '2025-10-27', afterOn: '2026-02-19' }],
    ...change,
  });

  it('leave a gap where the new history does not reach back to the old end', () => {
    expect(heldDays(booked(), bars, '2026-11-07')).toEqual({
      held: [
        { fromOn: '2025-02-01', untilOn: '2025-10-28' },
        { fromOn: '2026-02-19', untilOn: '2026-11-07' },
      ],
      gaps: [{ fromOn: '2025-10-29', untilOn: '2026-02-18' }],
    });
  });

  it('have no gap where the new history closes it, or the account was only quiet', () => {
    const whole = [{ fromOn: '2025-02-01', untilOn: '2026-11-07' }];
    expect(heldDays(booked({ spells: [] }), bars, '2026-11-07')).toEqual({ held: whole, gaps: [] });
    const quiet = booked({ spells: [{ beforeOn: '2026-06-01', afterOn: '2026-10-01' }] });
    expect(heldDays(quiet, bars, '2026-11-07')).toEqual({ held: whole, gaps: [] });
  });

  it('of an account without bookings begin with its consent', () => {
    expect(heldDays(undefined, [aBar('2026-05-20', null)], '2026-11-07').held).toEqual([{ fromOn: '2026-05-20', untilOn: '2026-11-07' }]);
    expect(heldDays(undefined, bars, null)).toEqual({ held: [], gaps: [] });
  });

  it('and gaps never overlap and leave out no day, whatever the consents', () => {
    const day = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2024-06-01', days));
    const spans = fc.array(fc.tuple(day, fc.integer({ min: 0, max: 200 })), { minLength: 1, maxLength: 5 });
    const input = fc.record({ spans, booked: fc.uniqueArray(day, { minLength: 1, maxLength: 30 }), readUntilOn: fc.option(day) });
    fc.assert(
      fc.property(input, ({ spans: raw, booked: days, readUntilOn }) => {
        const consents = raw
          .map(([from, length]) => aBar(from, addDays(from, length)))
          .toSorted((a, b) => (a.grantedOn < b.grantedOn ? -1 : 1));
        const sorted = days.toSorted();
        const spells = sorted.flatMap((afterOn, index) => {
          const beforeOn = sorted[index - 1];
          return beforeOn !== undefined && daysBetween(beforeOn, afterOn) > 35 ? [{ beforeOn, afterOn }] : [];
        });
        const { held, gaps } = heldDays({ firstOn: sorted[0] ?? '', lastOn: sorted.at(-1) ?? '', spells }, consents, readUntilOn);
        const pieces = [...held, ...gaps].toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
        for (const piece of pieces) expect(daysBetween(piece.fromOn, piece.untilOn)).toBeGreaterThanOrEqual(0);
        pieces.slice(1).forEach((piece, index) => {
          expect(piece.fromOn).toBe(addDays(pieces[index]?.untilOn ?? '', 1));
        });
        // What was booked is held.
        for (const one of sorted) expect(held.some((range) => range.fromOn <= one && one <= range.untilOn)).toBe(true);
      }),
    );
  });
});
