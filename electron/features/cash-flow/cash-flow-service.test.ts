import { beforeEach, describe, expect, it } from 'vitest';
import { type CashFlowBreakdown, type CashFlowOverview, cashFlowContract } from '../../../shared/contract/cash-flow.ts';
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Input, OpName, Output } from '../../../shared/contract/index.ts';
import { aConnection, anAccount, aTransaction, standingClock } from '../../../test/builders/ledger-builder.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import { cashFlowHandlers } from './cash-flow-handlers.ts';

let db: Db;
let clock: ReturnType<typeof standingClock>;
let emitted: EventTopic[];
let files: { readonly fileName: string; readonly text: string }[];
const saveText = async (file: (typeof files)[number]) => files.push(file) > 0;

beforeEach(() => {
  db = openMemoryDatabase();
  clock = standingClock();
  emitted = [];
  files = [];
});

type CashFlowOp = Extract<OpName, `cashFlow.${string}`>;
/** Asks as the dispatcher does: what the contract does not know would be refused. */
async function ask<N extends CashFlowOp>(name: N, input: Input<N>): Promise<Output<N>> {
  const handler = cashFlowHandlers({ db, clock, emit: (topic) => emitted.push(topic), saveText })[name] as (parsed: unknown) => unknown;
  const answer = await handler(cashFlowContract[name].input.parse(input));
  expect(cashFlowContract[name].output.parse(answer)).toEqual(answer);
  return answer as Output<N>;
}
const overview = (periods: number | 'all' = 3): Promise<CashFlowOverview> => ask('cashFlow.overview', { periods });
const NOVEMBER = { fromDay: '2026-11-01', toDay: '2026-11-30', currency: 'SAR' };
const OCTOBER = { fromDay: '2026-10-01', toDay: '2026-10-31', currency: 'SAR' };

/** A bank whose rows begin on a day, with one dull row there that counts nowhere. */
function aBankSince(day: string): void {
  aConnection(db);
  anAccount(db, { balanceMinor: 1_00 });
  aTransaction(db, { day, amountMinor: -1, ownCategory: 'transfers' });
}
const book = (day: string, amountMinor: number, ownCategory: string | number = 0) => aTransaction(db, { day, amountMinor, ownCategory });

describe('what is income and what is expense', () => {
  beforeEach(() => aBankSince('2024-01-01'));
  const flow = async () => (await overview(1)).currencies[0]?.flows[0];

  it('counts every amount of an income category as income, corrections too', async () => {
    book('2026-11-02', 16_500_00, 'salary');
    book('2026-11-03', -500_00, 'salary');
    expect(await flow()).toEqual({ incomeMinor: 16_000_00, expenseMinor: 0, netMinor: 16_000_00 });
  });

  it('lets a refund lower the expense of its category', async () => {
    book('2026-11-02', -300_00, 'clothing');
    book('2026-11-04', 100_00, 'clothing');
    expect(await flow()).toEqual({ incomeMinor: 0, expenseMinor: -200_00, netMinor: -200_00 });
  });

  it('goes by the sign where the category is not known', async () => {
    book('2026-11-02', 50_00);
    book('2026-11-02', -20_00);
    expect(await flow()).toEqual({ incomeMinor: 50_00, expenseMinor: -20_00, netMinor: 30_00 });
  });

  it('counts own transfers on neither side, and tells how many they are', async () => {
    book('2026-11-02', -1_000_00, 'transfers');
    book('2026-11-02', 1_000_00, 'card_payment');
    book('2026-11-02', -5_00, 'coffee');
    expect(await flow()).toEqual({ incomeMinor: 0, expenseMinor: -5_00, netMinor: -5_00 });
    expect((await ask('cashFlow.breakdown', NOVEMBER)).transferCount).toBe(2);
  });

  it('leaves pending rows and hidden accounts out', async () => {
    anAccount(db, { id: 'hidden', isHidden: true });
    aTransaction(db, { accountId: 'hidden', amountMinor: -70_00 });
    aTransaction(db, { isPending: true, amountMinor: -7_00 });
    book('2026-11-02', -1_00);
    expect((await flow())?.expenseMinor).toBe(-1_00);
  });

  it('never adds currencies: SAR first, the others on their own', async () => {
    for (let i = 0; i < 3; i += 1) aTransaction(db, { day: '2026-11-02', currency: 'USD', amountMinor: -10_00, ownCategory: 'travel' });
    aTransaction(db, { day: '2026-11-02', currency: 'KWD', amountMinor: -1_000, ownCategory: 'travel' });
    book('2026-11-02', -5_00, 'coffee');
    const { currencies } = await overview(1);
    expect(currencies.map(({ currency, flows }) => [currency, flows[0]?.expenseMinor])).toEqual([
      ['SAR', -5_00],
      ['USD', -30_00],
      ['KWD', -1_000],
    ]);
  });
});

describe('the series', () => {
  it('answers an empty store without inventing a figure', async () => {
    expect(await overview(2)).toEqual({
      today: '2026-11-07',
      kind: 'gregorian',
      periods: [
        { fromDay: '2026-10-01', toDay: '2026-10-31', coverage: 'none', isUnfinished: false },
        { fromDay: '2026-11-01', toDay: '2026-11-30', coverage: 'none', isUnfinished: true },
      ],
      currencies: [],
      asOf: null,
      caveats: [],
    });
  });

  it('sums the days of each period up to the one of today, which is marked', async () => {
    aBankSince('2024-01-01');
    book('2026-09-01', -1_00);
    book('2026-09-30', -2_00);
    book('2026-10-31', -4_00);
    book('2026-11-01', -8_00);
    const { periods, currencies } = await overview(3);
    expect(periods.map(({ fromDay, isUnfinished }) => [fromDay, isUnfinished])).toEqual([
      ['2026-09-01', false],
      ['2026-10-01', false],
      ['2026-11-01', true],
    ]);
    expect(currencies[0]?.flows.map((flow) => flow?.expenseMinor)).toEqual([-3_00, -4_00, -8_00]);
  });

  it('is the same over ten years as over one, whatever the calendar', async () => {
    aBankSince('2016-01-01');
    for (let year = 2016; year <= 2026; year += 1)
      for (const day of ['02-28', '06-15', '10-27']) book(`${year}-${day}`, -year, 'groceries');
    await ask('cashFlow.setCalendar', { kind: 'gregorian', salary: { startDay: 27, weekendRule: 'none', overrides: [] } });
    for (const kind of ['gregorian', 'hijri', 'salary'] as const) {
      await ask('cashFlow.setCalendar', { kind });
      const [short, long] = [await overview(12), await overview(130)];
      expect({ kind, flows: long.currencies[0]?.flows.slice(-12) }).toEqual({ kind, flows: short.currencies[0]?.flows });
      const total = long.currencies[0]?.flows.reduce((sum, flow) => sum + (flow?.expenseMinor ?? 0), 0);
      const all = Array.from({ length: 11 }, (_, i) => -3 * (2016 + i)).reduce((a, b) => a + b, 0);
      // 130 months reach back to January 2016, or to May 2016 by the Hijri year; the last 27 October is past in every calendar.
      expect({ kind, total }).toEqual({ kind, total: kind === 'hijri' ? all + 2016 : all });
    }
  });

  it('sees what was written after sums of days were made', async () => {
    aBankSince('2016-01-01');
    book('2020-05-05', -1_00);
    expect((await overview('all')).currencies[0]?.flows.reduce((sum, flow) => sum + (flow?.expenseMinor ?? 0), 0)).toBe(-1_00);
    book('2020-05-05', -2_00);
    expect((await overview('all')).currencies[0]?.flows.reduce((sum, flow) => sum + (flow?.expenseMinor ?? 0), 0)).toBe(-3_00);
  });

  it('reaches back to the first booked day when all is asked for', async () => {
    aBankSince('2023-03-15');
    const { periods } = await overview('all');
    expect([periods[0]?.fromDay, periods.length]).toEqual(['2023-03-01', 45]);
    clock.set('2023-01-10T09:00:00.000Z');
    expect((await overview('all')).periods).toHaveLength(1);
  });

  it('averages the finished periods that are wholly held', async () => {
    aBankSince('2026-07-20');
    for (const [month, minor] of [
      ['07', 900_00],
      ['08', 10_00],
      ['09', 20_01],
      ['11', 500_00],
    ] as const)
      book(`2026-${month}-21`, -minor);
    expect((await overview(5)).currencies[0]?.average).toEqual({ incomeMinor: 0, expenseMinor: -10_00, netMinor: -10_00 });
    expect((await overview(2)).currencies[0]?.average).toBeNull();
  });

  it('is saved as it is shown, amounts exact', async () => {
    aBankSince('2026-10-01');
    book('2026-10-05', -1_234_50, 'rent');
    book('2026-11-05', 20_00);
    expect(await ask('cashFlow.export', { periods: 3 })).toEqual({ saved: true });
    expect(files).toEqual([
      {
        fileName: 'mizan-cash-flow-2026-11-07.csv',
        text: [
          '\ufeffcalendar,from,to,finished,coverage,currency,income,expense,net',
          'gregorian,2026-09-01,2026-09-30,yes,none,SAR,,,',
          'gregorian,2026-10-01,2026-10-31,yes,full,SAR,0.00,-1234.50,-1234.50',
          'gregorian,2026-11-01,2026-11-30,no,full,SAR,20.00,0.00,20.00',
          '',
        ].join('\r\n'),
      },
    ]);
  });

  it('R26 tells periods some bank, or every bank, knows nothing of', async () => {
    aBankSince('2026-09-10');
    aConnection(db, { id: 'late', bankName: 'Sample Bank' });
    anAccount(db, { id: 'late-1', connectionId: 'late' });
    aTransaction(db, { accountId: 'late-1', day: '2026-10-20', amountMinor: -5_00 });
    book('2026-09-12', -1_00);
    const { periods, currencies, caveats } = await overview(4);
    expect(periods.map(({ coverage }) => coverage)).toEqual(['none', 'partial', 'partial', 'full']);
    expect(currencies[0]?.flows[0]).toBeNull();
    expect(caveats.map(({ kind, bankName, day }) => [kind, bankName, day])).toEqual([
      ['begins', 'Practice Bank', '2026-09-10'],
      ['begins', 'Sample Bank', '2026-10-20'],
    ]);
  });

  it('R26 names banks that are importing, behind, or whose rows do not explain the balance', async () => {
    const bank = (id: string, account: Parameters<typeof anAccount>[1]) => {
      aConnection(db, { id, bankName: id });
      anAccount(db, { id: `account of ${id}`, connectionId: id, ...account });
    };
    bank('Fine', {});
    bank('Importing', { importOffset: 200 });
    bank('Stale', { succeededAt: '2026-11-01T08:00:00.000Z', syncedAt: '2026-11-07T08:00:00.000Z' });
    bank('Failed', { lastError: 'bank_unavailable', succeededAt: '2026-11-05T08:00:00.000Z' });
    bank('Unproven', {});
    bank('Left', { archivedAt: '2026-11-01T00:00:00.000Z', succeededAt: '2026-10-01T08:00:00.000Z', syncedAt: '2026-11-01T00:00:00.000Z' });
    db.prepare("UPDATE accounts SET is_reconciled = 0 WHERE connection_id = 'Unproven'").run();
    const { caveats, asOf } = await overview(1);
    expect(caveats.map(({ kind, bankName, at }) => [kind, bankName, at])).toEqual([
      ['importing', 'Importing', '2026-11-07T11:05:00.000Z'],
      ['failed', 'Failed', '2026-11-05T08:00:00.000Z'],
      ['stale', 'Stale', '2026-11-01T08:00:00.000Z'],
      ['unproven', 'Unproven', null],
    ]);
    expect(asOf).toBe('2026-11-07T11:05:00.000Z');
  });
});

describe('the usual', () => {
  it('is the median of the six periods before each, and the middle half of their expense', async () => {
    aBankSince('2025-01-01');
    const spent = [10_00, 60_00, 20_00, 50_00, 30_00, 40_00];
    for (const [i, minor] of spent.entries()) book(`2026-${String(5 + i).padStart(2, '0')}-05`, -minor);
    const { currencies } = await overview(1);
    expect(currencies[0]?.usual).toEqual([{ incomeMinor: 0, expenseMinor: -35_00, leastExpenseMinor: -20_00, mostExpenseMinor: -50_00 }]);
  });

  it('R26 is unknown below three wholly held periods, and while a first import runs', async () => {
    aBankSince('2026-08-01');
    for (const month of ['08', '09', '10']) book(`2026-${month}-10`, -5_00);
    const usual = async () => (await overview(2)).currencies[0]?.usual.map((one) => one?.expenseMinor ?? null);
    expect(await usual()).toEqual([null, -5_00]);
    anAccount(db, { id: 'importing', importOffset: 0 });
    expect(await usual()).toEqual([null, null]);
  });
});

describe('the breakdown of a period', () => {
  beforeEach(() => aBankSince('2024-01-01'));
  const side = (breakdown: CashFlowBreakdown, name: 'income' | 'expense') =>
    breakdown.categories.filter((flow) => flow.side === name).map(({ categoryId, parentId, minor }) => [categoryId, parentId, minor]);

  it('sums children into their parent, largest first, uncategorised on both sides', async () => {
    book('2026-10-02', -40_00, 'coffee');
    book('2026-10-03', -100_00, 'groceries');
    book('2026-10-03', -9_00, 'food');
    book('2026-10-04', -200_00, 'rent');
    book('2026-10-05', 7_00);
    book('2026-10-05', -3_00);
    book('2026-10-27', 900_00, 'salary');
    const breakdown = await ask('cashFlow.breakdown', OCTOBER);
    expect(side(breakdown, 'expense')).toEqual([
      [2, null, -200_00],
      [201, 2, -200_00],
      [3, null, -149_00],
      [301, 3, -100_00],
      [303, 3, -40_00],
      [0, null, -3_00],
    ]);
    expect(side(breakdown, 'income')).toEqual([
      [1, null, 900_00],
      [101, 1, 900_00],
      [0, null, 7_00],
    ]);
    expect([breakdown.income.minor, breakdown.expense.minor, breakdown.net.minor]).toEqual([907_00, -352_00, 555_00]);
  });

  it('compares with the period before, the same one a year earlier, and the usual', async () => {
    for (const [day, minor] of [
      ['2025-10-10', 50_00],
      ['2026-07-10', 10_00],
      ['2026-08-10', 20_00],
      ['2026-09-10', 30_00],
      ['2026-10-10', 80_00],
    ] as const)
      book(day, -minor, 'fuel');
    const { expense, previous, yearAgo, categories, usualPeriods } = await ask('cashFlow.breakdown', OCTOBER);
    // April, May and June were 0.
    expect(expense).toEqual({ minor: -80_00, previousMinor: -30_00, yearAgoMinor: -50_00, usualMinor: -5_00 });
    expect([previous, yearAgo]).toEqual([
      { fromDay: '2026-09-01', toDay: '2026-09-30', coverage: 'full' },
      { fromDay: '2025-10-01', toDay: '2025-10-31', coverage: 'full' },
    ]);
    expect(categories.find((flow) => flow.categoryId === 601)).toMatchObject({ previousMinor: -30_00 });
    expect(usualPeriods).toBe(6);
  });

  // The three figures of the usual did not add up: the net was a median of its own.
  it('tells a usual net that is what the usual income and spending beside it leave', async () => {
    for (const [month, income, expense] of [
      ['07', 100_00, 30_00],
      ['08', 100_00, 35_00],
      ['09', 110_00, 40_00],
    ] as const) {
      book(`2026-${month}-10`, income, 'salary');
      book(`2026-${month}-11`, -expense, 'fuel');
    }
    const { income, expense, net } = await ask('cashFlow.breakdown', OCTOBER);
    expect(net.usualMinor).toBe((income.usualMinor ?? 0) + (expense.usualMinor ?? 0));
    expect([income.usualMinor, expense.usualMinor]).toEqual([50_00, -15_00]);
  });

  it('R26 compares an unfinished period with the same first days only', async () => {
    for (const month of ['2026-10', '2025-11']) {
      book(`${month}-07`, -7_00, 'coffee');
      book(`${month}-08`, -900_00, 'coffee');
    }
    book('2026-11-07', -5_00, 'coffee');
    const breakdown = await ask('cashFlow.breakdown', NOVEMBER);
    expect([breakdown.daysSoFar, breakdown.dayCount, breakdown.previous.toDay, breakdown.yearAgo.toDay]).toEqual([
      7,
      30,
      '2026-10-07',
      '2025-11-07',
    ]);
    expect(breakdown.expense).toMatchObject({ minor: -5_00, previousMinor: -7_00, yearAgoMinor: -7_00, usualMinor: 0 });
  });

  it('tells what is usual but did not come yet', async () => {
    for (const month of ['05', '06', '07', '08', '09', '10']) book(`2026-${month}-02`, -2_900_00, 'rent');
    const { categories } = await ask('cashFlow.breakdown', NOVEMBER);
    expect(categories.find((flow) => flow.categoryId === 201)).toMatchObject({ minor: 0, usualMinor: -2_900_00 });
  });

  it('compares nothing with days nothing is held of', async () => {
    const answer = await ask('cashFlow.breakdown', { fromDay: '2024-01-01', toDay: '2024-01-31', currency: 'SAR' });
    expect(answer).toMatchObject({ coverage: 'full', previous: { coverage: 'none' }, usualPeriods: 0 });
    expect(answer.expense).toEqual({ minor: 0, previousMinor: null, yearAgoMinor: null, usualMinor: null });
  });

  it('takes any days, also a year of months and days to come', async () => {
    book('2025-12-24', -1_00, 'gifts');
    const year = await ask('cashFlow.breakdown', { fromDay: '2025-12-01', toDay: '2026-11-30', currency: 'SAR' });
    expect([year.daysSoFar, year.previous.fromDay, year.expense.minor]).toEqual([342, '2024-12-01', -1_00]);
    const ahead = await ask('cashFlow.breakdown', { fromDay: '2027-01-01', toDay: '2027-01-31', currency: 'SAR' });
    expect([ahead.daysSoFar, ahead.expense.previousMinor]).toEqual([0, null]);
    await expect(ask('cashFlow.breakdown', { ...NOVEMBER, toDay: '2026-10-01' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('merchants', () => {
  beforeEach(() => aBankSince('2024-01-01'));
  const at = (counterparty: string, day: string, amountMinor: number, ownCategory: string | number = 'groceries') =>
    aTransaction(db, { counterparty, day, amountMinor, ownCategory });

  it('are the largest sums by title with their counts and comparisons, the rest in one', async () => {
    at('Corner Grocery', '2026-10-02', -100_00);
    at('Corner Grocery', '2026-10-20', -50_00);
    at('Corner Grocery', '2026-09-20', -70_00);
    at('Corner Grocery', '2025-10-03', -20_00);
    at('Coffee Counter', '2026-10-03', -30_00, 'coffee');
    at('Kiosk', '2026-10-03', -2_00, 0);
    at('Employer', '2026-10-27', 900_00, 'salary');
    at('Savings', '2026-10-05', -500_00, 'transfers');
    expect(await ask('cashFlow.merchants', { ...OCTOBER, side: 'expense', limit: 2 })).toEqual({
      merchants: [
        { title: 'Corner Grocery', count: 2, minor: -150_00, previousMinor: -70_00, yearAgoMinor: -20_00 },
        { title: 'Coffee Counter', count: 1, minor: -30_00, previousMinor: 0, yearAgoMinor: 0 },
      ],
      otherCount: 1,
      otherMinor: -2_00,
    });
    expect((await ask('cashFlow.merchants', { ...OCTOBER, side: 'income' })).merchants.map(({ title }) => title)).toEqual(['Employer']);
  });

  it('go by the title the person gave, and lower their sum by refunds', async () => {
    const id = at('POS 4411', '2026-10-02', -100_00);
    at('Corner Grocery', '2026-10-09', 30_00);
    db.prepare(
      "INSERT INTO transaction_edits (transaction_id, account_id, title, edited_at) VALUES (?, 'account-1', 'Corner Grocery', '')",
    ).run(id);
    const { merchants } = await ask('cashFlow.merchants', { ...OCTOBER, side: 'expense' });
    expect(merchants.map(({ title, count, minor }) => [title, count, minor])).toEqual([['Corner Grocery', 2, -70_00]]);
  });
});

describe('some accounts', () => {
  beforeEach(() => {
    aBankSince('2024-01-01');
    aConnection(db, { id: 'late', bankName: 'Sample Bank' });
    anAccount(db, { id: 'other', connectionId: 'late', importOffset: 10 });
    anAccount(db, { id: 'hidden', connectionId: 'late', isHidden: true });
    book('2026-10-05', -10_00, 'groceries');
    aTransaction(db, { accountId: 'other', day: '2026-10-05', amountMinor: -30_00, ownCategory: 'groceries' });
    aTransaction(db, { accountId: 'other', day: '2026-10-06', amountMinor: 5_00, ownCategory: 'groceries' });
    aTransaction(db, { accountId: 'other', day: '2026-10-06', amountMinor: 7_00 });
    aTransaction(db, { accountId: 'other', day: '2026-10-06', amountMinor: -500_00, ownCategory: 'transfers' });
    aTransaction(db, { accountId: 'other', day: '2026-10-07', amountMinor: -2_00, isPending: true });
    aTransaction(db, { accountId: 'hidden', day: '2026-10-05', amountMinor: -90_00, ownCategory: 'groceries' });
  });
  const of = (...accountIds: string[]) => ask('cashFlow.breakdown', { ...OCTOBER, accountIds });

  it('count as all do, by themselves', async () => {
    const { income, expense, transferCount, categories } = await of('other');
    expect([income.minor, expense.minor, transferCount]).toEqual([7_00, -25_00, 1]);
    expect(categories.map(({ categoryId, minor }) => [categoryId, minor])).toEqual([
      [0, 7_00],
      [3, -25_00],
      [301, -25_00],
    ]);
    const { currencies } = await ask('cashFlow.overview', { periods: 2, accountIds: ['other'] });
    expect(currencies[0]?.flows[0]).toEqual({ incomeMinor: 7_00, expenseMinor: -25_00, netMinor: -18_00 });
    const { merchants } = await ask('cashFlow.merchants', { ...OCTOBER, side: 'expense', accountIds: ['other'] });
    expect(merchants.map(({ count, minor }) => [count, minor])).toEqual([[2, -25_00]]);
  });

  it('together are what all are, hidden ones apart; a hidden one counts when it is asked for', async () => {
    const [both, every, hidden] = [await of('account-1', 'other'), await of(), await of('hidden')];
    expect(both).toEqual(every);
    expect(hidden.expense.minor).toBe(-90_00);
    const { merchants } = await ask('cashFlow.merchants', { ...OCTOBER, side: 'expense', accountIds: ['hidden'] });
    expect(merchants.map(({ minor }) => minor)).toEqual([-90_00]);
  });

  it('R26 have their own coverage and caveats', async () => {
    const series = (accountIds: string[]) => ask('cashFlow.overview', { periods: 3, accountIds });
    const [first, other] = [await series(['account-1']), await series(['other'])];
    expect([first.periods[0]?.coverage, other.periods[0]?.coverage]).toEqual(['full', 'none']);
    expect([first.caveats.map(({ kind }) => kind), other.caveats.map(({ kind }) => kind)]).toEqual([[], ['importing', 'begins']]);
  });
});

describe('the calendar', () => {
  const SALARY = { startDay: 27, weekendRule: 'before', overrides: [{ month: '2026-03', startOn: '2026-03-17' }] } as const;

  it('is Gregorian until another is chosen, and keeps salary months while another is', async () => {
    expect(await ask('cashFlow.calendar', {})).toEqual({ kind: 'gregorian', salary: null });
    expect(await ask('cashFlow.setCalendar', { kind: 'salary', salary: { ...SALARY, overrides: [...SALARY.overrides] } })).toEqual({
      kind: 'salary',
      salary: SALARY,
    });
    expect(await ask('cashFlow.setCalendar', { kind: 'hijri' })).toEqual({ kind: 'hijri', salary: SALARY });
    expect(await ask('cashFlow.calendar', {})).toEqual({ kind: 'hijri', salary: SALARY });
    expect(emitted).toEqual(['cashFlow.changed', 'cashFlow.changed']);
  });

  it('counts by the months that were chosen', async () => {
    aBankSince('2024-01-01');
    book('2026-10-26', -1_00);
    book('2026-10-27', -2_00);
    await ask('cashFlow.setCalendar', { kind: 'salary', salary: { startDay: 27, weekendRule: 'none', overrides: [] } });
    const { kind, periods, currencies } = await overview(1);
    expect([kind, periods[0]?.fromDay, periods[0]?.toDay, currencies[0]?.flows[0]?.expenseMinor]).toEqual([
      'salary',
      '2026-10-27',
      '2026-11-26',
      -2_00,
    ]);
    await ask('cashFlow.setCalendar', { kind: 'hijri' });
    expect((await overview(1)).periods[0]).toMatchObject({ fromDay: '2026-10-12', toDay: '2026-11-10' });
  });

  it('refuses salary months without a start day, and a start two months could change places over', async () => {
    await expect(ask('cashFlow.setCalendar', { kind: 'salary' })).rejects.toMatchObject({ fields: { salary: 'required' } });
    const far = { ...SALARY, overrides: [{ month: '2026-03', startOn: '2026-03-12' }] };
    await expect(ask('cashFlow.setCalendar', { kind: 'salary', salary: far })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { 'overrides.2026-03': 'far' },
    });
    expect(emitted).toEqual([]);
  });

  it('is Gregorian again when what is stored cannot be read', async () => {
    for (const value of ['{', '{"kind":"lunar"}', '[]']) {
      db.prepare("INSERT OR REPLACE INTO settings (name, value) VALUES ('cash_flow_calendar', ?)").run(value);
      expect(await ask('cashFlow.calendar', {})).toEqual({ kind: 'gregorian', salary: null });
    }
  });
});

describe('the salary that was seen', () => {
  const pay = (day: string, amountMinor = 16_500_00, change: Parameters<typeof aTransaction>[1] = {}) =>
    aTransaction(db, { day, amountMinor, ownCategory: 'salary', counterparty: 'Employer', ...change });
  beforeEach(() => {
    aConnection(db);
    anAccount(db, { bankLabel: 'Current account' });
  });
  const suggestion = () => ask('cashFlow.salarySuggestion', {});

  it('offers its day and the weekend rule it follows, with what was seen', async () => {
    // 27 March is a Friday, 27 June a Saturday: paid the Thursday before.
    for (const day of ['2026-03-26', '2026-04-27', '2026-05-27', '2026-06-25', '2026-07-27']) pay(day);
    expect(await suggestion()).toEqual({
      startDay: 27,
      weekendRule: 'before',
      overrides: [],
      accountName: 'Current account',
      seen: ['2026-07-27', '2026-06-25', '2026-05-27', '2026-04-27', '2026-03-26'].map((day) => ({
        day,
        title: 'Employer',
        regularDay: day,
        isRegular: true,
      })),
    });
  });

  it('offers the plain day where no weekend speaks for a rule', async () => {
    for (const day of ['2026-08-27', '2026-09-27', '2026-10-27']) pay(day);
    expect(await suggestion()).toMatchObject({ startDay: 27, weekendRule: 'none' });
  });

  it('offers months of their own where the salary came on another day', async () => {
    for (const day of ['2026-07-27', '2026-08-27', '2026-09-20', '2026-10-27']) pay(day);
    const offered = await suggestion();
    expect(offered).toMatchObject({ startDay: 27, overrides: [{ month: '2026-09', startOn: '2026-09-20' }] });
    expect(offered?.seen[1]).toEqual({ day: '2026-09-20', title: 'Employer', regularDay: '2026-09-27', isRegular: false });
  });

  it('knows the last day of the month', async () => {
    for (const day of ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']) pay(day);
    expect(await suggestion()).toMatchObject({ startDay: 31, weekendRule: 'none', overrides: [] });
  });

  it('takes the largest payment of a month, and what the bank calls a salary where no category says so', async () => {
    for (const month of ['07', '08', '09', '10']) {
      pay(`2026-${month}-25`, 12_000_00, { ownCategory: 0, kind: 'salary_or_rent' });
      pay(`2026-${month}-28`, 500_00, { counterparty: 'Bonus' });
    }
    expect(await suggestion()).toMatchObject({ startDay: 25, overrides: [] });
  });

  it('offers nothing from one payment, from rent, from transfers, from long ago, or from a hidden account', async () => {
    anAccount(db, { id: 'hidden', isHidden: true });
    pay('2026-10-27');
    for (const month of ['05', '06', '07']) {
      pay(`2026-${month}-01`, -3_000_00, { ownCategory: 'rent', kind: 'salary_or_rent' });
      pay(`2026-${month}-02`, 3_000_00, { ownCategory: 'transfers', kind: 'salary_or_rent' });
      pay(`2026-${month}-03`, 3_000_00, { accountId: 'hidden' });
      pay(`2024-${month}-27`);
    }
    expect(await suggestion()).toBeNull();
  });

  it('offers nothing where no day repeats', async () => {
    for (const day of ['2026-08-03', '2026-09-14', '2026-10-24']) pay(day);
    expect(await suggestion()).toBeNull();
  });
});
