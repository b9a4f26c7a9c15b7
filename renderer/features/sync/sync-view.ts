import { useQuery } from '@tanstack/react-query';
import { syncQueries } from './queries.ts';

/** What a running or past sync means for figures on a page. */
export type SyncView = {
  readonly isOffline: boolean;
  /** A first import is under way: totals and lists are not complete. */
  readonly isImporting: boolean;
  /** Transactions of the first import so far, by account. */
  readonly importedRows: ReadonlyMap<string, number>;
};

const QUIET: SyncView = { isOffline: false, isImporting: false, importedRows: new Map() };

export function useSyncView(): SyncView {
  const { data } = useQuery(syncQueries.status());
  if (!data) return QUIET;
  const importing = data.isRunning ? data.accounts.filter((account) => account.isFirstImport && account.phase !== 'done') : [];
  return {
    isOffline: data.isOffline,
    isImporting: importing.length > 0,
    importedRows: new Map(importing.map((account) => [account.accountId, account.rows])),
  };
}
