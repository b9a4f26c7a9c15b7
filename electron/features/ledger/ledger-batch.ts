/**
 * @file One account's writes of one transaction: rows, search index, daily totals, counters, earlier versions, raw pages and
 * categories stay in step because what the bank sent is written here and nowhere else (no triggers: they would run per row and hide
 * the cost).
 */
import { type Day, daysBetween, type Instant, riyadhDay } from '../../../shared/domain/dates.ts';
import type { CategoryRef } from '../../ports/bank-provider.ts';
import { type Annotations, searchableText } from '../annotations/annotations.ts';
import type { Categorised, Categoriser } from '../categories/categoriser.ts';
import type { KeptPage, LedgerFacts, LedgerRow } from './ledger-row.ts';
import type { LedgerStatements } from './ledger-statements.ts';

export type StoredRow = LedgerFacts & {
  readonly id: number;
  readonly providerId: string | null;
  readonly fingerprint: string;
  readonly occurrence: number;
  readonly day: Day;
  readonly searchText: string;
  readonly ownCategory: number;
  readonly ownText: string;
  readonly pageId: number;
  readonly place: number;
  readonly runId: number;
};

export type WriteCounts = { readonly newCount: number; readonly changedCount: number; readonly removedCount: number };

export type BatchContext = {
  readonly accountId: string;
  readonly runId: number;
  readonly at: Instant;
  /** Listed under this day when the bank names none. */
  readonly today: Day;
};

/** What the writer decided about a row; `observations` holds it for good. */
export type ObservationKind = 'added' | 'changed' | 'reissued' | 'removed' | 'restored';
type Observation = {
  readonly kind: ObservationKind;
  readonly id: number;
  count: number;
  readonly pageId: number | null;
  readonly place: number | null;
};

type Sums = { inMinor: number; outMinor: number; count: number };
type Total = Sums & { readonly day: Day; readonly currency: string };
type CategoryTotal = Total & { readonly categoryId: number };
/** A row's share in counters and sums. */
type Share = Pick<StoredRow, 'isPending' | 'day' | 'currency' | 'amountMinor' | 'ownCategory'>;

/** What a first import brings is history, not news; only its newest days are worth a look. */
const NEWS_DAYS = 14;

export type LedgerBatch = ReturnType<typeof createLedgerBatch>;

/** What the writer asks of the features that add to rows. */
export type BatchTools = {
  readonly statements: LedgerStatements;
  readonly categoriser: Categoriser;
  readonly annotations: Annotations;
};

function addTo(sums: Sums, amountMinor: number, direction: 1 | -1): void {
  if (amountMinor > 0) sums.inMinor += direction * amountMinor;
  else sums.outMinor += direction * amountMinor;
  sums.count += direction;
}

function isOldNews(row: LedgerRow): 0 | 1 {
  const isHistory = row.page.plan === 'all' && row.isPending === 0 && row.day !== null;
  return isHistory && daysBetween(row.day, riyadhDay(Date.parse(row.page.receivedAt))) > NEWS_DAYS ? 1 : 0;
}

/** @param storedPages pages that are in the store already, by their id there; for rebuilding from them */
export function createLedgerBatch(
  { statements, categoriser, annotations }: BatchTools,
  context: BatchContext,
  memory: { lastId: number },
  storedPages: ReadonlyMap<KeptPage, number> = new Map(),
) {
  const { accountId, runId, at, today } = context;
  const { isHidden } = statements.account.get({ accountId }) as { isHidden: 0 | 1 }; // the account exists: its id is ours
  const pageIds = new Map(storedPages);
  const observations: Observation[] = [];
  const totals = new Map<string, Total>();
  const categoryTotals = new Map<string, CategoryTotal>();
  const delta = { booked: 0, pending: 0 };
  const counts = { newCount: 0, changedCount: 0, removedCount: 0 };
  // The id of a row that was removed is not given again while this process lives: a page may still show it.
  const { id: highest } = statements.highestId.get() as { id: number }; // an aggregate always answers with one row
  let nextId = Math.max(highest, memory.lastId);

  /** Adds (or with −1 takes away) a row's share of the counters and, once booked, of its day. */
  function account({ isPending, day, currency, amountMinor, ownCategory }: Share, direction: 1 | -1): void {
    if (isPending) {
      delta.pending += direction;
      return;
    }
    delta.booked += direction;
    const key = day + currency;
    const total = totals.get(key) ?? { day, currency, inMinor: 0, outMinor: 0, count: 0 };
    totals.set(key, total);
    addTo(total, amountMinor, direction);
    if (isHidden) return;
    const categoryKey = `${key}${ownCategory}`;
    const ofCategory = categoryTotals.get(categoryKey) ?? { day, currency, categoryId: ownCategory, inMinor: 0, outMinor: 0, count: 0 };
    categoryTotals.set(categoryKey, ofCategory);
    addTo(ofCategory, amountMinor, direction);
  }

  function categorise(id: number | null, row: LedgerRow): Categorised {
    const { searchText, amountMinor, currency, categoryId } = row;
    return categoriser.resolve(id, { accountId, searchText, amountMinor, currency, providerCategoryId: categoryId });
  }

  function pageId(page: KeptPage): number {
    const known = pageIds.get(page);
    if (known !== undefined) return known;
    const { plan, receivedAt, itemCount, digest, packed } = page;
    const { lastInsertRowid } = statements.insertPage.run({ runId, accountId, plan, receivedAt, itemCount, digest, body: packed });
    const id = Number(lastInsertRowid);
    pageIds.set(page, id);
    return id;
  }

  /** Rows added in a row from places in a row are one observation: a first import would else write two rows for each. */
  function observe(kind: ObservationKind, id: number, page: KeptPage | null, place: number | null): void {
    const from = page && pageId(page);
    const last = observations.at(-1);
    const isNext =
      kind === 'added' &&
      last?.kind === kind &&
      last.pageId === from &&
      id === last.id + last.count &&
      place === (last.place ?? 0) + last.count;
    if (isNext) last.count += 1;
    else observations.push({ kind, id, count: 1, pageId: from, place });
  }

  /** @param givenId of a row that is made anew under its old id: something may have been said of it */
  function insert(row: LedgerRow, occurrence: number, givenId: number | null = null): void {
    nextId = givenId ?? nextId + 1;
    const day = row.day ?? today;
    const { categoryId: ownCategory, ruleId } = categorise(givenId, row);
    statements.insert.run(
      nextId,
      accountId,
      row.providerId,
      row.fingerprint,
      occurrence,
      row.isPending,
      day,
      row.bookedOn,
      row.valueOn,
      row.amountMinor,
      row.currency,
      row.originalMinor,
      row.originalCurrency,
      row.title,
      row.counterparty,
      row.purpose,
      row.bookingText,
      row.counterpartyIban,
      row.kind,
      row.categoryId,
      row.searchText,
      row.createdAt,
      row.modifiedAt,
      at,
      pageId(row.page),
      row.place,
      runId,
      ownCategory,
      ruleId,
      isOldNews(row),
    );
    observe('added', nextId, row.page, row.place);
    statements.addToSearch.run(nextId, row.searchText);
    account({ isPending: row.isPending, day, currency: row.currency, amountMinor: row.amountMinor, ownCategory }, 1);
    counts.newCount += 1;
  }

  /** Replaces what a row shows. */
  function show(stored: StoredRow, row: LedgerRow, occurrence: number): void {
    const day = row.day ?? stored.day;
    const wasAuthorised = stored.isPending === 1 && row.isPending === 0 && stored.amountMinor !== row.amountMinor;
    const { page, ...shown } = row;
    const { categoryId: ownCategory, ruleId } = categorise(stored.id, row);
    statements.update.run({
      ...shown,
      id: stored.id,
      providerId: row.providerId ?? stored.providerId,
      occurrence,
      day,
      pendingMinor: wasAuthorised ? stored.amountMinor : null,
      pageId: pageId(page),
      runId,
      at,
      ownCategory,
      ruleId,
    });
    if (stored.searchText !== row.searchText) {
      statements.removeFromSearch.run(stored.id);
      statements.addToSearch.run(stored.id, searchableText(row.searchText, stored.ownText));
    }
    account(stored, -1);
    account({ isPending: row.isPending, day, currency: row.currency, amountMinor: row.amountMinor, ownCategory }, 1);
  }

  /** The bank says something else of a row; what it said before stays findable in the observations. */
  function change(stored: StoredRow, row: LedgerRow, occurrence: number): void {
    observe('changed', stored.id, row.page, row.place);
    show(stored, row, occurrence);
    counts.changedCount += 1;
  }

  /** Out of every sum and count, but readable. @param listedIn the page that names it as deleted; null when a held amount was let go */
  function remove(stored: StoredRow, listedIn: KeptPage | null): void {
    observe('removed', stored.id, listedIn, null);
    statements.setAside.run({ id: stored.id, at });
    statements.remove.run({ id: stored.id });
    statements.removeFromSearch.run(stored.id);
    account(stored, -1);
    counts.removedCount += 1;
  }

  /** The bank lists a row again that it had taken back: the same row, with its history. */
  function restore(removed: StoredRow, row: LedgerRow, occurrence: number): void {
    observe('restored', removed.id, row.page, row.place);
    statements.takeBack.run({ id: removed.id });
    statements.forgetRemoved.run({ id: removed.id });
    statements.addToSearch.run(removed.id, removed.searchText);
    account(removed, 1);
    show(removed, row, occurrence);
    annotations.settle(removed.id);
    counts.newCount += 1;
  }

  return {
    insert,
    change,
    remove,
    restore,
    /** The bank knows the row under a new id (R17): nothing that is shown changes. */
    reissue(stored: StoredRow, { page, place }: Pick<LedgerRow, 'page' | 'place'>, providerId: string): void {
      observe('reissued', stored.id, page, place);
      statements.setProviderId.run({ id: stored.id, providerId });
    },
    saveCategories(categories: readonly CategoryRef[]): void {
      for (const { id, parentId, name } of categories) statements.upsertCategory.run({ id, parentId, name });
      categoriser.learn(categories.map(({ id }) => id));
    },
    /** Stores a page although no row points to it: it holds items that could not be read. */
    keep: (page: KeptPage) => pageId(page),
    /** Writes observations, totals and counters; the last call of a batch. */
    finish(): WriteCounts {
      for (const observation of observations) statements.observe.run({ accountId, runId, at, ...observation });
      for (const total of totals.values()) {
        if (total.count !== 0 || total.inMinor !== 0 || total.outMinor !== 0) statements.upsertTotal.run({ accountId, ...total });
      }
      for (const total of categoryTotals.values()) {
        if (total.count !== 0 || total.inMinor !== 0 || total.outMinor !== 0) statements.upsertCategoryTotal.run(total);
      }
      if (counts.changedCount > 0 || counts.removedCount > 0) {
        statements.dropEmptyTotals.run({ accountId });
        statements.dropEmptyCategoryTotals.run();
      }
      statements.count.run({ accountId, ...delta });
      memory.lastId = nextId;
      return counts;
    },
  };
}
