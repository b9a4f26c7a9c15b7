// biome-ignore-all lint/a11y/useSemanticElements: a line of a grid that is no table, as its rows are
import type { ReactNode } from 'react';
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
      <TailRow>
        <span role="alert">{t('transactions.list.moreFailed')}</span>
        <Button size="sm" onPress={data.retryRows} isPending={data.isReadingRows}>
          {t('common.tryAgain')}
        </Button>
      </TailRow>
    );
  }
  if (isComplete) return null;
  return (
    <TailRow>
      <Spinner /> <span role="status">{t('transactions.list.counting')}</span>
    </TailRow>
  );
}

/** A grid holds rows and nothing else. */
function TailRow({ children }: { readonly children: ReactNode }) {
  return (
    <div role="row" tabIndex={-1} className={styles.row}>
      <div role="gridcell" tabIndex={-1} className={styles.tail}>
        {children}
      </div>
    </div>
  );
}
