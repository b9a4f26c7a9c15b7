// biome-ignore-all lint/a11y/useSemanticElements: rows are virtual and placed by transform, which table elements do not allow
import { memo } from 'react';
import type { ListSection } from '../../../shared/contract/transactions.ts';
import { type Day, daysBetween } from '../../../shared/domain/dates.ts';
import { gregorianParts } from '../../lib/calendar.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './day-header.module.css';

type Sum = ListSection['sums'][number];
export type DayHeaderProps = { readonly day: Day; readonly sums: readonly Sum[]; readonly pending: readonly Sum[] };

const NEAR_DAYS = 183;

/** A day in both calendars, and its booked sum in each currency; currencies are never added, and what is pending is said beside it. */
export const DayHeader = memo(function DayHeader({ day, sums, pending }: DayHeaderProps) {
  const t = useT();
  const format = useFormat();
  const age = daysBetween(day, format.today);
  const { weekday, weekdayShort } = gregorianParts(day, format);
  // Riyals stand in the amount column; other currencies before them.
  const [first] = sums;
  const isNamed = age === 0 || age === 1;
  return (
    <div role="row" tabIndex={-1} className={styles.header}>
      <span role="rowheader" tabIndex={-1} className={styles.dates}>
        <strong className={styles.name}>{isNamed ? format.relativeDay(day) : weekday}</strong>
        <time dateTime={day}>{isNamed ? `${weekdayShort} ${format.day(day)}` : format.day(day)}</time>
        <span className={styles.hijri}>{format.hijri(day, age > NEAR_DAYS)}</span>
      </span>
      <span role="gridcell" tabIndex={-1} className={styles.sums}>
        {pending.length > 0 && (
          <span className={styles.pending}>
            {t('transactions.list.pendingSum')}
            {pending.map((sum) => (
              <DaySum key={sum.currency} sum={sum} />
            ))}
          </span>
        )}
        {sums.length > 0 && <VisuallyHidden>{t('transactions.list.daySum', { amount: '' })}</VisuallyHidden>}
        {sums.slice(1).map((sum) => (
          <DaySum key={sum.currency} sum={sum} />
        ))}
        <span className={styles.sum}>{first && <DaySum sum={first} />}</span>
      </span>
    </div>
  );
});

function DaySum({ sum }: { readonly sum: Sum }) {
  return <AmountText money={{ minor: sum.sumMinor, currency: sum.currency }} signed tone="plain" />;
}
