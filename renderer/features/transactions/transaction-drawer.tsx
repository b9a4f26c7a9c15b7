import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { type Translate, useT } from '../../lib/format.ts';
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
  /** Place in the list; unknown when the row is not in it, and how many there are while they are being counted. */
  readonly position: { readonly index: number; readonly total: number | undefined } | undefined;
  readonly isRenaming: boolean;
  readonly onRenaming: (isRenaming: boolean) => void;
  readonly onOpenOther: (id: number) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
};

/** One transaction with everything known about it; the list beside it keeps the keyboard. */
export function TransactionDrawer(props: TransactionDrawerProps) {
  const { id, accounts, position, onStep, onClose } = props;
  const t = useT();
  const query = useQuery(transactionQueries.get(id));
  return (
    <Drawer
      title={titleOf(position, t)}
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
        <TransactionFacts
          key={id}
          detail={query.data}
          account={accounts.find((account) => account.id === query.data.accountId)}
          isRenaming={props.isRenaming}
          onRenaming={props.onRenaming}
          onOpenOther={props.onOpenOther}
        />
      )}
    </Drawer>
  );
}

function titleOf(position: TransactionDrawerProps['position'], t: Translate): string {
  if (!position) return t('transactions.drawer.title');
  const { index, total } = position;
  return total === undefined ? t('transactions.drawer.place', { index }) : t('transactions.drawer.position', { index, total });
}
