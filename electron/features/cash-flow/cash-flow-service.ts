import type { Account } from '../../../shared/contract/accounts.ts';
import type { CashFlowBreakdown, CashFlowCalendar, CashFlowOverview, SalarySuggestion } from '../../../shared/contract/cash-flow.ts';
import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Output, Parsed } from '../../../shared/contract/index.ts';
import { addDays, type Day, daysBetween, riyadhDay } from '../../../shared/domain/dates.ts';
import { counterpartsOf, type DaySpan, daysIn, firstDays, type Periods, periodsOf } from '../../../shared/domain/periods.ts';
import { isPossibleOverride } from '../../../shared/domain/salary-months.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountService } from '../accounts/account-service.ts';
import { type ComparedSums, categoryFlows, netOf, sideTotal } from './breakdown.ts';
import { type CalendarStore, monthCalendarOf } from './calendar-store.ts';
import { asOfOf, caveatsOf } from './caveats.ts';
import { type CoverageReader, coverageOf } from './coverage.ts';
import { currencySeries } from './currency-series.ts';
import type { FlowRows } from './flow-rows.ts';
import type { FlowSums, Scope } from './flow-sums.ts';
import { suggestSalaryMonths } from './salary-suggestion.ts';
import { USUAL_PERIODS } from './usual.ts';

export type CashFlowServiceDeps = {
  readonly sums: FlowSums;
  readonly rows: FlowRows;
  readonly coverage: CoverageReader;
  readonly calendar: CalendarStore;
  readonly accounts: Pick<AccountService, 'list'>;
  readonly clock: Clock;
  readonly emit: (topic: EventTopic) => void;
};

/** Fifty years of months: a bank's typing error must not make a chart of thousands. */
const MAX_PERIODS = 600;
/** A salary is looked for in the last thirteen months. */
const SALARY_DAYS = 400;

export class CashFlowService {
  readonly #deps: CashFlowServiceDeps;

  constructor(deps: CashFlowServiceDeps) {
    this.#deps = deps;
  }

  calendar(): CashFlowCalendar {
    return this.#deps.calendar.get();
  }

  /** @throws AppError `invalid_input` for salary months that were never set up, or a month that would start too far off */
  setCalendar({ kind, salary }: Parsed<'cashFlow.setCalendar'>): CashFlowCalendar {
    const { calendar, emit } = this.#deps;
    const next = { kind, salary: salary ?? calendar.get().salary };
    if (kind === 'salary' && next.salary === null)
      throw new AppError('invalid_input', 'salary months without a start day', { fields: { salary: 'required' } });
    const far = next.salary?.overrides.find((override) => !isPossibleOverride(override, next.salary?.startDay ?? 1));
    if (far) throw new AppError('invalid_input', 'a month would start too far off', { fields: { [`overrides.${far.month}`]: 'far' } });
    calendar.save(next);
    emit('cashFlow.changed');
    return next;
  }

  salarySuggestion(): SalarySuggestion | null {
    return suggestSalaryMonths(this.#deps.rows.salariesSince(addDays(this.#today(), -SALARY_DAYS)));
  }

  /** The last periods with their flows, and for each what was usual before it. */
  overview({ periods: wanted, accountIds }: Parsed<'cashFlow.overview'>): CashFlowOverview {
    const scope = scopeOf(accountIds);
    const { sums, coverage } = this.#deps;
    const today = this.#today();
    const periods = this.periods();
    const last = periods.indexOf(today);
    const all = last - periods.indexOf(sums.firstDay() ?? today) + 1;
    // A bank may date all it has in a month to come.
    const shown = Math.max(1, Math.min(MAX_PERIODS, wanted === 'all' ? all : wanted));
    // The usual of the first one shown needs those before it.
    const spans = Array.from({ length: shown + USUAL_PERIODS }, (_, i) => periods.at(last - shown - USUAL_PERIODS + 1 + i));
    const beginnings = coverage.beginnings(scope);
    const accounts = this.#accounts(scope);
    const series = spans.map((span) => ({
      ...span,
      coverage: coverageOf(span, beginnings),
      isUnfinished: span.fromDay <= today && today < span.toDay,
    }));
    return {
      today,
      kind: periods.kind,
      periods: series.slice(USUAL_PERIODS),
      currencies: currencySeries({ periods: series, flows: sums.ofSpans(spans, scope), isIncomplete: accounts.some(isImporting) }),
      asOf: asOfOf(accounts),
      caveats: caveatsOf(accounts, beginnings, series[USUAL_PERIODS]?.fromDay ?? today),
    };
  }

  /** @throws AppError `invalid_input` for days the wrong way round */
  breakdown(input: Parsed<'cashFlow.breakdown'>): CashFlowBreakdown {
    const { currency } = input;
    const scope = scopeOf(input.accountIds);
    const { sums, coverage } = this.#deps;
    const compared = this.#comparisonOf(input);
    const { span, daysSoFar, previous, yearAgo, before } = compared;
    const beginnings = coverage.beginnings(scope);
    const sumsOf = (days: DaySpan) => sums.byCategory(days, currency, scope);
    const held = (days: DaySpan) => (coverageOf(days, beginnings) === 'none' ? null : sumsOf(days));
    const usualSpans = this.#accounts(scope).some(isImporting) ? [] : before.filter((days) => coverageOf(days, beginnings) === 'full');
    const figures: ComparedSums = {
      currency,
      now: sumsOf(span),
      previous: daysSoFar === 0 ? null : held(previous),
      yearAgo: daysSoFar === 0 ? null : held(yearAgo),
      before: usualSpans.map(sumsOf),
    };
    const income = sideTotal(figures, 'income');
    const expense = sideTotal(figures, 'expense');
    const net = netOf(currency, income, expense);
    return {
      ...span,
      dayCount: daysIn(span),
      daysSoFar,
      coverage: coverageOf(span, beginnings),
      previous: { ...previous, coverage: coverageOf(previous, beginnings) },
      yearAgo: { ...yearAgo, coverage: coverageOf(yearAgo, beginnings) },
      usualPeriods: net.usualMinor === null ? 0 : usualSpans.length,
      income,
      expense,
      net,
      transferCount: sums.transferCount(span, currency, scope),
      categories: categoryFlows(figures),
    };
  }

  merchants(input: Parsed<'cashFlow.merchants'>): Output<'cashFlow.merchants'> {
    const { rows, coverage } = this.#deps;
    const { currency, side, limit } = input;
    const scope = scopeOf(input.accountIds);
    const { span, previous, yearAgo, daysSoFar } = this.#comparisonOf(input);
    const beginnings = coverage.beginnings(scope);
    const { titles, allCount, allMinor } = rows.largest({ ...span, currency, side }, scope, limit);
    const names = titles.map(({ title }) => title);
    const before = (days: DaySpan) =>
      daysSoFar === 0 || coverageOf(days, beginnings) === 'none' ? null : rows.ofTitles({ ...days, currency, side }, scope, names);
    const [then, lastYear] = [before(previous), before(yearAgo)];
    return {
      merchants: titles.map((merchant) => ({
        ...merchant,
        previousMinor: then && (then.get(merchant.title) ?? 0),
        yearAgoMinor: lastYear && (lastYear.get(merchant.title) ?? 0),
      })),
      otherCount: titles.reduce((rest, { count }) => rest - count, allCount),
      otherMinor: titles.reduce((rest, { minor }) => rest - minor, allMinor),
    };
  }

  /** The months the person lives by. */
  periods(): Periods {
    return periodsOf(monthCalendarOf(this.#deps.calendar.get()));
  }

  /** What a span is compared with: while it is not over, as many first days of the others as have passed of it. */
  #comparisonOf({ fromDay, toDay }: DaySpan) {
    if (fromDay > toDay) throw new AppError('invalid_input', 'days the wrong way round', { fields: { toDay: 'day' } });
    const span = { fromDay, toDay };
    const periods = this.periods();
    const passed = Math.min(daysIn(span), Math.max(0, daysBetween(fromDay, this.#today()) + 1));
    const same = (days: DaySpan) => (passed < daysIn(span) ? firstDays(days, passed) : days);
    const { previous, yearAgo } = counterpartsOf(span, periods);
    const index = periods.indexOf(fromDay);
    const isOne = periods.at(index).fromDay === fromDay && periods.at(index).toDay === toDay;
    const before = isOne && passed > 0 ? Array.from({ length: USUAL_PERIODS }, (_, i) => same(periods.at(index - 1 - i))) : [];
    return { span, daysSoFar: passed, previous: same(previous), yearAgo: same(yearAgo), before };
  }

  #today(): Day {
    return riyadhDay(this.#deps.clock.now());
  }

  /** Whose rows are counted: the chosen ones, else all but the hidden. */
  #accounts(scope: Scope): Account[] {
    const { accounts } = this.#deps;
    if (scope === null) return accounts.list({ includeHidden: false });
    return accounts.list({ includeHidden: true }).filter((account) => scope.includes(account.id));
  }
}

const scopeOf = (accountIds: readonly string[]): Scope => (accountIds.length === 0 ? null : accountIds);
const isImporting = (account: Account): boolean => account.dataState === 'importing';
