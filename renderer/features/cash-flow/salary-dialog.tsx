import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CashFlowCalendar, SalaryMonths, SalarySuggestion } from '../../../shared/contract/cash-flow.ts';
import { periodsOf } from '../../../shared/domain/periods.ts';
import { isPossibleOverride, WEEKEND_RULES } from '../../../shared/domain/salary-months.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { periodName } from '../../lib/period-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { useSetCalendar } from './mutations.ts';
import { cashFlowQueries } from './queries.ts';
import styles from './salary-dialog.module.css';
import { SalaryMonthList } from './salary-month-list.tsx';
import { SalaryOffer } from './salary-offer.tsx';

export type SalaryDialogProps = { readonly calendar: CashFlowCalendar; readonly onDone: () => void; readonly onClose: () => void };

/** When nothing was seen and nothing chosen: the month as everybody counts it. */
const FIRST: SalaryMonths = { startDay: 1, weekendRule: 'none', overrides: [] };
const DAYS = Array.from({ length: 31 }, (_, i) => i + 1);

/** Salary months: offered from the salary that was seen, then the day, the weekend, and single months. */
export function SalaryDialog({ calendar, onDone, onClose }: SalaryDialogProps) {
  const t = useT();
  const format = useFormat();
  const suggestion = useQuery(cashFlowQueries.salarySuggestion());
  const setCalendar = useSetCalendar();
  const [own, setOwn] = useState<SalaryMonths | null>(calendar.salary);
  const months = own ?? toMonths(suggestion.data) ?? FIRST;
  const change = (part: Partial<SalaryMonths>) => setOwn(kept({ ...months, ...part }));
  const periods = periodsOf({ kind: 'salary', salary: months });
  const failure = setCalendar.isError ? failureOf(setCalendar.error) : undefined;
  const save = () =>
    setCalendar.mutate(
      { kind: 'salary', salary: months },
      {
        onSuccess: () => {
          onDone();
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={t('cash-flow.salary.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="equal" onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" onPress={save} isPending={setCalendar.isPending} isDisabled={suggestion.isPending && own === null}>
            {t('cash-flow.salary.save')}
          </Button>
        </>
      }
    >
      <p>{t('cash-flow.salary.intro')}</p>
      <div className={styles.parts}>
        <SalaryOffer
          suggestion={suggestion.data}
          isPending={suggestion.isPending}
          isUsed={isSame(months, toMonths(suggestion.data))}
          onUse={setOwn}
        />
        <div className={styles.rule}>
          <div className={styles.day}>
            <Select
              label={t('cash-flow.salary.day')}
              options={DAYS.map((day) => ({ id: String(day), label: format.count(day) }))}
              value={String(months.startDay)}
              onChange={(day) => change({ startDay: Number(day) })}
            />
          </div>
          <div className={styles.weekend}>
            <span className={styles.label} aria-hidden="true">
              {t('cash-flow.salary.weekend')}
            </span>
            <Segmented
              label={t('cash-flow.salary.weekend')}
              options={WEEKEND_RULES.map((rule) => ({ id: rule, label: t(`cash-flow.salary.weekend_${rule}`) }))}
              value={months.weekendRule}
              onChange={(weekendRule) => change({ weekendRule })}
            />
          </div>
        </div>
        {months.startDay > 28 && <p className={styles.hint}>{t('cash-flow.salary.dayHint')}</p>}
        <p className={styles.now} role="status">
          {t('cash-flow.salary.now', { name: periodName('salary', periods.at(periods.indexOf(format.today)), format) })}
        </p>
        <SalaryMonthList months={months} onChange={(overrides) => change({ overrides: [...overrides] })} />
        {failure && (
          <p className={styles.failed} role="alert">
            {t('cash-flow.salary.failed')} {t(`errors.${failure.code}.title`)}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function toMonths(suggestion: SalarySuggestion | null | undefined): SalaryMonths | undefined {
  if (!suggestion) return undefined;
  const { startDay, weekendRule, overrides } = suggestion;
  return { startDay, weekendRule, overrides };
}

/** Another start day leaves no place for single months that were set for the old one. */
function kept(months: SalaryMonths): SalaryMonths {
  return { ...months, overrides: months.overrides.filter((override) => isPossibleOverride(override, months.startDay)) };
}

function isSame(a: SalaryMonths, b: SalaryMonths | undefined): boolean {
  return (
    b !== undefined &&
    a.startDay === b.startDay &&
    a.weekendRule === b.weekendRule &&
    JSON.stringify(a.overrides) === JSON.stringify(b.overrides)
  );
}
