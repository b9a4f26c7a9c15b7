import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './list-tail.module.css';
import type { ListData } from './use-list-data.ts';

/** What stands below the last row: rows that could not be read, or that older ones are still being counted. */
export function ListTail({ data, isComplete }: { readonly data: ListData; readonly isComplete: boolean }) {
  const t = useT();
  if (data.hasFailedRows) {
    return (
      <div className={styles.tail} role="alert">
        {t('transactions.list.moreFailed')}
        <Button size="sm" onPress={data.retryRows} isPending={data.isReadingRows}>
          {t('common.tryAgain')}
        </Button>
      </div>
    );
  }
  if (isComplete) return null;
  return (
    <div className={styles.tail} role="status">
      <Spinner /> {t('transactions.list.counting')}
    </div>
  );
}
