import { Funnel, ReceiptText, SearchX } from 'lucide-react';
import { useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useSyncView } from '../sync/public.ts';
import styles from './list-states.module.css';
import { ListTail } from './list-tail.tsx';
import type { ListData } from './use-list-data.ts';

export type ListStatesProps = {
  readonly data: ListData;
  /** How many there are without any filter. */
  readonly total: number | undefined;
  readonly filters: number;
  /** What narrows it is only text to be found. */
  readonly isOnlyText: boolean;
  readonly onClear: () => void;
};

/** What stands where no row does, and why. */
export function ListStates({ data, total, filters, isOnlyText, onClear }: ListStatesProps) {
  if (data.error !== undefined) {
    return (
      <Frame>
        <ErrorState error={data.error} onRetry={data.retry} isRetrying={data.isRetrying} />
      </Frame>
    );
  }
  if (data.hasFailedRows || !data.shown?.isComplete)
    return <Frame>{data.hasFailedRows ? <ListTail data={data} isComplete={false} /> : <Skeleton rows={12} rowHeight={40} />}</Frame>;
  if (filters === 0 || total === 0)
    return (
      <Frame>
        <NoneYet />
      </Frame>
    );
  return <Frame>{isOnlyText ? <NothingFound onClear={onClear} /> : <Nothing filters={filters} hidden={total} onClear={onClear} />}</Frame>;
}

function Frame({ children }: { readonly children: React.ReactNode }) {
  return <div className={styles.frame}>{children}</div>;
}

function NothingFound({ onClear }: Pick<ListStatesProps, 'onClear'>) {
  const t = useT();
  return (
    <EmptyState
      icon={<Icon of={SearchX} size={24} />}
      title={t('transactions.empty.searchTitle')}
      body={t('transactions.empty.searchBody')}
      action={<Button onPress={onClear}>{t('transactions.empty.clearSearch')}</Button>}
    />
  );
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
          <ButtonLink href={hrefTo('/connect')} variant="primary" size="lg">
            {t('transactions.empty.action')}
          </ButtonLink>
        )
      }
    />
  );
}
