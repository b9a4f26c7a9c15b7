import { useQuery } from '@tanstack/react-query';
import { Download, Printer } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Account } from '../../../shared/contract/accounts.ts';
import { readSearch } from '../../../shared/domain/search-grammar.ts';
import { useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { navigate, useRoute } from '../../lib/router.ts';
import { useSteady } from '../../lib/use-steady.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Page } from '../../ui/page.tsx';
import { accountQueries } from '../accounts/public.ts';
import { filterCount, isOnlyText, type ListAddress, listOf, NO_FILTERS, readAddress, writeAddress } from './address.ts';
import { BulkBar } from './bulk-bar.tsx';
import { EditDialogs } from './edit-dialogs.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ListCounts } from './list-counts.tsx';
import { ListStates } from './list-states.tsx';
import { PrintList } from './print-list.tsx';
import { transactionQueries } from './queries.ts';
import { offerSearchField } from './search-focus.ts';
import { selectedCount } from './selection.ts';
import { SortMenu } from './sort-menu.tsx';
import { TagsDialog } from './tags-dialog.tsx';
import { TransactionDrawer } from './transaction-drawer.tsx';
import { TransactionList } from './transaction-list.tsx';
import styles from './transactions-page.module.css';
import { type Browser, useBrowser } from './use-browser.ts';
import { useListActions } from './use-list-actions.ts';
import { type ListCommands, useListCommands } from './use-list-commands.ts';
import { ViewsMenu } from './views-menu.tsx';

const NO_ACCOUNTS: readonly Account[] = [];

/** One list over everything; search, filters, sort and the open transaction are the address. */
export function TransactionsPage() {
  const t = useT();
  const { address, change } = useListAddress();
  const { today } = usePreferences();
  const reading = useMemo(() => readSearch(address.search, today), [address.search, today]);
  const list = useMemo(() => listOf(address, today, reading), [address, today, reading]);
  const browser = useBrowser(list);
  const total = useQuery(transactionQueries.count()).data?.total;
  const accounts = useQuery(accountQueries.list(true)).data ?? NO_ACCOUNTS;
  const searchInput = useSlashKey();
  const [extra, setExtra] = useState<'print' | 'tags'>();
  const closeExtra = useCallback(() => setExtra(undefined), []);
  useEffect(() => {
    offerSearchField(searchInput.current);
    return () => offerSearchField(null);
  }, [searchInput]);

  const open = useCallback((id: number | undefined) => change({ openId: id }, { replace: true }), [change]);
  const commands = useListCommands({ browser, openId: address.openId, onOpen: open });
  const { shown } = browser.data;
  const filters = filterCount(address, reading);
  const view: PageView = {
    address,
    browser,
    accounts,
    commands,
    total,
    filters,
    isOnlyText: isOnlyText(address, reading),
    onOpen: open,
    onClear: () => change({ ...NO_FILTERS, sort: address.sort }),
  };
  const focusList = useSteady(() => browser.grid?.focus());
  const manageTags = () => setExtra('tags');
  useListActions({
    commands,
    filters,
    hasRows: hasRows(browser),
    isComplete: shown?.isComplete === true,
    onClear: view.onClear,
    onPrint: () => setExtra('print'),
    onManageTags: manageTags,
  });
  return (
    <Page
      title={t('transactions.title')}
      note={shown && <ListCounts shown={shown} total={total} isFiltered={filters > 0} />}
      aside={<ListActions view={view} onSort={(sort) => change({ sort })} onPrint={() => setExtra('print')} />}
      layout="fill"
      drawer={address.openId !== undefined && <ListDrawer id={address.openId} view={view} />}
    >
      <FilterBar address={address} reading={reading} accounts={accounts} inputRef={searchInput} onChange={change} onSubmit={focusList} />
      <ListBody view={view} />
      <EditDialogs
        actions={commands.actions}
        onManageTags={() => {
          commands.actions.closeDialog();
          manageTags();
        }}
      />
      {extra === 'tags' && <TagsDialog onClose={closeExtra} />}
      {extra === 'print' && shown && <PrintList shown={shown} address={address} accounts={accounts} onDone={closeExtra} />}
    </Page>
  );
}

/** What the parts of the page have in common. */
type PageView = {
  readonly address: ListAddress;
  readonly browser: Browser;
  readonly accounts: readonly Account[];
  readonly commands: ListCommands;
  /** How many there are without any filter. */
  readonly total: number | undefined;
  readonly filters: number;
  readonly isOnlyText: boolean;
  readonly onClear: () => void;
  readonly onOpen: (id: number | undefined) => void;
};

const hasRows = ({ data }: Browser): boolean => data.error === undefined && (data.shown?.geometry.rowCount ?? 0) > 0;

type ListActionsProps = {
  readonly view: PageView;
  readonly onSort: (sort: ListAddress['sort']) => void;
  readonly onPrint: () => void;
};

function ListActions({ view, onSort, onPrint }: ListActionsProps) {
  const t = useT();
  const { address, browser } = view;
  const isReady = hasRows(browser);
  return (
    <>
      <SortMenu sort={address.sort} onChange={onSort} />
      <ViewsMenu address={address} />
      <IconButton
        label={t('transactions.print.action')}
        icon={<Icon of={Printer} />}
        isDisabled={!isReady || browser.data.shown?.isComplete !== true}
        onPress={onPrint}
      />
      <IconButton
        label={t('transactions.export')}
        icon={<Icon of={Download} />}
        isDisabled={!isReady}
        onPress={() => navigate(writeAddress({ ...address, openId: undefined } as Partial<ListAddress>, '/export'))} // what is open is no filter
      />
    </>
  );
}

function ListDrawer({ id, view }: { readonly id: number; readonly view: PageView }) {
  const { browser, accounts, commands } = view;
  const { shown } = browser.data;
  const { openIndex, move } = commands.cursor;
  const total = shown?.isComplete ? shown.geometry.rowCount : undefined;
  return (
    <TransactionDrawer
      id={id}
      accounts={accounts}
      position={openIndex === undefined ? undefined : { index: openIndex + 1, total }}
      isRenaming={commands.isRenaming}
      onRenaming={commands.setRenaming}
      onOpenOther={view.onOpen}
      onStep={move}
      onClose={commands.close}
    />
  );
}

function ListBody({ view }: { readonly view: PageView }) {
  const { address, browser, accounts, commands, total, filters } = view;
  const { cursor, selecting, actions } = commands;
  const { shown } = browser.data;
  if (!shown || !hasRows(browser))
    return <ListStates data={browser.data} total={total} filters={filters} isOnlyText={view.isOnlyText} onClear={view.onClear} />;
  return (
    <div className={styles.browser}>
      <TransactionList
        browser={browser}
        shown={shown}
        accounts={accounts}
        openId={address.openId}
        active={cursor.active}
        selection={selecting.selection}
        onPress={commands.onPress}
        onKeyDown={commands.onKeyDown}
        onSelectAll={(isAll) => (isAll ? selecting.selectAll() : selecting.clear())}
      />
      {selectedCount(selecting.selection, shown.count) > 0 && (
        <BulkBar
          selection={selecting.selection}
          matching={shown.count}
          isCounting={!shown.isComplete}
          actions={actions}
          onClear={commands.clearSelection}
        />
      )}
    </div>
  );
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
      const isSlash = event.key === '/' || (event.code === 'Slash' && !/^[ -~]$/.test(event.key));
      if (!isSlash || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return input;
}
