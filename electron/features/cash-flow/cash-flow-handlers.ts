import type { EventTopic } from '../../../shared/contract/events.ts';
import type { Handlers } from '../../../shared/contract/index.ts';
import type { Overview } from '../../../shared/contract/overview.ts';
import { type Day, riyadhDay } from '../../../shared/domain/dates.ts';
import { periodsOf } from '../../../shared/domain/periods.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HostData } from '../../ports/host-data.ts';
import { createAccountReader } from '../accounts/account-service.ts';
import { createCalendarStore, monthCalendarOf } from './calendar-store.ts';
import { cashFlowCsv } from './cash-flow-csv.ts';
import { CashFlowService } from './cash-flow-service.ts';
import { coverageOf, createCoverageReader } from './coverage.ts';
import { createFlowRows } from './flow-rows.ts';
import { createFlowSums } from './flow-sums.ts';
import { thisMonth } from './this-month.ts';

export type CashFlowDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly emit: (topic: EventTopic) => void;
  /** undefined where nobody can be asked where to save. */
  readonly saveText: HostData['saveText'] | undefined;
};

export type CashFlowHandlers = Pick<Handlers, Extract<keyof Handlers, `cashFlow.${string}`>>;

export function cashFlowHandlers({ db, clock, emit, saveText }: CashFlowDeps): CashFlowHandlers {
  const service = new CashFlowService({
    sums: createFlowSums(db),
    rows: createFlowRows(db),
    coverage: createCoverageReader(db),
    calendar: createCalendarStore(db),
    accounts: createAccountReader({ db, clock }),
    clock,
    emit,
  });
  return {
    'cashFlow.calendar': () => service.calendar(),
    'cashFlow.setCalendar': (input) => service.setCalendar(input),
    'cashFlow.salarySuggestion': () => service.salarySuggestion(),
    'cashFlow.overview': (input) => service.overview(input),
    'cashFlow.export': async (input) => {
      const text = cashFlowCsv(service.overview(input));
      const saved = await saveText?.({ fileName: `mizan-cash-flow-${riyadhDay(clock.now())}.csv`, text });
      return { saved: saved ?? false };
    },
    'cashFlow.breakdown': (input) => service.breakdown(input),
    'cashFlow.merchants': (input) => service.merchants(input),
  };
}

/** For the home screen: the running month as Cash flow counts it. */
export function createMonthReader(db: Db) {
  const sums = createFlowSums(db);
  const coverage = createCoverageReader(db);
  const calendar = createCalendarStore(db);
  return {
    /** @param isIncomplete while a first import runs nothing is called usual */
    thisMonth(currency: string, today: Day, isIncomplete: boolean): Overview['month'] {
      const beginnings = coverage.beginnings();
      return thisMonth({
        periods: periodsOf(monthCalendarOf(calendar.get())),
        currency,
        today,
        byDay: (span) => sums.byDay(span, currency),
        isCovered: (span) => !isIncomplete && coverageOf(span, beginnings) === 'full',
      });
    },
  };
}
