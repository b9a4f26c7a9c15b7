import type { TransactionFilter, TransactionSort } from '../../../shared/contract/transaction-filter.ts';
import { conditionsOf } from './list-conditions.ts';
import type { ListQuery, Scope } from './list-sources.ts';
import { parseSearch } from './search-terms.ts';
import type { ListedAccount, TransactionRepo } from './transaction-repo.ts';

type AccountFilter = Pick<TransactionFilter, 'accountIds' | 'connectionIds' | 'accountKinds'>;

const asksForAccounts = ({ accountIds, connectionIds, accountKinds }: AccountFilter): boolean =>
  accountIds.length + connectionIds.length + accountKinds.length > 0;

/** Hidden accounts are left out unless asked for by id. Without any of them the list needs no look at accounts at all. */
function scopeOf(filter: AccountFilter, accounts: readonly ListedAccount[]): Scope {
  const { accountIds, connectionIds, accountKinds } = filter;
  const kept = accounts.filter(
    (account) =>
      (accountIds.length > 0 ? accountIds.includes(account.id) : !account.isHidden) &&
      (connectionIds.length === 0 || connectionIds.includes(account.connectionId)) &&
      (accountKinds.length === 0 || (accountKinds as readonly string[]).includes(account.kind)), // a plain list of names
  );
  return !asksForAccounts(filter) && kept.length === accounts.length ? null : kept.map((account) => account.id);
}

/** What the statements of a list are made of. */
export function listQuery(repo: TransactionRepo, filter: TransactionFilter, sort: TransactionSort): ListQuery {
  const search = parseSearch(filter.search);
  const lookups = repo.lookups(filter.categoryIds);
  return {
    sort,
    scope: scopeOf(filter, repo.listAccounts()),
    isWholeScope: !asksForAccounts(filter),
    search,
    filter,
    conditions: conditionsOf(filter, search, lookups),
    transferCategoryIds: lookups.transferCategoryIds,
  };
}
