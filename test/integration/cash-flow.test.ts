/** @file Cash flow over the practice household, through every real part but the window; expected figures come straight from its generator. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../electron/sandbox/household/row.ts';
import { createPracticeBank, type Listening } from '../../electron/sandbox/practice-bank.ts';
import { listWidgetBanks, walkWidget } from '../../scripts/lib/widget-walker.ts';
import { riyadhDay } from '../../shared/domain/dates.ts';
import { figuresFromSeed, NOW } from '../harness/bank.ts';
import { type CoreHarness, startCoreHarness } from '../harness/core-harness.ts';

const CLIENT = { clientId: 'demo', clientSecret: 'demo-secret' };
const LAST_SALARY_MONTH = { fromDay: '2026-09-27', toDay: '2026-10-26', currency: 'SAR' };

let listening: Listening;
let harness: CoreHarness;

beforeAll(async () => {
  listening = await createPracticeBank({ ...CLIENT, seed: 7, profile: 'household', now: NOW }).listen(0);
  harness = await startCoreHarness({ baseUrl: listening.baseUrl, ...CLIENT }, { now: NOW });
  const first = await harness.openWidget();
  for (const bank of await listWidgetBanks(first.location))
    await harness.connect(async (location) => (await walkWidget({ location, bank, saveSecrets: true })).redirect);
  await harness.core().syncNow();
}, 60_000);
afterAll(async () => {
  await harness.close();
  await listening.close();
});

/** The provider's ids of own transfers and card payments. */
const TRANSFERS = [71, 72];
const booked = (): Row[] =>
  figuresFromSeed().accounts.flatMap(({ rows }) => rows.filter((row) => row.bookedFrom <= Date.parse(NOW) && row.currency === 'SAR'));
const sumIn = ({ fromDay, toDay }: { fromDay: string; toDay: string }, isWanted: (categoryId: number | null) => boolean) =>
  booked()
    .filter((row) => isWanted(row.words.categoryId))
    .filter((row) => riyadhDay(row.bookedFrom) >= fromDay && riyadhDay(row.bookedFrom) <= toDay)
    .reduce((sum, row) => sum + row.minor, 0);

describe('cash flow of the practice household', () => {
  it('offers salary months from the salary that came', async () => {
    const offered = await harness.ask('cashFlow.salarySuggestion', {});
    expect(offered).toMatchObject({ startDay: 27, weekendRule: 'none', overrides: [] });
    expect(offered?.seen.length).toBeGreaterThan(10);
    expect(offered?.seen.every((salary) => salary.day.endsWith('-27') && salary.isRegular)).toBe(true);
  });

  it('tells what was spent on groceries last salary month', async () => {
    await harness.ask('cashFlow.setCalendar', { kind: 'salary', salary: { startDay: 27, weekendRule: 'none', overrides: [] } });
    const { categories } = await harness.ask('cashFlow.breakdown', LAST_SALARY_MONTH);
    const tree = await harness.ask('categories.list', {});
    const groceries = tree.find((category) => category.key === 'groceries')?.id;
    const expected = sumIn(LAST_SALARY_MONTH, (id) => id === 31);
    expect(expected).toBeLessThan(0);
    expect(categories.find((flow) => flow.categoryId === groceries)?.minor).toBe(expected);
  });

  it.each(['gregorian', 'hijri', 'salary'] as const)('nets every %s month to its rows, own transfers in neither side', async (kind) => {
    await harness.ask('cashFlow.setCalendar', { kind, salary: { startDay: 27, weekendRule: 'none', overrides: [] } });
    const { periods, currencies } = await harness.ask('cashFlow.overview', { periods: 'all' });
    const [riyals] = currencies;
    expect(riyals?.currency).toBe('SAR');
    const nets = periods.map((period) => sumIn(period, (id) => !TRANSFERS.includes(id ?? 0)));
    expect(riyals?.flows.map((flow) => flow?.netMinor)).toEqual(nets);
    expect(nets.filter((net) => net !== 0).length).toBeGreaterThan(20);
  });

  it('says the same on the overview', async () => {
    const { month } = await harness.ask('overview.get', {});
    const { periods, currencies } = await harness.ask('cashFlow.overview', { periods: 1 });
    const [flow] = currencies[0]?.flows ?? [];
    expect([month.fromDay, month.toDay]).toEqual([periods[0]?.fromDay, periods[0]?.toDay]);
    expect([month.inMinor, month.outMinor, month.currency]).toEqual([flow?.incomeMinor, flow?.expenseMinor, 'SAR']);
    expect(month.usualSpent).not.toBeNull();
  });

  it('names who the money went to, down to the last row', async () => {
    const { merchants, otherMinor } = await harness.ask('cashFlow.merchants', { ...LAST_SALARY_MONTH, side: 'expense', limit: 5 });
    const { expense } = await harness.ask('cashFlow.breakdown', LAST_SALARY_MONTH);
    expect(merchants).toHaveLength(5);
    expect(merchants.reduce((sum, merchant) => sum + merchant.minor, otherMinor)).toBe(expense.minor);
  });
});
