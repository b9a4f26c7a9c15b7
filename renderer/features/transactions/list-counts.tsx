import { useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import type { Arrangement } from './arrangement.ts';
import styles from './list-counts.module.css';

export type ListCountsProps = { readonly shown: Arrangement; readonly total: number | undefined; readonly isFiltered: boolean };

/** How many rows the filter keeps of how many, and what they add up to: booked, without own transfers, each currency by itself. */
export function ListCounts({ shown, total, isFiltered }: ListCountsProps) {
  const t = useT();
  const matching = shown.count;
  const count = !isFiltered
    ? t('transactions.total', { count: total ?? matching })
    : shown.isComplete && total !== undefined
      ? t('transactions.count', { matching, total })
      : t(shown.isComplete ? 'transactions.total' : 'transactions.countSoFar', { count: matching, matching });
  return (
    <span className={styles.counts}>
      <span>{count}</span>
      {isFiltered &&
        shown.isComplete &&
        shown.totals.map(({ currency, inMinor, outMinor }) => (
          <span key={currency} className={styles.sums}>
            {outMinor !== 0 && (
              <span>
                {t('transactions.out')} <AmountText money={{ minor: outMinor, currency }} signed tone="plain" />
              </span>
            )}
            {inMinor !== 0 && (
              <span>
                {t('transactions.in')} <AmountText money={{ minor: inMinor, currency }} signed tone="plain" />
              </span>
            )}
          </span>
        ))}
    </span>
  );
}
