/** @file What a person says of rows, one or many at once, and taking it back. */
import { z } from 'zod';
import { command, query } from './operation.ts';
import { TransactionFilter } from './transaction-filter.ts';
import { MAX_PICKED } from './transactions.ts';

export const MAX_TITLE = 200;
export const MAX_NOTE = 2000;
export const TagName = z.string().trim().min(1).max(40);

/** Which rows: picked ones, or all that match a filter but those taken out again. */
export const EditTarget = z.union([
  z.strictObject({ ids: z.array(z.int()).min(1).max(MAX_PICKED) }),
  z.strictObject({ filter: TransactionFilter, exceptIds: z.array(z.int()).max(MAX_PICKED).default([]) }),
]);
export type EditTarget = z.infer<typeof EditTarget>;

/** Only what is named changes. null takes back what was said: the bank's title, the category found by itself, no note. */
export const EditChanges = z
  .strictObject({
    title: z.string().trim().min(1).max(MAX_TITLE).nullable(),
    note: z.string().trim().min(1).max(MAX_NOTE).nullable(),
    categoryId: z.int().nonnegative().nullable(),
    isReviewed: z.boolean(),
    addTags: z.array(TagName).max(20),
    removeTags: z.array(TagName).max(20),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'empty');
export type EditChanges = z.infer<typeof EditChanges>;

export const EditOutcome = z.object({
  /** Rows that are different now. */
  changed: z.int(),
  /** Rows that were as wanted already. */
  same: z.int(),
  /** Rows that cannot be edited: the bank took them back. */
  skipped: z.int(),
  /** For `transactions.undo`, as long as Mizan runs; null when nothing changed. */
  undoToken: z.int().nullable(),
});
export type EditOutcome = z.infer<typeof EditOutcome>;

export const UndoOutcome = z.object({
  restored: z.int(),
  /** Rows left as they are because they were edited again since. */
  kept: z.int(),
  /** For `transactions.undo` again: does what was undone once more. */
  redoToken: z.int().nullable(),
});
export type UndoOutcome = z.infer<typeof UndoOutcome>;

export const transactionEditsContract = {
  'transactions.edit': command(z.strictObject({ target: EditTarget, changes: EditChanges }), EditOutcome),
  /** Takes an edit back; without a token the last one that was not taken back. @throws not_found */
  'transactions.undo': command(z.strictObject({ token: z.int().nullable().default(null) }), UndoOutcome),
  /** Tags for a row: what was said of rows like it, then what is used most. */
  'transactions.suggestTags': query(z.strictObject({ id: z.int().nullable().default(null) }), z.array(z.string())),
};
