import { useLayoutEffect, useRef } from 'react';
import { useFormat, useT } from '../lib/format.ts';
import { AmountText } from '../ui/amount-text.tsx';
import { DateText } from '../ui/date-text.tsx';
import { Table } from '../ui/table.tsx';
import styles from './balance-table.module.css';
import type { Point } from './history-summary.ts';

export type BalanceTableProps = { readonly points: readonly Point[]; readonly currency: string; readonly label: string };

/** The chart's twin: the same figures in the same order, opened at the newest. */
export function BalanceTable({ points, currency, label }: BalanceTableProps) {
  const t = useT();
  const format = useFormat();
  const frame = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (frame.current) frame.current.scrollTop = frame.current.scrollHeight;
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without controls needs the keyboard to scroll it
    <section ref={frame} className={styles.frame} tabIndex={0} aria-label={label}>
      <Table
        caption={label}
        columns={[
          { id: 'day', label: t('overview.chart.day') },
          { id: 'hijri', label: t('overview.chart.hijri') },
          { id: 'balance', label: t('overview.chart.balance'), kind: 'amount' },
        ]}
        rows={points.map((point) => ({
          id: point.day,
          cells: {
            day: <DateText day={point.day} style="plain" />,
            hijri: <span className={styles.hijri}>{format.hijri(point.day)}</span>,
            balance: <AmountText money={{ minor: point.balanceMinor, currency }} />,
          },
        }))}
      />
    </section>
  );
}
