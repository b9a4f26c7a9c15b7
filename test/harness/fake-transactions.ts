/** @file The list, edits, tags and views of the household, in memory: for component tests and the page's preview. */
import type { Account } from '../../shared/contract/accounts.ts';
import type { Handlers } from '../../shared/contract/index.ts';
import type { EditChanges, EditTarget } from '../../shared/contract/transaction-edits.ts';
import type { TransactionList } from '../../shared/contract/transaction-filter.ts';
import type { ListSection, TransactionRow } from '../../shared/contract/transactions.ts';
import type { SavedView } from '../../shared/contract/views.ts';
import { foldText } from '../../shared/domain/fold.ts';
import { AppError } from '../../shared/errors.ts';
import { fakeCategories } from './fake-categories.ts';
import { aFakeDetail } from './fake-ledger-rows.ts';
import { type FakeBook, fakeKeeps, fakeList, isTransfer } from './fake-list-filter.ts';

type Names = Extract<keyof Handlers, `transactions.${string}` | `tags.${string}` | `views.${string}`> | 'categories.list';
export type FakeTransactionHandlers = Pick<Handlers, Names>;

/** What the real core tells after a change. */
export type Announce = (topic: 'transactions.changed' | 'tags.changed' | 'views.changed') => void;

const bandOf = (minor: number) => {
  const text = String(Math.abs(minor));
  return text.length * 100 + Number(`${text}0`.slice(0, 2));
};

export function createFakeTransactions(rows: TransactionRow[], accounts: readonly Account[], announce: Announce): FakeTransactionHandlers {
  const book: FakeBook = { rows, accounts, tags: [...new Set(rows.flatMap((row) => row.tags))].map((name, i) => ({ id: i + 1, name })) };
  return {
    ...listHandlers(book),
    ...editHandlers(book, announce),
    ...viewHandlers(announce),
    'categories.list': () => [...fakeCategories],
  };
}

const keyOf = (list: TransactionList, row: TransactionRow) =>
  list.sort === 'newest' || list.sort === 'oldest' ? row.day : `${row.currency}.${bandOf(row.amountMinor)}`;

function sectionsOf(list: TransactionList, kept: readonly TransactionRow[]): ListSection[] {
  return [...Map.groupBy(kept, (row) => keyOf(list, row))].map(([key, members]) => ({
    key,
    count: members.length,
    sums: sumsOf(members.filter((row) => !row.isPending)),
    pending: sumsOf(members.filter((row) => row.isPending)),
    ids: null,
  }));
}

const sumsOf = (rows: readonly TransactionRow[]): ListSection['sums'] =>
  totalsOf(rows).map(({ currency, inMinor, outMinor }) => ({ currency, sumMinor: inMinor + outMinor }));

function totalsOf(rows: readonly TransactionRow[]) {
  const counted = rows.filter((row) => row.removedAt === null && !isTransfer(row.categoryId));
  return [...Map.groupBy(counted, (row) => row.currency)]
    .map(([currency, members]) => ({
      currency,
      inMinor: members.reduce((sum, row) => sum + Math.max(0, row.amountMinor), 0),
      outMinor: members.reduce((sum, row) => sum + Math.min(0, row.amountMinor), 0),
    }))
    .sort((a, b) => Number(b.currency === 'SAR') - Number(a.currency === 'SAR'));
}

function listHandlers(book: FakeBook): Pick<Handlers, `transactions.${'page' | 'sections' | 'place' | 'between' | 'count' | 'get'}`> {
  return {
    'transactions.page': ({ cursor, section, skip, ids, isBefore, limit, ...list }) => {
      const all = fakeList(book, list);
      const wanted = ids ?? undefined;
      if (wanted) return { rows: all.filter((row) => wanted.includes(row.id)), startCursor: null, nextCursor: null };
      const at = cursor === null ? -1 : all.findIndex((row) => String(row.id) === cursor);
      const start = section === null ? at + 1 : all.findIndex((row) => keyOf(list, row) === section) + skip;
      const page = isBefore ? all.slice(Math.max(0, at - limit), Math.max(0, at)) : all.slice(start, start + limit);
      const last = page.at(-1);
      const hasMore = last !== undefined && last !== all.at(-1);
      return { rows: page, startCursor: page[0] ? String(page[0].id) : null, nextCursor: hasMore ? String(last.id) : null };
    },
    'transactions.sections': ({ cursor: _, ...list }) => {
      const kept = fakeList(book, list);
      const count = kept.filter((row) => row.removedAt === null).length;
      return { sections: sectionsOf(list, kept), totals: totalsOf(kept.filter((row) => !row.isPending)), count, next: null };
    },
    'transactions.place': ({ id, ...list }) => {
      const all = fakeList(book, list);
      const row = all.find((one) => one.id === id);
      if (!row) return null;
      const section = keyOf(list, row);
      return { section, index: all.filter((one) => keyOf(list, one) === section).indexOf(row) };
    },
    'transactions.between': ({ fromId, toId, ...list }) => {
      const all = fakeList(book, list);
      const places = [fromId, toId].map((id) => all.findIndex((row) => row.id === id)).sort((a, b) => a - b);
      const picked = all.slice(places[0], (places[1] ?? -1) + 1).filter((row) => row.removedAt === null);
      return { rows: picked.map(({ id, amountMinor, currency }) => ({ id, amountMinor, currency })), isCut: false };
    },
    'transactions.count': (filter) => ({
      matching: book.rows.filter((row) => row.removedAt === null && fakeKeeps(book, filter, row)).length,
      total: book.rows.filter((row) => row.removedAt === null).length,
    }),
    'transactions.get': ({ id }) => {
      const row = book.rows.find((one) => one.id === id);
      if (!row) throw new AppError('not_found', 'no such transaction');
      return aFakeDetail(row);
    },
  };
}

type Deed = { token: number; isRedo: boolean; before: ReadonlyMap<number, TransactionRow> };

function editHandlers(
  book: FakeBook,
  announce: Announce,
): Pick<Handlers, Exclude<Names, keyof ReturnType<typeof listHandlers> | `views.${string}` | 'categories.list'>> {
  let deeds: Deed[] = [];
  let lastToken = 0;
  const announceAll = () => {
    announce('transactions.changed');
    announce('tags.changed');
  };
  const put = (row: TransactionRow) =>
    book.rows.splice(
      book.rows.findIndex((one) => one.id === row.id),
      1,
      row,
    );
  /** Writes rows and remembers what they were. */
  const write = (after: readonly TransactionRow[], isRedo = false): number => {
    const before = new Map(after.map((row) => [row.id, book.rows.find((one) => one.id === row.id) ?? row]));
    for (const row of after) put(row);
    lastToken += 1;
    deeds = [...deeds, { token: lastToken, isRedo, before }];
    announceAll();
    return lastToken;
  };
  const rowsOf = (target: EditTarget) =>
    book.rows.filter((row) =>
      'ids' in target ? target.ids.includes(row.id) : fakeKeeps(book, target.filter, row) && !target.exceptIds.includes(row.id),
    );
  const retag = (from: string, to: string | null): number =>
    write(
      book.rows
        .filter((row) => row.tags.includes(from))
        .map((row) => ({ ...row, tags: [...new Set(row.tags.flatMap((tag) => (tag === from ? (to ?? []) : tag)))] })),
    );
  const tag = (id: number) => {
    const found = book.tags.find((one) => one.id === id);
    if (!found) throw new AppError('not_found', 'no such tag');
    return found;
  };
  const drop = (id: number) => {
    book.tags = book.tags.filter((one) => one.id !== id);
  };
  const count = (name: string) => book.rows.filter((row) => row.tags.includes(name)).length;
  return {
    'transactions.edit': ({ target, changes }) => {
      const wanted = rowsOf(target);
      const open = wanted.filter((row) => row.removedAt === null);
      for (const name of changes.addTags ?? [])
        if (!book.tags.some((one) => foldText(one.name) === foldText(name))) book.tags = [...book.tags, { id: book.tags.length + 1, name }];
      const after = open.map((row) => edited(row, changes)).filter((row, i) => JSON.stringify(row) !== JSON.stringify(open[i]));
      const outcome = { changed: after.length, same: open.length - after.length, skipped: wanted.length - open.length };
      return { ...outcome, undoToken: after.length === 0 ? null : write(after) };
    },
    'transactions.undo': ({ token }) => {
      const deed = token === null ? deeds.findLast((one) => !one.isRedo) : deeds.find((one) => one.token === token);
      if (!deed) throw new AppError('not_found', 'nothing to take back');
      deeds = deeds.filter((one) => one !== deed);
      return { restored: deed.before.size, kept: 0, redoToken: write([...deed.before.values()], !deed.isRedo) };
    },
    'transactions.suggestTags': () => book.tags.map(({ name }) => name).slice(0, 12),
    'tags.list': () => book.tags.map((one) => ({ ...one, count: count(one.name) })).sort((a, b) => a.name.localeCompare(b.name)),
    'tags.rename': ({ id, name }) => {
      const before = tag(id).name;
      book.tags = book.tags.map((one) => (one.id === id ? { id, name } : one));
      return { changed: count(before), undoToken: retag(before, name) };
    },
    'tags.merge': ({ id, intoId }) => {
      const [from, into] = [tag(id).name, tag(intoId).name];
      const changed = count(from);
      drop(id);
      return { changed, undoToken: retag(from, into) };
    },
    'tags.remove': ({ id }) => {
      const { name } = tag(id);
      const changed = count(name);
      drop(id);
      return { changed, undoToken: retag(name, null) };
    },
  };
}

function edited(row: TransactionRow, changes: EditChanges): TransactionRow {
  const { title, note, categoryId, isReviewed, addTags = [], removeTags = [] } = changes;
  return {
    ...row,
    ...(typeof title === 'string' ? { title } : {}),
    ...(note === undefined ? {} : { note }),
    ...(categoryId === undefined ? {} : { categoryId: categoryId ?? 0 }),
    ...(isReviewed === undefined ? {} : { isReviewed }),
    tags: [...row.tags.filter((tag) => !removeTags.includes(tag)), ...addTags.filter((tag) => !row.tags.includes(tag))],
  };
}

function viewHandlers(announce: Announce): Pick<Handlers, Extract<keyof Handlers, `views.${string}`>> {
  let views: readonly SavedView[] = [];
  const answer = <T>(value: T): T => {
    announce('views.changed');
    return value;
  };
  const get = (id: number): SavedView => {
    const view = views.find((one) => one.id === id);
    if (!view) throw new AppError('not_found', 'no such view');
    return view;
  };
  return {
    'views.list': () => [...views],
    'views.create': (view) => {
      const made = { ...view, id: views.length + 1 };
      views = [...views, made];
      return answer(made);
    },
    'views.update': ({ id, ...change }) => {
      views = views.map((view) => (view.id === id ? Object.assign({}, view, change) : view));
      return answer(get(id));
    },
    'views.remove': ({ id }) => {
      get(id);
      views = views.filter((view) => view.id !== id);
      return answer({ done: true as const });
    },
    'views.reorder': ({ ids }) => {
      views = ids.map(get);
      return answer([...views]);
    },
  };
}
