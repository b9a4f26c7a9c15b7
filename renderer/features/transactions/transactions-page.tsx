import { useQuery } from '@tanstack/react-query';
import { Download, Printer } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { readSearch } from '../../../shared/domain/search-grammar.ts';
import { useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { navigate, useRoute } from '../../lib/router.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Page } from '../../ui/page.tsx';
import { accountQueries } from '../accounts/public.ts';
import { filterCount, type ListAddress, listOf, NO_FILTERS, readAddress, writeAddress } from './address.ts';
import { BulkBar } from './bulk-bar.tsx';
import { EditDialogs } from './edit-dialogs.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ListCounts } from './list-counts.tsx';
import { ListStates } from './list-states.tsx';
import { PrintList } from './print-list.tsx';
import { transactionQueries } from './queries.ts';
import { selectedCount } from './selection.ts';
import { TagsDialog } from './tags-dialog.tsx';
import { TransactionDrawer } from './transaction-drawer.tsx';
import { TransactionList } from './transaction-list.tsx';
import styles from './transactions-page.module.css';
import { useBrowser } from './use-browser.ts';
import { useListCommands } from './use-list-commands.ts';
import { ViewsMenu } from './views-menu.tsx';

/** One list over everything; search, filters, sort and the open transaction are the address. */
export function TransactionsPage() {
  const t = useT();
  const { today } = usePreferences();
  const { address, change } = useListAddress();
  const reading = useMemo(() => readSearch(address.search, today), [address.search, today]);
  const list = useMemo(() => listOf(address, today, reading), [address, today, reading]);
  const browser = useBrowser(list);
  const total = useQuery(transactionQueries.count());
  const accounts = useQuery(accountQueries.list(true));
  const searchInput = useSlashKey();
  const [extra, setExtra] = useState<'print' | 'tags'>();
  const closeExtra = useCallback(() => setExtra(undefined), []);

  const open = useCallback((id: number | undefined) => change({ openId: id }, { replace: true }), [change]);
  const commands = useListCommands({ browser, openId: address.openId, onOpen: open });
  const { cursor, selecting, actions } = commands;
  const { shown } = browser.data;
  const hasRows = shown !== undefined && shown.geometry.rowCount > 0 && browser.data.error === undefined;
  const filters = filterCount(address, reading);
  const selected = shown ? selectedCount(selecting.selection, shown.count) : 0;
  const position =
    cursor.openIndex === undefined || !shown
      ? undefined
      : { index: cursor.openIndex + 1, total: shown.isComplete ? shown.geometry.rowCount : undefined };

  return (
    <Page
      title={t('transactions.title')}
      note={shown && <ListCounts shown={shown} total={total.data?.total} isFiltered={filters > 0} />}
      aside={
        <>
          <ViewsMenu address={address} />
          <IconButton
            label={t('transactions.print.action')}
            icon={<Icon of={Printer} />}
            isDisabled={!hasRows || !shown.isComplete}
            onPress={() => setExtra('print')}
          />
          <IconButton
            label={t('transactions.export')}
            icon={<Icon of={Download} />}
            isDisabled={!hasRows}
            onPress={() => navigate(writeAddress(withoutOpen(address), '/export'))}
          />
        </>
      }
      layout="fill"
      drawer={
        address.openId !== undefined && (
          <TransactionDrawer
            id={address.openId}
            accounts={accounts.data ?? []}
            position={position}
            isRenaming={commands.isRenaming}
            onRenaming={commands.setRenaming}
            onStep={(by) => cursor.move(by)}
            onClose={commands.close}
          />
        )
      }
    >
      <FilterBar
        address={address}
        reading={reading}
        accounts={accounts.data ?? []}
        inputRef={searchInput}
        onChange={change}
        onSubmit={() => browser.grid?.focus()}
      />
      {hasRows ? (
        <div className={styles.browser}>
          <TransactionList
            browser={browser}
            shown={shown}
            accounts={accounts.data ?? []}
            openId={address.openId}
            active={cursor.active}
            selection={selecting.selection}
            onPress={commands.onPress}
            onKeyDown={commands.onKeyDown}
            onSelectAll={(isAll) => (isAll ? selecting.selectAll() : selecting.clear())}
          />
          {selected > 0 && (
            <BulkBar
              selection={selecting.selection}
              matching={shown.count}
              isCounting={!shown.isComplete}
              actions={actions}
              onClear={commands.clearSelection}
            />
          )}
        </div>
      ) : (
        <ListStates
          data={browser.data}
          total={total.data?.total}
          filters={filters}
          onClear={() => change({ ...NO_FILTERS, sort: address.sort })}
        />
      )}
      <EditDialogs
        actions={actions}
        onManageTags={() => {
          actions.closeDialog();
          setExtra('tags');
        }}
      />
      {extra === 'tags' && <TagsDialog onClose={closeExtra} />}
      {extra === 'print' && shown && <PrintList shown={shown} address={address} accounts={accounts.data ?? []} onDone={closeExtra} />}
    </Page>
  );
}

const withoutOpen = (address: ListAddress): ListAddress => ({ ...address, openId: undefined });

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
