import { describe, expect, it } from 'vitest';
import { type BaseConnectionState, connectionStateOf, consentDaysLeft } from './consent-state.ts';

const NOW = Date.parse('2026-11-07T11:07:00.000Z');
const DAY_MS = 86_400_000;
const at = (ms: number) => new Date(NOW + ms).toISOString();
const state = (baseState: BaseConnectionState, leftMs: number | null) =>
  connectionStateOf({ baseState, expiresAt: leftMs === null ? null : at(leftMs), now: NOW });

describe('R25 connection state', () => {
  it.each([
    ['active', 15 * DAY_MS, 'active'],
    ['active', 14 * DAY_MS + 1, 'active'],
    ['active', 14 * DAY_MS, 'expiring'],
    ['active', 1, 'expiring'],
    ['active', 0, 'expired'],
    ['active', -DAY_MS, 'expired'],
    ['active', null, 'active'],
    ['error', null, 'error'],
    ['error', 3 * DAY_MS, 'error'],
    ['error', -1, 'expired'],
    ['expired', 300 * DAY_MS, 'expired'],
    ['reconnect_required', -1, 'reconnect_required'],
    ['disconnected', 3 * DAY_MS, 'disconnected'],
  ] as const)('%s with %s ms left is shown as %s', (base, left, shown) => {
    expect(state(base, left)).toBe(shown);
  });

  it('counts the days left up to the next whole day, never below zero', () => {
    expect([at(1), at(9 * DAY_MS), at(9 * DAY_MS + 1), at(0), at(-DAY_MS)].map((end) => consentDaysLeft(end, NOW))).toEqual([
      1, 9, 10, 0, 0,
    ]);
    expect(consentDaysLeft(null, NOW)).toBeNull();
  });
});
