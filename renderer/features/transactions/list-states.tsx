import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Funnel, ReceiptText } from 'lucide-react';
import { useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useSyncView } from '../sync/public.ts';
import { filterCount } from './address.ts';
import styles from './list-states.module.css';
import type { TransactionFilter } from './queries.ts';

export type ListStatesProps = {
  readonly pages: Pick<UseInfiniteQueryResult, 'isPending' | 'isError' | 'error' | 'isFetching' | 'refetch'>;
  readonly count: { readonly matching: number; readonly total: number } | undefined;
  readonly filter: TransactionFilter;
  readonly onClear: () => void;
};

/** What stands where no row does, and why. */
export function ListStates({ pages, count, filter, onClear }: ListStatesProps) {
  if (pages.isPending)
    return (
      <Frame>
        <Skeleton rows={12} rowHeight={40} />
      </Frame>
    );
  if (pages.isError) {
    return (
      <Frame>
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} isRetrying={pages.isFetching} />
      </Frame>
    );
  }
  const filters = filterCount(filter);
  return (
    <Frame>{filters > 0 && count?.total !== 0 ? <Nothing filters={filters} hidden={count?.total} onClear={onClear} /> : <NoneYet />}</Frame>
  );
}

function Frame({ children }: { readonly children: React.ReactNode }) {
  return <div className={styles.frame}>{children}</div>;
}

function Nothing({
  filters,
  hidden,
  onClear,
}: {
  readonly filters: number;
  readonly hidden: number | undefined;
  readonly onClear: () => void;
}) {
  const t = useT();
  return (
    <EmptyState
      icon={<Icon of={Funnel} size={24} />}
      title={t('transactions.empty.matchTitle')}
      body={
        hidden === undefined
          ? undefined
          : t('transactions.empty.hidden', { count: filters, transactions: t('transactions.total', { count: hidden }) })
      }
      action={<Button onPress={onClear}>{t('transactions.empty.clear')}</Button>}
    />
  );
}

function NoneYet() {
  const t = useT();
  const { isImporting } = useSyncView();
  return (
    <EmptyState
      icon={<Icon of={ReceiptText} size={24} />}
      title={t('transactions.empty.title')}
      body={t(isImporting ? 'transactions.empty.importing' : 'transactions.empty.body')}
      action={
        !isImporting && (
          <ButtonLink href={hrefTo('/connect')} variant="primary">
            {t('transactions.empty.action')}
          </ButtonLink>
        )
      }
    />
  );
}
