import type { FlowSide } from '../../../shared/contract/cash-flow.ts';
import type { Output } from '../../../shared/contract/index.ts';
import type { DaySpan } from '../../../shared/domain/periods.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { AmountText } from '../../ui/amount-text.tsx';
import { Link } from '../../ui/link.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import type { Basis } from './address.ts';
import styles from './breakdown-table.module.css';
import { BreakdownAmounts } from './breakdown-table.tsx';
import { basisOf } from './comparisons.ts';
import { transactionsHref } from './list-address.ts';
import type { FlowScope } from './queries.ts';

export type MerchantTableProps = {
  readonly answer: Output<'cashFlow.merchants'>;
  readonly span: DaySpan;
  readonly scope: FlowScope;
  readonly side: FlowSide;
  readonly basis: Basis;
};

/** Who it went to or came from, largest first; a name leads to its transactions. */
export function MerchantTable({ answer, span, scope, side, basis }: MerchantTableProps) {
  const t = useT();
  const { currency, accountId } = scope;
  const format = useFormat();
  const sign = side === 'income' ? 1 : -1;
  // What is usual is told of categories: a merchant has too few rows for it.
  const shownBasis = basis === 'usual' ? 'previous' : basis;
  if (answer.merchants.length === 0) return <p className={styles.none}>{t('cash-flow.merchants.none')}</p>;
  const table = (
    <table className={styles.table}>
      <caption>
        <VisuallyHidden>{t(`cash-flow.merchants.${side}`)}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('cash-flow.merchants.name')}</th>
          <th scope="col" className={styles.amount}>
            {t('cash-flow.categories.amount')}
          </th>
          <th scope="col" className={styles.amount}>
            {t(`cash-flow.breakdown.versus.${shownBasis}`)}
          </th>
        </tr>
      </thead>
      <tbody>
        {answer.merchants.map((merchant) => {
          const compared = basisOf(merchant, shownBasis);
          return (
            <tr key={merchant.title}>
              <th scope="row" className={cx(styles.name, styles.merchant)}>
                <span className={styles.nameLine}>
                  <span className={styles.text}>
                    {merchant.title.trim() === '' ? (
                      <span className={styles.rest}>{t('cash-flow.merchants.noName')}</span>
                    ) : (
                      <Link href={transactionsHref({ ...span, accountId, search: merchant.title })}>
                        <bdi>{format.words(merchant.title)}</bdi>
                      </Link>
                    )}
                  </span>
                  <span className={styles.count}>
                    <bdi dir="ltr" aria-hidden="true">
                      ×{format.count(merchant.count)}
                    </bdi>
                    <VisuallyHidden>{t('cash-flow.merchants.count', { count: merchant.count })}</VisuallyHidden>
                  </span>
                </span>
              </th>
              <BreakdownAmounts
                minor={sign * merchant.minor}
                comparedMinor={compared === null ? null : sign * compared}
                currency={currency}
              />
            </tr>
          );
        })}
        {answer.otherCount > 0 && (
          <tr className={styles.rest}>
            <th scope="row">{t('cash-flow.merchants.others', { count: answer.otherCount })}</th>
            <td className={styles.amount}>
              <AmountText money={{ minor: sign * answer.otherMinor, currency }} showCurrency={false} />
            </td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
  return (
    <>
      {table}
      {shownBasis !== basis && <p className={styles.foot}>{t('cash-flow.merchants.noUsual')}</p>}
    </>
  );
}
