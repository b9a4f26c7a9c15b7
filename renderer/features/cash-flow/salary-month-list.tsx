import type { SalaryMonths } from '../../../shared/contract/cash-flow.ts';
import { addDays, type Day } from '../../../shared/domain/dates.ts';
import { gregorianMonthIndex, gregorianMonthStart, gregorianMonthText } from '../../../shared/domain/gregorian.ts';
import { MAX_OVERRIDE_DAYS, nominalStart, regularStart } from '../../../shared/domain/salary-months.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { periodName } from '../../lib/period-text.ts';
import { Select } from '../../ui/select.tsx';
import styles from './salary-month-list.module.css';

export type SalaryMonthListProps = {
  readonly months: SalaryMonths;
  readonly onChange: (overrides: SalaryMonths['overrides']) => void;
};

/** Months that can be set by themselves: the next one, this one and a year back. */
const SHOWN = 13;

/** A start of its own for a single month; the day as set means no start of its own. */
export function SalaryMonthList({ months, onChange }: SalaryMonthListProps) {
  const t = useT();
  const format = useFormat();
  const next = gregorianMonthIndex(format.today) + 1;
  const indexes = Array.from({ length: SHOWN }, (_, i) => next - i);
  const set = (month: string, startOn: Day, regular: Day) => {
    const others = months.overrides.filter((override) => override.month !== month);
    onChange(startOn === regular ? others : [...others, { month, startOn }].sort((a, b) => (a.month < b.month ? -1 : 1)));
  };
  return (
    <section className={styles.section} aria-label={t('cash-flow.salary.months')}>
      <p className={styles.label}>{t('cash-flow.salary.months')}</p>
      <p className={styles.hint}>{t('cash-flow.salary.monthsHint')}</p>
      <ul className={styles.list}>
        {indexes.map((index) => {
          const month = gregorianMonthText(index);
          const regular = regularStart(index, months);
          const start = months.overrides.find((override) => override.month === month)?.startOn ?? regular;
          const first = gregorianMonthStart(index);
          const name = periodName('gregorian', { fromDay: first, toDay: first }, format);
          return (
            <li key={month} className={styles.month}>
              <span className={styles.name}>{name}</span>
              <span className={styles.day}>
                <Select
                  label={t('cash-flow.salary.monthStart', { month: name })}
                  isLabelHidden
                  options={daysAround(index, months.startDay).map((day) => ({
                    id: day,
                    label: day === regular ? t('cash-flow.salary.regular', { date: format.day(day, 'date') }) : format.day(day, 'date'),
                  }))}
                  value={start}
                  onChange={(day) => set(month, day, regular)}
                />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Every day a month may start on. */
function daysAround(index: number, startDay: number): Day[] {
  const middle = nominalStart(index, startDay);
  return Array.from({ length: 2 * MAX_OVERRIDE_DAYS + 1 }, (_, i) => addDays(middle, i - MAX_OVERRIDE_DAYS));
}
