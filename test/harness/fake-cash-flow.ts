/** @file Cash flow of the household of the visual reference: twelve months as `cashflow-ar-light` shows them, whatever the calendar. */
import type {
  CashFlowBreakdown,
  CashFlowCalendar,
  CashFlowCaveat,
  CashFlowOverview,
  CategoryFlow,
  Compared,
  Flow,
  SalaryMonths,
} from '../../shared/contract/cash-flow.ts';
import type { Handlers } from '../../shared/contract/index.ts';
import { daysBetween } from '../../shared/domain/dates.ts';
import { counterpartsOf, daysIn, firstDays, type MonthCalendar, periodsOf } from '../../shared/domain/periods.ts';
import { fakeMerchants, fakeSalarySuggestion } from './fake-cash-flow-rows.ts';
import { fakeCategories } from './fake-categories.ts';
import { LEDGER_TODAY } from './fake-ledger-accounts.ts';

export type FakeCashFlowOptions = {
  readonly language?: 'en' | 'ar';
  /** `short`: two months are held, nothing is usual yet. `odd`: refunds above spending, other currencies, hostile names. */
  readonly state?: 'ready' | 'empty' | 'importing' | 'old' | 'short' | 'odd';
  readonly calendar?: CashFlowCalendar;
};

export type CashFlowHandlers = Pick<Handlers, Extract<keyof Handlers, `cashFlow.${string}`> | 'categories.list'>;

/** Newest first: income and expense of the months of the picture. */
const MONTHS: readonly (readonly [income: number, expense: number])[] = [
  [16_900_00, -10_214_35],
  [16_900_00, -11_215_00],
  [16_500_00, -12_440_00],
  [16_500_00, -11_690_00],
  [16_500_00, -11_020_00],
  [18_700_00, -15_110_00],
  [16_500_00, -11_300_00],
  [16_500_00, -14_850_00],
  [17_256_00, -15_480_00],
  [16_500_00, -13_300_00],
  [16_500_00, -12_300_00],
  [16_500_00, -11_956_65],
];

const SALARY_MONTHS: SalaryMonths = { startDay: 27, weekendRule: 'none', overrides: [] };

function calendarOf({ kind, salary }: CashFlowCalendar): MonthCalendar {
  return kind === 'salary' ? { kind, salary: salary ?? SALARY_MONTHS } : { kind };
}

function flowAt(age: number): Flow {
  const [incomeMinor, expense] = MONTHS[age % MONTHS.length] ?? [0, 0];
  // Years before the picture's spent a little less.
  const expenseMinor = Math.round(expense * (1 - Math.floor(age / MONTHS.length) * 0.03));
  return { incomeMinor, expenseMinor, netMinor: incomeMinor + expenseMinor };
}

export function createFakeCashFlow(options: FakeCashFlowOptions = {}): CashFlowHandlers {
  const { state = 'ready', language = 'en' } = options;
  let calendar: CashFlowCalendar = options.calendar ?? { kind: 'gregorian', salary: null };
  return {
    'categories.list': () => [...fakeCategories],
    'cashFlow.calendar': () => calendar,
    'cashFlow.setCalendar': ({ kind, salary }) => {
      calendar = { kind, salary: salary ?? calendar.salary };
      return calendar;
    },
    'cashFlow.salarySuggestion': () => (state === 'short' ? null : fakeSalarySuggestion(language)),
    'cashFlow.overview': ({ periods }) => overviewOf(calendar, state, periods === 'all' ? 124 : periods),
    'cashFlow.export': () => ({ saved: true }),
    'cashFlow.breakdown': ({ fromDay, toDay, currency }) => breakdownOf(calendar, state, { fromDay, toDay }, currency),
    'cashFlow.merchants': ({ side, limit }) => fakeMerchants(side, limit, language, state === 'odd'),
  };
}

const AVERAGE: Flow = { incomeMinor: 16_813_00, expenseMinor: -12_573_00, netMinor: 4_240_00 };

function overviewOf(calendar: CashFlowCalendar, state: FakeCashFlowOptions['state'], count: number): CashFlowOverview {
  const periods = periodsOf(calendarOf(calendar));
  const last = periods.indexOf(LEDGER_TODAY);
  const held = state === 'empty' ? 0 : state === 'short' ? 2 : state === 'importing' ? 5 : 124;
  const ages = Array.from({ length: count }, (_, i) => count - 1 - i);
  const flows = ages.map((age) => (age >= held ? null : flowAt(age)));
  const usual = { incomeMinor: 16_500_00, expenseMinor: -11_955_00, leastExpenseMinor: -11_300_00, mostExpenseMinor: -13_300_00 };
  const isUsualKnown = state !== 'short' && state !== 'importing';
  const sar = {
    currency: 'SAR',
    flows,
    usual: flows.map((flow) => (flow !== null && isUsualKnown ? usual : null)),
    average: AVERAGE,
    count: 640,
  };
  const usd = {
    currency: 'USD',
    flows: flows.map((flow) => flow && { incomeMinor: 0, expenseMinor: -59_99, netMinor: -59_99 }),
    usual: flows.map(() => null),
    average: null,
    count: 12,
  };
  return {
    today: LEDGER_TODAY,
    kind: periods.kind,
    periods: ages.map((age) => ({
      ...periods.at(last - age),
      coverage: age >= held ? 'none' : age === held - 1 && held < 124 ? 'partial' : 'full',
      isUnfinished: age === 0,
    })),
    currencies: held === 0 ? [] : state === 'odd' ? [sar, usd] : [sar],
    asOf: held === 0 ? null : state === 'old' ? '2026-11-06T18:40:00.000Z' : '2026-11-07T11:05:00.000Z',
    caveats: caveatsOf(state),
  };
}

function caveatsOf(state: FakeCashFlowOptions['state']): CashFlowCaveat[] {
  const wallet = { bankName: 'Practice Wallet', bankNameAr: 'محفظة التدريب' };
  const sample = { bankName: 'Sample Bank', bankNameAr: 'مصرف المثال' };
  const old = { at: '2026-11-06T18:40:00.000Z', day: null };
  if (state === 'empty') return [];
  if (state === 'importing') return [{ kind: 'importing', ...sample, at: null, day: null }];
  if (state === 'old')
    return [
      { kind: 'failed', ...sample, ...old },
      { kind: 'stale', ...wallet, ...old },
    ];
  if (state === 'short') return [{ kind: 'begins', ...sample, at: null, day: '2026-10-05' }];
  if (state === 'odd')
    return [
      { kind: 'stale', ...wallet, ...old },
      { kind: 'unproven', ...sample, at: null, day: null },
    ];
  return [{ kind: 'stale', ...wallet, ...old }];
}

/** Of the selected month: what it came to, and what is usual by the same day. */
const SPENT: readonly (readonly [id: number, parentId: number | null, minor: number, usual: number])[] = [
  [2, null, -4_098_70, -3_980_00],
  [201, 2, -2_900_00, -2_900_00],
  [202, 2, -811_20, -690_00],
  [204, 2, -387_50, -390_00],
  [3, null, -3_597_35, -3_650_00],
  [301, 3, -2_184_60, -2_020_00],
  [302, 3, -900_00, -1_130_00],
  [303, 3, -512_75, -500_00],
  [6, null, -946_30, -985_00],
  [601, 6, -946_30, -985_00],
  [4, null, -742_50, -1_240_00],
  [401, 4, -742_50, -1_240_00],
  [8, null, -417_50, -400_00],
  [801, 8, -417_50, -400_00],
  [5, null, -412_00, -350_00],
  [501, 5, -412_00, -350_00],
  [0, null, 0, -60_00],
];
const EARNED: typeof SPENT = [
  [1, null, 16_900_00, 16_500_00],
  [101, 1, 16_500_00, 16_500_00],
  [103, 1, 400_00, 0],
];

function breakdownOf(
  calendar: CashFlowCalendar,
  state: FakeCashFlowOptions['state'],
  span: { readonly fromDay: string; readonly toDay: string },
  currency: string,
): CashFlowBreakdown {
  const periods = periodsOf(calendarOf(calendar));
  const age = periods.indexOf(LEDGER_TODAY) - periods.indexOf(span.fromDay);
  const { previous, yearAgo } = counterpartsOf(span, periods);
  const dayCount = daysIn(span);
  const daysSoFar = Math.min(dayCount, Math.max(0, daysBetween(span.fromDay, LEDGER_TODAY) + 1));
  const same = (days: typeof span) => (daysSoFar < dayCount ? firstDays(days, daysSoFar) : days);
  const isYoung = state === 'short' || state === 'importing';
  const share = currency === 'SAR' ? flowAt(age).expenseMinor / (MONTHS[0]?.[1] ?? 1) : 0.006;
  const compared = (minor: number, usual: number): Compared => ({
    minor,
    previousMinor: state === 'short' && age > 0 ? null : Math.round(minor * 1.04),
    yearAgoMinor: isYoung ? null : Math.round(minor * 0.97),
    usualMinor: isYoung ? null : usual,
  });
  const rows = (side: CategoryFlow['side'], seeds: typeof SPENT): CategoryFlow[] =>
    seeds.map(([categoryId, parentId, minor, usual]) => ({ side, categoryId, parentId, ...compared(Math.round(minor * share), usual) }));
  const spent = rows('expense', SPENT);
  if (state === 'odd') for (const flow of spent) if (flow.parentId === 4 || flow.categoryId === 4) flow.minor = 120_00;
  const { incomeMinor, expenseMinor, netMinor } =
    currency === 'SAR' ? flowAt(age) : { incomeMinor: 0, expenseMinor: -59_99, netMinor: -59_99 };
  return {
    ...span,
    dayCount,
    daysSoFar,
    coverage: 'full',
    previous: { ...same(previous), coverage: state === 'short' ? 'partial' : 'full' },
    yearAgo: { ...same(yearAgo), coverage: isYoung ? 'none' : 'full' },
    usualPeriods: isYoung ? 0 : 6,
    income: compared(incomeMinor, 16_500_00),
    expense: compared(expenseMinor, -11_060_00),
    net: compared(netMinor, 5_440_00),
    transferCount: 3,
    categories: [...(currency === 'SAR' ? rows('income', EARNED) : []), ...spent],
  };
}
