import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from './dates.ts';
import { gregorianMonthStart, gregorianMonthText } from './gregorian.ts';
import { counterpartsOf, daysIn, firstDays, type MonthCalendar, periodsOf } from './periods.ts';
import { MAX_OVERRIDE_DAYS, nominalStart, type SalaryOverride, WEEKEND_RULES, type WeekendRule } from './salary-months.ts';

const salary = (startDay: number, weekendRule: WeekendRule = 'none', overrides: readonly SalaryOverride[] = []): MonthCalendar => ({
  kind: 'salary',
  salary: { startDay, weekendRule, overrides },
});
const spanOn = (calendar: MonthCalendar, day: string) => {
  const periods = periodsOf(calendar);
  return periods.at(periods.indexOf(day));
};

/** 1980 to 2060, in which every property must hold. */
const aDay = fc.integer({ min: 0, max: 29_219 }).map((offset) => addDays('1980-01-01', offset));
const anIndex = fc.integer({ min: 1980 * 12, max: 2060 * 12 });
const aSalary = fc
  .record({
    startDay: fc.integer({ min: 1, max: 31 }),
    weekendRule: fc.constantFrom(...WEEKEND_RULES),
    overrides: fc.array(fc.tuple(anIndex, fc.integer({ min: -MAX_OVERRIDE_DAYS - 5, max: MAX_OVERRIDE_DAYS + 5 })), { maxLength: 60 }),
  })
  .map(({ startDay, weekendRule, overrides }) =>
    salary(
      startDay,
      weekendRule,
      overrides.map(([index, by]) => ({ month: gregorianMonthText(index), startOn: addDays(nominalStart(index, startDay), by) })),
    ),
  );
const aCalendar = fc.oneof(fc.constant<MonthCalendar>({ kind: 'gregorian' }), fc.constant<MonthCalendar>({ kind: 'hijri' }), aSalary);

describe('periods of any calendar', () => {
  it('tile the time line: each starts the day after the one before it ends', () => {
    fc.assert(
      fc.property(aCalendar, fc.integer({ min: 0, max: 960 }), (calendar, offset) => {
        const periods = periodsOf(calendar);
        const index = periods.indexOf('1980-01-01') + offset;
        const [before, here] = [periods.at(index - 1), periods.at(index)];
        expect(addDays(before.toDay, 1)).toBe(here.fromDay);
        expect(daysIn(here)).toBeGreaterThan(0);
      }),
    );
  });

  it('hold every day in exactly one', () => {
    fc.assert(
      fc.property(aCalendar, aDay, (calendar, day) => {
        const periods = periodsOf(calendar);
        const index = periods.indexOf(day);
        const holding = [-2, -1, 0, 1, 2].filter((by) => {
          const { fromDay, toDay } = periods.at(index + by);
          return fromDay <= day && day <= toDay;
        });
        expect(holding).toEqual([0]);
      }),
    );
  });

  it('have a period before and the same one a year earlier, both wholly past', () => {
    fc.assert(
      fc.property(aCalendar, aDay, (calendar, day) => {
        const periods = periodsOf(calendar);
        const span = periods.at(periods.indexOf(day));
        const { previous, yearAgo } = counterpartsOf(span, periods);
        expect(addDays(previous.toDay, 1)).toBe(span.fromDay);
        expect(previous).toEqual(periods.at(periods.indexOf(previous.fromDay)));
        expect(yearAgo).toEqual(periods.at(periods.indexOf(yearAgo.fromDay)));
        // A Hijri year is eleven days shorter; an own start moves a salary month by up to thirteen days.
        const away = daysBetween(yearAgo.fromDay, span.fromDay);
        expect(away).toBeGreaterThanOrEqual(365 - 2 * MAX_OVERRIDE_DAYS);
        expect(away).toBeLessThanOrEqual(366 + 2 * MAX_OVERRIDE_DAYS);
      }),
    );
  });

  it('compare several periods with as many before them', () => {
    const periods = periodsOf({ kind: 'gregorian' });
    expect(counterpartsOf({ fromDay: '2026-01-01', toDay: '2026-03-31' }, periods)).toEqual({
      previous: { fromDay: '2025-10-01', toDay: '2025-12-31' },
      yearAgo: { fromDay: '2025-01-01', toDay: '2025-03-31' },
    });
  });

  it('compare other days with as many days before, and the same days a year earlier', () => {
    const periods = periodsOf({ kind: 'gregorian' });
    expect(counterpartsOf({ fromDay: '2024-02-20', toDay: '2024-02-29' }, periods)).toEqual({
      previous: { fromDay: '2024-02-10', toDay: '2024-02-19' },
      yearAgo: { fromDay: '2023-02-20', toDay: '2023-02-28' },
    });
  });

  it('take the first days of a span, or all of a shorter one', () => {
    const february = { fromDay: '2026-02-01', toDay: '2026-02-28' };
    expect([firstDays(february, 12).toDay, firstDays(february, 28), firstDays(february, 31)]).toEqual(['2026-02-12', february, february]);
  });
});

describe('Gregorian and Hijri months', () => {
  it('hold the day the pictures stand at', () => {
    expect(spanOn({ kind: 'gregorian' }, '2026-11-07')).toEqual({ fromDay: '2026-11-01', toDay: '2026-11-30' });
    expect(spanOn({ kind: 'hijri' }, '2026-11-07')).toEqual({ fromDay: '2026-10-12', toDay: '2026-11-10' });
    expect(gregorianMonthStart(2026 * 12)).toBe('2026-01-01');
  });
});

describe('salary months', () => {
  it('run from the start day to the day before the next', () => {
    expect(spanOn(salary(27), '2026-11-07')).toEqual({ fromDay: '2026-10-27', toDay: '2026-11-26' });
    expect(spanOn(salary(1), '2026-11-07')).toEqual({ fromDay: '2026-11-01', toDay: '2026-11-30' });
  });

  it('start on the last day of a month that has no such day', () => {
    expect(spanOn(salary(31), '2026-02-28')).toEqual({ fromDay: '2026-02-28', toDay: '2026-03-30' });
    expect(spanOn(salary(30), '2024-02-29')).toEqual({ fromDay: '2024-02-29', toDay: '2024-03-29' });
  });

  it.each([
    // 27 March 2026 is a Friday, 27 June 2026 a Saturday, 27 October 2026 a Tuesday.
    ['none', '2026-03-27', '2026-06-27', '2026-10-27'],
    ['before', '2026-03-26', '2026-06-25', '2026-10-27'],
    ['after', '2026-03-29', '2026-06-28', '2026-10-27'],
  ] as const)('move starts on Friday and Saturday by the rule %s', (rule, march, june, october) => {
    const start = (month: string) => spanOn(salary(27, rule), `${month}-15`).toDay;
    expect([start('2026-03'), start('2026-06'), start('2026-10')].map((day) => addDays(day, 1))).toEqual([march, june, october]);
  });

  it('start in another month than their own where the weekend moves them there', () => {
    // 1 May 2026 is a Friday; 31 January 2026 a Saturday.
    expect(spanOn(salary(1, 'before'), '2026-04-30')).toEqual({ fromDay: '2026-04-30', toDay: '2026-05-31' });
    expect(spanOn(salary(31, 'after'), '2026-01-31').toDay).toBe('2026-01-31');
    expect(spanOn(salary(31, 'after'), '2026-02-01').fromDay).toBe('2026-02-01');
  });

  it('start where one month says otherwise, the others as ever', () => {
    const early = salary(27, 'none', [{ month: '2026-03', startOn: '2026-03-17' }]);
    expect([spanOn(early, '2026-03-01'), spanOn(early, '2026-03-20'), spanOn(early, '2026-05-01')]).toEqual([
      { fromDay: '2026-02-27', toDay: '2026-03-16' },
      { fromDay: '2026-03-17', toDay: '2026-04-26' },
      { fromDay: '2026-04-27', toDay: '2026-05-26' },
    ]);
  });

  it('pass over a start so far off that two months could change places', () => {
    const far = salary(27, 'none', [{ month: '2026-03', startOn: '2026-03-13' }]);
    expect(spanOn(far, '2026-03-20')).toEqual({ fromDay: '2026-02-27', toDay: '2026-03-26' });
  });
});
