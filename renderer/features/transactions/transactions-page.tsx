import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useT } from '../../lib/format.ts';
import { navigate, useRoute } from '../../lib/router.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { accountQueries } from '../accounts/public.ts';
import { exportHref, filterCount, type ListAddress, readAddress, writeAddress } from './address.ts';
import { FilterBar } from './filter-bar.tsx';
import { stepFrom, toListItems } from './list-items.ts';
import { ListStates } from './list-states.tsx';
import { transactionQueries } from './queries.ts';
import { offerSearchField } from './search-focus.ts';
import { TransactionDrawer } from './transaction-drawer.tsx';
import { TransactionList } from './transaction-list.tsx';

/** One list over everything; search, account filter and the open transaction are the address. */
export function TransactionsPage() {
  const t = useT();
  const { address, change } = useListAddress();
  const { search, accountIds, openId } = address;
  const filter = useMemo(() => ({ search, accountIds }), [search, accountIds]);
  const pages = useInfiniteQuery(transactionQueries.pages(filter));
  const count = useQuery(transactionQueries.count(filter));
  const accounts = useQuery(accountQueries.list(true));
  const items = useMemo(() => toListItems(pages.data?.pages ?? []), [pages.data]);
  const grid = useRef<HTMLDivElement>(null);
  const searchInput = useSlashKey();
  useEffect(() => {
    offerSearchField(searchInput.current);
    return () => offerSearchField(null);
  }, [searchInput]);

  const open = useCallback((id: number | undefined) => change({ openId: id }, { replace: true }), [change]);
  const openIndex = openId === undefined ? undefined : indexOf(items, openId);
  const step = (by: number) => {
    const next = items[stepFrom(items, openIndex, by) ?? -1];
    if (next?.type === 'row') open(next.row.id);
  };
  const close = () => {
    open(undefined);
    grid.current?.focus();
  };
  const openItem = openIndex === undefined ? undefined : items[openIndex];

  return (
    <Page
      title={t('transactions.title')}
      note={count.data && <Counts matching={count.data.matching} total={count.data.total} isFiltered={filterCount(filter) > 0} />}
      layout="fill"
      aside={
        <ButtonLink href={exportHref(writeAddress(address))} size="sm" icon={<Icon of={Download} />}>
          {t('transactions.export')}
        </ButtonLink>
      }
      drawer={
        openId !== undefined && (
          <TransactionDrawer
            id={openId}
            accounts={accounts.data ?? []}
            position={openItem?.type === 'row' && count.data ? { index: openItem.rowIndex + 1, total: count.data.matching } : undefined}
            onStep={step}
            onClose={close}
          />
        )
      }
    >
      <FilterBar
        address={address}
        accounts={accounts.data ?? []}
        inputRef={searchInput}
        onChange={change}
        onSubmit={() => grid.current?.focus()}
      />
      {items.length === 0 ? (
        <ListStates pages={pages} count={count.data} filter={filter} onClear={() => change({ search: '', accountIds: [] })} />
      ) : (
        <TransactionList
          gridRef={grid}
          items={items}
          accounts={accounts.data ?? []}
          matching={count.data?.matching}
          openId={openId}
          onOpen={open}
          onClose={close}
          pages={pages}
        />
      )}
    </Page>
  );
}

function Counts({ matching, total, isFiltered }: { readonly matching: number; readonly total: number; readonly isFiltered: boolean }) {
  const t = useT();
  return isFiltered ? t('transactions.count', { matching, total }) : t('transactions.total', { count: total });
}

function indexOf(items: ReturnType<typeof toListItems>, id: number): number | undefined {
  const index = items.findIndex((item) => item.type === 'row' && item.row.id === id);
  return index < 0 ? undefined : index;
}

export type ChangeAddress = (change: Partial<ListAddress>, options?: { readonly replace?: boolean }) => void;

function useListAddress(): { readonly address: ListAddress; readonly change: ChangeAddress } {
  const { params } = useRoute();
  const address = useMemo(() => readAddress(params), [params]);
  const change = useCallback<ChangeAddress>(
    (next, options) => navigate(writeAddress({ ...address, ...next }), { replace: options?.replace ?? false }),
    [address],
  );
  return { address, change };
}

/** `/` goes to the search field from anywhere on the page but a field. */
function useSlashKey() {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable]');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return input;
}
