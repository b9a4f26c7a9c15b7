import { z } from 'zod';
import { Currency, DaySchema, Id, InstantSchema } from './common.ts';
import { command, query } from './operation.ts';
import { UndoToken } from './undo.ts';

/** What a rule looks for; everything given must fit. Text is matched folded, anywhere in the bank's own words. */
export const RuleDraft = z
  .strictObject({
    text: z.string().trim().max(200),
    direction: z.enum(['any', 'in', 'out']),
    /** Bounds of the amount without its sign, in minor units of `currency`, both included. */
    minMinor: z.int().min(0).nullable(),
    maxMinor: z.int().min(0).nullable(),
    currency: Currency.nullable(),
    accountId: Id.nullable(),
    categoryId: z.int().min(0),
  })
  .refine((rule) => rule.text !== '' || rule.accountId !== null || rule.minMinor !== null || rule.maxMinor !== null, {
    path: ['text'],
    message: 'rule.empty',
  })
  .refine((rule) => rule.minMinor === null || rule.maxMinor === null || rule.minMinor <= rule.maxMinor, {
    path: ['maxMinor'],
    message: 'rule.range',
  })
  .refine((rule) => rule.currency !== null || (rule.minMinor === null && rule.maxMinor === null), {
    path: ['currency'],
    message: 'rule.currency',
  });
export type RuleDraft = z.infer<typeof RuleDraft>;

export const CategoryRule = z.object({
  id: z.int(),
  /** 1 = looked at first; the first that fits decides. */
  position: z.int(),
  isActive: z.boolean(),
  text: z.string(),
  direction: z.enum(['any', 'in', 'out']),
  minMinor: z.int().nullable(),
  maxMinor: z.int().nullable(),
  currency: z.string().nullable(),
  accountId: Id.nullable(),
  categoryId: z.int(),
  createdAt: InstantSchema,
  /** Rows whose category it decides now. */
  decidedCount: z.int(),
});
export type CategoryRule = z.infer<typeof CategoryRule>;

/** A row a rule would move, as it is now. */
export const RulePreviewRow = z.object({
  id: z.int(),
  day: DaySchema,
  title: z.string(),
  accountName: z.string(),
  amountMinor: z.int(),
  currency: Currency,
  fromCategoryId: z.int(),
  toCategoryId: z.int(),
});
export const RulePreview = z.object({
  /** Rows it fits, and rows that would change: those, and what it decided before and does no longer. */
  fitting: z.int(),
  changing: z.int(),
  /** Rows it fits that are in its category without it. */
  already: z.int(),
  /** Rows it fits that stay in another, by what decides them: the person, a transfer (or a rejected one), an earlier rule. */
  kept: z.object({ person: z.int(), transfer: z.int(), rule: z.int() }),
  /** The newest of those that would change. */
  rows: z.array(RulePreviewRow),
});
export type RulePreview = z.infer<typeof RulePreview>;

const Changed = z.object({ rules: z.array(CategoryRule), changedCount: z.int(), undoToken: UndoToken });

export const rulesContract = {
  'rules.list': query(z.strictObject({}), z.array(CategoryRule)),
  /** The rule that "always categorise like this" proposes for a row; its category is the row's. */
  'rules.suggest': query(z.strictObject({ transactionId: z.int() }), RuleDraft),
  /** What would change; nothing does. `id`: instead of that rule. A new one would be looked at first. */
  'rules.preview': query(z.strictObject({ id: z.int().nullable(), draft: RuleDraft }), RulePreview),
  'rules.create': command(z.strictObject({ draft: RuleDraft }), Changed),
  'rules.update': command(z.strictObject({ id: z.int(), draft: RuleDraft.optional(), isActive: z.boolean().optional() }), Changed),
  'rules.remove': command(z.strictObject({ id: z.int() }), Changed),
  /** To a position from 1; the others move up or down. */
  'rules.move': command(z.strictObject({ id: z.int(), position: z.int().min(1) }), Changed),
};
