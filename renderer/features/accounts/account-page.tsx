import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Landmark } from 'lucide-react';
import { useState } from 'react';
import type { AccountDetail } from '../../../shared/contract/accounts.ts';
import { type ChartRange, RANGE_DAYS } from '../../charts/chart-range.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AccountActions } from './account-actions.tsx';
import { AccountBalanceCard } from './account-balance-card.tsx';
import { AccountFacts } from './account-facts.tsx';
import { AccountNotices } from './account-notices.tsx';
import styles from './account-page.module.css';
import { AccountProof } from './account-proof.tsx';
import { AccountProvenance } from './account-provenance.tsx';
import { AccountStatisticsCard } from './account-statistics.tsx';
import { AccountTransactionsCard } from './account-transactions-card.tsx';
import { CardLimit } from './card-limit.tsx';
import { MaskedDigits } from './masked-digits.tsx';
import { accountQueries } from './queries.ts';

/** One account: figure, history, facts, transactions, and where all of it came from. */
export function AccountPage({ id }: { readonly id: string }) {
  const t = useT();
  const [range, setRange] = useState<ChartRange>('12m');
  const query = useQuery(accountQueries.get(id, RANGE_DAYS[range]));
  if (query.isPending) return <Loading />;
  if (query.isError) {
    return (
      <Page title={t('accounts.title')}>
        <Card>
          {failureOf(query.error).code === 'not_found' ? (
            <Missing />
          ) : (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
          )}
        </Card>
      </Page>
    );
  }
  return <Ready account={query.data} range={range} onRange={setRange} />;
}

type ReadyProps = { readonly account: AccountDetail; readonly range: ChartRange; readonly onRange: (range: ChartRange) => void };

function Ready({ account, range, onRange }: ReadyProps) {
  const t = useT();
  const format = useFormat();
  const last4 = account.numberLast4 ?? account.ibanLast4;
  return (
    <Page
      title={account.name}
      note={
        <span className={styles.note}>
          {last4 !== null && <MaskedDigits last4={last4} />}
          <bdi>{format.bank(account)}</bdi>
        </span>
      }
      aside={
        <>
          <ButtonLink href={hrefTo('/accounts')} variant="quiet" icon={<Icon of={ArrowLeft} points />}>
            {t('accounts.detail.back')}
          </ButtonLink>
          <AccountActions account={account} />
        </>
      }
    >
      <AccountNotices account={account} />
      <div className={styles.grid}>
        <div className={styles.column}>
          <AccountBalanceCard account={account} range={range} onRange={onRange} />
          <AccountTransactionsCard account={account} />
        </div>
        <div className={styles.column}>
          <CardLimit account={account} />
          <AccountStatisticsCard account={account} />
          <AccountFacts account={account} />
          <AccountProof account={account} />
          <AccountProvenance account={account} />
        </div>
      </div>
    </Page>
  );
}

function Missing() {
  const t = useT();
  return (
    <EmptyState
      icon={<Icon of={Landmark} size={24} />}
      title={t('accounts.missing.title')}
      body={t('accounts.missing.body')}
      action={<ButtonLink href={hrefTo('/accounts')}>{t('accounts.missing.action')}</ButtonLink>}
    />
  );
}

function Loading() {
  const t = useT();
  return (
    <Page title={t('accounts.title')}>
      <div className={styles.grid}>
        <div className={styles.column}>
          <Card>
            <div className={styles.balanceBlank}>
              <Skeleton rows={2} rowHeight={40} />
            </div>
          </Card>
          <Card title={t('accounts.detail.transactions')} padding="flush">
            <Skeleton rows={8} rowHeight={42} />
          </Card>
        </div>
        <div className={styles.column}>
          <Card title={t('accounts.detail.facts')}>
            <Skeleton rows={6} rowHeight={32} />
          </Card>
        </div>
      </div>
    </Page>
  );
}
