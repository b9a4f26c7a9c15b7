/** @file The list as the contract speaks of it: pages, sections, places, ranges. Everything that needs rows by a filter asks here. */
import type { Parsed } from '../../../shared/contract/index.ts';
import { allTransactions, type TransactionFilter, type TransactionSort } from '../../../shared/contract/transaction-filter.ts';
import { MAX_PICKED, type SectionSlice, type TransactionPage, type TransactionRow } from '../../../shared/contract/transactions.ts';
import type { Db } from '../../db/open.ts';
import { createListKeys, type Key, type ListKeys } from './list-keys.ts';
import { comparePlaces, formatCursor, type Place, parseCursor, parseSection, sectionKeyOf, sectionStart } from './list-place.ts';
import { listQuery } from './list-query.ts';
import { createListSections, type ListSections } from './list-sections.ts';
import type { ListQuery } from './list-sources.ts';
import { createTransactionRepo, type TransactionRepo } from './transaction-repo.ts';

type PageInput = Parsed<'transactions.page'>;
type Between = Parsed<'transactions.between'>;
type Picked = { rows: { id: number; amountMinor: number; currency: string }[]; isCut: boolean };

/** Rows fetched in one go while everything is walked. */
const WALK_ROWS = 500;

export class ListService {
  readonly #repo: TransactionRepo;
  readonly #keys: ListKeys;
  readonly #sections: ListSections;

  constructor(deps: { readonly repo: TransactionRepo; readonly keys: ListKeys; readonly sections: ListSections }) {
    this.#repo = deps.repo;
    this.#keys = deps.keys;
    this.#sections = deps.sections;
  }

  page(input: PageInput): TransactionPage {
    if (input.ids !== null) return { rows: this.#repo.rows(input.ids), startCursor: null, nextCursor: null };
    const query = this.#query(input);
    const read = this.#read(query, input);
    const keys = input.isBefore ? read.slice(-input.limit) : read.slice(0, input.limit);
    const [first] = keys;
    const last = keys.at(-1);
    const hasMore = input.isBefore || read.length > input.limit;
    return {
      rows: this.#repo.rows(keys.map((key) => key.id)),
      startCursor: first ? formatCursor(first) : null,
      nextCursor: hasMore && last ? formatCursor(last) : null,
    };
  }

  /** Everything that is not hidden, newest first. */
  newest(limit: number): TransactionRow[] {
    return this.#repo.rows(this.#keys.keys(this.#query(allTransactions()), null, limit).map((key) => key.id));
  }

  sections(input: Parsed<'transactions.sections'>): SectionSlice {
    return this.#sections.slice(this.#query(input), input.cursor);
  }

  place(input: Parsed<'transactions.place'>): { section: string; index: number } | null {
    const query = this.#query(input);
    const [place] = this.#keys.placesOf(query, [input.id]);
    if (!place) return null;
    const section = sectionKeyOf(place, input.sort);
    return { section, index: this.#keys.countBefore(query, parseSection(section, input.sort), place) };
  }

  /** Rows the bank took back stand in the range but cannot be picked. */
  between(input: Between): Picked {
    const query = this.#query(input);
    const ends = this.#keys.placesOf(query, [input.fromId, input.toId]).sort(comparePlaces(input.sort));
    const [first] = ends;
    const last = ends.at(-1);
    if (!first || !last) return { rows: [], isCut: false };
    const after = this.#keys.keys(query, first, MAX_PICKED);
    const end = after.findIndex((key) => key.id === last.id);
    const keys: Key[] = [first, ...(first.id === last.id ? [] : end < 0 ? after.slice(0, -1) : after.slice(0, end + 1))];
    const ids = keys.flatMap((key) => (key.isRemoved ? [] : key.id));
    const rows = this.#repo.rows(ids).map(({ id, amountMinor, currency }) => ({ id, amountMinor, currency }));
    return { rows, isCut: first.id !== last.id && end < 0 };
  }

  count(filter: TransactionFilter): { matching: number; total: number } {
    const all = this.#query({ ...allTransactions(), accountIds: [] });
    // Accounts asked for by id are part of what there is, also when they are hidden.
    const hidden = filter.accountIds.filter((id) => all.scope !== null && !all.scope.includes(id));
    const total = this.#repo.countStored(all.scope && [...all.scope, ...hidden]);
    const query = this.#query({ ...filter, sort: 'newest' });
    const isPlain = query.conditions.live?.length === 0 && filter.fromDay === null && filter.toDay === null;
    return { matching: isPlain ? this.#repo.countStored(query.scope) : this.#keys.count(query), total };
  }

  /** Everything the filter keeps, without rows the bank took back; in no order. */
  ids(filter: TransactionFilter): number[] {
    return this.#keys.allIds(this.#query({ ...filter, sort: 'newest' }));
  }

  /** Exactly what is shown, in its order, a few hundred rows at a time: for whoever writes all of it somewhere. */
  *walk(list: TransactionFilter & { readonly sort: TransactionSort }): Generator<readonly TransactionRow[]> {
    const query = this.#query(list);
    for (let after: Place | null = null; ; ) {
      const keys: Key[] = this.#keys.keys(query, after, WALK_ROWS);
      if (keys.length > 0) yield this.#repo.rows(keys.map((key) => key.id));
      if (keys.length < WALK_ROWS) return;
      after = keys.at(-1) ?? null;
    }
  }

  /** One row more than asked for tells whether there are more. */
  #read(query: ListQuery, { cursor, isBefore, section, skip, limit, sort }: PageInput): Key[] {
    // At most one section is walked past, never the rows before it.
    if (section !== null) return this.#keys.keys(query, sectionStart(parseSection(section, sort), sort), skip + limit + 1).slice(skip);
    return this.#keys.keys(query, cursor === null ? null : parseCursor(cursor, sort), limit + 1, isBefore);
  }

  #query(list: TransactionFilter & { readonly sort: TransactionSort }): ListQuery {
    return listQuery(this.#repo, list, list.sort);
  }
}

export function createListService(db: Db): ListService {
  return new ListService({ repo: createTransactionRepo(db), keys: createListKeys(db), sections: createListSections(db) });
}
