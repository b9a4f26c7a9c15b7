import { cx } from '../lib/cx.ts';
import { useT } from '../lib/format.ts';
import styles from './flow-legend.module.css';

export type FlowLegendProps = { readonly hasIncomplete: boolean; readonly hasUsual: boolean };

/** What the marks of the bars mean. */
export function FlowLegend({ hasIncomplete, hasUsual }: FlowLegendProps) {
  const t = useT();
  const keys = [
    { mark: styles.income, text: t('cash-flow.income') },
    { mark: styles.expense, text: t('cash-flow.expense') },
    ...(hasIncomplete ? [{ mark: styles.incomplete, text: t('cash-flow.chart.incomplete') }] : []),
    { mark: styles.net, text: t('cash-flow.net') },
    ...(hasUsual ? [{ mark: styles.usual, text: t('cash-flow.chart.usual') }] : []),
  ];
  return (
    <ul className={styles.legend}>
      {keys.map(({ mark, text }) => (
        <li key={text} className={styles.key}>
          <span className={cx(styles.mark, mark)} data-drawn />
          {text}
        </li>
      ))}
    </ul>
  );
}
