/**
 * @file What a person added, apart from what the bank said (R7): collected with the identity a row keeps over every re-read, and put back into
 * an older store. What finds no row yet waits in the store until a read brings it.
 */
import { z } from 'zod';
import { foldText } from '../../../shared/domain/fold.ts';
import type { Db } from '../../db/open.ts';
import { createRecategoriser } from '../categories/recategoriser.ts';
import { createAnnotations } from './annotations.ts';

const WAITING = 'annotations.waiting';

const Ref = z.object({ account: z.string(), providerId: z.string().nullable(), print: z.string(), occurrence: z.int() });
const Edit = Ref.extend({
  title: z.string().nullable(),
  note: z.string().nullable(),
  categoryId: z.int().nullable(),
  isReviewed: z.int().nullable(),
  at: z.string().nullable(),
  tags: z.array(z.string()),
});
const Link = z.object({ out: Ref, in: Ref, fee: z.int(), state: z.enum(['confirmed', 'rejected']), at: z.string() });
const Row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const Pending = z.object({ edits: z.array(Edit), links: z.array(Link), rules: z.array(Row) });
export const AnnotationCopy = Pending.extend({
  categories: z.array(Row),
  mappings: z.array(Row),
  views: z.array(Row),
  accounts: z.array(Row),
});
export type AnnotationCopy = z.infer<typeof AnnotationCopy>;
type Pending = z.infer<typeof Pending>;
type Ref = z.infer<typeof Ref>;

const REF = (t: string) =>
  `${t}.account_id AS account, ${t}.provider_id AS providerId, lower(hex(${t}.fingerprint)) AS print, ${t}.occurrence`;
const REF_JSON = (t: string) =>
  `json_object('account', ${t}.account_id, 'providerId', ${t}.provider_id, 'print', lower(hex(${t}.fingerprint)), 'occurrence', ${t}.occurrence)`;
const EDITS = `SELECT ${REF('t')}, e.title, e.note, e.category_id AS categoryId, e.is_reviewed AS isReviewed, e.edited_at AS at,
    (SELECT json_group_array(g.name ORDER BY g.name) FROM transaction_tags x JOIN tags g ON g.id = x.tag_id WHERE x.transaction_id = t.id) AS tags
  FROM (SELECT transaction_id FROM transaction_edits UNION SELECT transaction_id FROM transaction_tags) w
  JOIN transactions t ON t.id = w.transaction_id
  LEFT JOIN transaction_edits e ON e.transaction_id = t.id
  ORDER BY t.id`;
const LINKS = `SELECT ${REF_JSON('o')} AS out, ${REF_JSON('i')} AS "in", l.fee_minor AS fee, l.state, l.made_at AS at
  FROM transaction_links l JOIN transactions o ON o.id = l.out_id JOIN transactions i ON i.id = l.in_id
  WHERE l.state <> 'found' ORDER BY l.id`;
const COLUMNS = {
  own_categories: 'id, key, parent_id, flow, name_ar, name_en, colour, icon, sort_order, is_hidden',
  category_mappings: 'provider_id, category_id, is_chosen',
  category_rules: 'id, position, is_active, text, direction, min_minor, max_minor, currency, account_id, category_id, created_at',
  saved_views: 'id, name, address, position',
} as const;
type Table = keyof typeof COLUMNS;

const rowsOf = (db: Db, table: Table, where = '1') =>
  db.prepare(`SELECT ${COLUMNS[table]} FROM ${table} WHERE ${where} ORDER BY 1`).all() as z.infer<typeof Row>[]; // text and numbers, as the schema says

function waitingIn(db: Db): Pending {
  const value = db.prepare('SELECT value FROM settings WHERE name = ?').pluck().get(WAITING) as string | undefined; // plucked TEXT NOT NULL
  return value === undefined ? { edits: [], links: [], rules: [] } : Pending.parse(JSON.parse(value));
}

function saveWaiting(db: Db, waiting: Pending): void {
  if (waiting.edits.length + waiting.links.length + waiting.rules.length === 0) {
    db.prepare('DELETE FROM settings WHERE name = ?').run(WAITING);
    return;
  }
  db.prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
    WAITING,
    JSON.stringify(waiting),
  );
}

/** All of it, with what still waits for its row. */
export function collectAnnotations(db: Db): AnnotationCopy {
  const waiting = waitingIn(db);
  const edits = (db.prepare(EDITS).all() as (Omit<z.infer<typeof Edit>, 'tags'> & { tags: string })[]) // columns as selected
    .map((row) => ({ ...row, tags: JSON.parse(row.tags) as string[] })); // built by json_group_array of TEXT
  const links = (db.prepare(LINKS).all() as { out: string; in: string; fee: number; state: 'confirmed' | 'rejected'; at: string }[]) // as selected
    .map((row) => ({ ...row, out: JSON.parse(row.out) as Ref, in: JSON.parse(row.in) as Ref })); // built by json_object above
  return {
    edits: [...edits, ...waiting.edits],
    links: [...links, ...waiting.links],
    rules: [...rowsOf(db, 'category_rules'), ...waiting.rules],
    categories: rowsOf(db, 'own_categories'),
    mappings: rowsOf(db, 'category_mappings', 'is_chosen = 1'),
    views: rowsOf(db, 'saved_views'),
    accounts: db.prepare('SELECT id, display_name, is_hidden, sort_order FROM accounts ORDER BY id').all() as z.infer<typeof Row>[], // as above
  };
}

function upsert(db: Db, table: Table, rows: readonly z.infer<typeof Row>[]): void {
  const names = COLUMNS[table].split(', ');
  const updates = names.slice(1).map((name) => `${name} = excluded.${name}`);
  const statement = db.prepare(
    `INSERT INTO ${table} (${COLUMNS[table]}) VALUES (${names.map((name) => `:${name}`).join(', ')})
     ON CONFLICT (${names[0]}) DO UPDATE SET ${updates.join(', ')}`,
  );
  for (const row of rows) statement.run(row);
}

/** Rows of an older store that are what was annotated. */
function createFinder(db: Db): (ref: Ref) => number | undefined {
  const byId = db.prepare('SELECT id FROM transactions WHERE account_id = :account AND provider_id = :providerId').pluck();
  const byPrint = db
    .prepare('SELECT id FROM transactions WHERE fingerprint = unhex(:print) AND occurrence = :occurrence AND account_id = :account')
    .pluck();
  return ({ account, providerId, print, occurrence }) => {
    const id = providerId === null ? undefined : byId.get({ account, providerId });
    return (id ?? byPrint.get({ account, print, occurrence })) as number | undefined; // plucked INTEGER
  };
}

function applyEdits(db: Db, edits: Pending['edits'], find: (ref: Ref) => number | undefined): Pending['edits'] {
  const annotations = createAnnotations(db);
  const addTag = db.prepare('INSERT INTO tags (name, folded) VALUES (:name, :folded) ON CONFLICT (folded) DO NOTHING');
  const setTag = db.prepare(
    `INSERT OR IGNORE INTO transaction_tags (transaction_id, tag_id, account_id)
     SELECT :id, g.id, :account FROM tags g WHERE g.folded = :folded`,
  );
  return edits.filter((edit) => {
    const id = find(edit);
    if (id === undefined) return true;
    const { title, note, categoryId } = edit;
    const isReviewed = edit.isReviewed === 1 ? 1 : edit.isReviewed === 0 ? 0 : null;
    if (edit.at !== null) annotations.save(id, { title, note, categoryId, isReviewed }, edit.at);
    for (const name of edit.tags) {
      addTag.run({ name, folded: foldText(name) });
      setTag.run({ id, account: edit.account, folded: foldText(name) });
    }
    annotations.settle(id);
    return false;
  });
}

function applyLinks(db: Db, links: Pending['links'], find: (ref: Ref) => number | undefined): Pending['links'] {
  const drop = db.prepare(`DELETE FROM transaction_links WHERE state = 'found' AND (out_id IN (:out, :in) OR in_id IN (:out, :in))`);
  const add = db.prepare(
    `INSERT INTO transaction_links (kind, out_id, in_id, out_account_id, in_account_id, fee_minor, state, made_at)
     VALUES ('transfer', :out, :in, :outAccount, :inAccount, :fee, :state, :at)
     ON CONFLICT (out_id, in_id) DO UPDATE SET state = excluded.state, fee_minor = excluded.fee_minor`,
  );
  return links.filter((link) => {
    const [out, into] = [find(link.out), find(link.in)];
    if (out === undefined || into === undefined) return true;
    drop.run({ out, in: into });
    add.run({ out, in: into, outAccount: link.out.account, inAccount: link.in.account, fee: link.fee, state: link.state, at: link.at });
    return false;
  });
}

function applyPending(db: Db, pending: Pending): Pending {
  const find = createFinder(db);
  const known = new Set(db.prepare('SELECT id FROM accounts').pluck().all());
  const isKnown = (rule: z.infer<typeof Row>) => rule.account_id === null || known.has(rule.account_id);
  upsert(
    db,
    'category_rules',
    pending.rules.filter((rule) => isKnown(rule)),
  );
  const waiting = {
    rules: pending.rules.filter((rule) => !isKnown(rule)),
    links: applyLinks(db, pending.links, find),
    edits: applyEdits(db, pending.edits, find),
  };
  createRecategoriser(db).all();
  saveWaiting(db, waiting);
  return waiting;
}

/** Puts all of it into an older store; what was said there before it was copied is what the copy says now. */
export function applyAnnotations(db: Db, copy: AnnotationCopy): { readonly kept: number; readonly waiting: number } {
  const run = db.transaction(() => {
    db.pragma('defer_foreign_keys=ON');
    for (const table of ['transaction_edits', 'transaction_tags', 'category_rules', 'saved_views'] as const)
      db.exec(`DELETE FROM ${table}`);
    upsert(db, 'own_categories', copy.categories);
    upsert(db, 'category_mappings', copy.mappings);
    upsert(db, 'saved_views', copy.views);
    const account = db.prepare(
      'UPDATE accounts SET display_name = :display_name, is_hidden = :is_hidden, sort_order = :sort_order WHERE id = :id',
    );
    for (const row of copy.accounts) account.run(row);
    const waiting = applyPending(db, copy);
    createAnnotations(db).settleAll();
    return { kept: copy.edits.length - waiting.edits.length, waiting: waiting.edits.length };
  });
  return run.immediate();
}

/** After a read: what it brought a row for. @returns whether anything waited */
export function applyWaiting(db: Db): boolean {
  const pending = waitingIn(db);
  if (pending.edits.length + pending.links.length + pending.rules.length === 0) return false;
  const run = db.transaction(() => void applyPending(db, pending));
  run.immediate();
  return true;
}

/** Of accounts that are gone: nothing may wait for them. Inside the caller's transaction. */
export function forgetGoneAccounts(db: Db): void {
  const waiting = waitingIn(db);
  const known = new Set(db.prepare('SELECT id FROM accounts').pluck().all());
  saveWaiting(db, {
    edits: waiting.edits.filter((edit) => known.has(edit.account)),
    links: waiting.links.filter((link) => known.has(link.out.account) && known.has(link.in.account)),
    rules: waiting.rules.filter((rule) => rule.account_id === null || known.has(rule.account_id ?? '')),
  });
}
