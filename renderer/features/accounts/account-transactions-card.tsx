import { useQuery } from '@tanstack/react-query';
import type { AccountDetail } from '../../../shared/contract/accounts.ts';
import { useT } from '../../lib/format.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Link } from '../../ui/link.tsx';
import { RecentSkeleton, RecentTransactions, transactionQueries, writeAddress } from '../transactions/public.ts';
import styles from './account-transactions-card.module.css';

const SHOWN_ROWS = 8;

/** The account's newest transactions, and the way to all of them. */
export function AccountTransactionsCard({ account }: { readonly account: AccountDetail }) {
  const t = useT();
  const query = useQuery(transactionQueries.latest(account.id, SHOWN_ROWS));
  return (
    <Card
      title={t('accounts.detail.transactions')}
      aside={<Link href={writeAddress({ accountIds: [account.id] })}>{t('accounts.detail.allTransactions')}</Link>}
      padding="flush"
    >
      {query.isPending ? (
        <RecentSkeleton rows={SHOWN_ROWS} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : query.data.rows.length === 0 ? (
        <p className={styles.none}>{t('accounts.detail.noTransactions')}</p>
      ) : (
        <RecentTransactions rows={query.data.rows} isTall />
      )}
    </Card>
  );
}
