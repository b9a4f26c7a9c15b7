import { useQuery } from '@tanstack/react-query';
import type { CashFlowOverview, CashFlowPeriod } from '../../../shared/contract/cash-flow.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { periodName } from '../../lib/period-text.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Link } from '../../ui/link.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { exportHref } from '../transactions/public.ts';
import { BASES, type CashFlowAddress } from './address.ts';
import styles from './breakdown.module.css';
import type { ChangeAddress } from './cash-flow-page.tsx';
import { CategoryTable } from './category-table.tsx';
import { transactionsHref } from './list-address.ts';
import { MerchantTable } from './merchant-table.tsx';
import { MonthsCard, type MonthsCardProps } from './months-card.tsx';
import { cashFlowQueries, type FlowScope } from './queries.ts';
import { TickKey } from './share-bar.tsx';

export type BreakdownProps = {
  readonly kind: CashFlowOverview['kind'];
  readonly period: CashFlowPeriod;
  readonly scope: FlowScope;
  readonly address: CashFlowAddress;
  readonly onChange: ChangeAddress;
  readonly months: Omit<MonthsCardProps, 'scope' | 'range'>;
};

/** What the chosen month is made of, one side at a time, against one comparison at a time. */
export function Breakdown(props: BreakdownProps) {
  const { address, onChange } = props;
  const t = useT();
  return (
    <section aria-label={t('cash-flow.breakdown.label')}>
      <div className={styles.bar}>
        <Segmented
          label={t('cash-flow.breakdown.side')}
          options={(['expense', 'income'] as const).map((side) => ({ id: side, label: t(`cash-flow.breakdown.${side}`) }))}
          value={address.side}
          onChange={(side) => onChange({ side })}
        />
        <div className={styles.basis}>
          <span className={styles.basisLabel} aria-hidden="true">
            {t('cash-flow.breakdown.basis')}
          </span>
          <Segmented
            label={t('cash-flow.breakdown.basis')}
            options={BASES.map((basis) => ({ id: basis, label: t(`cash-flow.breakdown.${basis}`) }))}
            value={address.basis}
            onChange={(basis) => onChange({ basis })}
          />
        </div>
      </div>
      <div className={styles.grid}>
        <div className={styles.column}>
          <CategoriesCard {...props} />
          <MerchantsCard {...props} />
        </div>
        <MonthsCard {...props.months} scope={props.scope} range={address.range} />
      </div>
    </section>
  );
}

function CategoriesCard({ kind, period, scope, address }: BreakdownProps) {
  const t = useT();
  const format = useFormat();
  const breakdown = useQuery(cashFlowQueries.breakdown(period, scope));
  const categories = useQuery(cashFlowQueries.categories());
  const failed = [breakdown, categories].find((query) => query.isError);
  return (
    <Card
      title={t(`cash-flow.categories.${address.side}`)}
      // Of the figures themselves: those of the month before stay until the new ones are there.
      note={breakdown.data && periodName(kind, breakdown.data, format)}
      aside={
        <>
          <TickKey text={t(`cash-flow.breakdown.${address.basis}`)} />
          <Link href={exportHref(transactionsHref({ ...period, accountId: scope.accountId }))}>{t('cash-flow.exportTransactions')}</Link>
        </>
      }
      padding="flush"
    >
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} isRetrying={failed.isFetching} />
      ) : breakdown.data && categories.data ? (
        <CategoryTable breakdown={breakdown.data} categories={categories.data} scope={scope} side={address.side} basis={address.basis} />
      ) : (
        <Skeleton rows={7} rowHeight={36} />
      )}
    </Card>
  );
}

function MerchantsCard({ kind, period, scope, address }: BreakdownProps) {
  const t = useT();
  const format = useFormat();
  const merchants = useQuery(cashFlowQueries.merchants(period, scope, address.side));
  return (
    <Card
      title={t(`cash-flow.merchants.${address.side}`)}
      note={merchants.data && !merchants.isPlaceholderData && periodName(kind, period, format)}
      padding="flush"
    >
      {merchants.isError ? (
        <ErrorState error={merchants.error} onRetry={() => void merchants.refetch()} isRetrying={merchants.isFetching} />
      ) : merchants.data ? (
        <MerchantTable answer={merchants.data} span={period} scope={scope} side={address.side} basis={address.basis} />
      ) : (
        <Skeleton rows={8} rowHeight={36} />
      )}
    </Card>
  );
}
