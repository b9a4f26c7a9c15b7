import { beforeEach, describe, expect, it } from 'vitest';
import { type Overview, type OverviewRange, overviewContract } from '../../../shared/contract/overview.ts';
import { addDays } from '../../../shared/domain/dates.ts';
import {
  aBalance,
  aConnection,
  aConsent,
  anAccount,
  aTransaction,
  NOW,
  standingClock,
  TODAY,
} from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { cashFlowHandlers } from '../cash-flow/cash-flow-handlers.ts';
import { overviewHandlers } from './overview-handlers.ts';

const YESTERDAY = '2026-11-06T18:40:00.000Z';

let db: Db;
let clock: ReturnType<typeof standingClock>;

beforeEach(() => {
  db = openMemoryDatabase();
  clock = standingClock();
});

async function overview(range: OverviewRange = '12m'): Promise<Overview> {
  const answer = await overviewHandlers({ db, clock })['overview.get']({ range });
  // The dispatcher would refuse what the contract does not know.
  expect(overviewContract['overview.get'].output.parse(answer)).toEqual(answer);
  return answer;
}

describe('R26 position', () => {
  it('answers an empty store without inventing a figure', async () => {
    expect(await overview()).toEqual({
      today: TODAY,
      main: null,
      others: [],
      bankCount: 0,
      history: [],
      changeMinor: null,
      accounts: [],
      sparklines: [],
      month: {
        kind: 'gregorian',
        fromDay: '2026-11-01',
        toDay: '2026-11-30',
        dayCount: 30,
        daysSoFar: 7,
        inMinor: 0,
        outMinor: 0,
        currency: 'SAR',
        usualInMinor: null,
        usualOutMinor: null,
        spent: [0, 0, 0, 0, 0, 0, 0],
        usualSpent: null,
      },
      recent: [],
      unreviewed: { count: 0, sinceDay: '2026-10-08' },
      attention: [],
    });
  });

  it('nets what is owned and owed in SAR, and never counts a credit limit', async () => {
    aConnection(db);
    anAccount(db, { id: 'current', balanceMinor: 18_640_25 });
    anAccount(db, { id: 'overdrawn', balanceMinor: -40_25 });
    anAccount(db, { id: 'card', kind: 'credit_card', balanceMinor: -3_412_80, creditLimitMinor: 20_000_00 });
    expect((await overview()).main).toEqual({
      currency: 'SAR',
      netMinor: 15_187_20,
      assetsMinor: 18_640_25,
      liabilitiesMinor: -3_453_05,
      accountCount: 3,
      unknownCount: 0,
      asOf: '2026-11-07T11:05:00.000Z',
      staleMinor: null,
      staleAsOf: null,
      unprovenMinor: null,
    });
  });

  it('counts an unknown balance instead of summing it, and knows no net without any', async () => {
    aConnection(db);
    anAccount(db, { id: 'unknown' });
    expect((await overview()).main).toMatchObject({ netMinor: null, accountCount: 1, unknownCount: 1, asOf: null });
    anAccount(db, { id: 'known', balanceMinor: 5_00 });
    expect((await overview()).main).toMatchObject({ netMinor: 5_00, accountCount: 2, unknownCount: 1 });
  });

  it('never adds currencies: SAR leads, the others follow by number of accounts', async () => {
    aConnection(db);
    for (const [id, currency, balanceMinor] of [
      ['a', 'USD', 1_00],
      ['b', 'USD', 2_00],
      ['c', 'KWD', 3_000],
      ['d', 'EUR', 4_00],
      ['e', 'SAR', 5_00],
    ] as const)
      anAccount(db, { id, currency, balanceMinor });
    const { main, others } = await overview();
    expect([main, ...others].map((position) => [position?.currency, position?.netMinor])).toEqual([
      ['SAR', 5_00],
      ['USD', 3_00],
      ['EUR', 4_00],
      ['KWD', 3_000],
    ]);
  });

  it('is led by the most common currency where there is no SAR', async () => {
    aConnection(db);
    anAccount(db, { id: 'a', currency: 'EUR', balanceMinor: 1_00 });
    anAccount(db, { id: 'b', currency: 'USD', balanceMinor: 1_00 });
    anAccount(db, { id: 'c', currency: 'USD', balanceMinor: 1_00 });
    aTransaction(db, { accountId: 'b', currency: 'USD', amountMinor: -9_00 });
    const { main, month } = await overview();
    expect([main?.currency, month.currency, month.outMinor]).toEqual(['USD', 'USD', -9_00]);
  });

  it('is as old as its oldest part, and names the part that is stale with its own age', async () => {
    aConnection(db);
    anAccount(db, { id: 'new', balanceMinor: 100_00, succeededAt: '2026-11-07T11:05:00.000Z' });
    anAccount(db, { id: 'older', balanceMinor: 10_00, syncedAt: '2026-11-07T09:00:00.000Z', succeededAt: '2026-11-07T09:00:00.000Z' });
    expect((await overview()).main).toMatchObject({ asOf: '2026-11-07T09:00:00.000Z', staleMinor: null, staleAsOf: null });
    anAccount(db, { id: 'wallet', kind: 'emoney', balanceMinor: 312_40, succeededAt: YESTERDAY });
    anAccount(db, { id: 'failed', balanceMinor: -2_40, lastError: 'bank_unavailable', succeededAt: '2026-11-06T20:00:00.000Z' });
    expect((await overview()).main).toMatchObject({
      netMinor: 420_00,
      asOf: '2026-11-07T09:00:00.000Z',
      staleMinor: 310_00,
      staleAsOf: YESTERDAY,
    });
  });

  it('takes the age of its stale parts when there is nothing else', async () => {
    aConnection(db);
    anAccount(db, { balanceMinor: 312_40, succeededAt: YESTERDAY });
    expect((await overview()).main).toMatchObject({ asOf: YESTERDAY, staleMinor: 312_40, staleAsOf: YESTERDAY });
  });

  it('leaves hidden accounts out of every figure, and archived ones out of what there is now', async () => {
    aConnection(db);
    anAccount(db, { id: 'shown', balanceMinor: 5_00 });
    anAccount(db, { id: 'hidden', balanceMinor: 70_00, isHidden: true });
    anAccount(db, { id: 'archived', balanceMinor: 900_00, archivedAt: NOW });
    for (const accountId of ['shown', 'hidden', 'archived']) aTransaction(db, { accountId, amountMinor: -1_00 });
    const answer = await overview();
    expect(answer.accounts.map((account) => account.id)).toEqual(['shown']);
    expect([answer.main?.netMinor, answer.history.at(-1)?.balanceMinor]).toEqual([5_00, 5_00]);
    // What was spent from an account that is gone by now was spent all the same.
    expect(answer.month.outMinor).toBe(-2_00);
    expect(answer.recent.map((row) => row.accountId)).toEqual(['archived', 'shown']);
  });

  it('counts a bank once however often it was connected', async () => {
    aConnection(db, { id: 'one' });
    aConnection(db, { id: 'again' });
    aConnection(db, { id: 'other', bankName: 'Sample Bank' });
    for (const id of ['one', 'again', 'other']) anAccount(db, { id, connectionId: id });
    expect((await overview()).bankCount).toBe(2);
  });
});

describe('balance history', () => {
  it('sums the accounts of the main currency day by day and ends at the net position', async () => {
    aConnection(db);
    anAccount(db, { id: 'a', balanceMinor: 100_00 });
    anAccount(db, { id: 'b', balanceMinor: -30_00 });
    anAccount(db, { id: 'usd', currency: 'USD', balanceMinor: 1_00 });
    aTransaction(db, { accountId: 'a', day: '2026-11-04', amountMinor: 1_00 });
    aTransaction(db, { accountId: 'a', day: '2026-11-06', amountMinor: 40_00 });
    aTransaction(db, { accountId: 'b', day: TODAY, amountMinor: -30_00 });
    const { history, changeMinor, main } = await overview();
    expect(history).toEqual([
      { day: '2026-11-04', balanceMinor: 60_00 },
      { day: '2026-11-05', balanceMinor: 60_00 },
      { day: '2026-11-06', balanceMinor: 100_00 },
      { day: TODAY, balanceMinor: 70_00 },
    ]);
    expect([changeMinor, main?.netMinor]).toEqual([10_00, 70_00]);
  });

  it('lets an account join on its first known day, without calling what it held a change', async () => {
    aConnection(db, { id: 'old' });
    aConnection(db, { id: 'new' });
    anAccount(db, { id: 'a', connectionId: 'old', balanceMinor: 100_00 });
    anAccount(db, { id: 'b', connectionId: 'new', balanceMinor: 64_000_00 });
    aTransaction(db, { accountId: 'a', day: '2026-11-04', amountMinor: -1_00 });
    aTransaction(db, { accountId: 'b', day: '2026-11-06', amountMinor: -1_00 });
    aTransaction(db, { accountId: 'b', day: TODAY, amountMinor: 3_00 });
    const { history, changeMinor } = await overview();
    expect(history.map((point) => point.balanceMinor)).toEqual([100_00, 100_00, 64_097_00, 64_100_00]);
    expect(changeMinor).toBe(3_00);
  });

  it('does not walk an account back whose first import is not finished, yet ends at the net position', async () => {
    aConnection(db);
    anAccount(db, { id: 'done', balanceMinor: 100_00 });
    anAccount(db, { id: 'importing', balanceMinor: 5_00, importOffset: 1000 });
    aTransaction(db, { accountId: 'done', day: '2026-11-05', amountMinor: 1_00 });
    aTransaction(db, { accountId: 'importing', day: '2024-11-05', amountMinor: 1_00 });
    const { history, main } = await overview('all');
    expect(history.map((point) => [point.day, point.balanceMinor])).toEqual([
      ['2026-11-05', 100_00],
      ['2026-11-06', 100_00],
      [TODAY, 105_00],
    ]);
    expect(main?.netMinor).toBe(105_00);
  });

  it.each([
    ['3m', '2026-08-07'],
    ['12m', '2025-11-07'],
    ['all', '2024-02-29'],
  ] as const)('reaches back over %s to %s', async (range, first) => {
    aConnection(db);
    anAccount(db, { balanceMinor: 100_00 });
    aTransaction(db, { day: '2024-02-29', amountMinor: 1_00 });
    const { history } = await overview(range);
    expect([history[0]?.day, history.at(-1)?.day]).toEqual([first, TODAY]);
  });

  it("shows days of one's own choice, walked back from today, with their own change", async () => {
    aConnection(db);
    anAccount(db, { balanceMinor: 100_00 });
    for (const day of ['2026-10-30', '2026-11-02', '2026-11-04', '2026-11-06']) aTransaction(db, { day, amountMinor: 10_00 });
    const { history, changeMinor, main } = await overview({ fromDay: '2026-11-01', toDay: '2026-11-04' });
    expect(history.map((point) => [point.day, point.balanceMinor])).toEqual([
      ['2026-11-01', 70_00],
      ['2026-11-02', 80_00],
      ['2026-11-03', 80_00],
      ['2026-11-04', 90_00],
    ]);
    expect([changeMinor, main?.netMinor]).toEqual([20_00, 100_00]);
    expect((await overview({ fromDay: '2026-11-06', toDay: '2027-01-01' })).history.at(-1)?.day).toBe(TODAY);
    expect((await overview({ fromDay: '2026-12-01', toDay: '2026-12-31' })).history).toEqual([]);
  });

  it('knows no change from a single day', async () => {
    aConnection(db);
    anAccount(db, { balanceMinor: 100_00 });
    expect(await overview()).toMatchObject({ history: [{ day: TODAY, balanceMinor: 100_00 }], changeMinor: null });
  });

  it('draws sparklines of thirty days in sixteen points, of every currency, where there is a line', async () => {
    aConnection(db);
    anAccount(db, { id: 'a', balanceMinor: 100_00 });
    anAccount(db, { id: 'usd', currency: 'USD', balanceMinor: 7_00 });
    anAccount(db, { id: 'unknown' });
    aTransaction(db, { accountId: 'a', day: '2026-01-01', amountMinor: 1_00 });
    aTransaction(db, { accountId: 'a', day: TODAY, amountMinor: 60_00 });
    const { sparklines } = await overview();
    expect(sparklines).toEqual([
      { accountId: 'a', points: [...new Array(15).fill(40_00), 100_00] },
      { accountId: 'usd', points: new Array(16).fill(7_00) },
    ]);
  });

  it('keeps the points of stored snapshots when nothing was ever booked', async () => {
    aConnection(db);
    anAccount(db, { balanceMinor: 9_00 });
    aBalance(db, { on: '2026-11-05', minor: 4_00 });
    expect((await overview()).history.map((point) => point.balanceMinor)).toEqual([4_00, 9_00, 9_00]);
  });
});

describe('this month', () => {
  it('counts as Cash flow does: income and expense by category, own transfers in neither', async () => {
    aConnection(db);
    anAccount(db, { balanceMinor: 1_00 });
    aTransaction(db, { day: '2026-11-01', amountMinor: 40_00, ownCategory: 'salary' });
    aTransaction(db, { day: '2026-11-02', amountMinor: -10_00, ownCategory: 'clothing' });
    aTransaction(db, { day: '2026-11-03', amountMinor: 4_00, ownCategory: 'clothing' });
    aTransaction(db, { day: '2026-11-03', amountMinor: -500_00, ownCategory: 'transfers' });
    aTransaction(db, { isPending: true, amountMinor: -500_00 });
    aTransaction(db, { currency: 'USD', amountMinor: -500_00 });
    const { month } = await overview();
    expect(month).toMatchObject({ inMinor: 40_00, outMinor: -6_00, spent: [0, -10_00, -6_00, -6_00, -6_00, -6_00, -6_00] });
    const flow = await cashFlowHandlers({ db, clock, emit: () => undefined, saveText: undefined })['cashFlow.overview']({
      periods: 1,
      accountIds: [],
    });
    expect(flow.currencies[0]?.flows[0]).toMatchObject({ incomeMinor: month.inMinor, expenseMinor: month.outMinor });
  });

  it('is the month of the chosen calendar, against the same days of those before', async () => {
    aConnection(db);
    anAccount(db, { balanceMinor: 1_00 });
    const handlers = cashFlowHandlers({ db, clock, emit: () => undefined, saveText: undefined });
    await handlers['cashFlow.setCalendar']({ kind: 'salary', salary: { startDay: 27, weekendRule: 'none', overrides: [] } });
    aTransaction(db, { day: '2026-01-01', amountMinor: 0 });
    for (const month of ['07', '08', '09', '10']) aTransaction(db, { day: `2026-${month}-27`, amountMinor: -20_00 });
    for (const month of ['07', '08', '09', '10']) aTransaction(db, { day: `2026-${month}-25`, amountMinor: -900_00 });
    const { month } = await overview();
    expect(month).toMatchObject({
      kind: 'salary',
      fromDay: '2026-10-27',
      toDay: '2026-11-26',
      dayCount: 31,
      daysSoFar: 12,
      outMinor: -20_00,
      usualOutMinor: -10_00,
    });
    expect([month.spent.length, month.usualSpent?.length]).toEqual([12, 31]);
  });

  it('R26 knows nothing usual until three months are wholly held by every bank, and none is importing', async () => {
    aConnection(db, { id: 'a' });
    aConnection(db, { id: 'b' });
    anAccount(db, { id: 'a', connectionId: 'a' });
    anAccount(db, { id: 'b', connectionId: 'b' });
    aTransaction(db, { accountId: 'a', day: '2026-08-01' });
    expect((await overview()).month.usualOutMinor).toBe(0);
    aTransaction(db, { accountId: 'b', day: '2026-08-02' });
    expect((await overview()).month.usualOutMinor).toBeNull();
    aTransaction(db, { accountId: 'b', day: '2026-07-31' });
    expect((await overview()).month.usualOutMinor).toBe(0);
    anAccount(db, { id: 'c', connectionId: 'b', importOffset: 0 });
    expect((await overview()).month.usualOutMinor).toBeNull();
  });
});

describe('recent and attention', () => {
  it('shows the last fifteen rows', async () => {
    aConnection(db);
    anAccount(db);
    const ids = Array.from({ length: 16 }, (_, i) => aTransaction(db, { day: addDays('2026-11-01', i % 4), isPending: i === 15 }));
    expect((await overview()).recent.map((row) => row.id)).toEqual([15, 11, 7, 3, 14, 10, 6, 2, 13, 9, 5, 1, 12, 8, 4].map((i) => ids[i]));
  });

  it('counts the unreviewed rows of the last thirty days, held ones too, hidden accounts apart', async () => {
    aConnection(db);
    anAccount(db);
    anAccount(db, { id: 'hidden', isHidden: true });
    aTransaction(db, { day: '2026-10-07' });
    aTransaction(db, { day: '2026-10-08' });
    aTransaction(db, { isPending: true });
    aTransaction(db, { isReviewed: true });
    aTransaction(db, { accountId: 'hidden' });
    expect((await overview()).unreviewed).toEqual({ count: 2, sinceDay: '2026-10-08' });
  });

  it('lists each bank that needs the person, what stops it before what delays it', async () => {
    const bank = (
      id: string,
      draft: Parameters<typeof aConnection>[1],
      expiresAt: string,
      account: Parameters<typeof anAccount>[1] = {},
    ) => {
      aConnection(db, { id, bankName: id, ...draft });
      aConsent(db, { connectionId: id, expiresAt });
      anAccount(db, { id: `account of ${id}`, connectionId: id, ...account });
    };
    const LATER = '2027-07-20T08:00:00.000Z';
    bank('Fine', {}, LATER);
    bank('Stale', {}, LATER, { succeededAt: YESTERDAY });
    bank('Ending', {}, '2026-11-16T11:07:00.000Z');
    bank('Ending sooner', {}, '2026-11-08T00:00:00.000Z');
    bank('Failed', {}, LATER, { lastError: 'bank_unavailable', succeededAt: YESTERDAY });
    bank('Ended', {}, '2026-11-01T00:00:00.000Z', { succeededAt: YESTERDAY });
    bank('Lost', { state: 'reconnect_required' }, '2026-11-08T00:00:00.000Z', { lastError: 'reconnect_required' });
    bank('Gone', { state: 'disconnected' }, '2026-11-01T00:00:00.000Z', { lastError: 'account_gone' });
    bank('Hidden stale', {}, LATER, { succeededAt: YESTERDAY, isHidden: true });
    const { attention } = await overview();
    expect(attention.map((item) => [item.kind, item.bankName, item.at, item.daysLeft])).toEqual([
      ['reconnect_required', 'Lost', null, null],
      ['consent_expired', 'Ended', '2026-11-01T00:00:00.000Z', 0],
      ['bank_failed', 'Failed', YESTERDAY, null],
      ['consent_expiring', 'Ending sooner', '2026-11-08T00:00:00.000Z', 1],
      ['consent_expiring', 'Ending', '2026-11-16T11:07:00.000Z', 9],
      ['account_stale', 'Stale', YESTERDAY, null],
    ]);
    expect(attention[0]?.connectionId).toBe('Lost');
  });

  it('calls a bank that failed not also stale', async () => {
    aConnection(db);
    anAccount(db, { id: 'failed', lastError: 'bank_unavailable' });
    anAccount(db, { id: 'stale', succeededAt: YESTERDAY });
    expect((await overview()).attention.map((item) => item.kind)).toEqual(['bank_failed']);
  });

  it('says both that a bank failed and that its consent ends', async () => {
    aConnection(db, { state: 'error' });
    aConsent(db, { expiresAt: '2026-11-10T11:07:00.000Z' });
    anAccount(db);
    expect((await overview()).attention.map((item) => [item.kind, item.at])).toEqual([
      ['bank_failed', '2026-11-07T11:05:00.000Z'],
      ['consent_expiring', '2026-11-10T11:07:00.000Z'],
    ]);
  });
});
