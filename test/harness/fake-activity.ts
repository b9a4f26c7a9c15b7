/** @file Answers of the activity operations: three runs, their diff, and a fetch ledger of a few lines. */
import type { ActivityRun, FetchLine, RunChange } from '../../shared/contract/activity.ts';
import type { Handlers } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';

type ActivityAnswers = Pick<Handlers, Extract<keyof Handlers, `activity.${string}`>>;

const run = (id: number, change: Partial<ActivityRun>): ActivityRun => ({
  id,
  trigger: 'schedule',
  startedAt: '2026-11-07T11:05:00.000Z',
  endedAt: '2026-11-07T11:06:00.000Z',
  outcome: 'ok',
  errorCode: null,
  newCount: 0,
  changedCount: 0,
  removedCount: 0,
  accountCount: 6,
  failedCount: 0,
  ...change,
});

export const demoRuns: readonly ActivityRun[] = [
  run(4, { trigger: 'user', outcome: 'partial', newCount: 3, changedCount: 1, removedCount: 1, failedCount: 1 }),
  run(3, { startedAt: '2026-11-06T18:40:00.000Z', endedAt: '2026-11-06T18:41:00.000Z' }),
  run(2, { startedAt: '2026-11-05T11:05:00.000Z', outcome: 'failed', errorCode: 'provider_unavailable', accountCount: 0 }),
];

const change = (key: string, difference: Partial<RunChange>): RunChange => ({
  key,
  transactionId: 4,
  accountId: 'a-9034',
  accountName: 'Credit card',
  title: 'Family Restaurant',
  kind: 'booked',
  at: '2026-11-05T11:05:00.000Z',
  runId: 4,
  day: '2026-11-05',
  amountMinor: -117_50,
  currency: 'SAR',
  beforeMinor: null,
  changes: [],
  link: null,
  ...difference,
});

const CHANGES = {
  added: [change('1.0', { kind: 'held', title: 'Coffee Counter', transactionId: 1, amountMinor: -19_00 })],
  changed: [
    change('2.0', {
      beforeMinor: -120_00,
      changes: [{ field: 'purpose', from: '<b>held</b>', to: 'POS Family Restaurant' }],
      link: 'same_id',
    }),
  ],
  removed: [change('3.0', { kind: 'removed', title: 'Online Store 24', transactionId: 10, amountMinor: -248_90 })],
} as const;

const line = (id: number, difference: Partial<FetchLine>): FetchLine => ({
  id,
  at: '2026-11-07T11:05:00.000Z',
  runId: 4,
  accountId: null,
  accountName: null,
  method: 'GET',
  endpoint: '/rest/accounts',
  status: 200,
  outcome: 'ok',
  durationMs: 210,
  bytes: 5_120,
  digest: 'ab12cd34ef',
  hash: '00',
  ...difference,
});

const LINES: readonly FetchLine[] = [
  line(12, { endpoint: '/rest/accounts/{id}/transactions', accountId: 'a-4821', accountName: 'Current account', bytes: 48_200 }),
  line(11, { endpoint: '/rest/accesses', status: 503, outcome: 'provider_unavailable', digest: null, bytes: 0 }),
  line(10, {}),
];

export function activityAnswers(): ActivityAnswers {
  return {
    'activity.runs': () => ({ runs: [...demoRuns], nextCursor: null }),
    'activity.run': ({ runId }) => {
      const found = demoRuns.find(({ id }) => id === runId);
      if (!found) throw new AppError('not_found', 'no such run');
      const counts = { added: found.newCount, changed: found.changedCount, removed: found.removedCount };
      const account = {
        bankName: 'Practice Bank',
        bankNameAr: 'مصرف التدريب',
        newCount: 0,
        changedCount: 0,
        removedCount: 0,
        quarantinedCount: 0,
      };
      return {
        run: found,
        counts,
        accounts: [
          {
            ...account,
            accountId: 'a-9034',
            accountName: 'Credit card',
            outcome: 'ok',
            errorCode: null,
            newCount: 3,
            changedCount: 1,
            removedCount: 1,
          },
          { ...account, accountId: 'a-5508', accountName: 'Wallet', outcome: 'failed', errorCode: 'bank_unavailable' },
        ],
      };
    },
    'activity.runDiff': ({ kind }) => ({ changes: [...CHANGES[kind]], nextCursor: null }),
    'activity.fetchLedger': ({ connectionId }) => {
      const lines = connectionId === null ? LINES : LINES.slice(0, 1);
      return { lines: [...lines], total: lines.length, nextCursor: null };
    },
    'activity.verifyLedger': () => ({ lines: 12, firstBadId: null }),
    'activity.compareLedger': () => ({ rows: 400, differences: 0 }),
    'activity.exportLedger': () => ({ saved: true }),
  };
}
