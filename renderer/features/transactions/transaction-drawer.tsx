import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { useT } from '../../lib/format.ts';
import { Drawer } from '../../ui/drawer.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { transactionQueries } from './queries.ts';
import { TransactionFacts } from './transaction-facts.tsx';

export type TransactionDrawerProps = {
  readonly id: number;
  readonly accounts: readonly Account[];
  /** Place in the list; unknown while the row is not among the loaded ones. */
  readonly position: { readonly index: number; readonly total: number } | undefined;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
};

/** One transaction with everything known about it; the list beside it keeps the keyboard. */
export function TransactionDrawer({ id, accounts, position, onStep, onClose }: TransactionDrawerProps) {
  const t = useT();
  const query = useQuery(transactionQueries.get(id));
  return (
    <Drawer
      title={position ? t('transactions.drawer.position', position) : t('transactions.drawer.title')}
      isOpen
      onClose={onClose}
      actions={
        position && (
          <>
            <IconButton
              label={t('transactions.drawer.previous')}
              icon={<Icon of={ChevronUp} />}
              onPress={() => onStep(-1)}
              isDisabled={position.index === 1}
            />
            <IconButton
              label={t('transactions.drawer.next')}
              icon={<Icon of={ChevronDown} />}
              onPress={() => onStep(1)}
              isDisabled={position.index === position.total}
            />
          </>
        )
      }
    >
      {query.isPending ? (
        <Skeleton rows={6} rowHeight={48} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
      ) : (
        <TransactionFacts key={id} detail={query.data} account={accounts.find((account) => account.id === query.data.accountId)} />
      )}
    </Drawer>
  );
}
