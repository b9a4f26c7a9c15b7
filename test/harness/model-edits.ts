/**
 * @file What a person says of accounts and rows while syncs come and go. More kinds of edits: make them in `makeEdit`, remember them
 * in `Edits`, look for them in `findLostEdits`; the model needs to know nothing else.
 */
import { randomUUID } from 'node:crypto';
import type { Db } from '../../electron/db/open.ts';
import { accountHandlers } from '../../electron/features/accounts/account-handlers.ts';
import { annotationHandlers } from '../../electron/features/annotations/annotation-handlers.ts';
import { createUndoBook } from '../../electron/features/undo/undo-book.ts';
import type { Clock } from '../../electron/ports/clock.ts';

type Store = { readonly db: Db; readonly clock: Clock };
type AccountEdit = { readonly name: string | null; readonly isHidden: boolean };
type RowEdit = { readonly title: string | null; readonly note: string; readonly categoryId: number };
export class Edits {
  /** By Mizan's own id of the account. */
  readonly accounts = new Map<string, AccountEdit>();
  /** By Mizan's own id of the row, which it keeps when it is booked, deleted at the bank or listed again. */
  readonly rows = new Map<number, RowEdit>();
}

const CATEGORIES = [301, 302, 601];

/** Says one thing, through the handlers the window uses. Returns once it is acknowledged: from then on it must never be lost. */
export async function makeEdit(store: Store, edits: Edits, pick: number): Promise<void> {
  if (pick % 2 === 0) await editAccount(store, edits, pick);
  else await editRow(store, edits, pick);
}

async function editAccount(store: Store, edits: Edits, pick: number): Promise<void> {
  const handlers = accountHandlers({ ...store, undo: createUndoBook(randomUUID), emit: () => undefined });
  const accounts = await handlers['accounts.list']({ includeHidden: true });
  const account = accounts[pick % Math.max(1, accounts.length)];
  if (!account) return;
  const edit = { name: pick % 5 === 0 ? null : `My name ${pick}`, isHidden: pick % 3 === 0 };
  await handlers['accounts.update']({ id: account.id, ...edit });
  edits.accounts.set(account.id, edit);
}

/** Once per opening, as the app has it: the way back is numbered within one. */
const opened = new WeakMap<Db, ReturnType<typeof annotationHandlers>>();
function editsOf(store: Store): ReturnType<typeof annotationHandlers> {
  const found = opened.get(store.db) ?? annotationHandlers({ ...store, emit: () => undefined });
  opened.set(store.db, found);
  return found;
}

async function editRow(store: Store, edits: Edits, pick: number): Promise<void> {
  const ids = store.db.prepare('SELECT id FROM transactions ORDER BY id').pluck().all() as number[]; // column as selected
  const id = ids[pick % Math.max(1, ids.length)];
  if (id === undefined) return;
  const edit = { title: pick % 3 === 0 ? null : `Mine ${pick}`, note: `Note ${pick}`, categoryId: CATEGORIES[pick % 3] ?? 0 };
  await editsOf(store)['transactions.edit']({ target: { ids: [id] }, changes: edit });
  edits.rows.set(id, edit);
}

/** What was said and is not shown any more. */
export function findLostEdits(db: Db, edits: Edits): string[] {
  return [...lostOfAccounts(db, edits), ...lostOfRows(db, edits)];
}

function lostOfAccounts(db: Db, { accounts }: Edits): string[] {
  const find = db.prepare('SELECT display_name AS name, is_hidden AS isHidden FROM accounts WHERE id = ?');
  return [...accounts].flatMap(([id, edit]) => {
    const found = find.get(id) as { name: string | null; isHidden: 0 | 1 } | undefined; // columns as selected
    const isKept = found !== undefined && found.name === edit.name && (found.isHidden === 1) === edit.isHidden;
    return isKept ? [] : [`account ${id}: ${JSON.stringify(found)} instead of ${JSON.stringify(edit)}`];
  });
}

/** The edit itself, and what the row in the list makes of it; a row the bank took back keeps the edit for its return. */
function lostOfRows(db: Db, { rows }: Edits): string[] {
  const find = db.prepare('SELECT title, note, category_id AS categoryId FROM transaction_edits WHERE transaction_id = ?');
  const shown = db.prepare('SELECT own_category FROM transactions WHERE id = ?').pluck();
  return [...rows].flatMap(([id, edit]) => {
    const found = find.get(id);
    const category = shown.get(id) ?? edit.categoryId;
    const isKept = JSON.stringify(found) === JSON.stringify(edit) && category === edit.categoryId;
    return isKept ? [] : [`row ${id}: ${JSON.stringify(found)} in category ${category} instead of ${JSON.stringify(edit)}`];
  });
}
