/**
 * @file Where rows of a list are looked for. Walked: along an index by day, testing each row. Led: from few candidates the trigram index,
 * the tags, the notes or a partial index name, each confirmed on its row. Statements are kept by their text, which only the shape of a filter varies.
 */
import type { TransactionFilter, TransactionSort } from '../../../shared/contract/transaction-filter.ts';
import type { Db } from '../../db/open.ts';
import type { Conditions, Params } from './list-conditions.ts';
import { isBySize } from './list-place.ts';
import type { Search } from './search-terms.ts';

/** Accounts to look into; null for all there are, which the day index serves alone. */
export type Scope = readonly string[] | null;
export type ListQuery = {
  readonly sort: TransactionSort;
  readonly scope: Scope;
  /** Nothing was asked of accounts: the scope is every account that is not hidden. */
  readonly isWholeScope: boolean;
  readonly search: Search;
  readonly filter: TransactionFilter;
  readonly conditions: Conditions;
  readonly transferCategoryIds: readonly number[];
};
export type Lead = 'walk' | 'found' | 'tagged' | 'noted' | 'pending' | 'unreviewed';
export type Source = { readonly isRemoved: boolean; readonly from: string; readonly where: readonly string[]; readonly params: Params };
export type Run<R> = { all(params: Params): R[]; get(params: Params): R | undefined; iterate(params: Params): Iterable<R> };

/**
 * From this many candidates on, walking the list and testing each row fills a page sooner than fetching and sorting all of them.
 * About sqrt(page size × rows), for pages of 200 out of 100,000.
 */
const COMMON = 4000;
const MAX_PREPARED = 400;

/** One prepared statement per text; what was prepared first goes first when there are too many. */
export function createStatements(db: Db): <R>(sql: string) => Run<R> {
  const prepared = new Map<string, Run<unknown>>();
  return <R>(sql: string) => {
    const known = prepared.get(sql) ?? (db.prepare(sql) as unknown as Run<unknown>); // the parts of the driver's statement that lists use
    prepared.delete(sql);
    prepared.set(sql, known);
    const [oldest] = prepared.keys();
    if (prepared.size > MAX_PREPARED && oldest !== undefined) prepared.delete(oldest);
    return known as Run<R>; // whoever wrote the statement knows its columns
  };
}

const IN_SCOPE = 't.account_id IN (SELECT value FROM json_each(:scope))';
const FROM = {
  found: {
    // CROSS JOIN keeps SQLite from walking the list and asking the index about each row.
    from: 'transaction_search s CROSS JOIN transactions t ON t.id = s.rowid',
    where: ['s.transaction_search MATCH :trigrams'],
  },
  tagged: {
    from: `(SELECT DISTINCT transaction_id FROM transaction_tags WHERE tag_id IN (SELECT value FROM json_each(:tags))) g
      CROSS JOIN transactions t ON t.id = g.transaction_id`,
    where: [],
  },
  noted: { from: 'transaction_edits n CROSS JOIN transactions t ON t.id = n.transaction_id', where: ['n.note IS NOT NULL'] },
  pending: { from: 'transactions t INDEXED BY transactions_pending', where: ['t.is_pending = 1'] },
  unreviewed: { from: 'transactions t INDEXED BY transactions_unreviewed', where: ['t.is_reviewed = 0'] },
} as const;
/** What most rows are, so that no index names them. As the partial indexes say it. */
const HOME_CURRENCY = 'SAR';
const COMMON_KINDS: ReadonlySet<string> = new Set(['card', 'unknown']);

export function createSources(db: Db) {
  const atMost = (from: string, where: string) =>
    db.prepare<Params, number>(`SELECT count(*) FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ${COMMON})`).pluck();
  const hits = atMost('transaction_search', 'transaction_search MATCH :trigrams');
  const tagged = atMost('transaction_tags', 'tag_id IN (SELECT value FROM json_each(:tags))');
  const noted = atMost('transaction_edits', 'note IS NOT NULL');
  const unreviewed = atMost('transactions', 'is_reviewed = 0');
  const isFew = (count: number | undefined): boolean => (count ?? 0) < COMMON;

  function leadOf({ search, filter, conditions }: ListQuery): Lead {
    if (isOnlyPending(filter)) return 'pending';
    if (search.trigrams !== null && isFew(hits.get({ trigrams: search.trigrams }))) return 'found';
    if (filter.tagIds.length > 0 && isFew(tagged.get({ tags: conditions.params.tags ?? null }))) return 'tagged';
    if (filter.hasNote === true && isFew(noted.get({}))) return 'noted';
    return filter.isUnreviewed && isFew(unreviewed.get({})) ? 'unreviewed' : 'walk';
  }

  /** Rows that are few of all, each group off its own part of an index in list order; the list is the merge of them. */
  function rareSources({ filter, scope }: ListQuery, where: readonly string[], params: Params): Source[] | undefined {
    const rest = [...where, ...(scope === null ? [] : [IN_SCOPE])];
    const { currencies, kinds } = filter;
    if (currencies.length > 0 && !currencies.includes(HOME_CURRENCY))
      return currencies.map((rare) => ({
        isRemoved: false,
        from: 'transactions t INDEXED BY transactions_other_money',
        where: ["t.currency <> 'SAR'", 't.currency = :rare', ...rest],
        params: { ...params, rare },
      }));
    if (kinds.length > 0 && !kinds.some((kind) => COMMON_KINDS.has(kind)))
      return kinds.map((rare) => ({
        isRemoved: false,
        from: 'transactions t INDEXED BY transactions_by_kind',
        where: ["t.kind NOT IN ('card', 'unknown')", 't.kind = :rare', ...rest],
        params: { ...params, rare },
      }));
    return undefined;
  }

  function liveSources(query: ListQuery, lead: Lead, where: readonly string[], params: Params): Source[] {
    const { scope, sort } = query;
    const scoped = scope === null ? [] : [IN_SCOPE];
    if (lead !== 'walk') {
      const { from, where: led } = FROM[lead];
      return [{ isRemoved: false, from, where: [...led, ...where, ...scoped], params }];
    }
    const rare = rareSources(query, where, params);
    if (rare) return rare;
    if (isBySize(sort)) {
      // All of them are looked at: without a filter in an index that has what the order needs, at a tenth of the bytes.
      const isPlain = where.length + scoped.length === 0;
      const from = isPlain ? 'transactions t INDEXED BY transactions_by_day_amount' : 'transactions t';
      return [{ isRemoved: false, from, where: [...where, ...scoped], params }];
    }
    if (scope === null) {
      const index = query.filter.isUnreviewed ? 'transactions_unreviewed' : 'transactions_by_day';
      return [{ isRemoved: false, from: `transactions t INDEXED BY ${index}`, where, params }];
    }
    // Each account's own index gives its rows in order; the list is the merge of them.
    return scope.map((accountId) => ({
      isRemoved: false,
      from: 'transactions t INDEXED BY transactions_by_account_day',
      where: ['t.account_id = :accountId', ...where],
      params: { ...params, accountId },
    }));
  }

  return {
    leadOf,
    /** Shown and removed rows alike, in one order once merged. */
    of(query: ListQuery, lead: Lead): Source[] {
      const { conditions, scope, search, transferCategoryIds } = query;
      const params: Params = {
        ...conditions.params,
        trigrams: search.trigrams,
        scope: scope && JSON.stringify(scope),
        transferIds: JSON.stringify(transferCategoryIds),
      };
      const removed: Source[] =
        conditions.removed === null
          ? []
          : [
              {
                isRemoved: true,
                from: 'removed_transactions t INDEXED BY removed_transactions_by_day',
                where: [...conditions.removed, ...(scope === null ? [] : [IN_SCOPE])],
                params,
              },
            ];
      return [...(conditions.live === null ? [] : liveSources(query, lead, conditions.live, params)), ...removed];
    },
  };
}

function isOnlyPending({ statuses }: TransactionFilter): boolean {
  return statuses.includes('pending') && !statuses.includes('booked');
}

export function whereSql(where: readonly string[]): string {
  return where.length === 0 ? 'true' : where.join(' AND ');
}
