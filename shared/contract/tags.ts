import { z } from 'zod';
import { command, query } from './operation.ts';
import { TagName } from './transaction-edits.ts';

export const Tag = z.object({
  id: z.int(),
  name: z.string(),
  /** Rows that carry it. */
  count: z.int(),
});
export type Tag = z.infer<typeof Tag>;

/** `undoToken` is for `transactions.undo`. */
const TagOutcome = z.object({ changed: z.int(), undoToken: z.int().nullable() });

export const tagsContract = {
  /** By name. */
  'tags.list': query(z.strictObject({}), z.array(Tag)),
  /** To the name of another tag: the two become one. */
  'tags.rename': command(z.strictObject({ id: z.int(), name: TagName }), TagOutcome),
  /** Rows that carried it carry `intoId`. */
  'tags.merge': command(z.strictObject({ id: z.int(), intoId: z.int() }), TagOutcome),
  'tags.remove': command(z.strictObject({ id: z.int() }), TagOutcome),
};
