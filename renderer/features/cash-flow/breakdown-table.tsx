import { useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import type { Basis } from './address.ts';
import styles from './breakdown-table.module.css';

export type BreakdownHeadProps = { readonly caption: string; readonly first: string; readonly second: string; readonly basis: Basis };

/** Name, bar, amount, share or count, difference: the columns of categories and merchants alike. */
export function BreakdownHead({ caption, first, second, basis }: BreakdownHeadProps) {
  const t = useT();
  return (
    <>
      <caption>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          <td className={styles.barCell} />
          <th scope="col" className={styles.amount}>
            {t('cash-flow.categories.amount')}
          </th>
          <th scope="col" className={styles.second}>
            {second}
          </th>
          <th scope="col" className={styles.amount}>
            {t(`cash-flow.breakdown.versus.${basis}`)}
          </th>
        </tr>
      </thead>
    </>
  );
}

export type BreakdownAmountsProps = {
  readonly minor: number;
  readonly comparedMinor: number | null;
  readonly currency: string;
  /** Share or count; categories alone have one. */
  readonly second?: string;
};

/** The last cells. More than usual is no failure and less no success: differences carry signs, not colours. */
export function BreakdownAmounts({ minor, comparedMinor, currency, second }: BreakdownAmountsProps) {
  return (
    <>
      <td className={styles.amount}>
        <AmountText money={{ minor, currency }} showCurrency={false} />
      </td>
      {second !== undefined && <td className={styles.second}>{second}</td>}
      <td className={styles.difference}>
        <AmountText
          money={comparedMinor === null ? null : { minor: minor - comparedMinor, currency }}
          signed
          tone="plain"
          showCurrency={false}
        />
      </td>
    </>
  );
}
