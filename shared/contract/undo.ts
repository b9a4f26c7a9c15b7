import { z } from 'zod';
import { Done } from './common.ts';
import { command } from './operation.ts';

/** Names one change that can be taken back, while this process lives and nothing newer stands on it. */
export const UndoToken = z.string().min(1).max(64);

export const undoContract = {
  /** Takes a change back. `not_found` when it is too old, was taken back already, something was changed after it, or Mizan was started anew. */
  'undo.run': command(z.strictObject({ token: UndoToken }), Done),
};
