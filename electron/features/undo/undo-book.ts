/**
 * @file What can be taken back. It lives as long as the process: an undo is for "that was not what I meant", not an archive; what was
 * said before stays findable in the data itself.
 */
import type { Handlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';

/** A person takes back the last few things; each may hold thousands of rows. */
const MOST_KEPT = 50;

export type UndoBook = {
  /** @param takeBack runs in a transaction of its own and tells the page @returns the token for the page */
  add(takeBack: () => void): string;
  run(token: string): void;
};

export function createUndoBook(newId: () => string): UndoBook {
  const entries = new Map<string, () => void>();
  return {
    add(takeBack) {
      const token = newId();
      entries.set(token, takeBack);
      const oldest = [...entries.keys()][0];
      if (entries.size > MOST_KEPT && oldest !== undefined) entries.delete(oldest);
      return token;
    },
    run(token) {
      const takeBack = entries.get(token);
      // An older change may be what a newer one stands on: a rule that was moved, a category that was given rows.
      if (!takeBack || [...entries.keys()].at(-1) !== token) throw new AppError('not_found', 'nothing to take back');
      takeBack();
      // Kept when it failed: the disk may have been full.
      entries.delete(token);
    },
  };
}

export function undoHandlers(undo: UndoBook): Pick<Handlers, 'undo.run'> {
  return {
    'undo.run': ({ token }) => {
      undo.run(token);
      return { done: true };
    },
  };
}
