import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './list-tail.module.css';
import type { TransactionListProps } from './transaction-list.tsx';

/** What comes after the last loaded row: more on its way, or why not. */
export function ListTail({ pages }: Pick<TransactionListProps, 'pages'>) {
  const t = useT();
  if (pages.isFetchNextPageError) {
    return (
      <div className={styles.tail} role="alert">
        {t('transactions.list.moreFailed')}
        <Button size="sm" onPress={() => void pages.fetchNextPage()} isPending={pages.isFetchingNextPage}>
          {t('common.tryAgain')}
        </Button>
      </div>
    );
  }
  if (!pages.isFetchingNextPage) return null;
  return (
    <div className={styles.tail} role="status">
      <Spinner /> {t('transactions.list.loadingMore')}
    </div>
  );
}
