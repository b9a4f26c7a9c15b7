import { describe, expect, it } from 'vitest';
import { balanceTime, type DataFacts, dataStateOf } from './data-state.ts';

const NOW = Date.parse('2026-11-07T11:07:00.000Z');
const HOUR_MS = 3_600_000;
const ago = (ms: number) => new Date(NOW - ms).toISOString();
const FRESH: DataFacts = {
  isImporting: false,
  hasLastError: false,
  hasData: true,
  isAutosync: true,
  syncedAt: ago(HOUR_MS),
  succeededAt: ago(HOUR_MS),
};

describe('R26 data state', () => {
  it.each([
    ['fresh', 'all is well', {}],
    ['fresh', 'succeeded a moment after it was tried', { succeededAt: ago(HOUR_MS - 1) }],
    ['fresh', 'exactly 48 h old', { syncedAt: ago(48 * HOUR_MS), succeededAt: ago(48 * HOUR_MS) }],
    ['stale', 'older than 48 h', { syncedAt: ago(48 * HOUR_MS + 1), succeededAt: ago(48 * HOUR_MS + 1) }],
    ['fresh', 'old, but nothing was promised', { isAutosync: false, syncedAt: ago(900 * HOUR_MS), succeededAt: ago(900 * HOUR_MS) }],
    ['stale', 'the last try at the bank failed', { succeededAt: ago(2 * HOUR_MS) }],
    ['stale', 'no try at the bank ever succeeded, yet there is data', { succeededAt: null }],
    ['never', 'no try succeeded and there is nothing', { succeededAt: null, hasData: false }],
    ['never', 'the bank was never tried', { succeededAt: null, syncedAt: null, hasData: false }],
    ['fresh', 'the bank delivered, and there is nothing', { hasData: false }],
    ['importing', 'the first import runs', { isImporting: true, succeededAt: null, hasData: false }],
    ['failed', 'our last run failed', { hasLastError: true }],
    ['failed', 'the first import failed', { hasLastError: true, isImporting: true }],
  ] as const)('is %s: %s', (state, _why, facts) => {
    expect(dataStateOf({ ...FRESH, ...facts }, NOW)).toBe(state);
  });
});

describe('R26 time of a balance', () => {
  it.each([
    ['the bank’s own time', '2026-11-07T09:30:00.000Z', '2026-11-07T11:05:00.000Z', '2026-11-07T09:30:00.000Z'],
    ['a mere date takes the reading of that day', '2026-11-07T00:00:00.000Z', '2026-11-07T11:05:00.000Z', '2026-11-07T11:05:00.000Z'],
    ['an older date stays old', '2026-11-05T00:00:00.000Z', '2026-11-07T11:05:00.000Z', '2026-11-05T00:00:00.000Z'],
    ['a date and a reading after midnight in Riyadh', '2026-11-07T00:00:00.000Z', '2026-11-06T21:30:00.000Z', '2026-11-06T21:30:00.000Z'],
    ['without a time the reading', null, '2026-11-07T11:05:00.000Z', '2026-11-07T11:05:00.000Z'],
    ['without a reading the bank’s time', '2026-11-07T00:00:00.000Z', null, '2026-11-07T00:00:00.000Z'],
    ['nothing known', null, null, null],
  ])('%s', (_what, asOf, bankDataAt, shown) => {
    expect(balanceTime(asOf, bankDataAt)).toBe(shown);
  });
});
