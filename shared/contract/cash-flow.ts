import { z } from 'zod';
import { daysBetween } from '../domain/dates.ts';
import { CALENDAR_KINDS } from '../domain/periods.ts';
import { WEEKEND_RULES } from '../domain/salary-months.ts';
import { Currency, DaySchema, Id, InstantSchema } from './common.ts';
import { command, query } from './operation.ts';

/** A day a calendar can be asked about: what comes from an address may be any year. */
const PlannedDay = DaySchema.refine((day) => day >= '1900-01-01' && day <= '2199-12-31', 'day');

export const SalaryMonths = z.strictObject({
  /** In a month without that day, its last day. */
  startDay: z.int().min(1).max(31),
  /** Where a start on a Friday or Saturday goes: nowhere, to the Thursday before, to the Sunday after. */
  weekendRule: z.enum(WEEKEND_RULES),
  /** Months that start on another day; `month` is the Gregorian month the start belongs to. */
  overrides: z.array(z.strictObject({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), startOn: PlannedDay })).max(240),
});
export type SalaryMonths = z.infer<typeof SalaryMonths>;

/** What a month is, for Cash flow and Overview alike. `salary` is kept while another kind is chosen; null until it was set up. */
export const CashFlowCalendar = z.object({ kind: z.enum(CALENDAR_KINDS), salary: SalaryMonths.nullable() });
export type CashFlowCalendar = z.infer<typeof CashFlowCalendar>;

export const SeenSalary = z.object({
  day: DaySchema,
  title: z.string(),
  /** Where the offered rule lets that month start, and whether that is the day it came. */
  regularDay: DaySchema,
  isRegular: z.boolean(),
});
/** Salary months as the salary that was actually seen suggests them, with what it was read from, newest first. */
export const SalarySuggestion = SalaryMonths.extend({ accountName: z.string(), seen: z.array(SeenSalary) });
export type SalarySuggestion = z.infer<typeof SalarySuggestion>;

/** `full`: every bank's rows reach back over all of it; `partial`: those of some bank begin later; `none`: nothing is held of it. */
export const Coverage = z.enum(['full', 'partial', 'none']);
export type Coverage = z.infer<typeof Coverage>;

/** Signed: income ≥ 0 and expense ≤ 0 as a rule; together the net. Own transfers are in neither. */
export const Flow = z.object({ incomeMinor: z.int(), expenseMinor: z.int(), netMinor: z.int() });
export type Flow = z.infer<typeof Flow>;

/** Median of the fully covered among the six periods before, and the middle half of their expense. */
export const UsualFlow = z.object({
  incomeMinor: z.int(),
  expenseMinor: z.int(),
  /** Nearest to zero, and furthest from it. */
  leastExpenseMinor: z.int(),
  mostExpenseMinor: z.int(),
});
export type UsualFlow = z.infer<typeof UsualFlow>;

export const CashFlowPeriod = z.object({
  fromDay: DaySchema,
  toDay: DaySchema,
  coverage: Coverage,
  /** Today is in it: it is not over. */
  isUnfinished: z.boolean(),
});
export type CashFlowPeriod = z.infer<typeof CashFlowPeriod>;

/** What a figure does not hold, and since when (R26); one per bank and kind. */
export const CashFlowCaveat = z.object({
  kind: z.enum(['importing', 'failed', 'stale', 'never', 'unproven', 'begins']),
  bankName: z.string(),
  bankNameAr: z.string().nullable(),
  /** How old the data is, of `failed` and `stale`. */
  at: InstantSchema.nullable(),
  /** First day there are rows of, of `begins`. */
  day: DaySchema.nullable(),
});
export type CashFlowCaveat = z.infer<typeof CashFlowCaveat>;

export const CashFlowOverview = z.object({
  today: DaySchema,
  kind: z.enum(CALENDAR_KINDS),
  /** Oldest first; the last one holds today. */
  periods: z.array(CashFlowPeriod),
  /** Each currency on its own, SAR first, then by number of rows; per period its flow (null where nothing is held) and its usual. */
  currencies: z.array(
    z.object({
      currency: Currency,
      flows: z.array(Flow.nullable()),
      usual: z.array(UsualFlow.nullable()),
      /** Per period, over the finished ones that are wholly held; null below two. */
      average: Flow.nullable(),
      count: z.int(),
    }),
  ),
  /** The oldest bank data among what is not behind. */
  asOf: InstantSchema.nullable(),
  caveats: z.array(CashFlowCaveat),
});
export type CashFlowOverview = z.infer<typeof CashFlowOverview>;

/** A figure beside what it is compared with; null where there is nothing to compare. */
export const Compared = z.object({
  minor: z.int(),
  previousMinor: z.int().nullable(),
  yearAgoMinor: z.int().nullable(),
  usualMinor: z.int().nullable(),
});
export type Compared = z.infer<typeof Compared>;

export const FlowSide = z.enum(['income', 'expense']);
export type FlowSide = z.infer<typeof FlowSide>;

/** A category's part of one side. A parent holds its own rows and those of its children. */
export const CategoryFlow = Compared.extend({ side: FlowSide, categoryId: z.int(), parentId: z.int().nullable() });
export type CategoryFlow = z.infer<typeof CategoryFlow>;

const ComparedSpan = z.object({ fromDay: DaySchema, toDay: DaySchema, coverage: Coverage });
export const CashFlowBreakdown = z.object({
  fromDay: DaySchema,
  toDay: DaySchema,
  dayCount: z.int(),
  /** Fewer than `dayCount` while it is not over: everything is then compared with as many first days. */
  daysSoFar: z.int(),
  coverage: Coverage,
  previous: ComparedSpan,
  yearAgo: ComparedSpan,
  /** How many periods the usual is the median of; 0 while it is unknown. */
  usualPeriods: z.int(),
  income: Compared,
  expense: Compared,
  net: Compared,
  /** Own transfers: rows that are in neither side. */
  transferCount: z.int(),
  /** Largest first on each side; children follow their parent. */
  categories: z.array(CategoryFlow),
});
export type CashFlowBreakdown = z.infer<typeof CashFlowBreakdown>;

export const Merchant = z.object({
  title: z.string(),
  count: z.int(),
  minor: z.int(),
  previousMinor: z.int().nullable(),
  yearAgoMinor: z.int().nullable(),
});
export type Merchant = z.infer<typeof Merchant>;

/** Whose rows are counted; of all accounts that are not hidden when empty. */
const AccountIds = z.array(Id).max(200).default([]);
const SeriesInput = z.strictObject({ periods: z.union([z.int().min(1).max(600), z.literal('all')]).default(12), accountIds: AccountIds });
const SpanInput = z.strictObject({ fromDay: PlannedDay, toDay: PlannedDay, currency: Currency, accountIds: AccountIds });
/** What is read row by row: a year of rows and a little more. */
const MAX_ROW_DAYS = 400;

export const cashFlowContract = {
  'cashFlow.calendar': query(z.strictObject({}), CashFlowCalendar),
  /** Left-out salary months stay as they are stored. */
  'cashFlow.setCalendar': command(z.strictObject({ kind: z.enum(CALENDAR_KINDS), salary: SalaryMonths.optional() }), CashFlowCalendar),
  'cashFlow.salarySuggestion': query(z.strictObject({}), SalarySuggestion.nullable()),
  /** The last periods up to the one of today; `all`: since the first booked day. */
  'cashFlow.overview': query(SeriesInput, CashFlowOverview),
  /** The same figures as a file of comma-separated values, where the person chooses; false when they chose not to. */
  'cashFlow.export': command(SeriesInput, z.object({ saved: z.boolean() })),
  'cashFlow.breakdown': query(SpanInput, CashFlowBreakdown),
  /** Who it went to or came from: the largest sums by title, read from the rows themselves. */
  'cashFlow.merchants': query(
    SpanInput.extend({ side: FlowSide, limit: z.int().min(1).max(50).default(8) }).refine(
      ({ fromDay, toDay }) => daysBetween(fromDay, toDay) <= MAX_ROW_DAYS,
      { path: ['toDay'], message: 'days' },
    ),
    z.object({ merchants: z.array(Merchant), otherCount: z.int(), otherMinor: z.int() }),
  ),
};
