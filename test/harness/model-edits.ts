/**
 * @file What a person says of accounts and rows while syncs come and go. More kinds of edits: make them in `makeEdit`, remember them
 * in `Edits`, look for them in `findLostEdits`; the model needs to know nothing else.
 */
import { randomUUID } from 'node:crypto';
import type { Db } from '../../electron/db/open.ts';
import { accountHandlers } from '../../electron/features/accounts/account-handlers.ts';
import { createUndoBook } from '../../electron/features/undo/undo-book.ts';
import type { Clock } from '../../electron/ports/clock.ts';

/** By Mizan's own id of the account. */
export type Edits = Map<string, { readonly name: string | null; readonly isHidden: boolean }>;

/** Says one thing, through the handlers the window uses. Returns once it is acknowledged: from then on it must never be lost. */
export async function makeEdit(store: { readonly db: Db; readonly clock: Clock }, edits: Edits, pick: number): Promise<void> {
  const handlers = accountHandlers({ ...store, undo: createUndoBook(randomUUID), emit: () => undefined });
  const accounts = await handlers['accounts.list']({ includeHidden: true });
  const account = accounts[pick % Math.max(1, accounts.length)];
  if (!account) return;
  const edit = { name: pick % 5 === 0 ? null : `My name ${pick}`, isHidden: pick % 3 === 0 };
  await handlers['accounts.update']({ id: account.id, ...edit });
  edits.set(account.id, edit);
}

/** What was said and is not shown any more. */
export function findLostEdits(db: Db, edits: Edits): string[] {
  const find = db.prepare('SELECT display_name AS name, is_hidden AS isHidden FROM accounts WHERE id = ?');
  return [...edits].flatMap(([id, edit]) => {
    const found = find.get(id) as { name: string | null; isHidden: 0 | 1 } | undefined; // columns as selected
    const isKept = found !== undefined && found.name === edit.name && (found.isHidden === 1) === edit.isHidden;
    return isKept ? [] : [`account ${id}: ${JSON.stringify(found)} instead of ${JSON.stringify(edit)}`];
  });
}
