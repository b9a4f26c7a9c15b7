/**
 * @file What can be taken back, newest last. It lives as long as the store is open, so it survives going to another page but not leaving
 * Mizan: after a restart only what is said counts. Everything the person said is in the store; only the way back is not.
 */
import type { UndoOutcome } from '../../../shared/contract/transaction-edits.ts';
import { AppError } from '../../../shared/errors.ts';

/** One thing that was done. `undo` answers with what it did, and how to do it again, if that can be. */
export type Deed = {
  undo(): { readonly restored: number; readonly kept: number; readonly again: Deed | null };
  /** Drops what was kept for it. */
  forget(): void;
};
type Entry = { readonly token: number; readonly deed: Deed; readonly isRedo: boolean };

/** Enough for any second thought; what was before is kept in memory. */
const MAX_ENTRIES = 50;

export type UndoJournal = ReturnType<typeof createUndoJournal>;

export function createUndoJournal() {
  let entries: readonly Entry[] = [];
  let lastToken = 0;

  function add(deed: Deed, isRedo: boolean, token: number): number {
    const all = [...entries, { token, deed, isRedo }];
    for (const old of all.slice(0, -MAX_ENTRIES)) old.deed.forget();
    entries = all.slice(-MAX_ENTRIES);
    return token;
  }

  return {
    /** For a deed whose traces must be kept under its token before it is done. */
    nextToken: (): number => {
      lastToken += 1;
      return lastToken;
    },
    add: (deed: Deed, token: number): number => add(deed, false, token),
    /** @param token null = the last thing done that was not taken back @throws AppError `not_found` */
    undo(token: number | null): UndoOutcome {
      const entry = token === null ? entries.findLast((one) => !one.isRedo) : entries.find((one) => one.token === token);
      if (!entry) throw new AppError('not_found', 'nothing to take back');
      entries = entries.filter((one) => one !== entry);
      const { restored, kept, again } = entry.deed.undo();
      if (!again) return { restored, kept, redoToken: null };
      lastToken += 1;
      return { restored, kept, redoToken: add(again, !entry.isRedo, lastToken) };
    },
  };
}
