/**
 * @file The visible ledger made anew from what is kept of it: the raw pages as received, the writer's observations in order, and what
 * the person said (edits, rules, links). Nothing is matched again: the observations say which item each row shows, so a better
 * matching rule later changes no past.
 */
import { type Instant, riyadhDay } from '../../../shared/domain/dates.ts';
import { type Db, openMemoryDatabase } from '../../db/open.ts';
import type { PageParser } from '../../ports/bank-provider.ts';
import { createAnnotations } from '../annotations/annotations.ts';
import { createCategoriser } from '../categories/categoriser.ts';
import { type BatchTools, createLedgerBatch, type LedgerBatch, type ObservationKind, type StoredRow } from './ledger-batch.ts';
import type { KeptPage, LedgerRow } from './ledger-row.ts';
import { fingerprintsOf, type LedgerStatements, prepareLedgerStatements } from './ledger-statements.ts';
import { createStoredItems, type StoredItems } from './stored-items.ts';

type ObservationRow = {
  readonly accountId: string;
  readonly runId: number;
  readonly at: Instant;
  readonly kind: ObservationKind;
  readonly id: number;
  readonly count: number;
  readonly pageId: number | null;
  readonly place: number | null;
};
const OBSERVATIONS = `
  SELECT account_id AS accountId, run_id AS runId, at, kind, transaction_id AS id, count, page_id AS pageId, place
  FROM observations ORDER BY observations.id`;

/** What the rows hang on and what a person said of them. */
const COPIED = {
  accounts: ['id', 'connection_id', 'identity', 'kind', 'provider_type', 'currency', 'bank_label', 'created_at', 'is_hidden'],
  categories: ['id', 'parent_id', 'provider_name'],
  own_categories: ['id', 'key', 'parent_id', 'flow', 'name_ar', 'name_en', 'colour', 'icon', 'sort_order', 'is_hidden'],
  category_mappings: ['provider_id', 'category_id', 'is_chosen'],
  category_rules: [
    'id',
    'position',
    'is_active',
    'text',
    'direction',
    'min_minor',
    'max_minor',
    'currency',
    'account_id',
    'category_id',
    'created_at',
  ],
  transaction_edits: ['transaction_id', 'account_id', 'title', 'note', 'category_id', 'is_reviewed', 'edited_at'],
  tags: ['id', 'name', 'folded'],
  transaction_tags: ['transaction_id', 'tag_id', 'account_id'],
  transaction_links: ['id', 'kind', 'out_id', 'in_id', 'out_account_id', 'in_account_id', 'fee_minor', 'state', 'made_at'],
} as const satisfies Record<string, readonly string[]>;

/** Copied as it is; the ledger itself starts empty. */
function copyBasis(from: Db, to: Db): void {
  to.pragma('foreign_keys=OFF');
  to.exec('DELETE FROM own_categories');
  for (const [table, columns] of Object.entries(COPIED)) {
    const names = columns.join(', ');
    const insert = to.prepare(`INSERT INTO ${table} (${names}) VALUES (${columns.map((name) => `:${name}`).join(', ')})`);
    for (const row of from.prepare(`SELECT ${names} FROM ${table}`).all()) insert.run(row);
  }
}

type Replay = { readonly statements: LedgerStatements; readonly items: StoredItems };

function nextOccurrence(statements: LedgerStatements, row: LedgerRow): number {
  const [found] = statements.occurrences.all(fingerprintsOf([row])) as { highest: number }[]; // columns as selected
  return (found?.highest ?? 0) + 1;
}

function replayShown({ statements, items }: Replay, batch: LedgerBatch, observation: ObservationRow): void {
  const { accountId, kind, id, pageId, place } = observation;
  if (pageId === null || place === null) throw new Error('an observation of an item names no place');
  const row = items.row(accountId, pageId, place);
  if (kind === 'added') {
    batch.insert(row, nextOccurrence(statements, row), id);
    return;
  }
  const stored = (kind === 'restored' ? statements.removedById : statements.byId).get({ id }) as StoredRow; // written by an earlier observation
  if (kind === 'restored') batch.restore(stored, row, nextOccurrence(statements, row));
  else if (kind === 'reissued') batch.reissue(stored, row, row.providerId ?? '');
  else batch.change(stored, row, stored.fingerprint === row.fingerprint ? stored.occurrence : nextOccurrence(statements, row));
}

function replay(replaying: Replay, batch: LedgerBatch, observation: ObservationRow): void {
  const { kind, id, count, place } = observation;
  if (kind === 'removed') {
    batch.remove(replaying.statements.byId.get({ id }) as StoredRow, null); // written by an earlier observation
    return;
  }
  for (let step = 0; step < count; step += 1) {
    replayShown(replaying, batch, { ...observation, id: id + step, place: place === null ? null : place + step });
  }
}

/**
 * @param parse the adapter's reading of a stored answer
 * @returns a database in memory whose ledger tables are what the observations say; close it
 */
export function rebuildLedger(db: Db, parse: PageParser): Db {
  const rebuilt = openMemoryDatabase();
  copyBasis(db, rebuilt);
  const statements = prepareLedgerStatements(rebuilt);
  const annotations = createAnnotations(rebuilt);
  const tools: BatchTools = { statements, categoriser: createCategoriser(rebuilt), annotations };
  const items = createStoredItems(db, parse);
  // A page's number is where its row points: the rebuilt row must point there too, though the page itself is not copied.
  const pageIdOf = (observation: ObservationRow): ReadonlyMap<KeptPage, number> =>
    new Map(observation.pageId === null ? [] : [[items.page(observation.pageId), observation.pageId]]);
  for (const observation of db.prepare(OBSERVATIONS).iterate() as IterableIterator<ObservationRow>) {
    const { accountId, runId, at } = observation;
    const context = { accountId, runId, at, today: riyadhDay(Date.parse(at)) };
    const batch = createLedgerBatch(tools, context, { lastId: 0 }, pageIdOf(observation));
    replay({ statements, items }, batch, observation);
    batch.finish();
  }
  annotations.settleAll();
  return rebuilt;
}

const COMPARED = [
  'SELECT * FROM transactions ORDER BY id',
  'SELECT * FROM removed_transactions ORDER BY id',
  'SELECT * FROM daily_account_totals ORDER BY account_id, day_on, currency',
  'SELECT * FROM daily_category_totals ORDER BY day_on, currency, category_id',
  'SELECT id, booked_count, pending_count FROM accounts ORDER BY id',
  'SELECT rowid AS id FROM transaction_search ORDER BY rowid',
] as const;

/** Rows of the visible ledger, its removed rows, totals, counters or search index that differ between two stores. 0 = identical. */
export function countDifferences(one: Db, other: Db): number {
  return COMPARED.reduce((sum, sql) => {
    const [left, right] = [one, other].map((db) =>
      db
        .prepare(sql)
        .all()
        .map((row) => JSON.stringify(row)),
    );
    const rows = new Set(left);
    const shared = (right ?? []).filter((row) => rows.delete(row)).length;
    return sum + rows.size + (right?.length ?? 0) - shared;
  }, 0);
}

/** Whether the visible ledger is exactly what was received says. */
export function compareWithReceived(db: Db, parse: PageParser): { readonly rows: number; readonly differences: number } {
  const rebuilt = rebuildLedger(db, parse);
  try {
    const rows = Number(db.prepare('SELECT count(*) FROM transactions').pluck().get());
    return { rows, differences: countDifferences(db, rebuilt) };
  } finally {
    rebuilt.close();
  }
}
