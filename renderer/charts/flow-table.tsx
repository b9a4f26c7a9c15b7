import { useLayoutEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import { useT } from '../lib/format.ts';
import { AmountText } from '../ui/amount-text.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import type { FlowPoint } from './flow-chart.tsx';
import styles from './flow-table.module.css';

export type FlowTableProps = {
  /** In the order they are listed. */
  readonly points: readonly FlowPoint[];
  readonly currency: string;
  /** Index into `points` of the chosen period; none when it is not among them. */
  readonly selected: number | undefined;
  readonly onSelect: (index: number) => void;
  readonly label: string;
  /** As tall as the chart it stands for, opened at the newest. */
  readonly isScrolling?: boolean;
};

/** The chart's twin: the same figures, each row a period that can be chosen. */
export function FlowTable({ points, currency, selected, onSelect, label, isScrolling = false }: FlowTableProps) {
  const t = useT();
  const frame = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (isScrolling && frame.current) frame.current.scrollTop = frame.current.scrollHeight;
  }, [isScrolling]);
  const table = (
    <table className={styles.table}>
      <caption>
        <VisuallyHidden>{label}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('cash-flow.table.period')}</th>
          <th scope="col" className={styles.amount}>
            {t('cash-flow.income')}
          </th>
          <th scope="col" className={styles.amount}>
            {t('cash-flow.expense')}
          </th>
          <th scope="col" className={styles.amount}>
            {t('cash-flow.net')}
          </th>
        </tr>
      </thead>
      <tbody>
        {points.map((point, index) => (
          <Row key={point.key} point={point} currency={currency} isSelected={index === selected} onSelect={() => onSelect(index)} />
        ))}
      </tbody>
    </table>
  );
  if (!isScrolling) return table;
  return (
    // The rows' own buttons take the keyboard, and scroll into view with it.
    <section ref={frame} className={styles.frame} aria-label={label}>
      {table}
    </section>
  );
}

type RowProps = { readonly point: FlowPoint; readonly currency: string; readonly isSelected: boolean; readonly onSelect: () => void };

function Row({ point, currency, isSelected, onSelect }: RowProps) {
  const t = useT();
  const { flow } = point;
  const amount = (side: 'incomeMinor' | 'expenseMinor' | 'netMinor') => (
    <td className={cx(styles.amount, side === 'netMinor' && styles.net)}>
      <AmountText
        money={flow && { minor: flow[side], currency }}
        signed
        tone={side === 'incomeMinor' ? 'auto' : 'plain'}
        showCurrency={false}
      />
    </td>
  );
  return (
    <tr className={cx(isSelected && styles.selected)}>
      <th scope="row" className={styles.period}>
        <Button className={styles.choose ?? ''} onPress={onSelect} {...(isSelected ? { 'aria-current': true } : {})}>
          {point.name}
        </Button>
        {point.isUnfinished && <span className={styles.soFar}>{t('cash-flow.soFar')}</span>}
      </th>
      {amount('incomeMinor')}
      {amount('expenseMinor')}
      {amount('netMinor')}
    </tr>
  );
}
